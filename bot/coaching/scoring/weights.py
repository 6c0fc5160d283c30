"""How much each dimension counts in which situation. Hand-set: thanks need no question, a complaint a step of ours."""

from __future__ import annotations

from collections.abc import Mapping

from bot.coaching.scoring.situation import Moment
from bot.domain.score import Dimension

#                       answers personal acknowl. informs invites human proport. decent
_TABLE: dict[Moment, tuple[float, ...]] = {
    Moment.QUESTION: (0.9, 1.3, 0.05, 1.7, 2.4, 0.5, 1.2, 0.3),
    Moment.COMPLAINT: (0.8, 1.3, 0.3, 1.5, 2.5, 0.5, 1.2, 0.4),
    Moment.PRAISE: (0.8, 1.5, 0.1, 1.5, 2.4, 0.5, 1.2, 0.3),
    Moment.JOKE: (0.7, 1.5, 0.2, 1.3, 2.2, 0.7, 1.2, 0.4),
    Moment.SUGGESTION: (0.9, 1.4, 0.15, 1.5, 2.4, 0.5, 1.2, 0.3),
    Moment.STORY: (0.7, 1.6, 0.3, 1.3, 2.4, 0.5, 1.2, 0.3),
    Moment.REQUEST: (0.9, 1.3, 0.05, 1.7, 2.4, 0.5, 1.2, 0.3),
    Moment.CRISIS: (1.0, 1.2, 0.8, 1.0, 2.4, 0.8, 0.6, 0.8),
    Moment.ABUSE: (0.8, 1.2, 0.3, 1.4, 2.2, 0.8, 1.2, 1.2),
    Moment.SPAM: (0.8, 1.3, 0.1, 1.6, 2.4, 0.5, 1.2, 0.4),
    Moment.MIXED: (0.8, 1.4, 0.25, 1.5, 2.4, 0.5, 1.2, 0.4),
    Moment.TALK: (0.8, 1.3, 0.1, 1.6, 2.4, 0.5, 1.2, 0.4),
    Moment.PLANNED: (0.0, 0.0, 0.0, 0.2, 6.0, 1.6, 0.2, 0.4),
}
WEIGHTS: Mapping[Moment, Mapping[Dimension, float]] = {
    now: dict(zip(Dimension, row, strict=True)) for now, row in _TABLE.items()
}
