"""The encoder's arithmetic with what depends on a piece of a word alone computed once for that piece.

Two thirds of the multiplications of a sentence's vector (projection, first window of every branch) see one piece at
a time; the sums of a window are then sums of rows that are known. The same numbers in another order of summation:
vectors differ from the wheel's own in the seventh digit.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.coaching.rows_on_disk import RowsOnDisk

log = logging.getLogger(__name__)

Rows = NDArray[np.float32]
Places = NDArray[np.int64]

PIECES_KEPT = 3_000
"""Pieces whose rows are kept, 13 KB each: what a language's comments are mostly made of."""
_ORDERS = ((2, 0), (3, 1), (5, 2))
_LEFT, _RIGHT = 2, 2
_WIDTH = 256
_PARTS = sum(order for order, _left in _ORDERS)
_CLOSE = 1e-4
_NEEDED = ("_encode_batch", "_window_index", "table", "scale", "lo", "proj_W", "w1", "w2", "cnn_W", "d0", "p3")


def quicken(model: Any) -> bool:
    """Let the wheel's model use this arithmetic, where it is the release this was written for and a probe comes out
    the same. False and everything as it was where not: slower, and no less right."""
    if not all(hasattr(model, name) for name in _NEEDED):
        return False
    probe = ["Where is my order?", "¿Y mi pedido? Llevo dos semanas esperando.", "ok"]
    before = model.encode(probe)
    model._encode_batch = Forward(model)
    try:
        same = np.allclose(model.encode(probe), before, atol=_CLOSE)
    except (ValueError, IndexError, AttributeError):  # weights of another shape
        same = False
    if not same:
        del model._encode_batch
        return False
    _lend(model)
    return True


def _lend(model: Any) -> None:
    """Take the table of all word pieces (62 MB, of which a page's comments need a few thousand rows) out of memory."""
    try:
        model.table = RowsOnDisk(model.table)
    except OSError as error:
        log.info("the encoder's table stays in memory: %s", error)


class Forward:
    """Stands in for the model's own step from pieces to vectors. Not for several threads at once."""

    def __init__(self, model: Any, kept: int = PIECES_KEPT) -> None:
        self._m = model
        self._kept = kept
        self._slot = np.zeros(len(model.table), dtype=np.int32)
        self._used = 1  # row 0 is the nothing before and after a sentence
        self._raw = np.zeros((kept + 1, model.table.shape[1]), dtype=model.table.dtype)
        self._seen = np.zeros((kept + 1, len(_ORDERS) * _WIDTH), dtype=np.float32)
        self._parts = np.zeros((_PARTS, kept + 1, _WIDTH), dtype=np.float32)

    def __call__(self, group: Sequence[Sequence[int]], many: int, out: Rows) -> None:
        """Write the vectors of the sentences in `group`, given as ids of pieces (`many` in all), into `out`."""
        lengths = np.fromiter(map(len, group), dtype=np.int64, count=len(group))
        flat = np.fromiter(chain.from_iterable(group), dtype=np.int64, count=many)
        starts = np.zeros(len(group), dtype=np.int64)
        np.cumsum(lengths[:-1], out=starts[1:])
        window: Places = self._m._window_index(starts, lengths, many)
        summed = np.add.reduceat(self._features(flat, window), starts, axis=0)
        out[:] = self._sentences(summed, lengths.astype(np.float32))

    def _features(self, flat: Places, window: Places) -> Rows:
        """(pieces, 1280): each piece's own row, and what the three branches see around it, normed."""
        own = self._m.table.shape[1]
        slots, raw, seen, parts = self._known(flat)
        features = np.empty((len(flat), own + len(_ORDERS) * _WIDTH), dtype=np.float32)
        self._embedded(flat, raw[slots], features[:, :own])
        around = np.append(slots, 0)[window]
        heard = np.zeros((len(flat) + 1, _WIDTH), dtype=np.float32)
        part = 0
        for branch, (order, left) in enumerate(_ORDERS):
            at = branch * _WIDTH
            first = parts[part][around[:, _LEFT - left]]
            for step in range(1, order):
                first += parts[part + step][around[:, _LEFT - left + step]]
            part += order
            first += self._m.b1[branch]
            np.maximum(first, 0, out=first)
            first += seen[slots, at : at + _WIDTH]
            heard[:-1] = first
            near = window[:, _LEFT - left : _LEFT - left + order]
            second = heard[near].reshape(len(flat), order * _WIDTH) @ self._m.w2[branch]
            second += self._m.b2[branch]
            np.maximum(second, 0, out=second)
            second += first
            features[:, own + at : own + at + _WIDTH] = second
        return _normed(features, self._m.ln_g, self._m.ln_b, self._m.eps)

    def _known(self, flat: Places) -> tuple[Places, NDArray[Any], Rows, Rows]:
        """Where each piece's rows stand, and the tables they stand in; new pieces are computed together."""
        fresh = np.unique(flat[self._slot[flat] == 0])
        if len(fresh) and self._used + len(fresh) > self._kept + 1:
            self._slot[:] = 0
            self._used = 1
            fresh = np.unique(flat)
        if len(fresh) > self._kept:  # one text of more pieces than are kept
            slot = np.zeros_like(self._slot)
            slot[fresh] = np.arange(1, len(fresh) + 1)
            raw = np.zeros((len(fresh) + 1, self._raw.shape[1]), dtype=self._raw.dtype)
            seen = np.zeros((len(fresh) + 1, self._seen.shape[1]), dtype=np.float32)
            parts = np.zeros((_PARTS, len(fresh) + 1, _WIDTH), dtype=np.float32)
            self._compute(fresh, raw[1:], seen[1:], parts[:, 1:])
            return slot[flat].astype(np.int64), raw, seen, parts
        if len(fresh):
            new = slice(self._used, self._used + len(fresh))
            self._compute(fresh, self._raw[new], self._seen[new], self._parts[:, new])
            self._slot[fresh] = np.arange(new.start, new.stop)
            self._used = new.stop
        return self._slot[flat].astype(np.int64), self._raw, self._seen, self._parts

    def _compute(self, pieces: Places, raw: NDArray[Any], seen: Rows, parts: Rows) -> None:
        """What depends on a piece alone: its row as it is stored (most of the table lies on disk), its normed
        projection, and its share in every place of a first window."""
        raw[:] = self._m.table[pieces]
        rows = np.empty((len(pieces), self._m.table.shape[1]), dtype=np.float32)
        self._embedded(pieces, raw, rows)
        projected = rows @ self._m.proj_W
        projected += self._m.proj_b
        seen[:] = _normed(projected, self._m.ln_g_all, self._m.ln_b_all, self._m.eps)
        part = 0
        for branch, (order, _left) in enumerate(_ORDERS):
            mine = np.ascontiguousarray(seen[:, branch * _WIDTH : (branch + 1) * _WIDTH])
            for step in range(order):
                parts[part] = mine @ self._m.w1[branch][step * _WIDTH : (step + 1) * _WIDTH]
                part += 1

    def _embedded(self, pieces: Places, raw: NDArray[Any], out: Rows) -> None:
        chunk = pieces % len(self._m.scale)
        np.copyto(out, raw)
        out *= self._m.scale[chunk, None]
        out += self._m.lo[chunk, None]

    def _sentences(self, summed: Rows, lengths: Rows) -> Rows:
        """(sentences, 512) unit rows from sums over the pieces."""
        m = self._m
        mean = summed @ m.cnn_W
        mean += lengths[:, None] * m.cnn_b
        mean *= np.reciprocal(np.sqrt(lengths))[:, None]
        above = mean @ m.p1
        above += np.maximum(mean @ m.d0, 0) @ m.d1
        np.maximum(above, 0, out=above)
        last = above @ m.p3
        last += np.maximum(above @ m.d2, 0) @ m.d3
        np.tanh(last, out=last)
        size = np.einsum("ij,ij->i", last, last)
        last *= np.reciprocal(np.sqrt(np.clip(size, m.eps, None)))[:, None]
        found: Rows = last
        return found


def _normed(rows: Rows, gain: Rows, shift: Rows, least: float) -> Rows:
    """Rows with mean 0 and spread 1, then scaled; in place."""
    rows -= rows.mean(axis=-1, keepdims=True)
    spread = np.einsum("ij,ij->i", rows, rows) / rows.shape[-1]
    rows *= np.reciprocal(np.sqrt(spread + least))[:, None]
    rows *= gain
    rows += shift
    return rows
