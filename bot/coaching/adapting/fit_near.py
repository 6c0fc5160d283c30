"""Fits likeness: landmarks by k-means over all comments, weights by ridge regression on the likeness to them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve, cholesky, solve_triangular
from sklearn.cluster import MiniBatchKMeans

from bot.coaching.adapting.near import FARTHEST, Near, Places, Rows, likeness

_MOST, _SHARE = 640, 4
"""Landmarks at most, and comments to each: more of them tell hardly more, and reading has to stay quick."""
_RIDGE = 0.4
_FAIR = 0.75
"""How far rare answers are weighed up to the frequent ones; 1 would be wholly."""
_FLOOR = 0.05
"""A spread below which a value that hardly ever stands would count too much."""
_JITTER = 1e-3


def placed(vectors: Rows | None, known: Rows) -> tuple[Places, Rows]:
    """Where the comments lie. Vectors and what the product finds weigh the same."""
    middle, spread = known.mean(0), known.std(0) + np.float32(_FLOOR)
    sizes = _size(np.clip((known - middle) / spread, -FARTHEST, FARTHEST))
    rows = known
    if vectors is not None:
        of_vectors = vectors.mean(0)
        width = vectors.shape[1]
        middle = np.concatenate((of_vectors, middle))
        spread = np.concatenate((np.ones(width, np.float32), spread))
        sizes = np.concatenate((np.repeat(_size(vectors - of_vectors), width), np.repeat(sizes, known.shape[1])))
        rows = np.hstack((vectors, known))
    places = Places(
        middle=middle.astype(np.float32),
        spread=spread.astype(np.float32),
        size=np.broadcast_to(sizes, middle.shape).astype(np.float32),
    )
    return places, places.of(rows)


def _size(rows: Rows) -> NDArray[np.float32]:
    """What brings rows to a mean square length of one."""
    return np.array([1.0 / max(float(np.sqrt(np.square(rows).sum(1).mean())), 1e-6)], dtype=np.float32)


def landmarks(rows: Rows) -> Rows:
    """Middles of groups of comments that lie close together; the same rows give the same landmarks."""
    many = max(1, min(_MOST, len(rows) // _SHARE))
    groups = MiniBatchKMeans(many, random_state=0, n_init=1, init="random", batch_size=2_048, max_iter=20).fit(rows)
    middles: Rows = groups.cluster_centers_.astype(np.float32)
    return middles


class NearFit:
    """Landmarks of one set of examples, shared by its labels."""

    def __init__(self, vectors: Rows | None, known: Rows) -> None:
        self._places, rows = placed(vectors, known)
        self._marks = landmarks(rows)
        own = likeness(self._marks, self._marks).astype(np.float64)
        own[np.diag_indices(len(own))] += _JITTER
        self._root = cholesky(own, lower=True)
        spread = solve_triangular(self._root, likeness(rows, self._marks).T.astype(np.float64), lower=True).T
        self._seen = np.hstack((spread, np.ones((len(rows), 1))))

    def line(self, said: NDArray[np.int64], wanted: NDArray[np.bool_]) -> tuple[Rows, float]:
        """Weights of the landmarks and the constant for one answer, between about -1 and 1, from the rows `said`."""
        share = np.where(wanted, wanted.mean(), 1.0 - wanted.mean())
        roots = np.sqrt((0.5 / share) ** _FAIR)[:, None]
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
        return Near.of(self._places, self._marks, weights)
