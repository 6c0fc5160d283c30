"""A boosted ensemble of small trees, read from a file of numbers: `tools/fit_likely.py` writes it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trees:
    """Nodes by tree: at a node goes left what is not above `above` in column `column`. A leaf is its own child."""

    column: Places
    above: Floats
    left: Places
    right: Places
    value: Floats
    base: float
    depth: int

    @staticmethod
    def read(path: Path) -> Trees:
        """The ensemble in a file."""
        with np.load(path, allow_pickle=False) as stored:
            return Trees(
                column=stored["column"],
                above=stored["above"],
                left=stored["left"],
                right=stored["right"],
                value=stored["value"],
                base=float(stored["base"]),
                depth=int(stored["depth"]),
            )

    def chances(self, rows: Floats) -> Floats:
        """0-1 for each row."""
        tree = np.arange(len(self.value))[:, None]
        at = np.zeros((len(self.value), len(rows)), np.int16)
        row = np.arange(len(rows))[None, :]
        for _ in range(self.depth):
            below = rows[row, self.column[tree, at]] <= self.above[tree, at]
            at = np.where(below, self.left[tree, at], self.right[tree, at])
        odds = self.base + self.value[tree, at].sum(axis=0)
        chances: Floats = (1.0 / (1.0 + np.exp(-np.clip(odds, -30, 30)))).astype(np.float32)
        return chances
