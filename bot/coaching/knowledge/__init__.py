"""What a brand knows and what it answered before, searched without a scan."""

from bot.coaching.knowledge.index import TextIndex
from bot.coaching.knowledge.search import HybridKnowledge
from bot.coaching.knowledge.memory import ReplyMemory

__all__ = ["HybridKnowledge", "ReplyMemory", "TextIndex"]
