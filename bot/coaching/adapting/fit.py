"""Fits adapted heads. scikit-learn is used here and nowhere at reading time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

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
from bot.coaching.reading.page_head import spoken_to_page

_JUDGED = (*LABELS, *MOODS)
_OF_JUDGED = 0.25
"""How large the shipped log-odds are made beside the n-grams, which have length one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How large counts of cues are made, and the inverse strengths of the penalties for the n-grams' model and for
    the vectors' (0: no such model). `near` is the log-odds of what likeness is sure of (0: it is not asked), `lean`
    its share of the mean, `topics` whether it compares topics, too. `stray` is what a "no" is worth at least where
    the comment speaks to no page. Chosen on labelled comments; inner folds would choose much the same and take five
    times as long."""

    cues: float
    text: float
    vectors: float = 0.0
    near: float = 0.0
    lean: float = 0.5
    topics: bool = False
    stray: float = 1.0


KINDS = Recipe(cues=0.6, text=1.0, vectors=0.2, near=1.5)
COMPLAINT = replace(KINDS, lean=0.7, topics=True, stray=0.05)
"""A grumble to nobody is filed as no complaint, for a reason that its words do not show."""
MOOD = Recipe(cues=0.3, text=0.5, vectors=0.1, near=3.0)
"""Three moods hang on fewer rows each and on vaguer words."""
RECIPES: Mapping[str, Recipe] = {**dict.fromkeys(LABELS, KINDS), "complaint": COMPLAINT, "mood": MOOD}


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
    table = table_of(examples.hashed, heads.buckets, heads.idf)
    raw = heads.bias + table @ heads.gram_weights
    if examples.vectors is not None:
        raw = raw + (examples.vectors * VECTOR_SCALE) @ heads.vector_weights
    known = examples.known(heads.shipped_labels)
    raw = raw + known @ heads.shipped_weights
    for near in filter(None, (heads.near, heads.topical)):
        raw = raw + near.raw(examples.vectors, known, None if near.topics is None else table @ near.topics)
    return [to_probabilities(heads.labels, row) for row in raw]


def fit_heads(
    examples: Examples, targets: Mapping[str, NDArray[np.float64]], recipes: Mapping[str, Recipe] = RECIPES
) -> AdaptedHeads:
    """Fit one set of heads.

    `targets` maps a label to 1.0, 0.0 or NaN (not said) per example; "mood" to 0, 1, 2 (negative, neutral,
    positive) or NaN. The log-odds of up to three models (n-grams; vectors; likeness) are averaged.
    """
    labels = tuple(label for label in LABELS if label in targets)
    grams = grams_of(examples.hashed)
    names = examples.names()
    known = examples.known(names)
    plan = [(label, recipes[label]) for label in (*labels, *(("mood",) if "mood" in targets else ()))]
    alike = {topics: NearFit(examples.vectors, known, grams.table if topics else None) for topics in _asked(plan)}
    page = spoken_to_page(examples.vectors)
    columns = [
        _Column(
            grams=grams,
            vectors=examples.vectors,
            names=names,
            known=known,
            alike=alike.get(recipe.topics) if recipe.near else None,
            page=page,
        ).fit(targets[label], recipe)
        for label, recipe in plan
    ]
    near = {topics: fit.near(_of_all(fit, columns)) for topics, fit in alike.items()}
    return AdaptedHeads(
        labels=labels + (MOODS if "mood" in targets else ()),
        shipped_labels=names,
        buckets=grams.buckets,
        idf=grams.idf,
        gram_weights=np.concatenate([column.grams for column in columns], axis=-1),
        vector_weights=np.concatenate([column.vectors for column in columns], axis=-1),
        shipped_weights=np.concatenate([column.shipped for column in columns], axis=-1),
        bias=np.concatenate([column.bias for column in columns], axis=-1),
        near=near.get(False),
        topical=near.get(True),
    )


def _asked(plan: Sequence[tuple[str, Recipe]]) -> list[bool]:
    """The kinds of likeness that the recipes ask for: without topics, with topics."""
    return sorted({recipe.topics for _, recipe in plan if recipe.near})


def _of_all(fit: NearFit, columns: Sequence[_Weights]) -> NDArray[np.float32]:
    """(landmarks, outputs): nothing where an output asks another likeness, or none."""
    empty = [np.zeros((fit.many, len(column.bias)), np.float32) for column in columns]
    parts = [column.near if column.alike is fit else none for column, none in zip(columns, empty, strict=True)]
    return np.concatenate(parts, axis=-1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weights:
    """Of n-grams, vectors, what the product finds, landmarks (of the likeness `alike`), and the constants; the outputs
    are the last axis."""

    grams: NDArray[np.float32]
    vectors: NDArray[np.float32]
    shipped: NDArray[np.float32]
    bias: NDArray[np.float32]
    near: NDArray[np.float32]
    alike: NearFit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """The rows that say something of a label, whether each says the answer (a list where there are three), and what
    each is worth."""

    rows: NDArray[np.int64]
    answers: tuple[NDArray[np.bool_], ...]
    worth: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """What one label (or the three moods) is fitted from."""

    grams: Grams
    vectors: NDArray[np.float32] | None
    names: tuple[str, ...]
    known: NDArray[np.float32]
    alike: NearFit | None
    page: NDArray[np.float32] | None

    def fit(self, target: NDArray[np.float64], recipe: Recipe) -> _Weights:
        """The mean of the models that the recipe asks for and the examples allow."""
        told = self._told(target, recipe)
        found = self._linear(told, recipe)
        if self.alike is None:
            return found
        lines = [self.alike.line(told.rows, answer, told.worth) for answer in told.answers]
        linear, near = np.float32(1.0 - recipe.lean), np.float32(recipe.lean * recipe.near)
        return _Weights(
            grams=linear * found.grams,
            vectors=linear * found.vectors,
            shipped=linear * found.shipped,
            bias=linear * found.bias + near * np.array([constant for _, constant in lines], np.float32),
            near=near * np.stack([line for line, _ in lines], axis=1),
            alike=self.alike,
        )

    def _told(self, target: NDArray[np.float64], recipe: Recipe) -> _Told:
        said = np.flatnonzero(~np.isnan(target))
        truth = target[said].astype(int)
        worth = np.ones(len(said), np.float32)
        if self.page is not None and recipe.stray < 1.0:
            worth = np.where(truth == 0, np.maximum(self.page[said], np.float32(recipe.stray)), worth)
        values = (1,) if len(set(truth)) == 2 else (0, 1, 2)
        return _Told(rows=said, answers=tuple(truth == value for value in values), worth=worth)

    def _linear(self, told: _Told, recipe: Recipe) -> _Weights:
        """N-grams and vectors apart, each beside what the product finds, and the mean of the two."""
        sizes = np.array([recipe.cues if name.startswith(CUE) else _OF_JUDGED for name in self.names], np.float32)
        shipped = csr_matrix(self.known[told.rows] * sizes)
        table = hstack((self.grams.table[told.rows], shipped)).tocsr()
        text = [_line(table, answer, told.worth, recipe.text) for answer in told.answers]
        width, many = self.grams.table.shape[1], len(text)
        grams, ends = _columns(text, 0, width), [line[width:] for line in text]
        vectors = np.zeros((VECTOR, many), np.float32)
        if self.vectors is not None and recipe.vectors:
            half = np.float32(0.5)
            dense = hstack((csr_matrix(self.vectors[told.rows] * VECTOR_SCALE), shipped)).tocsr()
            meant = [_line(dense, answer, told.worth, recipe.vectors) for answer in told.answers]
            grams, vectors = half * grams, half * _columns(meant, 0, VECTOR)
            ends = [half * (a + b[VECTOR:]) for a, b in zip(ends, meant, strict=True)]
        found, bias = _ends(ends, sizes)
        nothing = np.zeros((0, many), np.float32)
        return _Weights(grams=grams, vectors=vectors, shipped=found, bias=bias, near=nothing, alike=None)


def _line(
    table: csr_matrix, wanted: NDArray[np.bool_], worth: NDArray[np.float32], strength: float
) -> NDArray[np.float32]:
    """Weights of a linear model, its constant last. Rare answers count as much as frequent ones."""
    yes, no = float(worth[wanted].sum()), float(worth[~wanted].sum())
    fair = worth * np.where(wanted, (yes + no) / (2 * yes), (yes + no) / (2 * no))
    model = LogisticRegression(C=strength, solver="liblinear").fit(table, wanted, sample_weight=fair)
    return np.append(model.coef_[0], model.intercept_[0]).astype(np.float32)


def _columns(lines: Sequence[NDArray[np.float32]], start: int, stop: int) -> NDArray[np.float32]:
    return np.stack([line[start:stop] for line in lines], axis=1)


def _ends(
    lines: Sequence[NDArray[np.float32]], sizes: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The weights of what the product finds, brought back to its own scale, and the constants."""
    width = len(sizes)
    return _columns(lines, 0, width) * sizes[:, None], np.array([line[width] for line in lines], np.float32)
