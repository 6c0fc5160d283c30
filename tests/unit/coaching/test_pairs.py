"""Pairs of replies to one comment: the two-way one is above the polite broadcast and above the warm near miss."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from bot.coaching.parts import build_parts
from bot.coaching.scoring import Scorer
from bot.domain.brand import Brand
from bot.domain.situation import Situation

PAIRS = Path(__file__).resolve().parents[2] / "pairs"
BRAND = Brand(id="any", name="")


@cache
def orders(lang: str, whole: bool) -> dict[tuple[str, str], bool]:
    """(pair, which worse reply) -> whether the two-way reply is above it, by words alone or by the whole engine."""
    rows = [json.loads(line) for line in (PAIRS / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines()]
    scorer, found = (build_parts().scorer if whole else Scorer()), {}
    for row in rows:
        situation = Situation(brand=BRAND, comment=row["comment"], lang=lang)
        better, *worse = scorer.score_many([(row[key], situation) for key in ("two_way", "broadcast", "near_miss")])
        for name, score in zip(("broadcast", "near_miss"), worse, strict=True):
            found[row["id"], name] = better.total > score.total
    return found


@pytest.mark.slow
@pytest.mark.parametrize("whole", [False, True], ids=["words alone", "whole engine"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_at_least_97_percent_are_in_order(lang: str, whole: bool) -> None:
    found = orders(lang, whole)
    assert len(found) >= 300
    assert sum(found.values()) / len(found) >= 0.97


@pytest.mark.parametrize("whole", [False, True], ids=["words alone", "whole engine"])
def test_translating_a_pair_does_not_change_the_order(whole: bool) -> None:
    english, spanish = orders("en", whole), orders("es", whole)
    assert english.keys() == spanish.keys()
    changed = [pair for pair in english if english[pair] != spanish[pair]]
    assert len(changed) <= 0.03 * len(english), changed
