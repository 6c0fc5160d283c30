"""Makes the knowledge base ready before anybody asks: facts indexed and encoded bit by bit, off the event loop."""

from __future__ import annotations

import asyncio
import logging
from typing import Protocol

from bot.domain.brand import Brand
from bot.domain.errors import StoreBroken
from bot.pipeline.situations import BrandShelf
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

    def __init__(self, store: Store, shelf: BrandShelf, knowledge: WarmKnowledge, memory: Warms) -> None:
        self._store, self._shelf, self._knowledge, self._memory = store, shelf, knowledge, memory

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
            await asyncio.to_thread(self._knowledge.notice, brand)
        for part in (self._knowledge, self._memory):
            left = 1
            while left:
                left = await asyncio.to_thread(part.warm, SLICE)
