"""Knowledge proposed from what moderators answered in their own words. Pure; a person has to accept it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.domain.brand import Fact
from bot.reports.promises import promise_in

_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
_CLOSING = re.compile(
    r"^(?:thank|thanks|sorry|hi|hello|welcome|see you|glad|hope|enjoy|gracias|perd[oó]n|lo siento|hola|buenas|"
    r"bienvenid|nos vemos|qu[eé] (?:rabia|bien|alegr)|ojal[aá]|disfruta)",
    re.IGNORECASE,
)
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)
LEAST_WORDS, MOST_WORDS = 4, 60
KNOWN = 0.6
"""A sentence that shares so much of its words with a known answer says nothing new."""


def proposal(*, question: str, reply: str, lang: str, source: str, slug: str, known: Sequence[str]) -> Fact | None:
    """What a reply to a question says that the knowledge base does not; None where it only greets, asks, promises or
    repeats. `question` is what was asked, `known` the answers there are, `source` who said it and when."""
    told = [sentence for sentence in _told(reply) if not _repeats(sentence, known)]
    answer = " ".join(told)
    if not LEAST_WORDS <= len(answer.split()) <= MOST_WORDS:
        return None
    asked = " ".join(question.split())
    return Fact(id=slug, lang=lang, question=asked[:300], answer=answer, source=source)


def _told(reply: str) -> list[str]:
    found = []
    for match in _SENTENCE.finditer(reply):
        sentence = match[0].strip()
        if sentence.endswith("?") or sentence.startswith("¿") or len(sentence.split()) < LEAST_WORDS:
            continue
        if _CLOSING.match(sentence) or promise_in(sentence, _ANY_DAY) is not None:
            continue
        found.append(sentence)
    return found


def _repeats(sentence: str, known: Sequence[str]) -> bool:
    words = _words(sentence)
    return any(len(words & _words(answer)) >= KNOWN * len(words) for answer in known)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
