"""Counts of cues in a comment, as numbers for adapted heads: how much of each kind of word and sign there is."""

from __future__ import annotations

import math
from collections.abc import Mapping

from bot.coaching.adapting.heads import CUE
from bot.coaching.reading.evidence import Evidence
from bot.coaching.reading.manner import manner_of
from bot.coaching.reading.scores import tone_of

_COUNTED = [
    "pos_strong",
    "pos",
    "neg_strong",
    "neg",
    "complaint",
    "praise",
    "thanks",
    "suggestion",
    "joke",
    "story",
    "request",
    "spam",
    "closing",
    "urgent",
    "private",
    "you_are",
    "profanity",
    "insult",
    "insult_mild",
    "slur",
    "threat",
    "hate_verb",
    "group",
    "counter",
    "negator",
    "intensifier",
    "sarcasm",
    "crisis_danger",
    "crisis_self_harm",
    "crisis_legal",
    "crisis_press",
    "crisis_data_leak",
]
_FIRST = frozenset(["i", "me", "my", "we", "our", "us", "yo", "me", "mi", "mis", "nos", "nuestro", "nuestra"])
_SECOND = frozenset(
    ["you", "your", "u", "ur", "youre", "tu", "tus", "te", "usted", "ustedes", "vos", "vosotros", "vuestro", "vuestra"]
)


def cues_of(evidence: Evidence) -> Mapping[str, float]:
    """Roots of counts, so that the third insult adds less than the first. What is not there is left out."""
    good, bad = tone_of(evidence)
    keys = [word.key for word in evidence.words]
    found = {name: float(min(evidence.count(name), 4)) for name in _COUNTED if name in evidence.cues}
    found |= {
        "good": good,
        "bad": bad,
        "torn": min(good, bad),
        "marks": min(evidence.marks, 4),
        "questions": min(evidence.questions, 3),
        "shouts": min(evidence.shouts, 4),
        "links": min(len(evidence.links), 2),
        "mentions": min(len(evidence.mentions), 4),
        "glad_signs": min(evidence.good, 3),
        "cross_signs": min(evidence.bad, 3),
        "drawn_out": evidence.drawn_out,
        "length": math.log1p(len(keys)) / 3,
        "first_person": any(key in _FIRST for key in keys),
        "second_person": sum(key in _SECOND for key in keys),
    }
    found |= manner_of(evidence)
    return {CUE + name: math.sqrt(value) for name, value in found.items() if value}
