"""The small fitted heads beside the hand-set judging: what they see and how they answer.

They ship as arrays in `bot/coaching/models/score_heads.npz` (no pickle), fitted by `tools/train_score.py` on the
sets named in `score_provenance.json`. Without the file, or without an encoder, the hand-set parts stand alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.coaching.scoring.facets import Facets
from bot.coaching.scoring.grams import buckets, press
from bot.coaching.scoring.situation import Moment
from bot.rules.text import analyse

Array = NDArray[np.float32]
FILE = Path(__file__).resolve().parent.parent / "models" / "score_heads.npz"
HEADS = ("explore", "feeling", "post")
_POST_SIGNS = re.compile(r"@\S+|#|https?://\S+|<url>")
_THANKS = frozenset({"thank", "thanks", "thx", "appreciate", "cheers", "gracias", "agradezco"})
_PRIVATE = frozenset({"dm", "dmed", "dms", "message", "privado", "md"})


@dataclass(frozen=True, slots=True)
class Head:
    """One yes-or-no question to a text. `mix` holds factor, shift for the pieces alone (English) and for the
    encoder alone, then factor, factor, shift for both together."""

    grams: Array
    encoder: Array
    mix: Array

    def chance(self, row: NDArray[np.int64] | None, vector: Array | None) -> float | None:
        """Between 0 and 1, or None where this head knows nothing of the language. `row` holds the text's buckets, None
        for texts that are not English."""
        english = row is not None
        if vector is None and not english:
            return None
        pieces = press(row, self.grams) if row is not None else 0.0
        if vector is None:
            return _squash(float(self.mix[0]) * pieces + float(self.mix[1]))
        meaning = float(vector @ self.encoder)
        if not english:
            return _squash(float(self.mix[2]) * meaning + float(self.mix[3]))
        return _squash(float(self.mix[4]) * pieces + float(self.mix[5]) * meaning + float(self.mix[6]))


@dataclass(frozen=True, slots=True)
class Match:
    """Whether this reply belongs to this comment. `axes` turn encoder vectors into `weights`' coordinates."""

    mean: Array
    axes: Array
    weights: Array
    flags: Array
    scale: Array

    def chance(self, f: Facets, said: Array, heard: Array) -> float:
        """Between 0 and 1; about one half for a reply that could go anywhere."""
        left, right = self.project(heard), self.project(said)
        answer = float((left * right) @ self.weights) + float(match_features(f) @ self.flags)
        return _squash(float(self.scale[0]) * answer + float(self.scale[1]))

    def project(self, vector: Array) -> Array:
        """The vector on the axes, of length one."""
        inside = (vector - self.mean) @ self.axes
        length = float(np.linalg.norm(inside))
        return np.asarray(inside / (length or 1.0), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Heads:
    """All heads together; what they add goes into `Facets.extra`."""

    heads: Mapping[str, Head]
    match: Match

    def views(self, f: Facets, said: Array | None, heard: Array | None) -> dict[str, float]:
        """`post` for planned posts; `explore`, `feeling` and, with an encoder, `match` for replies."""
        found: dict[str, float] = {}
        planned = f.moment is Moment.PLANNED
        text = analyse(plain_post(f.reply.original)) if planned else f.reply
        row = buckets(text) if f.lang == "en" else None
        for name in ("post",) if planned else ("explore", "feeling"):
            chance = self.heads[name].chance(row, said)
            if chance is not None:
                found[name] = chance
        if said is not None and heard is not None and f.lexical:
            found["match"] = self.match.chance(f, said, heard)
        return found


def plain_post(text: str) -> str:
    """A post without handles, links and the sign of its tags: whom it names says nothing of how it speaks."""
    return " ".join(_POST_SIGNS.sub("", text).split())


@cache
def shipped_heads(path: Path = FILE) -> Heads | None:
    """The heads that ship with the program, None where the file was left out of the installation."""
    if not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as kept:
        data = {name: kept[name].astype(np.float32) for name in kept.files}
    heads = {name: Head(data[f"{name}_grams"], data[f"{name}_encoder"], data[f"{name}_mix"]) for name in HEADS}
    parts = (data[f"match_{name}"] for name in ("mean", "axes", "weights", "flags", "scale"))
    return Heads(heads, Match(*parts))


def match_features(f: Facets) -> Array:
    """What besides the encoder's coordinates tells whether a reply fits a comment: shared words, and which kinds
    of turn follow which (thanks are met by a welcome, a question by a step)."""
    shared = sum(f.shared.values())
    size = math.sqrt(0.5 + sum(f.said.weights.values()))
    words = [4 * (f.cosine or 0.0), f.echo, min(shared, 6.0), shared / size, min(f.kinship, 3.0)]
    pairs = np.outer(_heard_flags(f), _said_flags(f)).ravel() * 0.3
    return np.concatenate([np.array(words), pairs]).astype(np.float32)


def _heard_flags(f: Facets) -> NDArray[np.float64]:
    assert f.comment is not None
    keys = {word.key for word in f.comment.words}
    count = len(f.comment.words)
    flags = (
        bool(keys & _THANKS),
        any(sentence.asks for sentence in f.comment.sentences),
        f.moment is Moment.COMPLAINT,
        f.moment is Moment.PRAISE,
        bool(f.comment.links),
        count < 8,
        count > 25,
        any(key[:1].isdigit() for key in keys),
        bool(keys & _PRIVATE),
    )
    return np.array(flags, dtype=float)


def _said_flags(f: Facets) -> NDArray[np.float64]:
    flags = (
        f.has("thanks"),
        f.has("welcomes"),
        f.has("apologises"),
        any(ask.sentence.asks for ask in f.asks),
        f.has("instructs"),
        f.has("explains"),
        f.has("feels"),
        f.has("next-step"),
        bool(f.reply.links),
        f.weight_of("to-dm") > 0,
        f.has("jokes", "own-experience"),
        f.has("gives-time"),
        f.weight_of("do-not-hesitate", "any-questions") > 0,
    )
    return np.array(flags, dtype=float)


def _squash(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
