"""Vectors of the knowledge base kept on disk, so that a restart reads them and computes none twice.

One file for each encoder: records of a text's hash, its vector in half precision, and a check over both, and no text.
It may be deleted at any time; a torn or foreign record ends what is read, and what follows is computed anew.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock

import numpy as np
import numpy.typing as npt

from bot.coaching.knowledge.vectors import Encode, Vectors

_HASH, _CHECK = 16, 8
_HALF = np.dtype("<f2")
Row = npt.NDArray[np.float16]
log = logging.getLogger(__name__)


class KeptVectors:
    """An `Encode` that remembers in `path`, for an `encode` of vectors `width` wide. A folder that cannot be written
    costs the memory and nothing else. Shared by threads."""

    def __init__(self, encode: Encode, path: Path, width: int) -> None:
        self._encode, self._path = encode, path
        self._size = _HASH + 2 * width + _CHECK
        self._width = width
        self._places: dict[bytes, int] | None = None
        self._lock = Lock()

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors in order; only those of unknown texts are computed."""
        keys = [_digest(text.encode(), _HASH) for text in texts]
        with self._lock:
            if self._places is None:
                self._places = self._look()
            found = self._held(self._places, keys)
            missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
            if missing:
                computed = np.asarray(self._encode(list(missing.values())), np.float32).astype(_HALF)
                fresh = dict(zip(missing, computed, strict=True))
                self._append(self._places, fresh)
                found.update(fresh)
        rows = [found[key] for key in keys]
        return np.asarray(rows, np.float32).reshape(len(texts), self._width)

    def _held(self, places: Mapping[bytes, int], keys: Sequence[bytes]) -> dict[bytes, Row]:
        """Vectors that stand in the file; those that do not any more are left out."""
        wanted = {key: places[key] for key in keys if key in places}
        found: dict[bytes, Row] = {}
        if not wanted:
            return found
        try:
            with self._path.open("rb") as file:
                for key, place in wanted.items():
                    file.seek(place)
                    record = file.read(self._size)
                    if self._good(record) and record.startswith(key):
                        found[key] = np.frombuffer(record, _HALF, self._width, _HASH)
        except OSError as error:
            log.warning("vectors kept in %s cannot be read, so they are computed: %s", self._path, error)
        return found

    def _look(self) -> dict[bytes, int]:
        """Where each vector stands, up to the first record that does not hold."""
        places: dict[bytes, int] = {}
        place = 0
        try:
            with self._path.open("rb") as file:
                while self._good(record := file.read(self._size)):
                    places[record[:_HASH]] = place
                    place += self._size
        except OSError as error:
            if not isinstance(error, FileNotFoundError):
                log.warning("vectors kept in %s cannot be read, so they are computed: %s", self._path, error)
            return places
        if record:
            self._cut(place)
        return places

    def _good(self, record: bytes) -> bool:
        return len(record) == self._size and _digest(record[:-_CHECK], _CHECK) == record[-_CHECK:]

    def _cut(self, length: int) -> None:
        """Leave off a torn end, so that what is appended next can be read."""
        try:
            with self._path.open("r+b") as file:
                file.truncate(length)
        except OSError as error:
            log.warning("vectors kept in %s cannot be mended: %s", self._path, error)

    def _append(self, places: dict[bytes, int], fresh: Mapping[bytes, Row]) -> None:
        records = [_record(key, row) for key, row in fresh.items()]
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as file:
                start = file.tell()
                file.write(b"".join(records))
        except OSError as error:
            log.warning("vectors cannot be kept in %s: %s", self._path, error)
            return
        places.update((key, start + number * self._size) for number, key in enumerate(fresh))


def _record(key: bytes, row: Row) -> bytes:
    body = key + row.tobytes()
    return body + _digest(body, _CHECK)


def _digest(data: bytes, size: int) -> bytes:
    return hashlib.blake2b(data, digest_size=size).digest()
