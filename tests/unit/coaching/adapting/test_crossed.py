"""Whatever is fitted is measured and refused in one way."""

from __future__ import annotations

import pytest

from bot.coaching.adapting.bars import Bar, no_better, too_few
from bot.coaching.adapting.crossed import folds_of

BAR = Bar(rows=10, each=3)


def test_a_group_never_stands_on_both_sides() -> None:
    groups = [f"g{number % 7}" for number in range(50)]
    held_once: list[int] = []
    for seen, held in folds_of(groups):
        assert not {groups[row] for row in seen} & {groups[row] for row in held}
        held_once.extend(held.tolist())
    assert sorted(held_once) == list(range(50))


def test_one_group_cannot_be_measured() -> None:
    with pytest.raises(ValueError, match="one group"):
        list(folds_of(["a", "a"]))


@pytest.mark.parametrize(("counts", "groups"), [((9, 0), 4), ((8, 2), 4), ((4, 4), 4), ((20, 20), 1)])
def test_too_little_is_said_in_both_languages(counts: tuple[int, int], groups: int) -> None:
    assert too_few(counts, groups, BAR).startswith(f"too few rows: {sum(counts)} ")
    assert too_few(counts, groups, BAR, "es").startswith(f"faltan ejemplos: {sum(counts)} ")


def test_enough_and_better_is_kept() -> None:
    assert too_few((5, 5), 2, BAR) == ""
    assert no_better(0.7, 0.71) == ""
    assert "0.700" in no_better(0.7, 0.7)
    assert "no mejora" in no_better(0.7, 0.6, "es")
