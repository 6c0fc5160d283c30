"""A small reader and scorer for tests of the composer: rules plain enough to foresee."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.coaching.knowledge.words import fold
from bot.domain.comment import Span
from bot.domain.reading import CrisisKind, Kind, Mood, Reading, Urgency
from bot.domain.score import Dimension, Score
from bot.domain.situation import Situation

_BAD = re.compile(
    r"cancel|delay|late|lost|worst|rude|never|hold|bad|terrible|unacceptable|furious|disgust|broken|stole|wont|"
    r"retras|perd|pesim|verguenza|desastre|horrible|mierda|reclam|cola|error|cabron|harta|imposible|sin maleta|frio",
)
_GOOD = re.compile(r"thank|great|love|awesome|kudos|best|gracias|encanta|felici|genial|excelente|maravill|mejor\b")
_ES = re.compile(r"[ñ¿¡áéíóú]|\b(el|la|que|los|de|no|por|con|una?|me|es|y|os|en)\b", re.IGNORECASE)
_ASKS = re.compile(r"[^.!?¿¡]*\?")

NOTHING_READ = Reading(
    lang="en",
    lang_confidence=1.0,
    kinds=frozenset(),
    mood=Mood.NEUTRAL,
    urgency=Urgency.LOW,
    needs_reply=False,
    why="",
)
"""A comment in which nothing was heard."""


class FakeReader:
    """Kinds by a handful of words."""

    def read(self, situation: Situation) -> Reading:
        text = situation.comment or ""
        plain = fold(text)
        lang = situation.lang or ("es" if len(_ES.findall(text)) >= 2 else "en")
        kinds: set[Kind] = set()
        asks = tuple(Span(start=found.start(), end=found.end()) for found in _ASKS.finditer(text))
        if asks:
            kinds.add(Kind.QUESTION)
        if _BAD.search(plain):
            kinds.add(Kind.COMPLAINT)
        elif _GOOD.search(plain):
            kinds.add(Kind.PRAISE)
        if "idiot" in plain or "gilipollas" in plain:
            kinds.add(Kind.ABUSE)
        if "crypto" in plain:
            kinds.add(Kind.SPAM)
        crisis = CrisisKind.DANGER if re.search(r"allergic reaction|hospital|ambulan", plain) else None
        crisis = CrisisKind.SELF_HARM if re.search(r"kill myself|quitarme la vida", plain) else crisis
        if crisis:
            kinds.add(Kind.CRISIS)
        mood = Mood.NEGATIVE if Kind.COMPLAINT in kinds else Mood.POSITIVE if Kind.PRAISE in kinds else Mood.NEUTRAL
        return Reading(
            lang=lang, lang_confidence=1.0, kinds=frozenset(kinds), mood=mood, urgency=Urgency.NORMAL,
            needs_reply=bool(kinds), why="because", crisis=crisis, asks=asks,
        )  # fmt: skip

    def read_many(self, situations: Sequence[Situation]) -> list[Reading]:
        return [self.read(each) for each in situations]


class FakeScorer:
    """80 for a text with a question, 72 without, less for long ones."""

    def score(self, reply: str, situation: Situation) -> Score:
        total = (80 if "?" in reply else 72) - max(0, len(reply.split()) - 60)
        return Score(
            total=total, dimensions=tuple((part, 0.8) for part in Dimension), findings=(), why="fine", situation="test"
        )

    def score_many(self, pairs: Sequence[tuple[str, Situation]]) -> list[Score]:
        return [self.score(reply, situation) for reply, situation in pairs]
