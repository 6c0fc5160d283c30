"""The crisis that no list has words for: a linear model over the sentence vector, fitted by `tools/train_crisis.py`.

It speaks only where the lists found nothing, and only when it is sure; being fitted on few hundred rows it is a net
below the lists and not a judge above them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.coaching.reading.heads import MODELS
from bot.domain.reading import CrisisKind

FILE = MODELS / "crisis_head.npz"
SURE = 0.82
"""Probability from which a crisis is raised; set so that few public comments to companies are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisHead:
    """`weights` is (vector, 1 + kinds), the first column being no crisis."""

    kinds: tuple[CrisisKind, ...]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def judge(self, vector: NDArray[np.float32]) -> tuple[CrisisKind, float]:
        """The likeliest kind, and how likely it is that there is a crisis at all."""
        raw = vector @ self.weights + self.bias
        powers = np.exp(raw - raw.max())
        shares = powers / powers.sum()
        return self.kinds[int(np.argmax(shares[1:]))], float(1.0 - shares[0])

    def to_file(self) -> None:
        """Write the weights beside the other models."""
        np.savez_compressed(
            FILE, kinds=np.array([kind.value for kind in self.kinds]), weights=self.weights, bias=self.bias
        )


@lru_cache(maxsize=1)
def crisis_head() -> CrisisHead | None:
    """The head as shipped; None where its file was left out."""
    if not FILE.exists():
        return None
    with np.load(FILE, allow_pickle=False) as stored:
        return CrisisHead(
            kinds=tuple(CrisisKind(str(kind)) for kind in stored["kinds"]),
            weights=stored["weights"],
            bias=stored["bias"],
        )
