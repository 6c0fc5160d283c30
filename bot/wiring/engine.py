"""The coaching engine from settings: encoder, reader, scorer, composer, and a model where one is configured."""

from __future__ import annotations

from importlib import import_module

from bot.coaching.engine import build_engine
from bot.coaching.parts import build_parts, fitted
from bot.domain.brand import Brand
from bot.observability.metrics import Metrics
from bot.pipeline.shelves import StoreMemory, StoreShelf
from bot.ports import Coach, LanguageModel
from bot.settings import Settings
from bot.store import Store


def build_coach(settings: Settings, store: Store, brand: Brand, metrics: Metrics | None = None) -> Coach:
    """The engine of an installation; `brand` is whose voice pasted comments are answered in."""
    parts = build_parts(encoder=settings.engine.encoder, adapted=fitted(StoreShelf(store)))
    return build_engine(
        reader=parts.reader,
        scorer=parts.scorer,
        memory=StoreMemory(store),
        encode=parts.encoder.encode if parts.encoder is not None else None,
        brand=brand,
        model=_model(settings, store, metrics),
    )


def _model(settings: Settings, store: Store, metrics: Metrics | None) -> LanguageModel | None:
    if not settings.models:
        return None
    model: LanguageModel = import_module("bot.wiring.models").build_model(settings, store, metrics)
    return model
