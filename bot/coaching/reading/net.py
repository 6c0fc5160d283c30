"""The small net beside the n-gram heads: one hidden layer over the sentence vector and what the words show, fitted by
`tools/train_heads.py` for all kinds and moods at once.

A grievance told by a count or a picture ("two new grooves in the lawn") has no word that gives it away; what kinds
share in meaning does, and a hidden layer that serves all labels learns it from few rows. Words that do give it away go
in beside the vector, so that the net knows when to trust them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.coaching.adapting.heads import MOODS, logit, shares
from bot.coaching.reading.heads import MODELS

FILE = MODELS / "net.npz"
VECTOR_SIZE = np.float32(8.0)
_LEAST, _MOST, _ODDS = -4.0, 5.0, 4.0
"""Log-odds of the words are kept between these and made about as large as a vector's numbers."""
_CUES = 2.0
_SURE = 9.0
"""How sure a member may be, in log-odds."""
_LIKELY = 1e-4
"""The least chance of a mood."""
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Net:
    """`labels` are single labels and the moods; `odds` and `cues` name what goes in behind the vector. Weights of
    several members, whose log-odds are averaged: `hidden` (members, inputs, units), `out` (members, units, labels)."""

    labels: tuple[str, ...]
    odds: tuple[str, ...]
    cues: tuple[str, ...]
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: Floats

    def log_odds(
        self, vectors: Floats, odds: Sequence[Mapping[str, float]], cues: Sequence[Mapping[str, float]]
    ) -> Floats:
        """(comments, labels) log-odds."""
        table = inputs(vectors, odds, cues, self.odds, self.cues)
        layers = zip(self.hidden, self.hidden_bias, self.out, self.out_bias, strict=True)
        parts = [np.maximum(table @ w + b, 0) @ v + c for w, b, v, c in layers]
        found: Floats = np.mean([np.clip(part, -_SURE, _SURE) for part in parts], axis=0, dtype=np.float32)
        return found

    def to_file(self) -> None:
        """Write the net beside the other models."""
        np.savez_compressed(
            FILE,
            labels=np.array(self.labels),
            odds=np.array(self.odds),
            cues=np.array(self.cues),
            hidden=self.hidden.astype(np.float16),
            hidden_bias=self.hidden_bias,
            out=self.out.astype(np.float16),
            out_bias=self.out_bias,
        )


def inputs(
    vectors: Floats,
    odds: Sequence[Mapping[str, float]],
    cues: Sequence[Mapping[str, float]],
    odds_names: Sequence[str],
    cue_names: Sequence[str],
) -> Floats:
    """What the net sees, one row per comment: the vector, the log-odds of the words, counts of cues."""
    told = np.array([[min(max(own[name], _LEAST), _MOST) / _ODDS for name in odds_names] for own in odds], np.float32)
    counted = np.array([[own.get(name, 0.0) / _CUES for name in cue_names] for own in cues], np.float32)
    rows = len(vectors)
    return np.hstack([vectors * VECTOR_SIZE, told.reshape(rows, -1), counted.reshape(rows, -1)])


def joined(heads: Mapping[str, float], labels: Sequence[str], row: Floats) -> dict[str, float]:
    """The heads' probabilities and the net's log-odds of one comment, in equal parts; labels the net does not know
    stay as the heads have them."""
    net = dict(zip(labels, row.tolist(), strict=True))
    result = dict(heads)
    for label, odds in net.items():
        if label in heads and label not in MOODS:
            result[label] = 1.0 / (1.0 + math.exp(-0.5 * (logit(heads[label]) + odds)))
    if all(mood in net and mood in heads for mood in MOODS):
        raw = [0.5 * (math.log(max(heads[mood], _LIKELY)) + net[mood]) for mood in MOODS]
        result |= dict(zip(MOODS, shares(raw), strict=True))
    return result


@lru_cache(maxsize=1)
def shipped_net() -> Net | None:
    """The net beside its provenance; None where the file was left out, and the heads judge alone."""
    if not FILE.exists():
        return None
    with np.load(FILE, allow_pickle=False) as stored:
        return Net(
            labels=tuple(map(str, stored["labels"])),
            odds=tuple(map(str, stored["odds"])),
            cues=tuple(map(str, stored["cues"])),
            hidden=stored["hidden"].astype(np.float32),
            hidden_bias=stored["hidden_bias"],
            out=stored["out"].astype(np.float32),
            out_bias=stored["out_bias"],
        )
