"""Language models from settings. Loaded only where one is configured: the client is slow to import."""

from __future__ import annotations

from bot.llm.chain import ModelChain
from bot.llm.client import ModelConfig, OpenAIModel
from bot.observability.metrics import Metrics
from bot.pipeline.shelves import StoreBudget
from bot.ports import LanguageModel
from bot.settings import ModelSettings, Settings, secret
from bot.store import Store
from bot.wiring.watching import WatchedModel


def build_model(settings: Settings, store: Store, metrics: Metrics | None) -> LanguageModel:
    """The configured models as one: the first that answers, within each brand's daily budget."""
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
