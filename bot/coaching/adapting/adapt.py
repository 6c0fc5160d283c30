"""`adapt`: refit the heads on an installation's own rows, measure before and after, keep it only if it is better."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score

from bot.coaching.adapting.bars import HEADS_BAR, no_better, too_few
from bot.coaching.adapting.crossed import folds_of
from bot.coaching.adapting.fit import Examples, fit_heads, judged
from bot.coaching.adapting.heads import LABELS, MOODS, AdaptedHeads
from bot.coaching.adapting.rows import AdaptRow
from bot.domain.situation import Situation


class ReadsScores(Protocol):
    """What `adapt` needs of the reader: its probabilities as shipped, and its sentence vectors."""

    def shipped_scores(self, situations: Sequence[Situation]) -> list[dict[str, float]]:
        """Probabilities per label before any threshold, labels as in `LABELS` and `MOODS`, and counts of cues."""
        ...

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32] | None:
        """(texts, 512) unit rows, None where no encoder is installed."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelReport:
    """Before and after for one label: macro-F1 by grouped cross-validation. `refused` says why it was not kept.
    `counts` are rows per answer, `groups` how many groups they come from."""

    label: str
    counts: tuple[int, ...]
    groups: int
    before: float | None = None
    after: float | None = None
    refused: str = ""

    @property
    def rows(self) -> int:
        """Rows that say something of the label."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadsReport:
    """What came of an adaptation. `heads` None when every label was refused."""

    labels: tuple[LabelReport, ...]
    heads: AdaptedHeads | None = field(default=None, repr=False)

    def as_json(self) -> dict[str, Any]:
        """The figures, for the shelf and for `--json`."""
        return {
            "labels": [
                {
                    "label": r.label,
                    "rows": r.rows,
                    "counts": list(r.counts),
                    "groups": r.groups,
                    "before": r.before,
                    "after": r.after,
                    "refused": r.refused,
                }
                for r in self.labels
            ]
        }


def adapt_heads(
    rows: Sequence[AdaptRow],
    reader: ReadsScores,
    situations: Sequence[Situation],
    in_force: AdaptedHeads | None = None,
) -> HeadsReport:
    """Fit, measure and decide label by label. `situations` are the rows' own, in the same order. `in_force` is what
    the fit has to beat, None for the heads as shipped; it must not have been fitted on these rows."""
    targets = targets_of(rows)
    groups = [row.group for row in rows]
    reports = {label: _counted(label, target, groups) for label, target in targets.items()}
    open_labels = [label for label, report in reports.items() if not report.refused]
    if not open_labels:
        return HeadsReport(labels=tuple(reports.values()))
    examples = examples_of(rows, reader, situations)
    before = examples.shipped if in_force is None else _in_force(in_force, examples)
    for label in open_labels:
        reports[label] = _measure(reports[label], targets[label], examples, before, groups)
    kept = {label: targets[label] for label in open_labels if not reports[label].refused}
    heads = fit_heads(examples, kept) if kept else None
    return HeadsReport(labels=tuple(reports.values()), heads=heads)


def examples_of(rows: Sequence[AdaptRow], reader: ReadsScores, situations: Sequence[Situation]) -> Examples:
    """What the fit sees of the rows."""
    texts = tuple(row.comment for row in rows)
    return Examples.of(texts, reader.vectors(texts), reader.shipped_scores(situations))


def targets_of(rows: Sequence[AdaptRow]) -> dict[str, NDArray[np.float64]]:
    """Label -> 1, 0 or NaN per row; "mood" -> 0, 1, 2 or NaN. Labels nobody gave are left out."""
    targets: dict[str, NDArray[np.float64]] = {}
    moods = {mood.removeprefix("mood:"): float(index) for index, mood in enumerate(MOODS)}
    for label in (*LABELS, "mood"):
        column = np.full(len(rows), np.nan)
        for index, row in enumerate(rows):
            said = row.label(label)
            if said is not None:
                column[index] = moods[str(said)] if label == "mood" else float(bool(said))
        if not np.isnan(column).all():
            targets[label] = column
    return targets


def _counted(label: str, target: NDArray[np.float64], groups: Sequence[str]) -> LabelReport:
    said = np.flatnonzero(~np.isnan(target))
    counts = [int((target[said] == value).sum()) for value in range(3 if label == "mood" else 2)]
    own = len({groups[int(row)] for row in said})
    return LabelReport(label=label, counts=tuple(counts), groups=own, refused=too_few(counts, own, HEADS_BAR))


def _in_force(heads: AdaptedHeads, examples: Examples) -> tuple[Mapping[str, float], ...]:
    own = judged(heads, examples)
    return tuple({**shipped, **scores} for shipped, scores in zip(examples.shipped, own, strict=True))


def _measure(
    report: LabelReport,
    target: NDArray[np.float64],
    examples: Examples,
    before: Sequence[Mapping[str, float]],
    groups: Sequence[str],
) -> LabelReport:
    said = np.flatnonzero(~np.isnan(target))
    truth = target[said].astype(int)
    scores = cross_scores(report.label, examples.part(said), target[said], [groups[int(row)] for row in said])
    old = float(f1_score(truth, decide(report.label, [before[int(row)] for row in said]), average="macro"))
    new = float(f1_score(truth, decide(report.label, scores), average="macro"))
    return replace(report, before=old, after=new, refused=no_better(old, new))


def cross_scores(
    label: str, examples: Examples, target: NDArray[np.float64], groups: Sequence[str]
) -> list[dict[str, float]]:
    """Out-of-fold probabilities: each row is judged by heads that never saw its group."""
    result: list[dict[str, float]] = [{} for _ in groups]
    for seen, held in folds_of(groups):
        heads = fit_heads(examples.part(seen), {label: target[seen]})
        for row, scores in zip(held, judged(heads, examples.part(held)), strict=True):
            result[row] = scores
    return result


def decide(label: str, scores: Sequence[Mapping[str, float]]) -> NDArray[np.int64]:
    """What the probabilities say: 0 or 1, for "mood" 0, 1 or 2."""
    if label == "mood":
        return np.array([int(np.argmax([row.get(mood, 0.0) for mood in MOODS])) for row in scores])
    return np.array([int(row.get(label, 0.0) >= 0.5) for row in scores])
