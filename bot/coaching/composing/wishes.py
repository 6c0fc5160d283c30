"""A manager's words for a change ("warmer", "quita lo del descuento") as switches. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.coaching.knowledge.words import fold, terms
from bot.domain.reading import Address

_WARMER = re.compile(
    r"\bwarm|cercan|calid|carin|friendl|\bkind(er|ly)?\b|\bnicer\b|softer|soften|gentl|tone (it|this|that) down|"
    r"tone down|"
    r"less (cold|dry|formal|stiff|harsh|corporate|robotic)|more (human|personal|heart|empath)|suav|amable|dulce|"
    r"\bmaj[oa]\b|simpatic|\bcordial|"
    r"mas humano|human[oa]\b|menos (frio|seco|formal|distante|cortante|brusco|duro)|baja(r|le)? (el|de) tono|empat"
)
_PLAINER = re.compile(
    r"(more|be) formal|mas (formal|serio|sobrio)|less chatty|more (serious|businesslike|professional)"
)
_FAMILIAR = re.compile(r"less (formal|stiff)|informal|menos formal|mas informal|tutea")
_SHORTER = re.compile(
    r"\bshort|\bbrief|\bcort[oa]|\bbreve|concis|too long|less text|fewer words|trim|tighten|cut (it|this) down|"
    r"(muy|demasiado) larg|menos (texto|palabras|rollo)|resum|acort|recort|al grano|to the point|half (as|the)"
)
_NO_SORRY = re.compile(
    r"(don.?t|no|not|without|sin|stop|drop|lose|skip|remove|less|fewer|cut|quit\w*|menos|deja de|ni) .{0,24}"
    r"(apolog|sorry|grovel|disculp|perdon|lo siento)|no (pidas|te disculpes|se disculpe|os disculpeis|nos disculpemos)"
)
_NO_QUESTION = re.compile(r"(no|without|sin|drop|skip|remove|quit\w*|don.?t ask) .{0,12}(question|pregunt)|don.?t ask")
_WITHOUT = re.compile(
    r"(?:\bno|\bnothing about|\bnada de|\bwithout|\bsin|don.?t (?:mention|offer|say|use|give|talk about)|leave "
    r"out|take out|remove|drop|skip|omit|"
    r"lose|\bno (?:menciones|ofrezcas|pongas|hables de|digas|uses)|quit[aeá]\w*|sac[aáe]\w*|elimin\w+|borr[ae]\w*)\s+"
    r"(?:(?:any|an?|the|that|this|part|bit|about|of|lo|del?|la|las|los|el|una?|ese|esa|eso|todo|parte) )*(\w{4,}|\w+%)"
)
_ADD = re.compile(
    r"^\s*(?:please |por favor,? )?(?:"
    r"(?:add|mention|include|say|tell (?:her|him|them)|a[nñ]ade|agrega|incluye|menciona|pon|di|dile|diles)\s*:\s*|"
    r"(?:add|mention|include|tell (?:her|him|them)) that |say that (?=(?:we|it|it's|there|our|the|i|you)\b)|"
    r"(?:a[nñ]ade|agrega|incluye|menciona|pon|di|dile|diles) que )(?P<text>\S+\s+\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
"""What a manager dictates: "add: we open at ten", "di que abrimos a las diez"."""
_EMOJI = re.compile(
    r"\b(?:with|add|put|use|want|needs?|con|anad\w*|agreg\w*|pon\w*|met\w*|usa|mas|more|falta) .{0,14}\bemoji|"
    r"^(?:an? |un )?emojis?$"
)
_NO_EMOJI = re.compile(r"\b(?:no|without|sin|less|fewer|menos|quita\w*|don.?t) .{0,14}\bemoji")
_NO_WORDS = frozenset(
    ["apolog", "sorry", "disculp", "perdon", "question", "pregunt", "problem", "worries", "idea", "gracias", "thanks"]
)
_ADDRESSES = (
    ("ustedes", Address.USTEDES),
    ("usted", Address.USTED),
    ("vosotros", Address.VOSOTROS),
    ("vos", Address.VOS),
    ("(?:use|usa|con|de|with) tu", Address.TU),
    ("tutea\\w*", Address.TU),
)
_FAMILIES = (
    "discount coupon promo rebate percent descuento cupon oferta rebaja promocion",
    "refund compensation reembolso devolucion indemnizacion compensacion",
    "price cost precio coste tarifa",
    "emoji emojis smiley emoticono",
    "name nombre firma signature",
)
"""Words that mean one thing to a manager, in both languages."""
_PERCENT = re.compile(r"\d+ ?%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """`last` is the note said last, which is the one that must show."""

    warmer: bool = False
    shorter: bool = False
    plainer: bool = False
    familiar: bool = False
    no_sorry: bool = False
    no_question: bool = False
    address: Address = Address.NONE
    without: tuple[str, ...] = ()
    """Stems of words not to be used ("no discount")."""
    added: str = ""
    """A sentence the manager dictates, as it is to stand in the reply."""
    emoji: bool = False

    @classmethod
    def of(cls, notes: Sequence[str]) -> Wishes:
        """Read the notes by rules; words they do not know change nothing here. A later wish for more formality takes
        back an earlier one for less."""
        told = [cls._one(fold(note).replace("’", "'")) for note in notes if not dictated(note)]
        address = next((each.address for each in reversed(told) if each.address is not Address.NONE), Address.NONE)
        tone = next((each for each in reversed(told) if each.plainer or each.warmer), None)
        return cls(
            warmer=tone is not None and tone.warmer,
            plainer=tone is not None and tone.plainer,
            familiar=tone is not None and tone.familiar,
            shorter=any(each.shorter for each in told),
            no_sorry=any(each.no_sorry for each in told),
            no_question=any(each.no_question for each in told),
            address=address,
            without=tuple(dict.fromkeys(stem for each in told for stem in each.without)),
            added=next((said for note in reversed(notes) if (said := dictated(note))), ""),
            emoji=any(each.emoji for each in told),
        )

    @classmethod
    def _one(cls, text: str) -> Wishes:
        no_sorry, no_question = bool(_NO_SORRY.search(text)), bool(_NO_QUESTION.search(text))
        plainer = bool(_PLAINER.search(text)) and not _FAMILIAR.search(text)
        return cls(
            warmer=bool(_WARMER.search(text)) and not plainer,
            plainer=plainer,
            familiar=bool(_FAMILIAR.search(text)),
            shorter=bool(_SHORTER.search(text)),
            no_sorry=no_sorry,
            no_question=no_question,
            address=next((form for word, form in _ADDRESSES if re.search(rf"\b{word}\b", text)), Address.NONE),
            without=() if no_sorry or no_question else _stems(text),
            emoji=_EMOJI.search(text) is not None and _NO_EMOJI.search(text) is None,
        )

    def named_in(self, text: str) -> bool:
        """Whether a text holds a word that is not wanted."""
        if not self.without:
            return False
        percent = _PERCENT.search(text) is not None and bool(set(_family(0)) & set(self.without))
        return percent or bool(set(self.without) & set(terms(text)))


def dictated(note: str) -> str:
    """The sentence that a note dictates, with its capital and its stop; "" where it dictates none."""
    found = _ADD.match(note)
    if found is None:
        return ""
    text = found["text"].strip().strip('"“”«»').strip()
    text = text[:1].upper() + text[1:]
    return text if not text or text[-1] in ".!?…" else f"{text}."


def _family(place: int) -> list[str]:
    return terms(_FAMILIES[place])


def _stems(text: str) -> tuple[str, ...]:
    found = [stem for word in _WITHOUT.findall(text) for stem in terms(word)]
    found = [stem for stem in found if not any(stem.startswith(each) for each in _NO_WORDS)]
    kin = [each for place in range(len(_FAMILIES)) for each in _family(place) if set(_family(place)) & set(found)]
    return tuple(dict.fromkeys([*found, *kin]))
