"""The heads as shipped: linear models over sentence vectors and hashed n-grams, fitted by `tools/train_heads.py`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from bot.coaching.adapting.heads import AdaptedHeads

MODELS = Path(__file__).resolve().parent.parent / "models"
FILE = MODELS / "heads.npz"


@lru_cache(maxsize=1)
def shipped_heads() -> AdaptedHeads | None:
    """The heads beside their provenance; None where the file was left out, and rules judge alone."""
    return AdaptedHeads.from_bytes(FILE.read_bytes()) if FILE.exists() else None
