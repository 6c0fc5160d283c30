"""How much each dimension counts in which situation. Hand-set: thanks need no question, a complaint a step of ours."""

from __future__ import annotations

from collections.abc import Mapping

from bot.coaching.scoring.situation import Moment
from bot.domain.score import Dimension

#                       answers personal acknowl. informs invites human proport. decent
_TABLE: dict[Moment, tuple[float, ...]] = {
    Moment.QUESTION: (3.0, 1.5, 0.4, 1.6, 2.4, 1.2, 0.5, 0.8),
    Moment.COMPLAINT: (2.2, 1.5, 1.4, 0.8, 2.8, 1.4, 0.4, 1.2),
    Moment.PRAISE: (1.4, 2.4, 1.4, 0.4, 1.6, 1.6, 0.8, 0.8),
    Moment.JOKE: (1.4, 2.2, 1.4, 0.2, 1.4, 1.8, 1.0, 1.0),
    Moment.SUGGESTION: (2.2, 2.0, 1.0, 0.8, 2.2, 1.4, 0.5, 0.8),
    Moment.STORY: (1.4, 2.4, 1.6, 0.4, 2.0, 1.4, 0.6, 0.8),
    Moment.REQUEST: (2.8, 1.6, 0.5, 1.2, 2.4, 1.2, 0.5, 0.8),
    Moment.CRISIS: (2.2, 1.4, 1.8, 0.8, 2.2, 1.6, 0.3, 2.0),
    Moment.ABUSE: (0.8, 0.8, 0.8, 0.4, 0.8, 1.4, 1.2, 3.0),
    Moment.SPAM: (0.5, 0.5, 0.3, 0.4, 0.5, 1.6, 1.6, 2.0),
    Moment.MIXED: (2.2, 1.8, 1.4, 0.8, 2.4, 1.4, 0.5, 1.0),
    Moment.TALK: (1.8, 2.0, 1.0, 0.8, 2.2, 1.4, 0.6, 0.8),
    Moment.PLANNED: (0.0, 0.4, 0.0, 0.8, 3.4, 2.6, 0.6, 0.8),
}
WEIGHTS: Mapping[Moment, Mapping[Dimension, float]] = {
    now: dict(zip(Dimension, row, strict=True)) for now, row in _TABLE.items()
}
