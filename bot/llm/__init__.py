"""OpenAI-compatible models behind `ports.LanguageModel`: nothing here knows of coaching."""

from bot.llm.budget import Budget, DailyBudget
from bot.llm.chain import ModelChain
from bot.llm.client import ModelConfig, OpenAIModel

__all__ = ["Budget", "DailyBudget", "ModelChain", "ModelConfig", "OpenAIModel"]
