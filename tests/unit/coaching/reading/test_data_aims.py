"""What ships holds its aims on the evaluation data; skipped unless TERTULIA_DATA names the folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.coaching.evaluating.measure import Bench, Measure
from bot.coaching.evaluating.measures_reading import MEASURES
from bot.coaching.reading.reader import Reader
from bot.domain.score import Score
from bot.domain.situation import Situation

FOLDER = os.environ.get("TERTULIA_DATA", "")


class NoScores:
    """The measures of the reading score nothing."""

    def score_many(self, pairs: Sequence[tuple[str, Situation]]) -> list[Score]:
        raise AssertionError("a measure of the reading asked for a score")


@pytest.mark.data
@pytest.mark.slow
@pytest.mark.skipif(not FOLDER, reason="TERTULIA_DATA does not name the evaluation data")
@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_shipped_figures_reach_their_aims(measure: Measure) -> None:
    bench = Bench(folder=Path(FOLDER), reader=Reader(), scorer=NoScores(), adapt=False, baselines=False)
    for figure in measure.take(bench):
        if figure.aim_shipped is not None:
            assert figure.high >= figure.aim_shipped, f"{figure.name}: {figure.shipped:.3f}"
