"""Comments that say the same thing, grouped: greedy, by shared rare words; the most typical one speaks for its group.

Pure and deterministic. Cost is about that of one sparse product of the texts with themselves: 20,000 short
comments take a few seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

import numpy as np

Terms = Callable[[str], Sequence[str]]
ALIKE = 0.45
"""Cosine from which two comments count as saying the same thing: about half of their rare words in common."""
ALONE = 0.3
"""Weight of a word that nobody else used: a name or a number must not keep two like questions apart."""
SHARED = 2
"""One word in common is no common matter."""
BLOCK = 512


def groups(texts: Sequence[str], terms: Terms, *, alike: float = ALIKE, least: int = 2) -> list[tuple[int, ...]]:
    """Places of texts that belong together, the largest group first; in each the most typical one first. Texts
    without a fellow are left out."""
    if len(texts) < least:
        return []
    neighbours = _neighbours(texts, terms, alike)
    order = sorted(range(len(texts)), key=lambda place: (-len(neighbours[place]), place))
    taken = np.zeros(len(texts), dtype=bool)
    found: list[tuple[int, ...]] = []
    for place in order:
        if taken[place] or len(neighbours[place]) < least:
            continue
        members = [int(other) for other in neighbours[place] if not taken[other] and other != place]
        if len(members) + 1 < least:
            continue
        taken[[place, *members]] = True
        found.append((place, *members))
    return sorted(found, key=lambda group: (-len(group), group[0]))


def _neighbours(texts: Sequence[str], terms: Terms, alike: float) -> list[np.ndarray]:
    learn, scipy = import_module("sklearn.feature_extraction.text"), import_module("scipy.sparse")
    vectors = learn.TfidfVectorizer(analyzer=lambda text: list(terms(text)), sublinear_tf=True, dtype=np.float32)
    try:
        rows = vectors.fit_transform(texts)
    except ValueError:  # no text has a word that counts
        return [np.empty(0, dtype=int) for _ in texts]
    often = np.asarray((rows > 0).sum(axis=0)).ravel()
    rows = import_module("sklearn.preprocessing").normalize(
        rows @ scipy.diags(np.where(often == 1, ALONE, 1.0).astype(np.float32))
    )
    rows = rows.tocsr()
    has = (rows > 0).astype(np.float32)
    found: list[np.ndarray] = []
    for start in range(0, rows.shape[0], BLOCK):
        likeness = (rows[start : start + BLOCK] @ rows.T).tocoo()
        near = likeness.data >= alike
        left, right, close = likeness.row[near], likeness.col[near], likeness.data[near]
        common = np.asarray(has[start + left].multiply(has[right]).sum(axis=1)).ravel()
        real = common >= SHARED
        found.extend(_listed(left[real], right[real], close[real], min(BLOCK, rows.shape[0] - start)))
    return found


def _listed(left: np.ndarray, right: np.ndarray, close: np.ndarray, count: int) -> list[np.ndarray]:
    """The near texts of each row, the nearest first."""
    order = np.lexsort((right, -close, left))
    ends = np.searchsorted(left[order], np.arange(count + 1))
    return [right[order[ends[row] : ends[row + 1]]] for row in range(count)]
