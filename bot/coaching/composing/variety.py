"""How much two texts share, and what was said lately. Word sets are kept as bits: quick to compare by the hundred."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from threading import Lock
from zlib import crc32

import numpy as np
import numpy.typing as npt

from bot.coaching.knowledge.words import fold

_BITS = 4_096
"""Far above the words of one text; where two words share a bit, texts look a little more alike than they are."""
_BLOCKS = _BITS // 64
_Row = npt.NDArray[np.uint64]


@lru_cache(maxsize=32_768)
def _place(word: str) -> int:
    return 1 << (crc32(word.encode()) % _BITS)


def bits(text: str) -> int:
    """The set of a text's words as bits; stable between runs."""
    found = 0
    for word in words(text):
        found |= _place(word)
    return found


def words(text: str) -> list[str]:
    """Words as compared: folded, letters and digits only."""
    return "".join(char if char.isalnum() else " " for char in fold(text)).split()


def shared(one: int, other: int) -> float:
    """Share of the smaller set that the larger one holds too, 0-1."""
    least = min(one.bit_count(), other.bit_count())
    return (one & other).bit_count() / least if least else 0.0


def _row(found: int) -> _Row:
    return np.frombuffer(found.to_bytes(_BITS // 8, "little"), np.uint64)


def _shares(rows: npt.NDArray[np.uint64], counts: npt.NDArray[np.int64], found: int) -> npt.NDArray[np.float64]:
    """`shared` with every row at once."""
    least = np.minimum(counts, found.bit_count())
    both = np.bitwise_count(rows & _row(found)).sum(axis=1)
    return np.where(least > 0, both / np.maximum(least, 1), 0.0)


class _Kept:
    """A ring of the last texts and the comments they were for."""

    def __init__(self, most: int) -> None:
        self.texts = np.zeros((most, _BLOCKS), np.uint64)
        self.asked = np.zeros((most, _BLOCKS), np.uint64)
        self.text_counts = np.zeros(most, np.int64)
        self.asked_counts = np.zeros(most, np.int64)
        self.next = 0

    def keep(self, text: int, asked: int) -> None:
        place = self.next % len(self.texts)
        self.texts[place], self.asked[place] = _row(text), _row(asked)
        self.text_counts[place], self.asked_counts[place] = text.bit_count(), asked.bit_count()
        self.next += 1


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
            other = _shares(kept.asked, kept.asked_counts, bits(comment)) <= 0.5
            rows, counts = kept.texts[other], kept.text_counts[other]
        return lambda text: float(_shares(rows, counts, bits(text)).max(initial=0.0))

    def keep(self, brand_id: str, texts: Iterable[str], comment: str) -> None:
        """Remember what was offered."""
        asked = bits(comment)
        with self._lock:
            kept = self._kept.setdefault(brand_id, _Kept(self._most))
            for text in texts:
                kept.keep(bits(text), asked)
