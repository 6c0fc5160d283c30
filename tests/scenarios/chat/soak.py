"""Many cards and decisions in several channels at once, while everything that can go wrong in a chat does.

`soak` is given drivers of any platforms. It checks what has to hold at the end: no card lost, none decided twice, every
channel shows what the store has, and the process has not grown.
"""

from __future__ import annotations

import asyncio
import gc
import random
import resource
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.pipeline.office import make_office
from bot.pipeline.showing import LANE
from bot.pipeline.work import Channel
from tests.pipeline.conftest import House
from tests.scenarios.chat.driver import ChatDriver
from tests.scenarios.chat.stage import TEAM

PEOPLE = ("Mo", "Ana")
GROWTH = 100_000_000
"""Bytes by which the second half of a soak may grow: the fakes keep every message, the program must not."""


class Soak:
    """One run. `drivers` are by channel id."""

    def __init__(self, house: House, drivers: dict[str, ChatDriver], seed: int = 1) -> None:
        self.house, self.drivers, self.chance = house, drivers, random.Random(seed)
        self.away: set[str] = set()
        self.restarts = self.redeliveries = self.presses = self.losers = 0

    async def begin(self) -> None:
        """Everybody is linked everywhere, every channel connected."""
        channels: Any = self.house.work.channels
        channels.clear()
        office = make_office(self.house.store, self.house.desk, self.house.coach, self.house.work.shelf)
        for channel_id, driver in self.drivers.items():
            channels[channel_id] = Channel(adapter=driver.adapter)

            def link(tx: Any, driver: ChatDriver = driver) -> None:
                for name, one in TEAM.items():
                    tx.team.link(one.id, driver.platform, driver.account(name))

            await self.house.store.write(link)
            await driver.start(office)

    async def run(self, first: int, last: int, batch: int = 10) -> list[int]:
        """The items, all decided."""
        items: list[int] = []
        for start in range(first, last, batch):
            fresh = [
                await self.house.comment(f"Question {number}?", who=f"p{number}")
                for number in range(start, min(last, start + batch))
            ]
            await self.house.settle(rounds=30)
            await self._trouble()
            for item in fresh:
                await self._decide(item)
            await self.house.settle(rounds=30)
            items += fresh
        return items

    async def end(self) -> None:
        """Everything is reachable again, and all that waited has come."""
        for channel_id in list(self.away):
            await self._back(channel_id)
        for _ in range(20):
            self.house.clock.tick(timedelta(minutes=2))
            await self.house.settle(rounds=60)
            if not await self._waiting():
                return

    async def _waiting(self) -> bool:
        kinds = [LANE + channel_id for channel_id in self.drivers]
        return bool(await self.house.store.read(lambda tx: tx.jobs.next_due([*kinds, "announce", "publish"])))

    async def _trouble(self) -> None:
        channel_id = self.chance.choice(list(self.drivers))
        driver = self.drivers[channel_id]
        what = self.chance.choice(("restart", "away", "back", "redeliver", "nothing"))
        if what == "restart" and channel_id not in self.away:
            await driver.restart()
            self.house.work.channels[channel_id] = Channel(adapter=driver.adapter)  # type: ignore[index]
            self.restarts += 1
        elif what == "away" and len(self.away) < len(self.drivers) - 1 and channel_id not in self.away:
            await driver.away(True)
            self.away.add(channel_id)
        elif what == "back" and channel_id in self.away:
            await self._back(channel_id)

    async def _back(self, channel_id: str) -> None:
        driver = self.drivers[channel_id]
        await driver.away(False)
        await driver.restart()
        self.house.work.channels[channel_id] = Channel(adapter=driver.adapter)  # type: ignore[index]
        self.away.discard(channel_id)

    async def _decide(self, item: int) -> None:
        """One or two people in one or two channels decide on the same card at the same time."""
        here = [one for one in self.drivers if one not in self.away]
        chosen = self.chance.sample(here, k=min(len(here), self.chance.choice((1, 1, 2))))
        calls = []
        for number, channel_id in enumerate(chosen):
            words = f"#{item} approve {self.chance.choice((1, 2, 3))}"
            calls.append(self.drivers[channel_id].say(PEOPLE[number], words))
        await asyncio.gather(*calls)
        self.presses += len(calls)
        if self.chance.random() < 0.3:
            await self.drivers[chosen[0]].redeliver()
            self.redeliveries += 1


async def soak(house: House, drivers: dict[str, ChatDriver], cards: int, seed: int = 1) -> Soak:
    """Run it and check it."""
    made = Soak(house, drivers, seed)
    await made.begin()
    try:
        items = await made.run(0, cards // 2)
        middle = _memory()
        items += await made.run(cards // 2, cards)
        await made.end()
        await _check(house, drivers, items)
        assert _memory() - middle < GROWTH
        return made
    finally:
        for driver in drivers.values():
            await driver.stop()


def _memory() -> int:
    """Bytes that the process has had at most."""
    gc.collect()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


async def _check(house: House, drivers: dict[str, ChatDriver], items: Sequence[int]) -> None:
    published = [each.order.item_id for each in house.page.replies]
    assert sorted(published) == sorted(items), "a card was lost, or published twice"
    for channel_id, driver in drivers.items():
        for item in items:
            shown = await driver.card(item)
            assert shown is not None, f"{channel_id} never showed item {item}"
            assert "Question" in shown.text
        seen = await house.store.read(
            lambda tx, channel_id=channel_id: [tx.cards.get(item, channel_id)[1] for item in items]
        )
        now = await house.store.read(lambda tx: [tx.items.get(item).version for item in items])  # type: ignore[union-attr]
        assert seen == now, f"{channel_id} is not up to date"
