"""Fits adapted heads. scikit-learn is used here and nowhere at reading time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from bot.coaching.adapting.fit_near import NearFit
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
    the vectors' (0: no such model). `near` is the log-odds of what likeness is sure of (0: it is not asked). Chosen
    on labelled comments; inner folds would choose much the same and take five times as long."""

    cues: float
    text: float
    vectors: float = 0.0
    near: float = 0.0


KINDS = Recipe(cues=0.6, text=1.0, vectors=0.2, near=1.5)
MOOD = Recipe(cues=0.3, text=0.5, vectors=0.05, near=3.0)
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
    known = examples.known(heads.shipped_labels)
    raw = raw + known @ heads.shipped_weights
    if heads.near is not None:
        raw = raw + heads.near.raw(examples.vectors, known)
    return [to_probabilities(heads.labels, row) for row in raw]


def fit_heads(
    examples: Examples, targets: Mapping[str, NDArray[np.float64]], *, kinds: Recipe = KINDS, mood: Recipe = MOOD
) -> AdaptedHeads:
    """Fit one set of heads.

    `targets` maps a label to 1.0, 0.0 or NaN (not said) per example; "mood" to 0, 1, 2 (negative, neutral,
    positive) or NaN. The log-odds of up to three models (n-grams; vectors; likeness) are averaged.
    """
    labels = tuple(label for label in LABELS if label in targets) + (MOODS if "mood" in targets else ())
    grams = grams_of(examples.hashed)
    names = examples.names()
    known = examples.known(names)
    alike = NearFit(examples.vectors, known) if kinds.near or mood.near else None
    plan = [(label, kinds) for label in LABELS if label in targets] + [("mood", mood)] * ("mood" in targets)
    columns = [
        _Column(grams=grams, vectors=examples.vectors, names=names, known=known, alike=alike).fit(
            targets[label], recipe
        )
        for label, recipe in plan
    ]
    gram_weights, vector_weights, shipped_weights, near_weights, bias = (
        np.concatenate([column[part] for column in columns], axis=-1) for part in range(5)
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
        near=None if alike is None else alike.near(near_weights),
    )


Weights = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]
"""Of n-grams, vectors, what the product finds, landmarks, and the constants; the outputs are the last axis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """What one label (or the three moods) is fitted from."""

    grams: Grams
    vectors: NDArray[np.float32] | None
    names: tuple[str, ...]
    known: NDArray[np.float32]
    alike: NearFit | None

    def fit(self, target: NDArray[np.float64], recipe: Recipe) -> Weights:
        """The mean of the models that the recipe asks for and the examples allow."""
        said = np.flatnonzero(~np.isnan(target))
        truth = target[said].astype(int)
        answers = [truth == value for value in ((1,) if len(set(truth)) == 2 else (0, 1, 2))]
        models = [self._linear(said, answers, recipe)]
        if recipe.near and self.alike is not None:
            models.append(self._likeness(self.alike, said, answers, recipe))
        share = np.float32(1.0 / (len(models)))
        summed = (sum(parts[1:], start=parts[0]) for parts in zip(*models, strict=True))
        gram, vector, shipped, near, bias = (share * part for part in summed)
        return gram, vector, shipped, near, bias

    def _linear(self, said: NDArray[np.int64], answers: Sequence[NDArray[np.bool_]], recipe: Recipe) -> Weights:
        """N-grams and vectors apart, each beside what the product finds, and the mean of the two."""
        sizes = np.array([recipe.cues if name.startswith(CUE) else _OF_JUDGED for name in self.names], np.float32)
        shipped = csr_matrix(self.known[said] * sizes)
        text = [_line(hstack((self.grams.table[said], shipped)).tocsr(), answer, recipe.text) for answer in answers]
        width = self.grams.table.shape[1]
        near = self._no_near(len(answers))
        if self.vectors is None or not recipe.vectors:
            ends = _ends([line[width:] for line in text], sizes)
            return (_columns(text, 0, width), np.zeros((VECTOR, len(answers)), np.float32), ends[0], near, ends[1])
        dense = hstack((csr_matrix(self.vectors[said] * VECTOR_SCALE), shipped)).tocsr()
        meant = [_line(dense, answer, recipe.vectors) for answer in answers]
        half = np.float32(0.5)
        ends = _ends([half * (a[width:] + b[VECTOR:]) for a, b in zip(text, meant, strict=True)], sizes)
        return (half * _columns(text, 0, width), half * _columns(meant, 0, VECTOR), ends[0], near, ends[1])

    def _likeness(
        self, alike: NearFit, said: NDArray[np.int64], answers: Sequence[NDArray[np.bool_]], recipe: Recipe
    ) -> Weights:
        """Likeness alone, said as log-odds."""
        lines = [alike.line(said, answer) for answer in answers]
        many, sure = len(answers), np.float32(recipe.near)
        return (
            np.zeros((self.grams.table.shape[1], many), np.float32),
            np.zeros((VECTOR, many), np.float32),
            np.zeros((len(self.names), many), np.float32),
            sure * np.stack([line for line, _ in lines], axis=1),
            sure * np.array([constant for _, constant in lines], np.float32),
        )

    def _no_near(self, many: int) -> NDArray[np.float32]:
        return np.zeros((0 if self.alike is None else self.alike.many, many), np.float32)


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
