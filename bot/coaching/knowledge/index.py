"""An inverted index with BM25 and, where there is an encoder, vectors for the meaning. Grows without a scan.

Only the postings of the query's words are read. Vectors are compared with the best candidates those words found and,
through coarse cells, with the nearest part of the rest, so that a question in the other language still finds its
answer. Removing leaves a hole; when holes are a quarter of the whole the rows are numbered anew, and keep their
vectors.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.coaching.knowledge.vectors import Encode, Rows, RowVectors, Vectors
from bot.coaching.knowledge.words import terms

__all__ = ["Encode", "Match", "TextIndex", "Vectors"]

_K1, _B = 1.3, 0.6
_CANDIDATES = 600
"""Entries that words found and that are looked at further."""
_ENCODED_A_SEARCH = 64
"""New entries given a vector within one search (about a tenth of a second); `warm` does the rest beforehand."""
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One entry found: `words` is BM25 over its own best possible, 0-1; `cover` the share of the query's
    weight that its words hold; `meaning` the cosine, None without an encoder."""

    key: Hashable
    words: float
    cover: float
    meaning: float | None


class TextIndex:
    """Texts by key. Adding, replacing and removing are cheap; searching reads only what may match."""

    def __init__(self, encode: Encode | None = None, kept: Encode | None = None) -> None:
        """`encode` for what is asked and, unless `kept` does that, for the texts."""
        self._vectors = None if encode is None else RowVectors(kept or encode)
        self._encode = encode
        self._clear()

    def _clear(self) -> None:
        self._keys: list[Hashable | None] = []
        self._row: dict[Hashable, int] = {}
        self._texts: list[str] = []
        self._lengths = array("i")
        self._postings: dict[str, tuple[array[int], array[int]]] = {}
        self._total = 0

    def __len__(self) -> int:
        return len(self._row)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._row

    def add(self, key: Hashable, text: str) -> None:
        """Index `text` under `key`, replacing what stood there."""
        if key in self._row:
            self.remove(key)
        self._enter(key, text)
        if self._vectors is not None:
            self._vectors.expect(self._row[key])

    def _enter(self, key: Hashable, text: str) -> None:
        row = len(self._keys)
        counts = Counter(terms(text))
        self._keys.append(key)
        self._texts.append(text)
        self._row[key] = row
        self._lengths.append(counts.total())
        self._total += counts.total()
        for term, count in counts.items():
            rows, times = self._postings.setdefault(term, (array("i"), array("i")))
            rows.append(row)
            times.append(count)

    def extend(self, rows: Iterable[tuple[Hashable, str]]) -> None:
        """Add many."""
        for key, text in rows:
            self.add(key, text)

    def remove(self, key: Hashable) -> None:
        """Forget `key`; unknown keys are no error."""
        row = self._row.pop(key, None)
        if row is None:
            return
        self._keys[row] = None
        self._texts[row] = ""
        self._total -= self._lengths[row]
        if self._vectors is not None:
            self._vectors.drop(row)
        holes = len(self._keys) - len(self._row)
        if holes > 64 and holes * 4 > len(self._keys):
            self._close_holes()

    def _close_holes(self) -> None:
        kept = [(key, row, self._texts[row]) for key, row in sorted(self._row.items(), key=lambda each: each[1])]
        self._clear()
        for key, _, text in kept:
            self._enter(key, text)
        if self._vectors is not None:
            self._vectors = self._vectors.moved([row for _, row, _ in kept])

    def search(self, query: str, most: int = 5) -> list[Match]:
        """The entries nearest to `query`, best first; at most `most`."""
        if not self._row:
            return []
        words = Counter(terms(query))
        scores, cover = self._bm25(words)
        rows, cosines = self._candidates(query, scores)
        best = self._ideal(words)
        near = np.minimum(1.0, scores[rows] / best) if best else np.zeros(len(rows), np.float32)
        covered = cover[rows]
        blend = near * 0.5 + covered * 0.5 if cosines is None else near * 0.3 + covered * 0.3 + cosines * 0.6
        if len(rows) > 4 * most + 64:
            top = np.argpartition(-blend, 4 * most + 64)[: 4 * most + 64]
        else:
            top = np.arange(len(rows))
        found = [
            (
                -float(blend[at]),
                Match(
                    key=key,
                    words=float(near[at]),
                    cover=float(covered[at]),
                    meaning=None if cosines is None else float(cosines[at]),
                ),
            )
            for at in top.tolist()
            if (key := self._keys[rows[at]]) is not None
        ]
        found.sort(key=lambda each: (each[0], str(each[1].key)))
        return [match for _, match in found[:most]]

    def _candidates(self, query: str, scores: Floats) -> tuple[Rows, Floats | None]:
        """Rows worth a look: the best by words and, where there is an encoder, the nearest by meaning with their
        cosines."""
        rows: Rows = np.flatnonzero(scores)
        if len(rows) > _CANDIDATES:
            rows = rows[np.argpartition(-scores[rows], _CANDIDATES)[:_CANDIDATES]]
        if self._vectors is None or self._encode is None:
            return rows, None
        self._vectors.fill(_ENCODED_A_SEARCH, self._text_of)
        return self._vectors.near(self._encode([query])[0], rows)

    def _text_of(self, row: int) -> str | None:
        return None if self._keys[row] is None else self._texts[row]

    def _held(self, term: str) -> int:
        return len(self._postings[term][0]) if term in self._postings else 0

    def _idf(self, term: str) -> float:
        held = self._held(term)
        return math.log(1 + (len(self._row) - held + 0.5) / (held + 0.5)) if held <= len(self._row) else 0.05

    def _ideal(self, words: Counter[str]) -> float:
        """What a short entry with every known word of the query would score."""
        return sum(self._idf(term) * (_K1 + 1) / (1 + _K1 * 0.7) for term in words if term in self._postings)

    def _bm25(self, words: Counter[str]) -> tuple[Floats, Floats]:
        """Score and covered share of the query's weight, of every row. Reads only the postings of the query's words;
        words that very many entries hold are left out once rarer ones found something."""
        whole = sum(self._idf_open(term) for term in words) or 1.0
        scores, cover = np.zeros(len(self._keys), np.float32), np.zeros(len(self._keys), np.float32)
        mean = max(1.0, self._total / max(1, len(self._row)))
        lengths = np.frombuffer(self._lengths, np.int32) if len(self._lengths) else np.zeros(0, np.int32)
        many, found = max(2_000, len(self._row) // 10), False
        for term in sorted(words, key=self._held):
            if not self._held(term) or (found and self._held(term) > many):
                continue
            found = True
            rows, times = (np.frombuffer(part, np.int32) for part in self._postings[term])
            factor = 1 - _B + _B * lengths[rows] / mean
            scores[rows] += (self._idf(term) * (_K1 + 1) * times / (times + _K1 * factor)).astype(np.float32)
            cover[rows] += self._idf_open(term) / whole
        return scores, cover

    def _idf_open(self, term: str) -> float:
        """Weight of a query word; one the index never saw weighs as much as its rarest."""
        return self._idf(term) if term in self._postings else math.log(1 + len(self._row) + 0.5)

    def warm(self, most: int = 100_000) -> int:
        """Give up to `most` new entries their vectors now rather than during searches; how many still lack one."""
        if self._vectors is None:
            return 0
        self._vectors.fill(most, self._text_of, settle=True)
        return self._vectors.waiting
