"""Where nothing that replies do matters, next to nothing is found, on small pages as well; what matters is found."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest

from bot.reports.answered import answered, lift
from bot.reports.figures import Stratum, difference, wilson

KINDS = {"question": (0.45, "neutral", 0.35), "complaint": (0.25, "negative", 0.5), "praise": (0.3, "positive", 0.1)}
MOVES = {"asks-specific": 0.3, "sends-to-dm": 0.2, "names-person": 0.3, "greets": 0.4, "thanks": 0.3, "explains": 0.2,
         "apologises": 0.2, "pastes-link": 0.15, "names-detail": 0.5, "asks-empty": 0.25}  # fmt: skip


@dataclass(slots=True)
class Group:
    """One group of replies."""

    kind: str
    mood: str
    moves: str
    of: int = 0
    yes: int = 0


def page(replies: int, seed: int, adds: float = 0.0) -> list[Group]:
    """A page's replies; a specific question adds `adds`. Complaints are answered more, and are apologised to more."""
    chance = random.Random(seed)
    groups: dict[tuple[str, str], Group] = {}
    for _ in range(replies):
        kind = chance.choices(list(KINDS), [share for share, _, _ in KINDS.values()])[0]
        often = {"apologises": 3.0, "names-person": 2.0} if kind == "complaint" else {}
        does = sorted(move for move, share in MOVES.items() if chance.random() < share * often.get(move, 1.0))
        group = groups.setdefault((kind, " ".join(does)), Group(kind, KINDS[kind][1], " ".join(does)))
        group.of += 1
        group.yes += chance.random() < KINDS[kind][2] + adds * ("asks-specific" in does)
    return list(groups.values())


@pytest.mark.parametrize("replies", [80, 200])
def test_a_page_where_nothing_matters_is_told_so(replies: int) -> None:
    fooled = sum(any(one.stands for one in answered(page(replies, seed)).moves) for seed in range(60))
    assert fooled <= 6  # three are to be expected at five in a hundred


def test_what_matters_is_found_and_lifts_the_replies_that_do_it() -> None:
    found = answered(page(900, 1, adds=0.25))
    assert [one.move for one in found.moves if one.stands] == ["asks-specific"]
    assert lift(found, frozenset({"asks-specific", "greets"})) == pytest.approx(0.25, abs=0.1)
    assert lift(found, frozenset({"greets"})) == 0.0


def test_cases_without_a_like_on_the_other_side_say_nothing() -> None:
    apart = [Stratum(yes=30, of=60, yes_without=0, of_without=0), Stratum(yes=0, of=0, yes_without=5, of_without=60)]
    assert not difference(apart).known
    assert not difference([*apart, Stratum(yes=5, of=10, yes_without=2, of_without=40)]).known
    assert difference([Stratum(yes=15, of=30, yes_without=5, of_without=40)]).known


def test_the_interval_of_a_share_is_the_published_one() -> None:
    low, high = wilson(81, 263)  # Newcombe 1998, table I, method 3
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
