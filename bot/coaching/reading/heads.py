"""The heads as shipped: linear models over sentence vectors and hashed n-grams, fitted by `tools/train_heads.py`."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from bot.coaching.adapting.heads import AdaptedHeads

MODELS = Path(__file__).resolve().parent.parent / "models"
FILE = MODELS / "heads.npz"
_NOISE = re.compile(r"https?://\S+|www\.\S+|<(?:url|user|email|phone)>|(?<!\w)@\w+|\s+", re.IGNORECASE)
_MOST = 600


def for_encoder(text: str) -> str:
    """What of a comment is worth a sentence vector: its words, without links and handles (which say nothing
    and cost most of the time)."""
    return _NOISE.sub(" ", text[:_MOST]).strip()


@lru_cache(maxsize=1)
def shipped_heads() -> AdaptedHeads | None:
    """The heads beside their provenance; None where the file was left out, and rules judge alone."""
    return AdaptedHeads.from_bytes(FILE.read_bytes()) if FILE.exists() else None
