"""Fits adapted heads. scikit-learn is used here and nowhere at reading time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from bot.coaching.adapting.heads import (
    CUE,
    LABELS,
    MOODS,
    VECTOR,
    VECTOR_SCALE,
    AdaptedHeads,
    known_value,
    to_probabilities,
)
from bot.coaching.adapting.ngrams import BUCKETS, Hashed, hashed, unit_blocks

_JUDGED = (*LABELS, *MOODS)
_OF_JUDGED = 0.25
"""How large the shipped log-odds are made beside the n-grams, which have length one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How large counts of cues are made, and the inverse strengths of the penalties for the n-grams' model and for
    the vectors'. Chosen on labelled comments; inner folds would choose much the same and take five times as long."""

    cues: float
    text: float
    vectors: float


KINDS = Recipe(cues=0.6, text=1.0, vectors=0.2)
MOOD = Recipe(cues=0.3, text=0.5, vectors=0.05)
"""Three moods hang on fewer rows each and on vaguer words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """What the fit sees: hashed texts, their sentence vectors (or None), and of each what the product as shipped
    finds (probabilities of its labels, counts of cues)."""

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

    def names(self) -> tuple[str, ...]:
        """What the product finds: its labels, and every cue that stands in some example."""
        cues = {name for found in self.shipped for name in found if name.startswith(CUE)}
        return (*_JUDGED, *sorted(cues))

    def known(self, names: Sequence[str]) -> NDArray[np.float32]:
        """(rows, names): log-odds and counts."""
        table = [[known_value(name, found) for name in names] for found in self.shipped]
        return np.array(table, dtype=np.float32).reshape(len(self.hashed), len(names))


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
    raw = raw + examples.known(heads.shipped_labels) @ heads.shipped_weights
    return [to_probabilities(heads.labels, row) for row in raw]


def fit_heads(
    examples: Examples, targets: Mapping[str, NDArray[np.float64]], *, kinds: Recipe = KINDS, mood: Recipe = MOOD
) -> AdaptedHeads:
    """Fit one set of heads.

    `targets` maps a label to 1.0, 0.0 or NaN (not said) per example; "mood" to 0, 1, 2 (negative, neutral,
    positive) or NaN. The log-odds of two linear models (n-grams; vectors) are averaged, which is one
    linear model again.
    """
    labels = tuple(label for label in LABELS if label in targets) + (MOODS if "mood" in targets else ())
    grams = grams_of(examples.hashed)
    names = examples.names()
    plan = [(label, kinds) for label in LABELS if label in targets] + [("mood", mood)] * ("mood" in targets)
    columns = [_fit_one(grams, examples, names, targets[label], recipe) for label, recipe in plan]
    gram_weights, vector_weights, shipped_weights, bias = (
        np.concatenate([column[part] for column in columns], axis=-1) for part in range(4)
    )
    return AdaptedHeads(
        labels=labels,
        shipped_labels=names,
        buckets=grams.buckets,
        idf=grams.idf,
        gram_weights=gram_weights,
        vector_weights=vector_weights,
        shipped_weights=shipped_weights,
        bias=bias,
    )


Weights = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]


def _fit_one(
    grams: Grams, examples: Examples, names: Sequence[str], target: NDArray[np.float64], recipe: Recipe
) -> Weights:
    """Weights of one label (or of the three moods), each with the outputs as its last axis."""
    said = np.flatnonzero(~np.isnan(target))
    truth = target[said].astype(int)
    answers = [truth == value for value in ((1,) if len(set(truth)) == 2 else (0, 1, 2))]
    sizes = np.array([recipe.cues if name.startswith(CUE) else _OF_JUDGED for name in names], dtype=np.float32)
    shipped = csr_matrix(examples.known(names)[said] * sizes)
    text = [_line(hstack((grams.table[said], shipped)).tocsr(), answer, recipe.text) for answer in answers]
    width = grams.table.shape[1]
    if examples.vectors is None:
        lines = [line[width:] for line in text]
        return (_columns(text, 0, width), np.zeros((VECTOR, len(answers)), np.float32), *_ends(lines, sizes))
    dense = hstack((csr_matrix(examples.vectors[said] * VECTOR_SCALE), shipped)).tocsr()
    meant = [_line(dense, answer, recipe.vectors) for answer in answers]
    half = np.float32(0.5)
    lines = [half * (one[width:] + other[VECTOR:]) for one, other in zip(text, meant, strict=True)]
    return (half * _columns(text, 0, width), half * _columns(meant, 0, VECTOR), *_ends(lines, sizes))


def _line(table: csr_matrix, wanted: NDArray[np.bool_], strength: float) -> NDArray[np.float32]:
    """Weights of a linear model, its constant last."""
    model = LogisticRegression(C=strength, class_weight="balanced", solver="liblinear").fit(table, wanted)
    return np.append(model.coef_[0], model.intercept_[0]).astype(np.float32)


def _columns(lines: Sequence[NDArray[np.float32]], start: int, stop: int) -> NDArray[np.float32]:
    return np.stack([line[start:stop] for line in lines], axis=1)


def _ends(
    lines: Sequence[NDArray[np.float32]], sizes: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The weights of what the product finds, brought back to its own scale, and the constants."""
    width = len(sizes)
    return _columns(lines, 0, width) * sizes[:, None], np.array([line[width] for line in lines], np.float32)
