"""What a measure is, and the figures it gives. Every row is judged alone; labels are seen by the measure only."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from bot.coaching.adapting.adapt import ReadsScores
from bot.domain.errors import BadInput
from bot.domain.reading import Reading
from bot.domain.score import Score
from bot.domain.situation import Situation

Row = Mapping[str, Any]


class Reads(ReadsScores, Protocol):
    """The reader as measures use it."""

    def read_many(self, situations: Sequence[Situation]) -> list[Reading]:
        """Readings in order."""
        ...


class Scores(Protocol):
    """The scorer as measures use it."""

    def score_many(self, pairs: Sequence[tuple[str, Situation]]) -> list[Score]:
        """Scores in order."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What a measure is given: the data folder, the parts under test, whether to refit, and whether to fit what the
    reading is set beside (both slower)."""

    folder: Path
    reader: Reads
    scorer: Scores
    adapt: bool = True
    baselines: bool = True

    def rows(self, name: str) -> list[Row]:
        """All rows of a data file. Raises `BadInput` when the folder does not hold it."""
        path = self.folder / name
        try:
            with path.open(encoding="utf-8") as lines:
                return [json.loads(line) for line in lines]
        except OSError as error:
            raise BadInput(f"{path} cannot be read ({error.strerror}): name the folder that holds the data") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table. `shipped` is the product as it comes, `adapted` after refitting by grouped
    cross-validation; targets are what the project aims at; None where there is none."""

    name: str
    metric: str
    rows: int
    shipped: float
    low: float
    high: float
    adapted: float | None = None
    baselines: tuple[tuple[str, float], ...] = ()
    aim_shipped: float | None = None
    aim_adapted: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A name to choose it by (`--only`) and the function that takes it."""

    name: str
    take: Callable[[Bench], Sequence[Figure]]


def interval(
    metric: Callable[[NDArray[Any], NDArray[Any]], float], truth: NDArray[Any], judged: NDArray[Any], times: int = 200
) -> tuple[float, float]:
    """95 % bootstrap interval of a metric over rows; the seed is fixed so that a table can be repeated."""
    chance = np.random.default_rng(7)
    figures = []
    for _ in range(times):
        drawn = chance.integers(0, len(truth), len(truth))
        if len(set(truth[drawn].tolist())) > 1:
            figures.append(metric(truth[drawn], judged[drawn]))
    return float(np.quantile(figures, 0.025)), float(np.quantile(figures, 0.975))


def auc(truth: NDArray[Any], judged: NDArray[Any]) -> float:
    """Area under the ROC curve: how often a row with the label is put above one without; ties count half."""
    return float(roc_auc_score(truth, judged))
