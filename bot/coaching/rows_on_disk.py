"""A table of which few rows are ever asked for, kept out of memory: a nameless file of the system's folder for such."""

from __future__ import annotations

import os
from tempfile import TemporaryFile
from typing import Any

import numpy as np
from numpy.typing import NDArray


class RowsOnDisk:
    """Read-only; rows by an array of places, as with the array it was made from. The file goes with the process.

    Raises `OSError` where there is no room for it.
    """

    def __init__(self, table: NDArray[Any]) -> None:
        self.shape, self.dtype = table.shape, table.dtype
        self._width = table.dtype.itemsize * table.shape[1]
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - it lives as long as the table
        try:
            table.tofile(self._file)
        except OSError:
            self._file.close()
            raise

    def __len__(self) -> int:
        return int(self.shape[0])

    def __getitem__(self, places: NDArray[np.int64]) -> NDArray[Any]:
        rows = np.empty((len(places), self.shape[1]), dtype=self.dtype)
        for row, place in zip(rows, places.tolist(), strict=True):
            row[:] = np.frombuffer(self._read(place * self._width), dtype=self.dtype)
        return rows

    def _read(self, start: int) -> bytes:
        if hasattr(os, "pread"):  # one call, and no place in the file that processes could share
            return os.pread(self._file.fileno(), self._width, start)
        self._file.seek(start)
        return self._file.read(self._width)
