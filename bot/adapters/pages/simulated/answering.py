"""What a reply does to the person it is written to: a small reader of invitations for simulated authors. Pure.

It is deliberately not the product's own score, so that the demo does not mark its own homework: simulated
people react to what the words do (a question about them, a choice, a next step with a time), not to a sign.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
_WORD = re.compile(r"[\w'’]+")

_CANNED = re.compile(
    r"any (other )?questions|how (can|may) (we|i) help|(dm|message|contact|write to) us|did you know|right\?|"
    r"what are you waiting|who doesn.t|ready to|have you (tried|seen) our|why not (try|visit|treat)|"
    r"alguna (otra )?(pregunta|duda)|en qu[eé] (te|le|os|les)? ?pod[eé]?mos ayudar|verdad\?|"
    r"(escr[ií]b\w+|m[aá]nd\w+) (un )?(dm|privado|md)|sab[ií]as que|a qu[eé] esperas|qui[eé]n no|te lo vas a perder",
    re.IGNORECASE,
)
_TO_YOU = re.compile(
    r"\b(you|your|yours|you'd|you’d|te|ti|tu|tus|t[uú]|os|vosotr\w+|vuestr\w+|vos|usted(es)?|le|les|su|sus|"
    r"prefer\w*|quier\w+|quer\w+|ven[ií]\w+|viste|fuiste|tom\w+ste|busc\w+|gust\w+|era|fue|te\w*|compraste|lleva\w*)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(which|what|when|where|who|how|was it|is it|did|do you|would|were|are you|"
    r"qu[eé]|cu[aá]l\w*|cu[aá]ndo|d[oó]nde|qui[eé]n|c[oó]mo|era|fue|prefer\w*|ven[ií]\w*)\b",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"\b(or|o|u)\b", re.IGNORECASE)
_OUR_STEP = re.compile(
    r"\b(I.ll|we.ll|I will|we will|I.m (going to|asking)|let me|"
    r"(lo|la|se lo|te lo|os lo) (miro|pregunto|digo|comento|paso|aviso)|"
    r"(te|os|le|les) (digo|aviso|contamos|escribo|contesto)|"
    r"voy a|vamos a|miraremos|preguntar[eé]|averiguo)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(today|tomorrow|tonight|this (morning|afternoon|evening|week)|by (noon|\w+day)|before \w+|in an hour|within|"
    r"on (mon|tues|wednes|thurs|fri|satur|sun)day|hoy|ma[nñ]ana|esta (tarde|noche|semana)|"
    r"antes de|el (lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)|en una hora|ahora mismo)\b",
    re.IGNORECASE,
)
_DETAIL = re.compile(
    r"\b(tell (me|us)|let (me|us) know|send (me|us)|say (which|when|where)|give (me|us)|"
    r"d[ií](me|nos)|cu[eé]nta(me|nos)|contame|decime|decinos|d[ií]ga(me|nos)|cont[aá](me|nos)|p[aá]sa(me|nos))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """How strongly a reply invites: `pull` is the chance of an answer, 0-1, `by` what does it."""

    pull: float
    by: str


def invitation(reply: str, comment: str) -> Invitation:
    """What turn `reply` leaves to the person who wrote `comment`."""
    best = Invitation(pull=0.06, by="nothing")
    for sentence in _SENTENCE.findall(reply):
        for found in _moves(sentence, reply):
            if found.pull > best.pull:
                best = found
    echoes = _shared_words(reply, comment)
    if best.by == "nothing" and echoes >= 3:
        return Invitation(pull=0.22, by="personal")
    bonus = min(0.08, 0.03 * echoes)
    return Invitation(pull=min(0.97, best.pull + bonus), by=best.by) if best.by != "nothing" else best


def _moves(sentence: str, reply: str) -> list[Invitation]:
    found: list[Invitation] = []
    words = _WORD.findall(sentence)
    if "?" in sentence and not _CANNED.search(sentence) and len(words) >= 3 and _ASKING.search(sentence):
        if _CHOICE.search(sentence):
            found.append(Invitation(pull=0.9, by="choice"))
        elif _TO_YOU.search(sentence) or len(reply) < 160:
            found.append(Invitation(pull=0.82, by="question"))
    if _DETAIL.search(sentence) and len(words) >= 4 and not _CANNED.search(sentence):
        found.append(Invitation(pull=0.68, by="detail"))
    if _OUR_STEP.search(sentence):
        found.append(Invitation(pull=0.5 if _TIME.search(sentence) else 0.24, by="next-step"))
    return found


def _shared_words(reply: str, comment: str) -> int:
    long = {word.lower() for word in _WORD.findall(comment) if len(word) > 4}
    return len(long & {word.lower() for word in _WORD.findall(reply)})


def chance(*parts: object) -> float:
    """A number in [0, 1) that depends on nothing but its arguments, in any process."""
    digest = hashlib.blake2b("\x1f".join(map(str, parts)).encode(), digest_size=8).digest()
    return int.from_bytes(digest) / 2**64
