"""Hashed pieces of a text (words, pairs of words, parts of words) for the small fitted heads."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.rules.text import Folded

SIZE = 1 << 15
"""Buckets a head has a weight for."""
_SIGNS = {"?": "<ask>", "!": "<shout>"}


def _bucket(piece: str) -> int:
    return crc32(piece.encode("utf-8")) & (SIZE - 1)


@lru_cache(maxsize=60_000)
def _of_word(word: str) -> tuple[int, ...]:
    framed = f"<{word}>"
    parts = {framed[at : at + size] for size in (3, 4) for at in range(max(0, len(framed) - size + 1))}
    return (_bucket("w " + word), *(_bucket("c " + part) for part in parts))


@lru_cache(maxsize=120_000)
def _of_pair(left: str, right: str) -> int:
    return _bucket(f"p {left} {right}")


def tokens(text: Folded) -> list[str]:
    """Words and the signs that close sentences, in order; links, handles and numbers as one word each."""
    marks = [(start, "<link>") for start, _end in text.links]
    marks += [(sentence.end, "<ask>" if sentence.asks else "<end>") for sentence in text.sentences]
    for word in text.words:
        if text.links and any(start <= word.start < end for start, end in text.links):
            continue
        marks.append((word.start, "<num>" if word.key[:1].isdigit() else "<who>" if word.key[:1] == "@" else word.key))
    marks.sort(key=lambda mark: mark[0])
    return [token for _place, token in marks]


def buckets(text: Folded) -> NDArray[np.int64]:
    """The buckets a text falls into, each once, in ascending order."""
    words = tokens(text)
    found: set[int] = set()
    for word in words:
        found.update(_of_word(word[:30]))
    for left, right in pairwise(words):
        found.add(_of_pair(left, right))
    row = np.fromiter(found, dtype=np.int64, count=len(found))
    row.sort()
    return row


def matrix_rows(texts: list[Folded]) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """Values, columns and row starts of the sparse matrix of many texts; every row has length one."""
    rows = [buckets(text) for text in texts]
    starts = np.cumsum([0, *(len(row) for row in rows)])
    values = np.concatenate([np.full(len(row), 1 / max(1.0, len(row)) ** 0.5) for row in rows]) if rows else np.zeros(0)
    columns = np.concatenate(rows) if rows else np.zeros(0, dtype=np.int64)
    return values, columns, starts


def press(row: NDArray[np.int64], weights: NDArray[np.float32]) -> float:
    """A head's linear answer for one text's buckets: their weights, over the root of their number."""
    return float(weights.take(row).sum() / np.sqrt(max(1, len(row))))
