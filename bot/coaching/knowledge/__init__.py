"""What a brand knows and what it answered before, searched without a scan."""

from bot.coaching.knowledge.index import TextIndex
from bot.coaching.knowledge.memory import ReplyMemory
from bot.coaching.knowledge.search import HybridKnowledge

__all__ = ["HybridKnowledge", "ReplyMemory", "TextIndex"]
