"""Shares with their uncertainty, and differences adjusted for what people wrote. Pure arithmetic, no texts.

Sources: Wilson 1927 for the interval of a share;
Mantel and Haenszel's risk difference with the variance of Sato 1989 for the adjusted difference; their test of 1959,
with the correction for continuity, for whether it is one. In small numbers that test raises fewer false alarms than
an interval that leaves out zero.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)
FEW = 20
"""Below so many cases on a side nothing is said about a difference."""
FEW_SHARE = 10
"""Below so many cases a share is given as a count only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """`yes` of `of`, with a 95 % interval. `known` False when there are too few to speak of a share."""

    yes: int
    of: int

    @property
    def value(self) -> float:
        """The share itself, 0 of nothing."""
        return self.yes / self.of if self.of else 0.0

    @property
    def known(self) -> bool:
        """Whether there are enough cases."""
        return self.of >= FEW_SHARE

    @property
    def low(self) -> float:
        """Lower end of the interval."""
        return wilson(self.yes, self.of)[0]

    @property
    def high(self) -> float:
        """Upper end of the interval."""
        return wilson(self.yes, self.of)[1]


def wilson(yes: float, of: float) -> tuple[float, float]:
    """95 % interval of a share; (0, 1) of nothing."""
    if of <= 0:
        return 0.0, 1.0
    share, square = yes / of, Z * Z / of
    middle = (share + square / 2) / (1 + square)
    half = Z * math.sqrt(share * (1 - share) / of + square / of / 4) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """One kind of comment: `yes` of `of` with the thing, `yes_without` of `of_without` without it."""

    yes: int
    of: int
    yes_without: int
    of_without: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How much more often people answered with the thing than without, as shares (0.1: ten in a hundred more).
    `with_` and `without` are raw; `value`, `low`, `high` adjusted for the kind of comment. `p` is how often chance
    alone brings as much. `fewest` is the smaller side among cases that have a like on the other; `known`
    False when that is too few to tell."""

    with_: Share
    without: Share
    value: float
    low: float
    high: float
    p: float = 1.0
    fewest: int = 0

    @property
    def known(self) -> bool:
        """Whether there are enough cases on both sides."""
        return self.fewest >= FEW

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.known and (self.low > 0 or self.high < 0)


def difference(strata: Iterable[Stratum]) -> Difference:
    """The adjusted difference over kinds of comments; strata without both sides carry no weight."""
    found = list(strata)
    with_ = Share(yes=sum(one.yes for one in found), of=sum(one.of for one in found))
    without = Share(yes=sum(one.yes_without for one in found), of=sum(one.of_without for one in found))
    both = [one for one in found if one.of and one.of_without]
    weight = sum(one.of * one.of_without / (one.of + one.of_without) for one in both)
    if not weight:
        return Difference(with_=with_, without=without, value=0.0, low=-1.0, high=1.0)
    value = sum(_risk(one) * one.of * one.of_without / (one.of + one.of_without) for one in both) / weight
    half = Z * math.sqrt(max(_variance(both, value, weight), 0.0))
    return Difference(
        with_=with_,
        without=without,
        value=value,
        low=max(-1.0, value - half),
        high=min(1.0, value + half),
        p=_p(both),
        fewest=min(sum(one.of for one in both), sum(one.of_without for one in both)),
    )


def _risk(one: Stratum) -> float:
    return one.yes / one.of - one.yes_without / one.of_without


def _variance(strata: list[Stratum], value: float, weight: float) -> float:
    """Sato's form of the variance, good for few large and many small strata alike."""
    p = q = 0.0
    for one in strata:
        n, n1, n0, a, c = one.of + one.of_without, one.of, one.of_without, one.yes, one.yes_without
        p += (n1 * n1 * c - n0 * n0 * a + n1 * n0 * (n0 - n1) / 2) / (n * n)
        q += (a * (n0 - c) + c * (n1 - a)) / (2 * n)
    return (value * p + q) / (weight * weight)


def holm(differences: dict[str, Difference]) -> set[str]:
    """Which of many differences stand after Holm's correction at 5 %, so that looking at twenty things does not
    find one that is none."""
    tested = sorted((one.p, name) for name, one in differences.items() if one.known)
    kept: set[str] = set()
    for number, (p, name) in enumerate(tested):
        if p > 0.05 / (len(tested) - number):
            break
        kept.add(name)
    return kept


def _p(strata: list[Stratum]) -> float:
    """Mantel and Haenszel's test: how far the answers with the thing are from what was to be expected of them."""
    off = variance = 0.0
    for one in strata:
        n, answered = one.of + one.of_without, one.yes + one.yes_without
        off += one.yes - one.of * answered / n
        if n > 1:
            variance += one.of * one.of_without * answered * (n - answered) / (n * n * (n - 1))
    if variance <= 0:
        return 1.0
    return math.erfc(max(0.0, abs(off) - 0.5) / math.sqrt(2 * variance))


def median(values: list[int]) -> int | None:
    """The middle value (the lower of two), None of nothing."""
    return sorted(values)[(len(values) - 1) // 2] if values else None
