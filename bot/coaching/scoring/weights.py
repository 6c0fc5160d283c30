"""How much each dimension counts in which situation. Hand-set: thanks need no question, a complaint a step of ours."""

from __future__ import annotations

from collections.abc import Mapping

from bot.coaching.scoring.situation import Moment
from bot.domain.score import Dimension

#                       answers personal acknowl. informs invites human proport. decent
_TABLE: dict[Moment, tuple[float, ...]] = {
    Moment.QUESTION: (1.0, 1.3, 0.1, 1.9, 2.3, 0.5, 1.2, 0.3),
    Moment.COMPLAINT: (0.8, 1.3, 0.4, 1.5, 2.6, 0.5, 1.0, 0.4),
    Moment.PRAISE: (0.6, 1.6, 0.3, 1.2, 2.2, 0.7, 1.4, 0.3),
    Moment.JOKE: (0.6, 1.6, 0.4, 0.8, 1.8, 0.8, 1.4, 0.4),
    Moment.SUGGESTION: (0.9, 1.5, 0.3, 1.4, 2.4, 0.5, 1.0, 0.3),
    Moment.STORY: (0.6, 1.7, 0.5, 1.0, 2.4, 0.6, 1.2, 0.3),
    Moment.REQUEST: (1.0, 1.3, 0.1, 1.9, 2.3, 0.5, 1.2, 0.3),
    Moment.CRISIS: (1.0, 1.2, 0.9, 1.0, 2.4, 0.8, 0.6, 0.8),
    Moment.ABUSE: (0.6, 0.6, 0.4, 0.4, 0.8, 1.2, 1.2, 2.4),
    Moment.SPAM: (0.4, 0.4, 0.2, 0.4, 0.5, 1.6, 1.6, 2.0),
    Moment.MIXED: (0.8, 1.5, 0.4, 1.4, 2.4, 0.5, 1.0, 0.4),
    Moment.TALK: (0.8, 1.4, 0.2, 1.5, 2.4, 0.6, 1.2, 0.3),
    Moment.PLANNED: (0.0, 0.0, 0.0, 0.2, 6.0, 1.6, 0.2, 0.4),
}
WEIGHTS: Mapping[Moment, Mapping[Dimension, float]] = {
    now: dict(zip(Dimension, row, strict=True)) for now, row in _TABLE.items()
}
