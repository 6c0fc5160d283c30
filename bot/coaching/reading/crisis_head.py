"""The crisis that no list has words for: a net of two views, fitted by `tools/train_crisis.py`.

One view is the sentence vector, by its nearness to those of crises and of everyday talk (radial basis functions); the
other the words, by a weight for each (hashed). They err in different places, and their sum errs less than either. A
linear model says the kind. The net speaks only where the lists found nothing. Its bar was chosen by cross-validation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from bot.coaching.adapting.ngrams import hashed, unit_blocks
from bot.coaching.reading.heads import MODELS
from bot.domain.reading import CrisisKind

FILE = MODELS / "crisis_head.npz"
_AT_ONCE = 512
_STEEP = 1.0
"""How fast sureness grows with the distance from the bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisHead:
    """`vectors` (many, vector) in steps of 1/`STEPS`, each with its weight; `words` (buckets,) in steps of `word_step`;
    `which` is (vector, kinds). Distances are counted in spreads of everyday talk. `floor` is how far from the bar a
    vector has to lie for the words not to be asked: next to no row has made that good."""

    STEPS: ClassVar[int] = 400
    kinds: tuple[CrisisKind, ...]
    which: NDArray[np.float32]
    which_bias: NDArray[np.float32]
    vectors: NDArray[np.int8]
    weights: NDArray[np.float32]
    words: NDArray[np.int8]
    word_step: float
    bias: float
    width: float
    bar: float
    floor: float

    def beyond(self, vectors: NDArray[np.float32]) -> list[float]:
        """How far beyond the bar each comment lies by its vector alone. Much quicker for many at once."""
        parts = (vectors[start : start + _AT_ONCE] for start in range(0, len(vectors), _AT_ONCE))
        return [far for part in parts for far in self._some(part)]

    def _some(self, vectors: NDArray[np.float32]) -> list[float]:
        own = np.square(vectors).sum(axis=1)[:, None]
        near = (vectors @ _spread(self).T) * (2.0 * self.width) - self.width * (_squares(self) + own)
        far: NDArray[np.float32] = np.exp(near) @ self.weights + np.float32(self.bias - self.bar)
        return [float(one) for one in far]

    def with_words(self, beyond: float, text: str) -> float:
        """How far beyond the bar a comment lies by its vector (`beyond`) and its words; below 0 it is everyday talk."""
        if beyond < self.floor:
            return beyond
        buckets, counts, blocks = hashed(text)
        return beyond + float(self.words[buckets] @ unit_blocks(counts, blocks)) * self.word_step

    def kind(self, vector: NDArray[np.float32]) -> tuple[CrisisKind, float]:
        """The likeliest kind, given that it is one, and its share of the likelihood of all."""
        scores = vector @ self.which + self.which_bias
        shares = np.exp(scores - scores.max())
        best = int(np.argmax(shares))
        return self.kinds[best], float(shares[best] / shares.sum())

    def to_file(self) -> None:
        """Write the net beside the other models."""
        np.savez_compressed(
            FILE,
            kinds=np.array([kind.value for kind in self.kinds]),
            which=self.which,
            which_bias=self.which_bias,
            vectors=self.vectors,
            weights=self.weights,
            words=self.words,
            numbers=np.array([self.bias, self.width, self.bar, self.word_step, self.floor]),
        )

    def __hash__(self) -> int:
        return id(self)


@lru_cache(maxsize=2)
def _spread(head: CrisisHead) -> NDArray[np.float32]:
    return (head.vectors.astype(np.float32) / head.STEPS).astype(np.float32)


@lru_cache(maxsize=2)
def _squares(head: CrisisHead) -> NDArray[np.float32]:
    squares: NDArray[np.float32] = np.square(_spread(head)).sum(axis=1)
    return squares


def sureness(beyond: float) -> float:
    """Between .5 at the bar and .9 far beyond it."""
    return 0.5 + 0.4 * float(np.tanh(_STEEP * max(0.0, beyond) / 2))


@lru_cache(maxsize=1)
def crisis_head() -> CrisisHead | None:
    """The net as shipped; None where its file was left out."""
    if not FILE.exists():
        return None
    with np.load(FILE, allow_pickle=False) as stored:
        bias, width, bar, word_step, floor = (float(number) for number in stored["numbers"])
        return CrisisHead(
            kinds=tuple(CrisisKind(str(kind)) for kind in stored["kinds"]),
            which=stored["which"],
            which_bias=stored["which_bias"],
            vectors=stored["vectors"],
            weights=stored["weights"],
            words=stored["words"],
            word_step=word_step,
            bias=bias,
            width=width,
            bar=bar,
            floor=floor,
        )
