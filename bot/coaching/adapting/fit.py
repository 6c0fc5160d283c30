"""Fits adapted heads. scikit-learn is used here and nowhere at reading time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from bot.coaching.adapting.heads import LABELS, MOODS, VECTOR, VECTOR_SCALE, AdaptedHeads, logit, to_probabilities
from bot.coaching.adapting.ngrams import BUCKETS, Hashed, hashed, unit_blocks

SHIPPED = (*LABELS, *MOODS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """What the fit sees: hashed texts, their sentence vectors (or None), and the shipped probabilities of each."""

    hashed: tuple[Hashed, ...]
    vectors: NDArray[np.float32] | None
    shipped: tuple[Mapping[str, float], ...]

    @classmethod
    def of(
        cls, texts: Sequence[str], vectors: NDArray[np.float32] | None, shipped: Sequence[Mapping[str, float]]
    ) -> Examples:
        """Hash every text once, since the folds of a cross-validation share them."""
        return cls(hashed=tuple(map(hashed, texts)), vectors=vectors, shipped=tuple(shipped))

    def part(self, rows: NDArray[np.int64]) -> Examples:
        """The examples at these positions."""
        return Examples(
            hashed=tuple(self.hashed[row] for row in rows),
            vectors=None if self.vectors is None else self.vectors[rows],
            shipped=tuple(self.shipped[row] for row in rows),
        )

    def known(self) -> NDArray[np.float32]:
        """Shipped log-odds, (rows, labels as shipped)."""
        table = [[logit(scores.get(label, 0.5)) for label in SHIPPED] for scores in self.shipped]
        return np.array(table, dtype=np.float32).reshape(len(self.hashed), len(SHIPPED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Grams:
    """Hashed n-grams of the examples as a sparse matrix over the buckets seen."""

    buckets: NDArray[np.int32]
    idf: NDArray[np.float32]
    table: csr_matrix


def grams_of(found: Sequence[Hashed]) -> Grams:
    """Weigh the n-grams of all texts by rarity, and scale them. In many texts an n-gram must stand in two to count."""
    frequency = np.zeros(BUCKETS, dtype=np.int32)
    for buckets, _, _ in found:
        frequency[buckets] += 1
    used = np.flatnonzero(frequency >= (2 if len(found) > 400 else 1))
    rows = np.full(BUCKETS, -1, dtype=np.int32)
    rows[used] = np.arange(len(used), dtype=np.int32)
    idf = (np.log((1.0 + len(found)) / (1.0 + frequency[used])) + 1.0).astype(np.float32)
    return Grams(buckets=rows, idf=idf, table=table_of(found, rows, idf))


def table_of(found: Sequence[Hashed], rows: NDArray[np.int32], idf: NDArray[np.float32]) -> csr_matrix:
    """(texts, n-grams known) sparse weights, as at reading time."""
    columns, values, starts = [np.zeros(0, np.int32)], [np.zeros(0, np.float32)], [0]
    for buckets, counts, blocks in found:
        at = rows[buckets]
        seen = at >= 0
        columns.append(at[seen])
        values.append(unit_blocks(counts[seen] * idf[at[seen]], blocks[seen]))
        starts.append(starts[-1] + int(seen.sum()))
    parts = (np.concatenate(values), np.concatenate(columns), np.array(starts))
    return csr_matrix(parts, shape=(len(found), len(idf)))


def judged(heads: AdaptedHeads, examples: Examples) -> list[dict[str, float]]:
    """What heads say of examples, all at once; the same as `AdaptedHeads.scores` one by one."""
    raw = heads.bias + table_of(examples.hashed, heads.buckets, heads.idf) @ heads.gram_weights
    if examples.vectors is not None:
        raw = raw + (examples.vectors * VECTOR_SCALE) @ heads.vector_weights
    raw = raw + examples.known() @ heads.shipped_weights
    return [to_probabilities(heads.labels, row) for row in raw]


def fit_heads(examples: Examples, targets: Mapping[str, NDArray[np.float64]]) -> AdaptedHeads:
    """Fit one set of heads.

    `targets` maps a label to 1.0, 0.0 or NaN (not said) per example; "mood" to 0, 1, 2 (negative, neutral,
    positive) or NaN. The log-odds of two linear models (n-grams; vectors) are averaged, which is one
    linear model again.
    """
    labels = tuple(label for label in LABELS if label in targets) + (MOODS if "mood" in targets else ())
    grams = grams_of(examples.hashed)
    known = examples.known()
    columns = [_fit_one(grams, examples.vectors, known, targets[label]) for label in LABELS if label in targets]
    if "mood" in targets:
        columns.append(_fit_one(grams, examples.vectors, known, targets["mood"]))
    gram_weights, vector_weights, shipped_weights, bias = (
        np.concatenate([column[part] for column in columns], axis=-1) for part in range(4)
    )
    return AdaptedHeads(
        labels=labels,
        shipped_labels=SHIPPED,
        buckets=grams.buckets,
        idf=grams.idf,
        gram_weights=gram_weights,
        vector_weights=vector_weights,
        shipped_weights=shipped_weights,
        bias=bias,
    )


Weights = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]


def _fit_one(
    grams: Grams, vectors: NDArray[np.float32] | None, known: NDArray[np.float32], target: NDArray[np.float64]
) -> Weights:
    """Weights of one label (or of the three moods), each with the outputs as its last axis."""
    said = np.flatnonzero(~np.isnan(target))
    truth = target[said].astype(int)
    text, shipped = grams.table[said], csr_matrix(known[said] * 0.25)
    spaces: list[tuple[tuple[csr_matrix, ...], float]] = [((text, shipped), 4.0)]
    if vectors is not None:
        dense = csr_matrix(vectors[said] * VECTOR_SCALE)
        spaces = [((text, shipped), 4.0), ((dense, shipped), 1.0)]
    outputs = 1 if len(set(truth)) == 2 else 3
    width, n = grams.table.shape[1], len(spaces)
    total = (
        np.zeros((width, outputs), np.float32),
        np.zeros((VECTOR, outputs), np.float32),
        np.zeros((known.shape[1], outputs), np.float32),
        np.zeros(outputs, np.float32),
    )
    for blocks, strength in spaces:
        table = hstack(blocks).tocsr()
        for output in range(outputs):
            wanted = truth == (1 if outputs == 1 else output)
            model = LogisticRegression(C=strength, class_weight="balanced", solver="liblinear")
            model.fit(table, wanted)
            weights, start = model.coef_[0].astype(np.float32) / n, 0
            for block in blocks:
                stop = start + block.shape[1]
                place = 0 if block is text else 2 if block is shipped else 1
                total[place][:, output] += weights[start:stop] * (0.25 if place == 2 else 1.0)
                start = stop
            total[3][output] += np.float32(model.intercept_[0] / n)
    return total
