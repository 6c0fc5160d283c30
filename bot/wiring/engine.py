"""The coaching engine from settings: encoder, reader, scorer, composer, and a model where one is configured."""

from __future__ import annotations

from importlib import import_module

from bot.coaching.adapting.shelved import adapted_heads
from bot.coaching.encoder import load_encoder
from bot.coaching.engine import build_engine
from bot.coaching.reading.reader import Reader
from bot.coaching.scoring.scorer import Scorer
from bot.domain.brand import Brand
from bot.observability.metrics import Metrics
from bot.pipeline.shelves import StoreMemory, StoreShelf
from bot.ports import Coach, LanguageModel
from bot.settings import Settings
from bot.store import Store


def build_coach(settings: Settings, store: Store, brand: Brand, metrics: Metrics | None = None) -> Coach:
    """The engine of an installation; `brand` is whose voice pasted comments are answered in."""
    encoder = load_encoder() if settings.engine.encoder else None
    adapted = adapted_heads(StoreShelf(store))
    reader = Reader(encoder=encoder, adapted=adapted, words_only=encoder is None)
    scorer = Scorer(reader, encoder)
    encode = encoder.encode if encoder is not None else None
    return build_engine(
        reader=reader,
        scorer=scorer,
        memory=StoreMemory(store),
        encode=encode,
        brand=brand,
        model=_model(settings, store, metrics),
    )


def _model(settings: Settings, store: Store, metrics: Metrics | None) -> LanguageModel | None:
    if not settings.models:
        return None
    model: LanguageModel = import_module("bot.wiring.models").build_model(settings, store, metrics)
    return model
