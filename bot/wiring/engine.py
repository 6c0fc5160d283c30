"""The coaching engine from settings: encoder, reader, scorer, composer, and a model where one is configured."""

from __future__ import annotations

from bot.coaching.encoder import load_encoder
from bot.coaching.engine import build_engine
from bot.coaching.reading.reader import Reader
from bot.coaching.scoring.scorer import Scorer
from bot.domain.brand import Brand
from bot.llm.chain import ModelChain
from bot.llm.client import ModelConfig, OpenAIModel
from bot.observability.metrics import Metrics
from bot.pipeline.shelves import StoreBudget, StoreMemory
from bot.ports import Coach, LanguageModel
from bot.settings import ModelSettings, Settings, secret
from bot.store import Store
from bot.wiring.watching import WatchedModel


def build_coach(settings: Settings, store: Store, brand: Brand, metrics: Metrics | None = None) -> Coach:
    """The engine of an installation; `brand` is whose voice pasted comments are answered in."""
    encoder = load_encoder() if settings.engine.encoder else None
    reader = Reader(encoder=encoder, words_only=encoder is None)
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
    budget = StoreBudget(store)
    models: list[LanguageModel] = [OpenAIModel(_config(one, settings.source), budget=budget) for one in settings.models]
    if metrics is not None:
        models = [WatchedModel(model, metrics) for model in models]
    return models[0] if len(models) == 1 else ModelChain(models)


def _config(one: ModelSettings, where: str) -> ModelConfig:
    """A local server needs no key; a hosted one does, and its absence is said at start."""
    key = "local" if one.base_url and not one.api_key_env else ""
    if not key:
        key = secret(one.api_key_env, where=where).get_secret_value()
    return ModelConfig(
        name=one.name,
        base_url=one.base_url,
        api_key=key,
        price_in=one.price_in,
        price_out=one.price_out,
        context_tokens=one.context_tokens,
    )
