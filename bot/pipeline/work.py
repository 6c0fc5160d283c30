"""What the job handlers share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bot.domain.capabilities import PageCapabilities
from bot.pipeline.retelling import Retelling
from bot.pipeline.situations import BrandShelf
from bot.pipeline.timings import Timings
from bot.ports import ChatAdapter, Coach, PageAdapter
from bot.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A configured review channel. `brands` empty: all."""

    adapter: ChatAdapter
    brands: tuple[str, ...] = ()
    lang: str = "en"

    def shows(self, brand_id: str) -> bool:
        """Whether the channel is about this brand."""
        return not self.brands or brand_id in self.brands


@dataclass(frozen=True, kw_only=True)
class Work:
    """Everything a handler may need."""

    store: Store
    coach: Coach
    pages: Mapping[str, PageAdapter]
    channels: Mapping[str, Channel] = field(default_factory=dict)
    shelf: BrandShelf = field(default_factory=BrandShelf)
    timings: Timings = field(default_factory=Timings)

    @cached_property
    def retelling(self) -> Retelling:
        """Puts the reasons on a card into a channel's language."""
        return Retelling(self.coach)

    def capabilities(self) -> dict[str, PageCapabilities]:
        """What each page can do."""
        return {page_id: page.capabilities for page_id, page in self.pages.items()}
