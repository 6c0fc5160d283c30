"""How much two texts share, and what was said lately. Word sets are kept as bits: quick to compare by the hundred."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from threading import Lock
from zlib import crc32

import numpy as np
import numpy.typing as npt

from bot.coaching.knowledge.words import fold

_WORDS = re.compile(r"[^\W_]+")
_BITS = 4_096
"""Far above the words of one text; where two words share a place, texts look a little more alike than they are."""
_SMALL = np.iinfo(np.uint8).max
_Places = npt.NDArray[np.int64]


@lru_cache(maxsize=32_768)
def _place(word: str) -> int:
    return crc32(word.encode()) % _BITS


@lru_cache(maxsize=8_192)
def _places(text: str) -> frozenset[int]:
    return frozenset(_place(word) for word in words(text))


@lru_cache(maxsize=8_192)
def bits(text: str) -> int:
    """The set of a text's words as bits; stable between runs."""
    found = 0
    for place in _places(text):
        found |= 1 << place
    return found


def words(text: str) -> list[str]:
    """Words as compared: folded, letters and digits only."""
    return _WORDS.findall(fold(text))


def shared(one: int, other: int) -> float:
    """Share of the smaller set that the larger one holds too, 0-1."""
    least = min(one.bit_count(), other.bit_count())
    return (one & other).bit_count() / least if least else 0.0


class _Sets:
    """A ring of the last word sets, one column each, so that one is compared with all by adding a few rows."""

    def __init__(self, most: int) -> None:
        self._held = np.zeros((_BITS, most), np.uint8)
        self._sizes = np.zeros(most, np.int64)

    def put(self, column: int, places: frozenset[int]) -> None:
        self._held[:, column] = 0
        self._held[list(places), column] = 1
        self._sizes[column] = len(places)

    def shares(self, places: frozenset[int]) -> npt.NDArray[np.float64]:
        """`shared` with every set at once; 0 with one that is empty."""
        both = self._both(places)
        return np.asarray(both / np.maximum(np.minimum(self._sizes, len(places)), 1), np.float64)

    def overlaps(self, places: frozenset[int]) -> npt.NDArray[np.float64]:
        """How much of both together is common to both, with every set at once."""
        both = self._both(places)
        return np.asarray(both / np.maximum(self._sizes + len(places) - both, 1), np.float64)

    def _both(self, places: frozenset[int]) -> npt.NDArray[np.int64]:
        if not places:
            return np.zeros(len(self._sizes), np.int64)
        # A text has `_BITS` words at most, and adding up the smallest numbers takes a sixth of the time.
        small = np.uint8 if len(places) <= _SMALL else np.uint16
        held = self._held.take(np.fromiter(places, np.intp, len(places)), axis=0)
        return np.asarray(np.add.reduce(held, axis=0, dtype=small), np.int64)


class _Kept:
    """The last texts of a brand and the comments they were for."""

    def __init__(self, most: int) -> None:
        self.texts, self.asked = _Sets(most), _Sets(most)
        self._most, self._next = most, 0

    def keep(self, text: str, asked: str) -> None:
        column = self._next % self._most
        self.texts.put(column, _places(text))
        self.asked.put(column, _places(asked))
        self._next += 1


class RecentLines:
    """The last texts offered for each brand, so that people who read a page do not read the same line twice."""

    def __init__(self, most: int = 1_000) -> None:
        self._kept: dict[str, _Kept] = {}
        self._most = most
        self._lock = Lock()

    def about(self, brand_id: str, comment: str) -> Callable[[str], float]:
        """For texts that answer `comment`: the greatest share of words with one offered for another comment.
        What was offered for this comment, or one like it, does not count."""
        with self._lock:
            kept = self._kept.get(brand_id)
            if kept is None:
                return lambda text: 0.0
            other = kept.asked.overlaps(_places(comment)) <= 0.5
        return lambda text: float((kept.texts.shares(_places(text)) * other).max(initial=0.0))

    def keep(self, brand_id: str, texts: Iterable[str], comment: str) -> None:
        """Remember what was offered."""
        with self._lock:
            kept = self._kept.get(brand_id)
            if kept is None:
                kept = self._kept[brand_id] = _Kept(self._most)
            for text in texts:
                kept.keep(text, comment)
