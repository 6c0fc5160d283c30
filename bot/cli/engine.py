"""The coaching engine for commands that need no store."""

from __future__ import annotations

from bot.coaching.encoder import load_encoder
from bot.coaching.engine import build_engine
from bot.coaching.reading.reader import Reader
from bot.coaching.scoring.scorer import Scorer
from bot.domain.brand import Brand
from bot.ports import Coach
from bot.settings import Settings


def coach_for(settings: Settings, brand: Brand) -> Coach:
    """The embedded engine as shipped. Models load on first use."""
    encoder = load_encoder() if settings.engine.encoder else None
    reader = Reader(encoder=encoder, words_only=encoder is None)
    scorer = Scorer(reader=reader, encoder=encoder)
    return build_engine(reader=reader, scorer=scorer, encode=encoder.encode if encoder else None, brand=brand)
