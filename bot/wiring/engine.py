"""The coaching engine from settings: encoder, reader, scorer, composer, and a model where one is configured."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from bot.coaching.digest_writer import DigestWriter
from bot.coaching.encoder import DIMENSIONS, ENCODER
from bot.coaching.engine import build_engine
from bot.coaching.in_force import BrandReader, BrandScorer, InForce
from bot.coaching.knowledge import HybridKnowledge
from bot.coaching.knowledge.kept import KeptVectors
from bot.domain.brand import Brand
from bot.observability.metrics import Metrics
from bot.pipeline.shelves import StoreMemory, StoreShelf
from bot.ports import Coach, LanguageModel
from bot.settings import Settings
from bot.store import Store

VECTORS = "cache"
"""The folder in the home folder that holds vectors of facts; it may be deleted at any time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The engine, and what of it can be made ready beforehand."""

    coach: Coach
    knowledge: HybridKnowledge
    memory: StoreMemory
    wording: DigestWriter | None = None


def build_coach(settings: Settings, store: Store, brand: Brand, metrics: Metrics | None = None) -> Coach:
    """The engine alone, for a command that ends soon."""
    return make_coach(settings, store, brand, metrics).coach


def make_coach(settings: Settings, store: Store, brand: Brand, metrics: Metrics | None = None) -> Made:
    """The engine of an installation; `brand` is whose voice pasted comments are answered in."""
    in_force = InForce(StoreShelf(store), encoder=settings.engine.encoder)
    encoder = in_force.shipped.encoder
    encode = encoder.encode if encoder is not None else None
    kept = (
        KeptVectors(encode, settings.home / VECTORS / f"{ENCODER}.vectors", DIMENSIONS) if encode is not None else None
    )
    knowledge, memory = HybridKnowledge(encode, kept), StoreMemory(store, encode)
    model = _model(settings, store, metrics)
    coach = build_engine(
        reader=BrandReader(in_force),
        scorer=BrandScorer(in_force),
        knowledge=knowledge,
        memory=memory,
        encode=encode,
        brand=brand,
        model=model,
    )
    wording = DigestWriter(model) if model is not None else None
    return Made(coach=coach, knowledge=knowledge, memory=memory, wording=wording)


def _model(settings: Settings, store: Store, metrics: Metrics | None) -> LanguageModel | None:
    if not settings.models:
        return None
    model: LanguageModel = import_module("bot.wiring.models").build_model(settings, store, metrics)
    return model
