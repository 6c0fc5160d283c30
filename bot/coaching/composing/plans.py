"""Which moves a moment asks for, in which order. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.coaching.composing.answers import Answers, in_jest
from bot.coaching.composing.notice import Noticed
from bot.coaching.knowledge.words import fold, terms
from bot.domain.reading import Address, CrisisKind, Kind, Mood, Reading
from bot.domain.situation import Situation

Plan = tuple[str, ...]
"""Names of moves; one with "?" in front is left out where there are no words for it."""

_THANKS = re.compile(
    r"^(ok[.,! ]*|vale[.,! ]*|si[.,! ]*)*(thank|thx|ty\b|cheers|gracias|muchas gracias|mil gracias|graci)"
)
_UPDATE = re.compile(
    r"any (updates?|news)|still (waiting|nothing)|alguna novedad|"
    r"novedades|sigo esperando|seguimos esperando|hay noticias"
)
_SENT = re.compile(
    r"\b(sent|dm.?d|mensaje enviado|acabo de mandar|les acabo|os he (escrito|"
    r"enviado|mandado)|ya os (escribi|envie|mande)|enviado)\b"
)
_RESOLVED = re.compile(
    r"solucionad|finalmente pude|al final (llame|pude|lo)|they finally|got it (sorted|fixed)|sorted now"
)
_DEAR = re.compile(
    r"\bes un (robo|atraco)|\b(vaya|menudo|que) (robo|atraco|clavada|sablazo|precios?)|\bcar[oa]s?\b|carisim|"
    r"precios? .{0,20}(abusiv|desorbitad|alt[oa]s?\b|locura)|subid[oa] (el|los) precio|"
    r"overpriced|(too|so|very|way|really) (expensive|pricey)|rip.?off|is (a |daylight )?robbery|a joke of a price|"
    r"(ladron(es)?|thie(f|ves)|robbery|robo|estafador(es)?)\b.{0,40}(\bpor un|\bfor an? |\d|€|£|\bprecio|\bprice)"
)
"""Prices felt to be too high."""
_CHARGED = re.compile(
    r"cobra(do|ron|n|r)\b|dos veces|doble|reembols|devol|devuel|factura|charged|twice|refund|"
    r"mi (tarjeta|cuenta|maleta)|my (card|account|bag)|vuel|flight"
)
"""Money that went wrong, which is another matter than its being much."""
_SOBER = frozenset({"lost", "allergy", "jobs", "refund"})
"""Tags of facts about which nobody is asked whether it is for a special day."""
_HURT_SELF = re.compile(
    r"\b(me (he|duele|corte|queme|puse|senti|ha|dio)|estoy|tengo|nos (hemos|pusimos)|i (got|was|am|feel|felt|have|"
    r"had|broke|cut|burned|burnt)|i'm|we (all )?(got|were|are|both))\b"
)
_HEAVY = frozenset({"sad", "alone", "health", "tired", "study"})
"""Themes of small talk that weigh on a person."""
_PERSONAL = re.compile(r"\b(i|my|me|we|our|us|you|your|mi|mis|me|nos|nuestr[oa]s?|llevo|tengo|he|hemos|vuestr[oa]s?)\b")
_WITHOUT = re.compile(
    r"(?:\bno|\bwithout|\bsin|don.?t (?:mention|offer|say)|no (?:menciones|"
    r"ofrezcas|pongas)) (?:any |a |un |una |el |la )?(\w{4,})"
)
_ADDRESSES = (
    ("ustedes", Address.USTEDES),
    ("usted", Address.USTED),
    ("vosotros", Address.VOSOTROS),
    ("vos", Address.VOS),
    ("(?:use|usa|con|de|with) tu", Address.TU),
    ("tutea", Address.TU),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """A manager's notes as switches."""

    warmer: bool = False
    shorter: bool = False
    no_sorry: bool = False
    no_question: bool = False
    address: Address = Address.NONE
    without: tuple[str, ...] = ()
    """Stems of words not to be used ("no discount")."""

    @classmethod
    def of(cls, notes: Sequence[str]) -> Wishes:
        """Read the notes by rules; words they do not know change nothing here."""
        text = fold(" ".join(notes))
        return cls(
            warmer=bool(re.search(r"\bwarm|cercan|calid|carin", text)),
            shorter=bool(re.search(r"\bshort|\bbrief|\bcort[oa]|\bbreve|mas corto", text)),
            no_sorry=bool(re.search(r"(don.?t|no|without|sin).{0,12}(apolog|sorry|disculp|perdon)|no pidas", text)),
            no_question=bool(re.search(r"(no|without|sin).{0,8}(question|pregunt)", text)),
            address=next((form for word, form in _ADDRESSES if re.search(rf"\b{word}\b", text)), Address.NONE),
            without=tuple(stem for found in _WITHOUT.findall(text) for stem in terms(found)),
        )


_CRISIS = {
    CrisisKind.DANGER: "danger",
    CrisisKind.SELF_HARM: "selfharm",
    CrisisKind.LEGAL: "legal",
    CrisisKind.PRESS: "press",
    CrisisKind.DATA_LEAK: "leak",
}

_PLANS: dict[str, tuple[Plan, ...]] = {
    "complaint": (
        ("feel", "meet", "next", "ask"),
        ("sorry", "meet", "ask"),
        ("?hello", "feel", "meet", "sorry", "ask"),
        ("meet", "feel", "next", "ask"),
        ("meet", "sorry", "next", "ask"),
        ("?hello", "feel", "meet", "ask", "promise"),
        ("feel", "meet", "ask"),
        ("meet", "sorry", "ask"),
    ),
    "price": (
        ("meet", "ask"),
        ("?hello", "meet", "next"),
        ("meet", "next", "ask"),
        ("meet", "next"),
    ),
    "vague": (
        ("feel", "meet", "ask"),
        ("?hello", "meet", "ask"),
        ("meet", "ask"),
        ("feel", "ask"),
    ),
    "complaint_fact": (
        ("feel", "meet", "fact", "ask"),
        ("?hello", "feel", "fact", "follow"),
        ("sorry", "fact", "ask"),
        ("meet", "fact"),
    ),
    "question_fact": (
        ("fact", "follow"),
        ("?hello", "fact", "follow"),
        ("good_question", "fact", "follow"),
        ("fact", "offer"),
        ("fact",),
    ),
    "question_near": (
        ("near", "unsure_near", "ask_near"),
        ("unsure_near", "near", "ask_near"),
        ("?hello", "near", "unsure_near"),
    ),
    "question": (
        ("unsure", "ask_need"),
        ("?hello", "unsure", "ask_need"),
        ("unsure", "promise"),
        ("unsure", "ask_need", "promise"),
    ),
    "suggestion": (
        ("meet", "ask"),
        ("?hello", "meet", "pass", "ask"),
        ("meet", "pass"),
        ("pass", "ask"),
    ),
    "praise": (
        ("feel", "meet", "ask"),
        ("thanks", "ask"),
        ("?hello", "feel", "thanks", "next", "ask"),
        ("feel", "thanks", "ask"),
        ("meet", "next", "ask"),
    ),
    "joke": (("meet", "ask"), ("meet",), ("?hello", "meet", "ask")),
    "talk": (("meet", "ask"), ("meet",), ("?hello", "meet", "ask")),
    "sad": (("meet", "ask"), ("meet",), ("?hello", "meet")),
    "thanks": (("welcome", "?open"), ("?hello", "welcome"), ("welcome",)),
    "update": (("meet", "promise"), ("?hello", "meet", "ask"), ("meet", "ask")),
    "sent": (("meet", "promise"), ("?hello", "meet", "promise"), ("meet", "ask")),
    "resolved": (("meet", "ask"), ("meet", "next"), ("?hello", "meet", "ask")),
    "abuse": (("boundary", "ask"), ("boundary",), ("boundary", "open")),
    "emoji": (("meet",),),
    "emoji_cross": (("ask",),),
    "danger": (
        ("?hello", "meet", "safety", "?person"),
        ("meet", "safety", "ask", "?person"),
        ("safety", "meet", "?person"),
    ),
    "danger_kin": (
        ("meet", "ask", "safety", "?person", "next"),
        ("?hello", "meet", "safety", "?person", "next", "ask"),
        ("ask", "meet", "?person", "next"),
        ("meet", "?person", "next", "ask"),
    ),
    "selfharm": (("?hello", "meet", "safety", "ask"), ("meet", "safety"), ("meet", "ask", "safety")),
    "legal": (("?hello", "meet", "?person"), ("meet", "?person", "ask"), ("meet", "ask")),
    "press": (("?hello", "meet", "?person"), ("meet", "?person", "ask"), ("meet", "ask")),
    "leak": (("meet", "safety", "?person"), ("?hello", "meet", "safety", "ask"), ("safety", "?person")),
}

CAREFUL = frozenset({*_CRISIS.values(), "danger_kin"})
"""Kinds on the careful path."""

OWED = frozenset(
    {"complaint", "complaint_fact", "price", "question", "question_fact", "question_near", "suggestion", "update"}
)
"""Kinds that are owed an answer."""


def class_of(situation: Situation, reading: Reading, noticed: Noticed, answers: Answers) -> str:
    """The kind of moment, which picks plans and lines."""
    kinds = reading.kinds
    if reading.crisis is not None or Kind.CRISIS in kinds:
        crisis = _CRISIS[reading.crisis or CrisisKind.DANGER]
        return "danger_kin" if crisis == "danger" and _hurt_kin(noticed) else crisis
    if Kind.ABUSE in kinds:
        return "abuse"
    if not noticed.words:
        return "emoji_cross" if reading.mood is Mood.NEGATIVE else "emoji"
    if special := _special(noticed, reading):
        return special
    if in_jest(situation.comment or "", reading):
        return "joke"
    complaint = Kind.COMPLAINT in kinds and (Kind.SUGGESTION not in kinds or reading.mood is Mood.NEGATIVE)
    if complaint and not answers.facts and _DEAR.search(noticed.text) and not _CHARGED.search(noticed.text):
        return "price"
    if complaint and not answers.facts and not _ours(noticed):
        return "sad" if _private(noticed) else "vague"
    if answers.facts:
        return "complaint_fact" if complaint else "question_fact"
    if complaint:
        return "complaint"
    if kinds & {Kind.QUESTION, Kind.REQUEST} and (answers.needs or answers.near):
        return "question_near" if answers.near else "question"
    return _gentle(reading, noticed)


def _hurt_kin(noticed: Noticed) -> bool:
    """Whether it is somebody close to the author who is hurt, and not the author."""
    return "kin" in noticed.slots and not _HURT_SELF.search(noticed.text)


def _ours(noticed: Noticed) -> bool:
    """Whether a complaint names anything that a page can answer for."""
    return bool(noticed.slots["ours"]) or any(theme.purpose == "complaint" for theme in noticed.themes)


def _private(noticed: Noticed) -> bool:
    """Whether it is about the person's own life and speaks to nobody."""
    return "the" in noticed.slots or any(theme.purpose == "talk" for theme in noticed.themes)


def _special(noticed: Noticed, reading: Reading) -> str:
    """Moments told by their words: a thanks, a call for news, a message sent, a matter settled."""
    if _UPDATE.search(noticed.text) and noticed.words <= 16:
        return "update"
    if _SENT.search(noticed.text) and noticed.words <= 14:
        return "sent"
    if _RESOLVED.search(noticed.text):
        return "resolved"
    if _THANKS.search(noticed.text) and noticed.words <= 5 and reading.mood is not Mood.NEGATIVE:
        return "thanks"
    return ""


def _gentle(reading: Reading, noticed: Noticed) -> str:
    for kind, name in ((Kind.SUGGESTION, "suggestion"), (Kind.PRAISE, "praise"), (Kind.JOKE, "joke")):
        if kind in reading.kinds:
            return name
    complaints = any(theme.purpose == "complaint" for theme in noticed.themes)
    if reading.mood is Mood.NEGATIVE:
        sad = any(theme.id in _HEAVY for theme in noticed.themes)
        return "complaint" if complaints else "sad" if sad else "talk"
    if complaints and reading.needs_reply and reading.mood is Mood.NEUTRAL and _PERSONAL.search(noticed.text):
        return "complaint"
    if reading.mood is Mood.POSITIVE and any(theme.purpose == "praise" for theme in noticed.themes):
        return "praise"
    return "talk"


def purpose_of(kind: str) -> str:
    """The purpose of themes that suit a kind of moment; "" where themes would be out of place."""
    if kind in ("complaint", "complaint_fact", "vague"):
        return "complaint"
    if kind == "praise":
        return "praise"
    return "talk" if kind in ("talk", "sad") else ""


def plans_for(kind: str, noticed: Noticed, answers: Answers, wishes: Wishes) -> list[Plan]:
    """The plans for a moment, changed as the manager wished."""
    plans = list(_PLANS[kind])
    if kind == "complaint" and answers.needs:
        plans = [("feel", "meet", "unsure", "promise"), ("?hello", "feel", "unsure", "ask"), *plans[:5]]
    if kind == "question_fact" and any(_SOBER & set(fact.tags) for fact in answers.facts):
        plans = [("fact", "more"), ("?hello", "fact", "more"), ("fact",)]
    if wishes.shorter:
        plans = sorted({tuple(move for move in plan if not move.startswith("?"))[:2] for plan in plans}, key=len)
    if wishes.warmer and kind not in CAREFUL:
        plans = [plan if "warm" in plan else ("?hello", *plan, "warm") for plan in plans]
    if wishes.no_question:
        plans = [tuple(move for move in plan if "ask" not in move and move != "follow") for plan in plans]
    return [plan for plan in plans if plan]
