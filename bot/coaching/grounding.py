"""What a written reply may not hold: claims no source gives, the public's instructions, private data. Pure.

Used on replies by a model; the composer cannot say such things. The score's own findings come on top.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.coaching.composing.answers import steers
from bot.coaching.composing.notice import plain_words
from bot.coaching.composing.variety import words
from bot.coaching.knowledge.words import fold, terms
from bot.coaching.masking import personal_data
from bot.domain.brand import Fact

_LINK = re.compile(
    r"https?://\S+|www\.\S+|\b[\w-]+\.(?:com|net|org|io|es|co|ru|xyz|top|info|link|shop|app|dev|ly|me|example)\b(?:/\S*)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_CLAIMS = re.compile(
    r"\b(free of charge|for free|(?:is|are|all|it's|completely|entirely|totally|absolutely) free(?! (?:of|from|to|"
    r"time)\b)|"
    r"refund\w*|compensat\w*|discount\w*|voucher\w*|guarantee\w*|coupon\w*|half price|"
    r"gratis|reembols\w*|indemniz\w*|descuent\w*|vale de|garantiz\w*|cup[oó]n\w*|invita la casa|on the house|"
    r"within (?:the|an|one|two) (?:hour|day)s?|by (?:tomorrow|tonight)|en (?:una|dos) horas?|ma[ñn]ana mismo)\b",
    re.IGNORECASE,
)
_NAMING = re.compile(r"\b(the|your|that|el|la|los|tu|tus|su|vuestr[oa]|del|al) $", re.IGNORECASE)
"""Before a word like "refund": the matter is named and nothing promised."""
_INVISIBLE = re.compile(
    "[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\U000e0000-\U000e007f]"
)
_ROLE = re.compile(
    r"(^|\n)\s*(system|assistant|user|sistema|asistente)\s*:|<\|?/?(im_|system|assistant|user)|@@ ", re.IGNORECASE
)
_ORDERS = re.compile(
    r"(previous|prior|new|nuevas|anteriores) instruc|instruc\w+ (anteriores|previas)|system prompt|prompt de sistema|"
    r"you are now|ahora eres|\b(override|anular sistema)\b|\"role\"|\"replies\"|[{}]{2}|```",
    re.IGNORECASE,
)
_SHARED_WORDS = 2
_RUN, _LONG_RUN = 4, 8
"""So many words in a row from a comment are an echo of it: few where it gives orders, many in an honest one."""


def trespasses(reply: str, comment: str, facts: Sequence[Fact], said: Iterable[str] = ()) -> list[str]:
    """What in `reply` may not stand, in a few words each; empty when all is well. `facts` is all the writer was
    given, `said` are the page's own earlier turns."""
    known = " ".join([*(f"{fact.answer} {fact.url}" for fact in facts), *said])
    steered = steers(comment)
    links = (found[0].rstrip(".,;)") for found in _LINK.finditer(reply))
    problems = [f"link {link}" for link in links if link.lower() not in known.lower()]
    numbers = set(_NUMBER.findall(known)) | (set() if steered else set(_NUMBER.findall(comment)))
    problems += [f"number {number}" for number in _NUMBER.findall(_LINK.sub(" ", reply)) if number not in numbers]
    told = [fold(text) for text in (*(fact.answer for fact in facts), *said)]
    problems += [
        f"claim {found[0]}"
        for found in _CLAIMS.finditer(reply)
        if not _NAMING.search(reply[: found.start()]) and not _backed(reply, found, told)
    ]
    if _INVISIBLE.search(reply) or _ROLE.search(reply) or _ORDERS.search(reply):
        problems.append("instructions or hidden signs")
    if _echo(reply, comment, _RUN if steered else _LONG_RUN) or (steered and _shouted(reply, comment, known)):
        problems.append("an echo of the comment")
    if any(kind != "PHONE" or reply[start:end] not in known for start, end, kind in personal_data(reply)):
        problems.append("personal data")
    return problems


def _backed(reply: str, claim: re.Match[str], told: Sequence[str]) -> bool:
    """Whether a source says the claimed word of the same thing: the sentence shares two more words with it."""
    word = fold(claim[0])[:6]
    start = max(reply.rfind(mark, 0, claim.start()) for mark in ".!?¡¿") + 1
    ends = [place for mark in ".!?" if (place := reply.find(mark, claim.end())) >= 0]
    mine = set(terms(reply[start : min(ends, default=len(reply))])) - set(terms(claim[0]))
    return any(word in text and len(mine & set(terms(text))) >= min(_SHARED_WORDS, len(mine) or 1) for text in told)


def _echo(reply: str, comment: str, run: int) -> bool:
    """Whether the reply repeats `run` words in a row of the comment, or all of a short one."""
    asked, mine = words(plain_words(comment)), words(plain_words(reply))
    runs = {tuple(asked[place : place + run]) for place in range(len(asked) - run + 1)}
    return any(tuple(mine[place : place + run]) in runs for place in range(len(mine) - run + 1))


def _shouted(reply: str, comment: str, known: str) -> bool:
    """Whether the reply takes up a word that stands in capitals or digits in a comment that gives orders."""
    shouted = {word.lower() for word in re.findall(r"\b[A-Z0-9_]{5,}\b", comment)}
    return bool(shouted & set(words(reply)) - set(words(known)))
