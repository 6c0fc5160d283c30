"""Likeness to what was seen: a comment is judged by the landmarks (middles of groups of comments) it lies close to.

A linear model says of each word and each cue what it counts everywhere; likeness says what they count together ("not"
beside a product, a question beside a delay). Landmarks are means of many comments and hold nobody's words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]
FARTHEST = 4.0
"""Spreads from the middle, beyond which a value counts no more."""
_WIDTH = 4.0
"""Squared distance at which likeness falls to 1/e; two comments taken at random lie about that far apart."""

_BYTE = 127


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where a comment lies: its numbers around `middle`, in units of `spread`, then times `size`."""

    middle: Rows
    spread: Rows
    size: Rows

    def of(self, rows: Rows) -> Rows:
        """(comments, numbers) placed."""
        placed: Rows = np.clip((rows - self.middle) / self.spread, -FARTHEST, FARTHEST) * self.size
        return placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """`marks` are the landmarks (placed), `weights` what closeness to each says of each label, as log-odds. `topics`
    (n-grams, topics) turns n-grams into a few numbers that are compared, too; None where they are not."""

    places: Places
    marks: Rows
    weights: Rows
    lengths: Rows
    topics: Rows | None = None

    @classmethod
    def of(cls, places: Places, marks: Rows, weights: Rows, topics: Rows | None = None) -> Near:
        """With the squared lengths of the landmarks worked out once."""
        return cls(places=places, marks=marks, weights=weights, lengths=squared(marks), topics=topics)

    def raw(self, vectors: Rows | None, known: Rows, told: Rows | None = None) -> Rows:
        """(comments, labels) log-odds. `vectors` None where there is no encoder: they then lie in the middle. `told`
        are the comments' topics."""
        rest = known if told is None else np.hstack((known, told))
        found: Rows = likeness(self.places.of(self._joined(vectors, rest)), self.marks, self.lengths) @ self.weights
        return found

    def _joined(self, vectors: Rows | None, rest: Rows) -> Rows:
        width = len(self.places.middle) - rest.shape[1]
        if not width:  # fitted without an encoder
            return rest
        if vectors is None:
            vectors = np.broadcast_to(self.places.middle[:width], (len(rest), width))
        return np.hstack((vectors, rest))

    def arrays(self, prefix: str) -> dict[str, NDArray[Any]]:
        """As they are stored, each name behind the prefix."""
        stored: dict[str, NDArray[Any]] = {
            "middle": self.places.middle,
            "spread": self.places.spread,
            "size": self.places.size,
            "marks": self.marks.astype(np.float16),
            "weights": self.weights,
        }
        if self.topics is not None:
            steps = steps_of(self.topics)
            stored |= {"topics": np.round(self.topics / steps).astype(np.int8), "topic_steps": steps}
        return {prefix + name: array for name, array in stored.items()}

    @classmethod
    def from_arrays(cls, stored: Mapping[str, Rows], prefix: str) -> Near | None:
        """What `arrays` gave; None where there is none. Raises `KeyError` when half of it is missing."""
        if prefix + "marks" not in stored:
            return None
        middle, spread, size = (stored[prefix + name] for name in ("middle", "spread", "size"))
        return cls.of(
            places=Places(middle=middle, spread=spread, size=size),
            marks=stored[prefix + "marks"].astype(np.float32),
            weights=stored[prefix + "weights"],
            topics=stored[prefix + "topics"] * stored[prefix + "topic_steps"] if prefix + "topics" in stored else None,
        )


def steps_of(topics: Rows) -> Rows:
    """The size of one step for each topic, so that its numbers are whole numbers of steps and fit a byte."""
    steps: Rows = np.maximum(np.abs(topics).max(0), np.float32(1e-9)) / np.float32(_BYTE)
    return steps


def likeness(rows: Rows, marks: Rows, lengths: Rows | None = None) -> Rows:
    """(rows, landmarks), 1 at the landmark and falling to 0. `lengths` are the landmarks' own, squared."""
    apart = squared(rows)[:, None] + (squared(marks) if lengths is None else lengths) - 2.0 * (rows @ marks.T)
    close: Rows = np.exp(-np.maximum(apart, 0.0) / _WIDTH)
    return close


def squared(rows: Rows) -> Rows:
    """The squared length of each row."""
    found: Rows = np.einsum("ij,ij->i", rows, rows)
    return found
