"""Vectors by row, compared without a scan: coarse cells, half precision, and nothing computed twice.

A row waits until it has its vector. Rows that came last are encoded first, since a fact just changed is asked for
sooner than the ninety-thousandth of an import.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
Encode = Callable[[Sequence[str]], Vectors]
"""Texts to unit vectors, one row each."""

SCAN_BELOW = 4_096
"""Up to this many vectors one matrix product is quicker than cells."""
_CELLS_READ = 8
_MOST_READ = 16_384
"""Rows compared in one search at most."""
_AT_ONCE = 1_024
_OUTGROWN = 4
"""Cells are drawn anew, outside of searches, when there are so many times more vectors than when they were drawn."""


class RowVectors:
    """Vectors of an index's rows. Not for several threads at once."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._matrix: npt.NDArray[np.float16] = np.zeros((0, 0), np.float16)
        self._ready = np.zeros(0, bool)
        self._waiting: list[int] = []
        self._many = 0
        self._centres: Vectors | None = None
        self._members: list[list[int]] = []
        self._drawn_at = 0

    @property
    def waiting(self) -> int:
        """How many rows still lack a vector."""
        return len(self._waiting)

    def expect(self, row: int) -> None:
        """A new row, to get its vector later."""
        self._waiting.append(row)

    def drop(self, row: int) -> None:
        """The row is no more."""
        if row < len(self._ready) and self._ready[row]:
            self._ready[row] = False
            self._many -= 1
        elif row in self._waiting[-64:]:
            self._waiting.remove(row)

    def fill(self, most: int, text_of: Callable[[int], str | None], *, settle: bool = False) -> None:
        """Give up to `most` waiting rows their vectors; rows whose text is None are gone. `settle` also draws cells
        anew where the old ones are outgrown, which takes seconds for a hundred thousand rows."""
        left = most
        while left > 0 and self._waiting:
            left -= self._fill_some(min(left, _AT_ONCE), text_of)
        outgrown = self._many > SCAN_BELOW and self._many >= _OUTGROWN * self._drawn_at
        if outgrown and (settle or self._centres is None):
            self._draw()

    def _fill_some(self, most: int, text_of: Callable[[int], str | None]) -> int:
        rows: list[int] = []
        texts: list[str] = []
        while self._waiting and len(rows) < most:
            row = self._waiting.pop()
            text = text_of(row)
            if text is not None:
                rows.append(row)
                texts.append(text)
        if rows:
            self._put(np.asarray(rows, np.int64), np.asarray(self._encode(texts), np.float32))
        return max(1, len(rows))

    def near(self, asked: Vectors, candidates: Rows, most: int = 200) -> tuple[Rows, Vectors]:
        """Rows nearest in meaning, with their cosines: all `candidates` (0 for one without a vector yet), and the
        nearest `most` others."""
        if len(self._ready) == 0:
            return candidates, np.zeros(len(candidates), np.float32)
        if self._centres is None or self._many <= SCAN_BELOW:
            others = np.flatnonzero(self._ready)[-_MOST_READ:]
        else:
            others = self._in_cells(asked)
        cosines = self._cosines(others, asked)
        if len(others) > most:
            top = np.argpartition(-cosines, most - 1)[:most]
            others, cosines = others[top], cosines[top]
        extra = np.setdiff1d(candidates, others, assume_unique=True)
        return np.concatenate([others, extra]), np.concatenate([cosines, self._cosines(extra, asked)])

    def moved(self, old: Sequence[int]) -> RowVectors:
        """The same vectors for an index that kept the rows `old`, now numbered from 0."""
        fresh = RowVectors(self._encode)
        has = [(new, row) for new, row in enumerate(old) if row < len(self._ready) and self._ready[row]]
        known = {row for _, row in has}
        fresh._waiting = [new for new, row in enumerate(old) if row not in known]
        if has:
            new_rows, old_rows = np.asarray(has, np.int64).T
            fresh._put(new_rows, self._matrix[old_rows].astype(np.float32))
        return fresh

    def _put(self, rows: Rows, vectors: Vectors) -> None:
        self._reserve(int(rows.max()) + 1, vectors.shape[1])
        self._matrix[rows] = vectors
        self._ready[rows] = True
        self._many += len(rows)
        if self._centres is not None:
            for row, cell in zip(rows.tolist(), _assign(vectors, self._centres).tolist(), strict=True):
                self._members[cell].append(row)

    def _reserve(self, rows: int, width: int) -> None:
        """Room for so many rows; grows by half, so that adding one copies nothing most of the time."""
        if rows <= len(self._ready):
            return
        room = max(rows, len(self._ready) * 3 // 2, 64)
        matrix = np.zeros((room, width), np.float16)
        if len(self._ready):
            matrix[: len(self._ready)] = self._matrix
        ready = np.zeros(room, bool)
        ready[: len(self._ready)] = self._ready
        self._matrix, self._ready = matrix, ready

    def _cosines(self, rows: Rows, asked: Vectors) -> Vectors:
        found = np.zeros(len(rows), np.float32)
        known = np.flatnonzero((rows < len(self._ready)) & self._ready[np.minimum(rows, len(self._ready) - 1)])
        found[known] = self._matrix[rows[known]].astype(np.float32) @ asked
        return found

    def _in_cells(self, asked: Vectors) -> Rows:
        """Rows of the cells nearest to the question."""
        assert self._centres is not None
        found: list[int] = []
        for cell in np.argsort(-(self._centres @ asked))[:_CELLS_READ].tolist():
            found += self._members[cell]
            if len(found) >= _MOST_READ:
                break
        rows = np.asarray(found[:_MOST_READ], np.int64)
        alive: Rows = rows[self._ready[rows]]
        return alive

    def _draw(self) -> None:
        """About sqrt(n) cells around centres taken evenly from the rows, improved by one round of means."""
        rows = np.flatnonzero(self._ready)
        many = int(math.sqrt(len(rows)))
        centres = self._matrix[rows[np.linspace(0, len(rows) - 1, many).astype(np.int64)]].astype(np.float32)
        home = self._homes(rows, centres)
        for cell in range(many):
            mean = self._matrix[rows[home == cell]].astype(np.float32).sum(axis=0)
            size = float(np.linalg.norm(mean))
            if size > 1e-9:
                centres[cell] = mean / size
        home = self._homes(rows, centres)
        self._centres, self._drawn_at = centres, len(rows)
        self._members = [rows[home == cell].tolist() for cell in range(many)]

    def _homes(self, rows: Rows, centres: Vectors) -> Rows:
        parts = (rows[start : start + 8_192] for start in range(0, len(rows), 8_192))
        return np.concatenate([_assign(self._matrix[part].astype(np.float32), centres) for part in parts])


def _assign(vectors: Vectors, centres: Vectors) -> Rows:
    nearest: Rows = np.argmax(vectors @ centres.T, axis=1).astype(np.int64)
    return nearest
