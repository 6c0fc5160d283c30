"""Whether a comment speaks to a page at all, or is talk picked up elsewhere: a linear model over the sentence vector,
fitted by `tools/train_page.py`. It judges no comment; adapting asks it how much a row has to teach.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.coaching.reading.heads import MODELS

FILE = MODELS / "page_head.npz"


def spoken_to_page(vectors: NDArray[np.float32] | None) -> NDArray[np.float32] | None:
    """(comments,) between 0 (talk to no page) and 1; None without vectors or where the model's file was left out."""
    weights = _weights()
    if vectors is None or weights is None:
        return None
    odds = np.clip(vectors @ weights[:-1] + weights[-1], -30.0, 30.0)
    shares: NDArray[np.float32] = (1.0 / (1.0 + np.exp(-odds))).astype(np.float32)
    return shares


@lru_cache(maxsize=1)
def _weights() -> NDArray[np.float32] | None:
    """Of the vector's numbers, and the constant last."""
    if not FILE.exists():
        return None
    with np.load(FILE, allow_pickle=False) as stored:
        weights: NDArray[np.float32] = stored["weights"]
        return weights
