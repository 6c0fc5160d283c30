"""How much each dimension counts in which situation. Hand-set: thanks need no question, a complaint a step of ours."""

from __future__ import annotations

import math
from collections.abc import Mapping

from bot.coaching.scoring.situation import Moment
from bot.domain.score import Dimension

#                       answers personal acknowl. informs invites human proport. decent
_TABLE: dict[Moment, tuple[float, ...]] = {
    Moment.QUESTION: (0.9, 3.1, 0.05, 0.85, 2.85, 0.5, 1.8, 0.3),
    Moment.COMPLAINT: (0.8, 3.1, 0.3, 0.75, 3.1, 0.5, 1.8, 0.4),
    Moment.PRAISE: (0.8, 3.4, 0.1, 0.75, 2.85, 0.5, 1.8, 0.3),
    Moment.JOKE: (0.7, 3.4, 0.2, 0.65, 2.65, 0.7, 1.8, 0.4),
    Moment.SUGGESTION: (0.9, 3.3, 0.15, 0.75, 2.85, 0.5, 1.8, 0.3),
    Moment.STORY: (0.7, 3.8, 0.3, 0.65, 2.85, 0.5, 1.8, 0.3),
    Moment.REQUEST: (0.9, 3.1, 0.05, 0.85, 2.85, 0.5, 1.8, 0.3),
    Moment.CRISIS: (1.0, 2.8, 0.8, 0.5, 2.85, 0.8, 0.9, 0.8),
    Moment.ABUSE: (0.8, 2.8, 0.3, 0.7, 2.65, 0.8, 1.8, 1.2),
    Moment.SPAM: (0.8, 3.1, 0.1, 0.8, 2.85, 0.5, 1.8, 0.4),
    Moment.MIXED: (0.8, 3.3, 0.25, 0.75, 2.85, 0.5, 1.8, 0.4),
    Moment.TALK: (0.8, 3.1, 0.1, 0.8, 2.85, 0.5, 1.8, 0.4),
    Moment.PLANNED: (0.0, 0.0, 0.0, 0.1, 8.0, 0.8, 0.1, 0.4),
}
WEIGHTS: Mapping[Moment, Mapping[Dimension, float]] = {
    now: dict(zip(Dimension, row, strict=True)) for now, row in _TABLE.items()
}
_OPEN: Mapping[Moment, float] = {
    Moment.COMPLAINT: 6.0,
    Moment.REQUEST: 6.0,
    Moment.PRAISE: -2.0,
    Moment.ABUSE: -5.0,
    Moment.SPAM: -5.0,
}
_USUALLY_OPEN = 3.0
_ROUNDS, _MOST_ROUNDS = 4.5, 8
_TOLD, _USUAL_WORDS = 2.0, 13


def standing(now: Moment, turns: int, words: int) -> float:
    """Points for where the talk stands before anything is replied: `turns` have gone back and forth, the comment has
    `words`, a grievance is open or thanks have closed the matter. Nobody drops out of a running talk as easily as out
    of a first remark. The same for every reply to one comment, so that it never decides between two drafts."""
    if now is Moment.PLANNED:
        return 0.0
    told = max(-1.5, min(1.5, math.log((1 + words) / (1 + _USUAL_WORDS))))
    return _ROUNDS * math.log1p(min(turns, _MOST_ROUNDS)) + _TOLD * told + _OPEN.get(now, _USUALLY_OPEN)


_NOT_ASKED_FOR = 0.9
_GLAD_POINTS = 4.0
_TOLD_PLAINLY = (0.4, 0.6)
_GLAD_PARTS = {
    Dimension.PERSONAL: (0.3, 0.5),
    Dimension.ACKNOWLEDGES: (0.26, 0.36),
    Dimension.HUMAN: (0.6, 0.9),
    Dimension.PROPORTION: (0.5, 0.8),
    Dimension.DECENT: (0.6, 0.9),
}
"""From where a part begins to count towards a good thank-you, and where it counts in full."""


def gladly_met(plainly: float, parts: Mapping[Dimension, float | None]) -> float:
    """How far thanks, a joke or a story that asks nothing are met as they deserve, 0-1: about their words, with
    something told in a plain sentence (`plainly` is its substance), no script, and no lecture. Such a matter is closed,
    and needs no question."""
    met = _rise(plainly, *_TOLD_PLAINLY)
    for dimension, (low, high) in _GLAD_PARTS.items():
        met *= _rise(parts[dimension] or 0.0, low, high)
    return met


def eased(weights: Mapping[Dimension, float], glad: float) -> Mapping[Dimension, float]:
    """The weights where a turn is not asked for: the better the matter was met, the less `invites` counts."""
    return (
        weights
        if not glad
        else {**weights, Dimension.INVITES: weights[Dimension.INVITES] * (1 - _NOT_ASKED_FOR * glad)}
    )


def glad_points(glad: float) -> float:
    """Points for a matter gladly met, beside the eased weights."""
    return _GLAD_POINTS * glad


def _rise(value: float, low: float, high: float) -> float:
    return max(0.0, min(1.0, (value - low) / (high - low)))
