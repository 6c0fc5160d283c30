"""Fits likeness: landmarks by k-means over all comments, weights by ridge regression on the likeness to them.

Topics are the strongest directions of the comments' n-grams (a singular value decomposition): numbers, no words.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve, cholesky, solve_triangular
from scipy.sparse import csr_matrix
from sklearn.cluster import MiniBatchKMeans
from sklearn.utils.extmath import randomized_svd

from bot.coaching.adapting.near import FARTHEST, Near, Places, Rows, likeness, steps_of

_MOST, _SHARE = 640, 4
"""Landmarks at most, and comments to each: more of them tell hardly more, and reading has to stay quick."""
_RIDGE = 0.4
_FAIR = 0.75
"""How far rare answers are weighed up to the frequent ones; 1 would be wholly."""
_FLOOR = 0.05
"""A spread below which a value that hardly ever stands would count too much."""
_JITTER = 1e-3
_TOPICS = 64
_LEAST_TOLD = 0.05
"""The topics' length below which comments hardly differ in their n-grams, and small differences must not count."""


def placed(vectors: Rows | None, known: Rows, told: Rows | None = None) -> tuple[Places, Rows]:
    """Where the comments lie. Vectors and what the product finds weigh the same, topics as much as both."""
    parts = [_around(known, known.std(0) + np.float32(_FLOOR))]
    if vectors is not None:
        parts.insert(0, _around(vectors))
    if told is not None:
        half = np.float32(np.sqrt(0.5))
        parts = [(rows, middle, spread, half * size) for rows, middle, spread, size in parts]
        parts.append(_around(told, least=_LEAST_TOLD))
    rows, middle, spread, size = (np.concatenate(part, axis=-1).astype(np.float32) for part in zip(*parts, strict=True))
    places = Places(middle=middle, spread=spread, size=size)
    return places, places.of(rows)


def _around(rows: Rows, spread: Rows | None = None, least: float = 1e-6) -> tuple[Rows, Rows, Rows, Rows]:
    """Rows, their middle, their spread, and what brings them to a mean square length of one."""
    middle = rows.mean(0)
    spread = np.ones(rows.shape[1], np.float32) if spread is None else spread
    lengths = np.square(np.clip((rows - middle) / spread, -FARTHEST, FARTHEST)).sum(1)
    size = 1.0 / max(float(np.sqrt(lengths.mean())), least)
    return rows, middle, spread, np.full(rows.shape[1], size, np.float32)


def topics_of(grams: csr_matrix) -> Rows | None:
    """(n-grams, topics), rounded as they will be stored; None where there are too few n-grams or comments."""
    many = min(_TOPICS, min(grams.shape) - 1)
    if many < 1:
        return None
    _, _, across = randomized_svd(grams, many, n_iter=3, random_state=0)
    topics = across.T.astype(np.float32)
    steps = steps_of(topics)
    rounded: Rows = np.round(topics / steps) * steps
    return rounded


def landmarks(rows: Rows) -> Rows:
    """Middles of groups of comments that lie close together; the same rows give the same landmarks."""
    many = max(1, min(_MOST, len(rows) // _SHARE))
    groups = MiniBatchKMeans(many, random_state=0, n_init=1, init="random", batch_size=2_048, max_iter=20).fit(rows)
    middles: Rows = groups.cluster_centers_.astype(np.float32)
    return middles


class NearFit:
    """Landmarks of one set of examples, shared by its labels; with topics where `grams` are given."""

    def __init__(self, vectors: Rows | None, known: Rows, grams: csr_matrix | None = None) -> None:
        self._topics = None if grams is None else topics_of(grams)
        told = None if grams is None or self._topics is None else grams @ self._topics
        self._places, rows = placed(vectors, known, told)
        self._marks = landmarks(rows)
        own = likeness(self._marks, self._marks).astype(np.float64)
        own[np.diag_indices(len(own))] += _JITTER
        self._root = cholesky(own, lower=True)
        spread = solve_triangular(self._root, likeness(rows, self._marks).T.astype(np.float64), lower=True).T
        self._seen = np.hstack((spread, np.ones((len(rows), 1))))

    def line(self, said: NDArray[np.int64], wanted: NDArray[np.bool_], worth: Rows | None = None) -> tuple[Rows, float]:
        """Weights of the landmarks and the constant for one answer, between about -1 and 1, from the rows `said`.
        `worth` says how much each row counts; None: all the same."""
        worth = np.ones(len(said), np.float32) if worth is None else worth
        yes = float(worth[wanted].sum() / worth.sum())
        roots = np.sqrt((0.5 / np.where(wanted, yes, 1.0 - yes)) ** _FAIR * worth)[:, None]
        table = self._seen[said] * roots
        squares = table.T @ table
        squares[np.diag_indices(len(squares))] += _RIDGE
        found = cho_solve(cho_factor(squares), table.T @ (np.where(wanted, 1.0, -1.0)[:, None] * roots))[:, 0]
        weights = solve_triangular(self._root, found[:-1], lower=True, trans="T")
        return weights.astype(np.float32), float(found[-1])

    @property
    def many(self) -> int:
        """How many landmarks there are."""
        return len(self._marks)

    def near(self, weights: Rows) -> Near:
        """With the weights (landmarks, labels) of all labels."""
        return Near.of(self._places, self._marks, weights, self._topics)
