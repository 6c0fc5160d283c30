"""Comments that say the same thing, grouped: greedy, by shared rare words; the most typical one speaks for its group.

Pure and deterministic. Cost is about that of one sparse product of the texts with themselves: 20,000 short
comments take a few seconds. Texts of the same words are looked at once: a wave of one sentence costs as much as one.
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
    worded = [sorted(terms(text)) for text in texts]
    same: dict[tuple[str, ...], list[int]] = {}
    for place, words in enumerate(worded):
        same.setdefault(tuple(words), []).append(place)
    alone = list(same.values())
    many = np.array([len(places) for places in alone])
    neighbours = _neighbours(worded, [places[0] for places in alone], alike)
    near = [int(many[others].sum()) for others in neighbours]
    order = sorted(range(len(alone)), key=lambda at: (-near[at], alone[at][0]))
    taken = np.zeros(len(alone), dtype=bool)
    found: list[tuple[int, ...]] = []
    for at in order:
        if taken[at] or near[at] < least:
            continue
        members = [at, *(int(other) for other in neighbours[at] if not taken[other] and other != at)]
        if many[members].sum() < least:
            continue
        taken[members] = True
        found.append(tuple(place for member in members for place in alone[member]))
    return sorted(found, key=lambda group: (-len(group), group[0]))


def _neighbours(worded: Sequence[Sequence[str]], alone: Sequence[int], alike: float) -> list[np.ndarray]:
    """For each text of `alone` (those that differ in their words) the near ones among them, itself included. Words
    weigh as in all texts."""
    learn, scipy = import_module("sklearn.feature_extraction.text"), import_module("scipy.sparse")
    vectors = learn.TfidfVectorizer(analyzer=list, sublinear_tf=True, dtype=np.float32)
    try:
        rows = vectors.fit_transform(worded)
    except ValueError:  # no text has a word that counts
        return [np.empty(0, dtype=int) for _ in alone]
    often = np.asarray((rows > 0).sum(axis=0)).ravel()
    weights = scipy.diags(np.where(often == 1, ALONE, 1.0).astype(np.float32))
    rows = import_module("sklearn.preprocessing").normalize(rows[alone] @ weights).tocsr()
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
