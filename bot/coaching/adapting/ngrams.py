"""Hashed word and character n-grams of a comment, the same at fitting and at reading.

The vocabulary is a hash, so an adapted model holds numbers and no words of anybody's comments.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from functools import lru_cache
from itertools import chain, pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 18
WORD_BLOCK, CHAR_BLOCK = 0, 1

_KEPT = 600
"""Texts remembered: somewhat more than are read at once."""

_WORDS_KEPT = 8_192

_TOKEN = re.compile(r"\w+|[^\w\s]")
_URL = re.compile(r"https?://\S+|www\.\S+|<url>", re.IGNORECASE)
_HANDLE = re.compile(r"@\w+")


def fold(text: str) -> str:
    """Lower case without accents, with links and handles reduced to one sign each."""
    text = _HANDLE.sub(" @u ", _URL.sub(" <l> ", text))
    parts = unicodedata.normalize("NFKD", text.lower())
    return "".join(char for char in parts if not unicodedata.combining(char))


@lru_cache(maxsize=_WORDS_KEPT)
def _char_grams(word: str) -> tuple[str, ...]:
    """The pieces of two to five letters of a word. Most words of a comment are those of the ones before it."""
    padded = f" {word} "
    return tuple(
        padded[start : start + size] for size in (2, 3, 4, 5) for start in range(max(1, len(padded) - size + 1))
    )


def _grams(text: str) -> tuple[Counter[str], Counter[str]]:
    """How often each word or pair of words stands in a text, and each piece of a word."""
    words = _TOKEN.findall(fold(text)[:5000])
    pairs = (f"{one} {other}" for one, other in pairwise(words))
    return Counter(chain(words, pairs)), Counter(chain.from_iterable(map(_char_grams, words)))


Hashed = tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.int8]]


@lru_cache(maxsize=_KEPT)
def hashed(text: str) -> Hashed:
    """Buckets of a text, the damped count (1 + ln n) of each, and the block (word or character) it belongs to.

    Buckets are unique and in no particular order. Words take the lower half, character grams the upper. Several models
    ask it of the same comment, so the last texts are remembered, and the arrays cannot be written to.
    """
    half = BUCKETS // 2
    merged: dict[int, float] = {}
    for block, counts in zip((WORD_BLOCK, CHAR_BLOCK), _grams(text), strict=True):
        for gram, count in counts.items():
            bucket = zlib.crc32(gram.encode()) % half + block * half
            merged[bucket] = merged.get(bucket, 0.0) + 1.0 + log(count)
    buckets = np.fromiter(merged.keys(), dtype=np.int32, count=len(merged))
    values = np.fromiter(merged.values(), dtype=np.float32, count=len(merged))
    found = (buckets, values, (buckets >= half).astype(np.int8))
    for array in found:
        array.setflags(write=False)
    return found


def unit_blocks(values: NDArray[np.float32], blocks: NDArray[np.int8]) -> NDArray[np.float32]:
    """Each block scaled to length one, so that long comments weigh no more than short ones."""
    scaled = values.copy()
    for block in (WORD_BLOCK, CHAR_BLOCK):
        chosen = blocks == block
        norm = float(np.sqrt(np.square(scaled[chosen]).sum()))
        if norm > 0.0:
            scaled[chosen] /= norm
    return scaled
