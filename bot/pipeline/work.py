"""What the job handlers share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bot.domain.capabilities import PageCapabilities
from bot.pipeline.fitting import Fitter
from bot.pipeline.hints import Hints
from bot.pipeline.intake import IntakeService
from bot.pipeline.retelling import Retelling
from bot.pipeline.situations import BrandShelf
from bot.pipeline.timings import Timings
from bot.ports import ChatAdapter, Coach, Intake, PageAdapter
from bot.ports.evidence import Wording
from bot.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A configured review channel. `brands` empty: all. `catches_up`: it is to show what waited before it was there."""

    adapter: ChatAdapter
    brands: tuple[str, ...] = ()
    lang: str = "en"
    catches_up: bool = True

    def shows(self, brand_id: str) -> bool:
        """Whether the channel is about this brand."""
        return not self.brands or brand_id in self.brands


@dataclass(frozen=True, kw_only=True)
class Work:
    """Everything a handler may need. `fit` None: the engine is not refitted; `encoder`: whether fits see sentence
    vectors, as the engine does."""

    store: Store
    coach: Coach
    pages: Mapping[str, PageAdapter]
    channels: Mapping[str, Channel] = field(default_factory=dict)
    shelf: BrandShelf = field(default_factory=BrandShelf)
    hints: Hints = field(default_factory=Hints)
    timings: Timings = field(default_factory=Timings)
    fit: Fitter | None = None
    encoder: bool = True
    wording: Wording | None = None
    intake: Intake | None = None

    @cached_property
    def retelling(self) -> Retelling:
        """Puts the reasons on a card into a channel's language."""
        return Retelling(self.coach)

    def capabilities(self) -> Mapping[str, PageCapabilities]:
        """What each page can do, as it stands whenever it is asked."""
        return Abilities(self.pages)

    async def calm(self) -> None:
        """Wait a little where deliveries are waiting: taking in comes before drafting."""
        if isinstance(self.intake, IntakeService):
            await self.intake.calm()

    def door(self) -> Intake:
        """Where comments go that a job brought in."""
        return self.intake or IntakeService(self.store)


class Abilities(Mapping[str, PageCapabilities]):
    """What each page can do. A view and no copy, since adapters learn limits from their platforms while they run."""

    def __init__(self, pages: Mapping[str, PageAdapter]) -> None:
        self._pages = pages

    def __getitem__(self, page_id: str) -> PageCapabilities:
        return self._pages[page_id].capabilities

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)
