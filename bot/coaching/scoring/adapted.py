"""A score adapted to one installation: what its own people answered, blended with the score as shipped."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.coaching.adapting.heads import logit
from bot.coaching.adapting.ngrams import BUCKETS, hashed, unit_blocks
from bot.coaching.scoring.language import LEXICAL
from bot.domain.comment import Who
from bot.domain.errors import BadInput
from bot.domain.score import Dimension, Score
from bot.domain.situation import Situation

FORMAT = 1
SHARE = 0.75
"""How much of an adapted total is the installation's own evidence; the rest is the score as shipped."""
MOVES = (
    "asks-specific",
    "asks-empty",
    "offers-choice",
    "names-detail",
    "names-person",
    "gives-date",
    "next-step",
    "sends-to-dm",
    "sends-elsewhere",
    "pastes-link",
    "apologises",
    "thanks",
    "jokes",
    "promo",
)
Vector = NDArray[np.float32]


def features(score: Score, reply: str, situation: Situation) -> Vector:
    """What a reply does and where it stands, as numbers: (31,) float32, log-odds and logs so that they add up."""
    comment = situation.comment or ""
    brand_turns = sum(turn.who is Who.BRAND for turn in situation.history)
    parts = [score.part(dimension) for dimension in Dimension]
    values = [
        logit(score.ranked / 100.0),
        *(0.0 if part is None else logit(part) / 2.0 for part in parts),
        *(float(move in score.moves) for move in MOVES),
        float("?" in reply),
        float("http" in reply or "<url>" in reply),
        float(np.log1p(len(reply))),
        float(np.log1p(len(comment))),
        float("?" in comment),
        float(np.log1p(len(situation.history))),
        float(min(brand_turns, 3)),
        float(situation.lang in LEXICAL or not situation.lang),
    ]
    return np.array(values, dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class GramWeights:
    """Weights of hashed n-grams of one text. `rows` maps a bucket to its place (-1: never seen)."""

    rows: NDArray[np.int32]
    idf: Vector
    weights: Vector

    def of(self, text: str) -> float:
        """The text's share of the log-odds."""
        buckets, counts, blocks = hashed(text)
        at = self.rows[buckets]
        seen = at >= 0
        at = at[seen]
        return float(unit_blocks(counts[seen] * self.idf[at], blocks[seen]) @ self.weights[at])


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptedScore:
    """Log-odds that this installation's people answer back, brought to the scale of the score.

    `levels` are quantiles of the fitted log-odds, `totals` even steps over the range of the shipped totals on the
    same rows, so that an adapted total keeps about the size that people know.
    """

    reply: GramWeights
    comment: GramWeights
    centre: Vector
    scale: Vector
    feature_weights: Vector
    reply_vector: Vector
    comment_vector: Vector
    bias: float
    levels: Vector
    totals: Vector

    def odds(
        self, score: Score, reply: str, situation: Situation, vectors: tuple[Vector | None, Vector | None]
    ) -> float:
        """Log-odds of an answer. `vectors` are those of reply and comment, None without an encoder."""
        seen = (features(score, reply, situation) - self.centre) / self.scale
        total = self.bias + float(seen @ self.feature_weights)
        total += self.reply.of(reply) + self.comment.of(situation.comment or "")
        for vector, weights in zip(vectors, (self.reply_vector, self.comment_vector), strict=True):
            if vector is not None:
                total += float(vector @ weights)
        return total

    def total(
        self, score: Score, reply: str, situation: Situation, vectors: tuple[Vector | None, Vector | None]
    ) -> float:
        """The adapted total, 0-100, before caps."""
        own = float(np.interp(self.odds(score, reply, situation, vectors), self.levels, self.totals))
        return SHARE * own + (1.0 - SHARE) * score.ranked

    def to_bytes(self) -> bytes:
        """A plain npz archive without anything that could run when loaded."""
        out = io.BytesIO()
        arrays: dict[str, Any] = {}
        for name, grams in (("reply", self.reply), ("comment", self.comment)):
            used = np.flatnonzero(grams.rows >= 0).astype(np.int32)
            arrays[f"{name}_used"] = used[np.argsort(grams.rows[used], kind="stable")]
            arrays[f"{name}_idf"], arrays[f"{name}_weights"] = grams.idf, grams.weights
        meta = json.dumps({"format": FORMAT, "bias": self.bias}).encode()
        names = ("centre", "scale", "feature_weights", "reply_vector", "comment_vector", "levels", "totals")
        arrays |= {name: getattr(self, name) for name in names}
        np.savez_compressed(out, meta=np.frombuffer(meta, dtype=np.uint8), **arrays)
        return out.getvalue()

    @classmethod
    def from_bytes(cls, blob: bytes) -> AdaptedScore:
        """Read what `to_bytes` wrote. Raises `BadInput` for anything else."""
        try:
            with np.load(io.BytesIO(blob), allow_pickle=False) as stored:
                meta = json.loads(bytes(stored["meta"]).decode())
                if meta["format"] != FORMAT:
                    raise BadInput(f"adapted score of format {meta['format']}: run `tertulia adapt` again")
                names = ("centre", "scale", "feature_weights", "reply_vector", "comment_vector", "levels", "totals")
                return cls(
                    reply=_grams(stored, "reply"),
                    comment=_grams(stored, "comment"),
                    bias=float(meta["bias"]),
                    **{name: stored[name] for name in names},
                )
        except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile) as error:
            raise BadInput(f"not an adapted score, or a damaged one ({error}): run `tertulia adapt` again") from error


def _grams(stored: Any, name: str) -> GramWeights:
    rows = np.full(BUCKETS, -1, dtype=np.int32)
    used = stored[f"{name}_used"]
    rows[used] = np.arange(len(used), dtype=np.int32)
    return GramWeights(rows=rows, idf=stored[f"{name}_idf"], weights=stored[f"{name}_weights"])
