"""Suggestions taken as they were, edited and overruled, and what came of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.reports.figures import Difference, Share, Stratum, difference

CHOICES = ("taken", "edited", "overruled")


class ChoiceRow(Protocol):
    """One group of `EvidenceRows.choices`."""

    choice: str
    kind: str
    of: int
    settled: int
    yes: int
    score: int
    advised: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One way of choosing. `gain` is the mean score published less the mean best score offered."""

    choice: str
    count: int
    answered: Share
    score: float
    gain: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """`against` compares replies against the advice (overruled) with those that followed it (taken or edited),
    within comments of one kind."""

    choices: tuple[Choice, ...]
    against: Difference


def advice(rows: Sequence[ChoiceRow]) -> Advice:
    """From counts by choice and kind."""
    return Advice(choices=tuple(_choice(rows, name) for name in CHOICES), against=difference(_strata(rows)))


def _choice(rows: Sequence[ChoiceRow], name: str) -> Choice:
    mine = [row for row in rows if row.choice == name]
    count = sum(row.of for row in mine)
    score, advised = (sum(getattr(row, key) or 0 for row in mine) for key in ("score", "advised"))
    return Choice(
        choice=name,
        count=count,
        answered=Share(yes=sum(row.yes or 0 for row in mine), of=sum(row.settled or 0 for row in mine)),
        score=score / count if count else 0.0,
        gain=(score - advised) / count if count else 0.0,
    )


def _strata(rows: Sequence[ChoiceRow]) -> list[Stratum]:
    kinds = sorted({row.kind for row in rows})
    return [
        Stratum(
            yes=_sum(rows, kind, True, "yes"),
            of=_sum(rows, kind, True, "settled"),
            yes_without=_sum(rows, kind, False, "yes"),
            of_without=_sum(rows, kind, False, "settled"),
        )
        for kind in kinds
    ]


def _sum(rows: Sequence[ChoiceRow], kind: str, overruled: bool, name: str) -> int:
    return sum(getattr(row, name) or 0 for row in rows if row.kind == kind and (row.choice == "overruled") is overruled)
