"""Makes the knowledge base ready before anybody asks: facts indexed and encoded bit by bit, off the event loop."""

from __future__ import annotations

import asyncio
import logging
from typing import Protocol

from bot.domain.brand import Brand, Fact
from bot.domain.errors import StoreBroken
from bot.domain.situation import Situation
from bot.pipeline.situations import BrandShelf
from bot.ports import Coach
from bot.store import Store

SLICE = 64
"""Texts encoded at once: about a tenth of a second, for which a search may have to wait."""
FIRST = 2.0
LOOK_EVERY = 10.0
"""Seconds after which changed facts are noticed."""

log = logging.getLogger(__name__)


class Warms(Protocol):
    """What can be made ready in slices."""

    def warm(self, most: int) -> int:
        """Do up to `most`; how much is left."""
        ...


class WarmKnowledge(Warms, Protocol):
    """A knowledge base that takes in a brand's facts."""

    def notice(self, brand: Brand) -> None:
        """Index what the brand carries."""
        ...


class Warming:
    """Runs beside the workers of a process until cancelled."""

    def __init__(
        self, store: Store, shelf: BrandShelf, coach: Coach, *, knowledge: WarmKnowledge, memory: Warms
    ) -> None:
        self._store, self._shelf, self._coach = store, shelf, coach
        self._knowledge, self._memory = knowledge, memory
        self._known: dict[str, tuple[Fact, ...]] = {}

    async def run(self) -> None:
        """Look, do what there is to do, rest; for ever. The program comes up first."""
        await asyncio.sleep(FIRST)
        while True:
            try:
                await self.once()
            except StoreBroken as error:
                log.warning("facts cannot be made ready: %s", error)
            await asyncio.sleep(LOOK_EVERY)

    async def once(self) -> None:
        """Make everything ready that is known now."""
        brands = await self._store.read(self._shelf.of)
        for brand in brands.values():
            if self._known.get(brand.id) is not brand.facts:
                await asyncio.to_thread(self._take_in, brand)
                self._known[brand.id] = brand.facts
        for part in (self._knowledge, self._memory):
            left = 1
            while left:
                left = await asyncio.to_thread(part.warm, SLICE)

    def _take_in(self, brand: Brand) -> None:
        """Index the facts, and let the score read what they say, which the first reply would have to wait for."""
        self._knowledge.notice(brand)
        self._coach.score("Hello!", Situation(brand=brand, comment="Hello?"))
