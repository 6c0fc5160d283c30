"""What is fitted is judged by grouped cross-validation, whatever it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

FOLDS = 5
Rows = NDArray[np.int64]


def folds_of(groups: Sequence[str], folds: int = FOLDS) -> Iterator[tuple[Rows, Rows]]:
    """(rows to fit on, rows held out), a group never on both sides. Raises `ValueError` for fewer than two groups."""
    many = min(folds, len(set(groups)))
    if many < 2:
        raise ValueError("all rows belong to one group: nothing can be measured")
    yield from GroupKFold(n_splits=many).split(groups, groups=groups)
