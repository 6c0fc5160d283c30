"""One installation that serves channels of many platforms, and can end and start again like a process."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.domain.brand import Brand, Policy
from bot.domain.capabilities import ChatCapabilities
from bot.domain.card import Card
from bot.domain.comment import Author, Comment, CommentEvent
from bot.domain.people import Person
from bot.domain.transitions import ItemState
from bot.pipeline.desk import DeskService
from bot.pipeline.intake import IntakeService
from bot.pipeline.office import make_office
from bot.pipeline.runtime import Runtime
from bot.pipeline.showing import LANE
from bot.pipeline.situations import BrandShelf
from bot.pipeline.timings import Timings
from bot.pipeline.work import Channel, Work
from bot.ports import Office
from bot.store import Store, open_store
from bot.store.schema import decision
from bot.testing.coach import FakeCoach
from bot.testing.page import FakePage
from bot.wiring.clock import SystemClock
from tests.scenarios.chat.driver import ChatDriver

TIMINGS = Timings(
    lease=timedelta(seconds=4),
    call=timedelta(seconds=2),
    poll=timedelta(seconds=0.2),
    look_again=timedelta(seconds=0.2),
    retry_first=timedelta(seconds=0.1),
    retry_most=timedelta(seconds=1),
    stop=timedelta(seconds=10),
)
ABRUPT = timedelta(0)


class Driven:
    """`ports.ChatAdapter`: whichever adapter the driver has now. The driver itself runs it."""

    def __init__(self, driver: ChatDriver) -> None:
        self._driver = driver
        self.channel_id: str = driver.adapter.channel_id
        self.capabilities: ChatCapabilities = driver.adapter.capabilities

    async def run(self, office: Office) -> None:
        """The driver does it."""
        await asyncio.Event().wait()

    async def show(self, card: Card, ext_message_id: str = "") -> str:
        """Pass it on."""
        return await self._driver.adapter.show(card, ext_message_id)

    async def show_many(self, cards: Sequence[Card], ext_message_id: str = "") -> Sequence[str]:
        """Pass it on."""
        return await self._driver.adapter.show_many(cards, ext_message_id)

    async def say(self, text: str, *, item_id: int = 0) -> None:
        """Pass it on."""
        await self._driver.adapter.say(text, item_id=item_id)

    async def check(self) -> Sequence[str]:
        """Pass it on."""
        return await self._driver.adapter.check()


class Installation:
    """`page` is the world outside: it stays when the program ends."""

    def __init__(self, url: str, drivers: dict[str, ChatDriver]) -> None:
        self.url, self.drivers = url, drivers
        self.clock = SystemClock()
        self.page = FakePage("page", self.clock)
        self.store: Store
        self._runtime: Runtime
        self._running: asyncio.Task[None] | None = None

    def lanes(self) -> list[str]:
        """The kinds of jobs of the channels."""
        return [LANE + channel_id for channel_id in self.drivers]

    def outside(self) -> list[Any]:
        """What is not the program: the platforms with all they remember, and the page."""
        return [*self.drivers.values(), self.page]

    async def open(self, team: Mapping[str, Person]) -> None:
        """For the first time: everybody is linked everywhere, every platform is up."""
        office = self._begin()
        brand = Brand(id="acme", name="Acme", policy=Policy(undo_grace=timedelta(0)))

        def seed(tx: Any) -> None:
            tx.brands.seed(brand)
            tx.brands.seed_page("page", brand_id="acme", platform="fake", name="Acme on fake", reply_limit=500)
            for name, one in team.items():
                tx.team.create(one.id, name=one.name, lang=one.lang)
                tx.team.set_roles(one.id, one.roles)
                for driver in self.drivers.values():
                    tx.team.link(one.id, driver.platform, driver.account(name))

        await self.store.write(seed)
        for driver in self.drivers.values():
            await driver.start(office)
        self._running = asyncio.create_task(self._runtime.run())

    def _begin(self, stop: timedelta = TIMINGS.stop) -> Office:
        self.store = open_store(self.url, self.clock)
        self.store.announce = True
        shelf, coach = BrandShelf(), FakeCoach()
        self._intake = IntakeService(self.store)
        channels = {channel_id: Channel(adapter=Driven(driver)) for channel_id, driver in self.drivers.items()}
        work = Work(
            store=self.store, coach=coach, pages={"page": self.page}, channels=channels, shelf=shelf, timings=TIMINGS
        )
        desk = DeskService(self.store, coach, {"page": self.page.capabilities}, shelf)
        office = make_office(self.store, desk, coach, shelf)
        self._runtime = Runtime(work=work, intake=self._intake, office=office)
        return office

    async def restart(self, *, hard: bool) -> None:
        """End and start again. `hard`: what runs is cut off where it stands; its leases have to run out."""
        before = self.store
        await self._halt(hard=hard)
        office = self._begin()
        await asyncio.gather(*(driver.restart(office) for driver in self.drivers.values()))
        before.close()
        self._running = asyncio.create_task(self._runtime.run())

    async def _halt(self, *, hard: bool) -> None:
        if self._running is None:
            return
        if hard:
            self._running.cancel()
            for task in self._runtime._running:
                task.cancel()
        else:
            self._runtime.stop()
        await asyncio.gather(self._running, return_exceptions=True)
        self._running = None

    async def close(self) -> None:
        """Everything ends."""
        await self._halt(hard=False)
        for driver in self.drivers.values():
            await driver.stop()
        self.store.close()

    # ------------------------------------------------------------ what comes in, and how it stands

    async def comments(self, numbers: Sequence[int]) -> list[int]:
        """One comment for each number, delivered together; their items."""
        made = [_comment(number, self.clock) for number in numbers]
        await self._intake.accept(made)
        ids = [each.ext_id for each in made]

        def find(tx: Any) -> list[int]:
            rows = tx.comments.by_ext("page", ids)
            return [tx.items.of_comment(rows[ext_id].id).id for ext_id in ids]

        return await self.store.read(find)

    async def state(self, item: int) -> ItemState:
        """Where the item stands."""
        found = await self.store.read(lambda tx: tx.items.get(item))
        assert found is not None
        return found.state

    async def decisions(self) -> Counter[int]:
        """How often each item was decided, what was taken back left aside."""
        query = select(decision.c.item_id).where(decision.c.undone_at.is_(None))
        return Counter(await self.store.read(lambda tx: list(tx.decisions.run(query).scalars())))

    async def shown(self, item: int, channel_id: str) -> tuple[str, int, int]:
        """The message that shows the item in the channel, the version that it shows, and the newest one."""

        def look(tx: Any) -> tuple[str, int, int]:
            return (*tx.cards.get(item, channel_id), tx.items.get(item).version)

        return await self.store.read(look)

    async def alone(self, item: int, channel_id: str) -> bool:
        """Whether the item has a message of its own in the channel."""

        def look(tx: Any) -> bool:
            message, _ = tx.cards.get(item, channel_id)
            return bool(message) and len(tx.cards.items_of(channel_id, message)) == 1

        return await self.store.read(look)

    async def unseen(self, items: Sequence[int], channels: Sequence[str]) -> int:
        """How many cards are missing: one for each item and channel that does not show it yet."""

        def look(tx: Any) -> int:
            return sum(not tx.cards.get(item, one)[0] for item in items for one in channels)

        return await self.store.read(look)

    async def idle(self, kinds: Sequence[str]) -> bool:
        """Whether no job of these kinds is left."""
        return not await self.store.read(lambda tx: tx.jobs.next_due(kinds))

    async def waiting(self) -> Mapping[str, int]:
        """When the next job of each kind of the channels is due, for a failure's message."""
        return await self.store.read(lambda tx: tx.jobs.next_due(self.lanes()))


def _comment(number: int, clock: SystemClock) -> Comment:
    return Comment(
        page_id="page",
        ext_id=f"c{number}",
        text=f"Question {number}?",
        author=Author(ext_id=f"p{number}", name=f"Person {number}"),
        created_at=clock.now(),
        event=CommentEvent.CREATED,
    )
