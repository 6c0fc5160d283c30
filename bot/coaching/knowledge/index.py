"""An inverted index with BM25 and, where there is an encoder, vectors for the meaning. Grows without a scan.

Only the postings of the query's words are read. Vectors are compared with the candidates those words found and,
through coarse cells, with the nearest part of the rest, so that a question in the other language still finds its
answer. Removing leaves a hole that a rebuild closes when holes are a quarter of the whole.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.coaching.knowledge.words import terms

Vectors = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]
"""Texts to unit vectors, one row each."""

_K1, _B = 1.3, 0.6
_SCAN_BELOW = 4_096
"""Up to this many vectors one matrix product is quicker than cells."""
_CELLS_READ = 8
_ENCODED_A_SEARCH = 512
"""New entries given a vector within one search (about half a second); `warm` does the rest beforehand."""


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

    def __init__(self, encode: Encode | None = None) -> None:
        self._encode = encode
        self._keys: list[Hashable | None] = []
        self._row: dict[Hashable, int] = {}
        self._texts: list[str] = []
        self._lengths: list[int] = []
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._arrays: dict[str, tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]] = {}
        self._total = 0
        self._holes = 0
        self._pending: list[int] = []
        self._vectors: Vectors | None = None
        self._cells: tuple[Vectors, list[npt.NDArray[np.int64]]] | None = None

    def __len__(self) -> int:
        return len(self._row)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._row

    def add(self, key: Hashable, text: str) -> None:
        """Index `text` under `key`, replacing what stood there."""
        if key in self._row:
            self.remove(key)
        row = len(self._keys)
        counts = Counter(terms(text))
        self._keys.append(key)
        self._texts.append(text)
        self._row[key] = row
        self._lengths.append(sum(counts.values()))
        self._total += self._lengths[row]
        for term, count in counts.items():
            self._postings[term].append((row, count))
            self._arrays.pop(term, None)
        self._pending.append(row)

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
        self._total -= self._lengths[row]
        self._holes += 1
        if self._holes > 64 and self._holes * 4 > len(self._keys):
            self._rebuild()

    def _rebuild(self) -> None:
        kept = [(key, self._texts[row]) for key, row in self._row.items()]
        self.__init__(self._encode)  # type: ignore[misc]
        self.extend(kept)

    def search(self, query: str, most: int = 5) -> list[Match]:
        """The entries nearest to `query`, best first; at most `most`."""
        if not self._row:
            return []
        words = Counter(terms(query))
        scores, cover = self._bm25(words)
        meaning = self._meaning(query, list(scores))
        best = self._ideal(words)
        rows = set(scores) | set(meaning or ())
        found = [
            Match(
                key=key,
                words=min(1.0, scores.get(row, 0.0) / best) if best else 0.0,
                cover=cover.get(row, 0.0),
                meaning=None if meaning is None else meaning.get(row, 0.0),
            )
            for row in rows
            if (key := self._keys[row]) is not None
        ]
        found.sort(key=lambda match: (-_blend(match), str(match.key)))
        return found[:most]

    def _idf(self, term: str) -> float:
        held = len(self._postings.get(term, ()))
        return math.log(1 + (len(self._row) - held + 0.5) / (held + 0.5)) if held <= len(self._row) else 0.05

    def _ideal(self, words: Counter[str]) -> float:
        """What a short entry with every known word of the query would score."""
        return sum(self._idf(term) * (_K1 + 1) / (1 + _K1 * 0.7) for term in words if term in self._postings)

    def _bm25(self, words: Counter[str]) -> tuple[dict[int, float], dict[int, float]]:
        """Score and covered share of the query's weight, by row. Reads only the postings of the query's words;
        words that nearly every entry holds are left out once rarer ones found something."""
        whole = sum(self._idf_open(term) for term in words) or 1.0
        scores: dict[int, float] = defaultdict(float)
        cover: dict[int, float] = defaultdict(float)
        many = max(2_000, len(self._row) // 10)
        for term in sorted(words, key=lambda each: len(self._postings.get(each, ()))):
            rows, counts = self._posting(term)
            if not len(rows) or (scores and len(rows) > many):
                continue
            idf = self._idf(term)
            lengths = self._length_factor(rows)
            gains = idf * counts * (_K1 + 1) / (counts + _K1 * lengths)
            order = np.argsort(-gains)[:many] if len(rows) > many else range(len(rows))
            for place in order:
                row = int(rows[place])
                scores[row] += float(gains[place])
                cover[row] += self._idf_open(term) / whole
        return scores, cover

    def _idf_open(self, term: str) -> float:
        """Weight of a query word; one the index never saw weighs as much as its rarest."""
        return self._idf(term) if term in self._postings else math.log(1 + len(self._row) + 0.5)

    def _posting(self, term: str) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
        found = self._arrays.get(term)
        if found is None:
            pairs = self._postings.get(term, [])
            rows = np.fromiter((row for row, _ in pairs), np.int32, len(pairs))
            counts = np.fromiter((count for _, count in pairs), np.float32, len(pairs))
            found = self._arrays[term] = (rows, counts)
        return found

    def _length_factor(self, rows: npt.NDArray[np.int32]) -> npt.NDArray[np.float32]:
        mean = max(1.0, self._total / max(1, len(self._row)))
        lengths = np.fromiter((self._lengths[row] for row in rows), np.float32, len(rows))
        return (1 - _B + _B * lengths / mean).astype(np.float32)

    # ------------------------------------------------------------ meaning

    def _meaning(self, query: str, candidates: list[int]) -> dict[int, float] | None:
        if self._encode is None:
            return None
        vectors = self._vectors_so_far(_ENCODED_A_SEARCH)
        asked = self._encode([query])[0]
        if len(vectors) > _SCAN_BELOW:
            near = np.asarray([row for row in candidates[:2_000] if row < len(vectors)], np.int64)
            rows = np.unique(np.concatenate([near, self._near_cells(asked)]))
        else:
            rows = np.arange(len(vectors))
        cosines = vectors[rows] @ asked
        if len(rows) > 200:
            top = np.argpartition(-cosines, 199)[:200]
            rows, cosines = rows[top], cosines[top]
        known = dict(zip(rows.tolist(), cosines.tolist(), strict=True))
        for row in candidates[:2_000]:
            if row not in known:
                known[row] = float(vectors[row] @ asked) if row < len(vectors) else 0.0
        return known

    def warm(self, most: int = 100_000) -> int:
        """Give up to `most` new entries their vectors now rather than during searches; how many still lack one."""
        if self._encode is not None and self._keys:
            self._vectors_so_far(most)
        return len(self._pending) if self._encode is not None else 0

    def _vectors_so_far(self, most: int) -> Vectors:
        """Vectors of the first entries, after encoding up to `most` more, in order."""
        assert self._encode is not None
        if self._pending:
            batch, self._pending = self._pending[:most], self._pending[most:]
            fresh = np.asarray(self._encode([self._texts[row] for row in batch]), np.float32)
            self._vectors = fresh if self._vectors is None else np.vstack([self._vectors, fresh])
            grown = self._cells is None or len(self._vectors) > 1.2 * sum(len(part) for part in self._cells[1])
            self._cells = None if grown else self._cells
        assert self._vectors is not None
        return self._vectors

    def _near_cells(self, asked: Vectors) -> npt.NDArray[np.int64]:
        """Rows of the cells nearest to the question; cells are drawn from the entries themselves."""
        if self._cells is None:
            self._cells = _cells(self._vectors_so_far(0))
        centres, members = self._cells
        nearest = np.argsort(-(centres @ asked))[:_CELLS_READ]
        return np.concatenate([members[cell] for cell in nearest])


def _cells(vectors: Vectors) -> tuple[Vectors, list[npt.NDArray[np.int64]]]:
    """About sqrt(n) cells around centres taken evenly from the entries, improved by one round of means."""
    many = int(math.sqrt(len(vectors)))
    centres = vectors[np.linspace(0, len(vectors) - 1, many).astype(np.int64)].copy()
    home = _assign(vectors, centres)
    for cell in range(many):
        inside = vectors[home == cell]
        if len(inside):
            mean = inside.mean(axis=0)
            centres[cell] = mean / max(1e-9, float(np.linalg.norm(mean)))
    home = _assign(vectors, centres)
    order = np.argsort(home, kind="stable")
    starts = np.searchsorted(home[order], np.arange(many + 1))
    return centres, [order[starts[cell] : starts[cell + 1]] for cell in range(many)]


def _assign(vectors: Vectors, centres: Vectors) -> npt.NDArray[np.int64]:
    parts = [np.argmax(vectors[start : start + 8_192] @ centres.T, axis=1) for start in range(0, len(vectors), 8_192)]
    return np.concatenate(parts).astype(np.int64)


def _blend(match: Match) -> float:
    if match.meaning is None:
        return match.words * 0.5 + match.cover * 0.5
    return match.words * 0.3 + match.cover * 0.3 + match.meaning * 0.6
