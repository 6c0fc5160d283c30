"""What a manager wants, told by rules in English and Spanish. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.coaching.composing.wishes import Wishes, dictated
from bot.coaching.knowledge.words import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """`name` as in `TalkAnswer.intent`; `text` is a pasted comment or draft, `note` the change asked for,
    `lang` the reply language asked for."""

    name: str
    text: str = ""
    note: str = ""
    lang: str = ""


_PASTE = re.compile(r"[:\n]\s*(?P<text>\S.*)$", re.DOTALL)
_QUOTED = re.compile(r"[\"“«](?P<text>.{3,}?)[\"”»]\s*\??\s*$", re.DOTALL)

_RULES: tuple[tuple[str, str], ...] = (
    ("help", r"^(/?help|/start|ayuda|\?+|what can you do|how does this work|"
             r"que (sabes|puedes) hacer|como funciona)\W*$"),
    ("history", r"what (did|have) (we|i) (tell|say|told|said|answer|write|written)|last time|earlier with|"
                r"(our|my) last (answer|reply)|(have|did) (we|she|he|they) (ever |already )?(talk|spoke|spoken|"
                r"write|written|"
                r"wrote|answer|been in touch)\w*.{0,20}\??$|que les? dijimos|(la|de la) (ultima|otra) vez|"
                r"que les? (contestamos|respondimos|escribimos)|(ya )?(nos|les|le) (habia )?escri\w+ (antes|ya)|"
                r"hemos hablado|hablamos antes|nuestra ultima respuesta|historial|history"),
    ("who", r"^who('s| is| are) (she|he|they|this|that|it|the author)|who wrote|what do we know (about|of)|"
            r"do we know (her|him|them)|^(y )?quien(es)? (es|son|lo escribio|escribe|sera)|de quien es|"
            r"que sabemos (de|sobre)|la conocemos|lo conocemos|los conocemos"),
    ("coach", r"^(please )?(coach|review|check|improve|score|rate)\b|my draft|what do you think of|is this (ok|good)|"
              r"how is this|^(revisa|corrige|mira|puntua|mejora|valora)\b|mi borrador|que te parece|como lo ves"),
    ("opinion", r"second opinion|what does the (model|machine) (say|think)|segunda opinion|que (dice|opina) el modelo"),
    ("suggest", r"what (do|should|can|could|would) (we|i|you) (say|reply|answer|tell|write)|"
                r"how (do|should) (we|i) (reply|answer|respond)|"
                r"^(suggest|reply|draft|answer)\b|que (le |les )?(decimos|"
                r"contestamos|respondemos|digo|contesto|respondo|dirias)|^que (le|les) \w+mos\b|"
                r"como (le )?(contesto|contestamos|respondo|respondemos)|^(sugiere|propon|contesta|responde)\b"),
    ("why", r"^(but |and |so )?why\b|how come|explain|^(y |pero )?por ?que\b|explica|motivo|razones"),
)  # fmt: skip

_THANKS = re.compile(
    r"^(?:ok|okay|vale|perfect|perfecto|great|genial)?,? ?(?:many |muchas |mil )?"
    r"(?:thanks|thank you|thx|cheers|gracias)"
    r"(?: (?:a lot|so much|very much|coach|amig[oa]))?\W*$"
)
OWN = "own"
"""The manager's own language, as a language asked for."""
_LANGUAGE = (
    ("es", r"\b(in|to|into) (spanish|castilian)\b|\ben (espanol|castellano)\b|al (espanol|castellano)|^spanish\b"),
    ("en", r"\b(in|to|into) english\b|\ben ingles\b|al ingles|^english\b"),
    (OWN, r"\b(translate|translation|traduc\w*|traduzc\w*)\b"),
)
_NOTE = re.compile(
    r"\bwarm|\bfriendl|\bkind|cercan|calid|carino|amable|\bshort|\bbrief|cort[oa]\b|breve|\blong|largo|"
    r"^(no|without|sin)\b|don.?t|\bno (uses|pidas|pongas|menciones|ofrezcas)|"
    r"^(use|usa|con|with|de)\b.{0,3}(usted|tu|vos|vosotros|ustedes)\b|"
    r"\b(formal|informal)|apolog|sorry|disculp|perdon|question|pregunta|"
    r"add|anade|name|nombre|simpler|sencill|funny|\bgracia\b|gracios",
)
_NOTE_WORDS = 10
_NO_WISH = Wishes()
_ANOTHER = re.compile(
    r"^(another|one more|different|else|more|again|next|otra|otro|mas|distinta|otra vez|de nuevo|siguiente)\b"
)


def understand(message: str, *, has_card: bool) -> Intent:
    """The manager's intent. A longer text that is no request is taken for a pasted comment."""
    head, pasted = _cut(message)
    plain = fold(head).strip().lstrip("¿¡ ").replace("’", "'")
    if _THANKS.match(plain):
        return Intent(name="thanks")
    if has_card and dictated(message):
        return Intent(name="reword", note=message.strip())
    for name, pattern in _RULES:
        if re.search(pattern, plain):
            return Intent(name=name, text=pasted)
    for lang, pattern in _LANGUAGE:
        if re.search(pattern, plain) and len(plain.split()) <= 10:
            note = head.strip() if has_card and Wishes.of([head]) != _NO_WISH else ""
            return Intent(name="language", lang=lang, text=pasted, note=note)
    if has_card and len(plain.split()) <= _NOTE_WORDS and (_NOTE.search(plain) or Wishes.of([head]) != _NO_WISH):
        return Intent(name="reword", note=head.strip())
    if has_card and _ANOTHER.search(plain) and len(plain.split()) <= 5:
        return Intent(name="reword", note="")
    if pasted and len(plain.split()) <= 4:
        return Intent(name="suggest", text=pasted)
    if len(message.split()) >= 3:
        return Intent(name="suggest", text=message.strip())
    return Intent(name="unknown")


def _cut(message: str) -> tuple[str, str]:
    """The request and the text pasted after it (behind a colon, a new line, or in quotes)."""
    for pattern in (_PASTE, _QUOTED):
        found = pattern.search(message)
        if found and found.start() > 0 and len(message[: found.start()].split()) <= 10:
            head = message[: found.start()]
            if any(re.search(rule, fold(head).strip().lstrip("¿¡ ")) for _, rule in (*_RULES, *_LANGUAGE)):
                return head, found["text"].strip().strip('"“”«»').strip()
    return message, ""
