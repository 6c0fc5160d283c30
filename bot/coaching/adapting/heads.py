"""Adapted heads: what `adapt` fitted for one installation, applied to one comment in well under a millisecond."""

from __future__ import annotations

import io
import json
import math
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.coaching.adapting.near import Near
from bot.coaching.adapting.ngrams import BUCKETS, Hashed, hashed, unit_blocks
from bot.domain.errors import BadInput

FORMATS = (1, 2, 3)
"""Storage formats that can be read; the second has likeness, too, and the third likeness with topics."""
_NEAR, _TOPICAL = "near_", "topical_"
VECTOR = 512
VECTOR_SCALE = 4.0
MOODS = ("mood:negative", "mood:neutral", "mood:positive")
CUE = "cue:"
"""Begins the name of a count of cues, which is taken as it is; all other names are probabilities."""
LABELS = ("complaint", "suggestion", "question", "praise", "joke", "story", "request", "spam", "abuse")


def logit(probability: float, least: float = 1e-4) -> float:
    """Log-odds, kept finite: no chance counts as less than `least`, nor as more than the rest of it."""
    clipped = min(max(probability, least), 1.0 - least)
    return math.log(clipped / (1.0 - clipped))


def shares(raw: Sequence[float]) -> list[float]:
    """Raw scores as probabilities that sum to one (softmax)."""
    top = max(raw)
    powers = [math.exp(value - top) for value in raw]
    whole = sum(powers)
    return [power / whole for power in powers]


def known_value(name: str, shipped: Mapping[str, float]) -> float:
    """What the product as shipped finds, as a number to weigh: log-odds of a label, or a count of cues."""
    return shipped.get(name, 0.0) if name.startswith(CUE) else logit(shipped.get(name, 0.5))


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptedHeads:
    """Weights per label. `labels` holds single labels and, all three or none, the moods.

    `buckets` maps a hash bucket to its row in `idf` and `gram_weights` (-1: never seen). `vector_weights` is
    (512, labels); `shipped_weights` (labels and cues of the product as shipped, labels) lets the shipped judgement
    speak. `near` adds likeness to what was seen, and `topical` likeness that compares topics, too, where they were
    fitted.
    """

    labels: tuple[str, ...]
    shipped_labels: tuple[str, ...]
    buckets: NDArray[np.int32]
    idf: NDArray[np.float32]
    gram_weights: NDArray[np.float32]
    vector_weights: NDArray[np.float32]
    shipped_weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    near: Near | None = None
    topical: Near | None = None

    def scores(self, text: str, vector: NDArray[np.float32] | None, shipped: Mapping[str, float]) -> dict[str, float]:
        """Probabilities for the adapted labels; moods sum to one. `vector` None where no encoder is installed."""
        return self.scores_of(hashed(text), vector, shipped)

    def scores_of(
        self, grams: Hashed, vector: NDArray[np.float32] | None, shipped: Mapping[str, float]
    ) -> dict[str, float]:
        """The same of a text that is hashed already, since two sets of heads may be asked about it."""
        rows, values = self._weighed(grams)
        raw = self.bias + values @ self.gram_weights[rows]
        if vector is not None:
            raw = raw + (vector * VECTOR_SCALE) @ self.vector_weights
        known = np.array([known_value(name, shipped) for name in self.shipped_labels], dtype=np.float32)
        raw = raw + known @ self.shipped_weights
        for near in filter(None, (self.near, self.topical)):
            told = None if near.topics is None else (values @ near.topics[rows])[None]
            raw = raw + near.raw(None if vector is None else vector[None], known[None], told)[0]
        return to_probabilities(self.labels, raw)

    def _weighed(self, grams: Hashed) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Rows of the n-grams that were seen, and how much each counts."""
        found, values, blocks = grams
        rows = self.buckets[found]
        seen = rows >= 0
        rows = rows[seen]
        return rows, unit_blocks(values[seen] * self.idf[rows], blocks[seen])

    def to_bytes(self) -> bytes:
        """A plain npz archive: arrays and one JSON text, nothing that could run when loaded."""
        used = np.flatnonzero(self.buckets >= 0).astype(np.int32)
        order = np.argsort(self.buckets[used], kind="stable")
        form = 3 if self.topical is not None else 2 if self.near is not None else 1
        meta = {"format": form, "labels": self.labels, "shipped_labels": self.shipped_labels}
        arrays: dict[str, Any] = {
            "meta": np.frombuffer(json.dumps(meta).encode(), dtype=np.uint8),
            "used": used[order],
            "idf": self.idf,
            "gram_weights": self.gram_weights.astype(np.float16),
            "vector_weights": self.vector_weights,
            "shipped_weights": self.shipped_weights,
            "bias": self.bias,
            **({} if self.near is None else self.near.arrays(_NEAR)),
            **({} if self.topical is None else self.topical.arrays(_TOPICAL)),
        }
        out = io.BytesIO()
        np.savez_compressed(out, **arrays)
        return out.getvalue()

    @classmethod
    def from_bytes(cls, blob: bytes) -> AdaptedHeads:
        """Read what `to_bytes` wrote. Raises `BadInput` for anything else."""
        try:
            with np.load(io.BytesIO(blob), allow_pickle=False) as stored:
                meta: dict[str, Any] = json.loads(bytes(stored["meta"]).decode())
                if meta["format"] not in FORMATS:
                    raise BadInput(f"adapted model of format {meta['format']}: run `tertulia adapt` again")
                buckets = np.full(BUCKETS, -1, dtype=np.int32)
                buckets[stored["used"]] = np.arange(len(stored["used"]), dtype=np.int32)
                return cls(
                    labels=tuple(meta["labels"]),
                    shipped_labels=tuple(meta["shipped_labels"]),
                    buckets=buckets,
                    idf=stored["idf"],
                    gram_weights=stored["gram_weights"].astype(np.float32),
                    vector_weights=stored["vector_weights"],
                    shipped_weights=stored["shipped_weights"],
                    bias=stored["bias"],
                    near=Near.from_arrays(stored, _NEAR),
                    topical=Near.from_arrays(stored, _TOPICAL),
                )
        except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile) as error:
            raise BadInput(f"not an adapted model, or a damaged one ({error}): run `tertulia adapt` again") from error


def to_probabilities(labels: tuple[str, ...], raw: NDArray[np.float32]) -> dict[str, float]:
    """Sigmoid for single labels, softmax over the moods."""
    moods = [index for index, label in enumerate(labels) if label in MOODS]
    result = {
        label: float(1.0 / (1.0 + np.exp(-min(max(float(raw[index]), -30.0), 30.0))))
        for index, label in enumerate(labels)
        if label not in MOODS
    }
    if moods:
        powers = np.exp(raw[moods] - raw[moods].max())
        result |= {labels[index]: float(power / powers.sum()) for index, power in zip(moods, powers, strict=True)}
    return result
