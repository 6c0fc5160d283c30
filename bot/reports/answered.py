"""What gets answered here: each thing a reply can do, with it and without it, adjusted for what was replied to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.reports.figures import Difference, Share, Stratum, difference, holm
from bot.reports.moves import MOVES

STRONG = ("asks-specific", "sends-to-dm")
"""What moves people most everywhere: compared only among replies that do, or do not do, the same of these."""


class ReplyRow(Protocol):
    """One group of `EvidenceRows.replies`."""

    kind: str
    mood: str
    moves: str
    of: int
    yes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFigures:
    """One move. `stands`: the difference holds after looking at all moves at once (Holm, 5 %)."""

    move: str
    difference: Difference
    stands: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """`moves` with enough cases, the largest difference first; `few` are named but not judged."""

    total: Share
    moves: tuple[MoveFigures, ...]
    few: tuple[MoveFigures, ...]


def answered(rows: Sequence[ReplyRow]) -> Answered:
    """From counts by kind, mood and moves. Compared within comments of the same kind and mood, and replies alike
    in what moves people most."""
    found = {move: difference(_strata(rows, move)) for move in MOVES}
    standing = holm(found)
    figures = [MoveFigures(move=move, difference=one, stands=move in standing) for move, one in found.items()]
    seen = [one for one in figures if one.difference.with_.of]
    return Answered(
        total=Share(yes=sum(row.yes or 0 for row in rows), of=sum(row.of for row in rows)),
        moves=tuple(sorted((one for one in seen if one.difference.known), key=lambda one: -one.difference.value)),
        few=tuple(sorted((one for one in seen if not one.difference.known), key=lambda one: -one.difference.with_.of)),
    )


def lift(found: Answered, moves: frozenset[str]) -> float:
    """How much more often people answer replies that do these things: the standing differences together."""
    return sum(one.difference.value for one in found.moves if one.stands and one.move in moves)


def _strata(rows: Sequence[ReplyRow], move: str) -> list[Stratum]:
    beside = tuple(one for one in STRONG if one != move)
    groups: dict[tuple[str | bool, ...], list[int]] = {}
    for row in rows:
        does = row.moves.split()
        key: tuple[str | bool, ...] = (row.kind, row.mood, *(one in does for one in beside))
        sums = groups.setdefault(key, [0, 0, 0, 0])
        at = 0 if move in does else 2
        sums[at] += row.yes or 0
        sums[at + 1] += row.of
    return [Stratum(yes=a, of=b, yes_without=c, of_without=d) for a, b, c, d in groups.values()]
