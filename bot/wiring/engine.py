"""The coaching engine from settings: encoder, reader, scorer, composer, and a model where one is configured."""

from __future__ import annotations

from importlib import import_module

from bot.coaching.engine import build_engine
from bot.coaching.in_force import BrandReader, BrandScorer, InForce
from bot.domain.brand import Brand
from bot.observability.metrics import Metrics
from bot.pipeline.shelves import StoreMemory, StoreShelf
from bot.ports import Coach, LanguageModel
from bot.settings import Settings
from bot.store import Store


def build_coach(settings: Settings, store: Store, brand: Brand, metrics: Metrics | None = None) -> Coach:
    """The engine of an installation; `brand` is whose voice pasted comments are answered in."""
    in_force = InForce(StoreShelf(store), encoder=settings.engine.encoder)
    encoder = in_force.shipped.encoder
    return build_engine(
        reader=BrandReader(in_force),
        scorer=BrandScorer(in_force),
        memory=StoreMemory(store),
        encode=encoder.encode if encoder is not None else None,
        brand=brand,
        model=_model(settings, store, metrics),
    )


def _model(settings: Settings, store: Store, metrics: Metrics | None) -> LanguageModel | None:
    if not settings.models:
        return None
    model: LanguageModel = import_module("bot.wiring.models").build_model(settings, store, metrics)
    return model
