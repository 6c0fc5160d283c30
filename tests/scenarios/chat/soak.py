"""Many cards and decisions in several channels at once, while everything that can go wrong in a chat does.

`soak` is given drivers of any platforms, by channel id. One installation with its real pipeline serves them all; only
the engine is a fake, since the channels are what is tried. What has to hold at the end is in `soak_report`.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from bot.domain.errors import StoreBroken
from bot.domain.transitions import OPEN_FOR_DECISION
from bot.store.times import micros
from tests.scenarios.chat.driver import ChatDriver
from tests.scenarios.chat.soak_house import Installation
from tests.scenarios.chat.soak_report import Footprint, Report, footprint, judge
from tests.scenarios.chat.stage import TEAM

PEOPLE = ("Mo", "Ana")
TRIES = 12
"""How often a person presses again when nothing comes of it, as while the bot restarts."""
WORKED = ("announce", "publish", "draft", "tell", "hide")
"""Jobs that must be over at the end, beside those of the channels; reminders and follow-ups wait for their day."""


class When(IntEnum):
    """What the program is doing when it ends. Cut: what runs stops where it stands, as after a crash."""

    POSTING_CUT = 0
    POSTING = 1
    DRAWING_CUT = 2
    PRESSING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One run. `restarts`: how often the whole program ends and starts again, in the moments of `When` by turns;
    `batch`: so many comments come at once at most; `patience`: seconds for everything to come to rest; `minutes`: after
    so long no more comments come, however many are left; `samples`: how often memory is looked at, which takes about a
    second."""

    cards: int
    seed: int = 1
    restarts: int = 4
    batch: int = 12
    patience: float = 120
    minutes: float = 1e9
    samples: int = 8


@dataclass
class Soak:
    """One run's people, platforms and mishaps. `say` is told how far it is."""

    plan: Plan
    house: Installation
    report: Report = field(default_factory=Report)
    say: Callable[[str], None] = lambda text: None
    away: set[str] = field(default_factory=set)
    items: list[int] = field(default_factory=list)
    memory: list[Footprint] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.plan.seed)
        self.drivers = self.house.drivers

    def here(self) -> list[str]:
        """The channels whose platforms can be reached."""
        return [one for one in self.drivers if one not in self.away]

    async def run(self) -> None:
        """Go on until all cards were decided, or the time is over."""
        loop = asyncio.get_running_loop()
        last = loop.time() + self.plan.minutes * 60
        while (left := self.plan.cards - len(self.items)) > 0 and loop.time() < last:
            fresh = await self._comments(min(self._how_many(), left))
            due = self._restart_is_due(len(fresh))
            when = self.report.restarts % len(When) if due else -1
            if when in (When.POSTING_CUT, When.POSTING):
                await self._first_shown(fresh)
                await self.restart(hard=when == When.POSTING_CUT)
            await self._shown(fresh)
            await self._trouble()
            await self._decided(fresh, amid_restart=when == When.PRESSING)
            if when == When.DRAWING_CUT:
                await self.restart(hard=True)
            self.items += fresh
            if len(self.items) * self.plan.samples // self.plan.cards > len(self.memory):
                self.memory.append(footprint(len(self.items), self.house.outside()))
            self.say(f"{len(self.items)} of {self.plan.cards} decided")

    def _how_many(self) -> int:
        """Now and then many at once, which come as a list; mostly few, which get cards of their own."""
        return self.chance.randint(1, self.plan.batch if self.chance.random() < 0.2 else min(4, self.plan.batch))

    async def _comments(self, count: int) -> list[int]:
        """So many comments come in, some twice; their items."""
        start = len(self.items)
        fresh = await self.house.comments(range(start, start + count))
        if self.chance.random() < 0.2:
            assert await self.house.comments(range(start, start + count)) == fresh
            self.report.redelivered += count
        return fresh

    def _restart_is_due(self, coming: int) -> bool:
        every, after = self.plan.cards / (self.plan.restarts + 1), len(self.items) + coming
        return len(self.items) // every != after // every and after < self.plan.cards

    async def _decided(self, items: Sequence[int], *, amid_restart: bool) -> None:
        first, *others = items
        if amid_restart:
            await self._all_back()
            await asyncio.gather(self._decide(first), self.restart(hard=False))
        else:
            await self._decide(first)
        for item in others:
            await self._decide(item)

    async def restart(self, *, hard: bool) -> None:
        """The program ends and starts again: new adapters, new desk, the same store."""
        await self._all_back()
        await asyncio.sleep(self.chance.random() * 0.05)  # so that it is not always the same moment
        await self.house.restart(hard=hard)
        self.report.restarts += 1

    async def _first_shown(self, fresh: Sequence[int]) -> None:
        async def ready() -> bool:
            return await self.house.unseen(fresh, self.here()) < len(fresh) * len(self.here())

        await self._rest(ready, "no card was shown")

    async def _shown(self, fresh: Sequence[int]) -> None:
        async def ready() -> bool:
            return await self.house.unseen(fresh, self.here()) == 0

        await self._rest(ready, "the new cards were not shown")

    async def _trouble(self) -> None:
        """One mishap of one platform, or none; who was away comes back after a while."""
        for channel_id in list(self.away):
            if self.chance.random() < 0.3:
                await self._back(channel_id)
        channel_id = self.chance.choice(list(self.drivers))
        what = self.chance.choice(("drop", "drop", "away", "adapter", "nothing"))
        if channel_id in self.away:
            return
        driver = self.drivers[channel_id]
        if what == "drop":
            await driver.drop()
            self.report.drops += 1
        elif what == "adapter":
            await driver.restart()
            self.report.reconnects += 1
        elif what == "away" and len(self.here()) > 1:
            await driver.away(True)
            self.away.add(channel_id)
            self.report.absences += 1

    async def _back(self, channel_id: str) -> None:
        await self.drivers[channel_id].away(False)
        self.away.discard(channel_id)

    async def _all_back(self) -> None:
        for channel_id in list(self.away):
            await self._back(channel_id)

    async def _decide(self, item: int) -> None:
        """People decide until it is decided: one, or two at the same instant in two channels; some events twice."""
        for _ in range(TRIES):
            chosen = self.chance.sample(self.here(), k=min(len(self.here()), self.chance.choice((1, 1, 2))))
            done = await asyncio.gather(*(self._press(*each, item) for each in zip(chosen, PEOPLE, strict=False)))
            self.report.presses += len(chosen)
            self.report.unheard += done.count(False)
            self.report.together += len(chosen) > 1
            if done[0] and self.chance.random() < 0.3:
                await self._quietly(self.drivers[chosen[0]].redeliver())
                self.report.redelivered += 1
            if await self.house.state(item) not in OPEN_FOR_DECISION:
                return
        raise AssertionError(f"nobody could decide on item {item}")

    async def _press(self, channel_id: str, who: str, item: int) -> bool:
        """Approve: by the card's button where it has a card of its own, else by words. Whether the bot heard it."""
        driver, number = self.drivers[channel_id], self.chance.choice((1, 2))
        if await self.house.alone(item, channel_id) and self.chance.random() < 0.7:
            return await self._quietly(driver.press(who, f"Approve {number}", item=item))
        return await self._quietly(driver.say(who, f"#{item} approve {number}"))

    async def _quietly(self, doing: Coroutine[Any, Any, None]) -> bool:
        """Do it; False where nothing came of it in time, or the button is not there any more, or the program ended
        before it had answered, which channels without a server between see as a store that is closed."""
        with suppress(TimeoutError, AssertionError, StoreBroken):
            await doing
            return True
        return False

    async def end(self) -> None:
        """Everything is reachable again, and all that waited has come."""
        await self._all_back()

        async def ready() -> bool:
            return await self.house.idle([*WORKED, *self.house.lanes()])

        await self._rest(ready, "jobs are left")

    async def _rest(self, ready: Callable[[], Coroutine[Any, Any, bool]], otherwise: str) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + self.plan.patience
        while not await ready():
            if loop.time() > until:
                raise AssertionError(f"{otherwise}: {await self.house.waiting()}; away: {sorted(self.away)}")
            await asyncio.sleep(0.05)


async def soak(
    url: str, drivers: Mapping[str, ChatDriver], plan: Plan, say: Callable[[str], None] = lambda text: None
) -> Report:
    """Run it; the report says what came of it, and `Report.faults` what must not have been."""
    house = Installation(url, dict(drivers))
    made = Soak(plan, house, say=say)
    await house.open(TEAM)
    started = micros(house.store.clock.now())
    try:
        await made.run()
        await made.end()
        made.memory.append(footprint(len(made.items), house.outside()))
        await judge(made.report, house, made.items, made.memory)
    finally:
        await house.close()
    made.report.seconds = (micros(house.store.clock.now()) - started) / 1_000_000
    return made.report
