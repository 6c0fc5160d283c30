"""A desk, an intake and a runtime on a fresh store, with fakes around them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from bot.domain.brand import Brand, Policy
from bot.domain.comment import Author, Comment, CommentEvent
from bot.domain.decision import DecisionAnswer, DecisionKind, DecisionRequest
from bot.domain.people import Person, Role
from bot.domain.transitions import ItemState
from bot.pipeline.desk import DeskService
from bot.pipeline.intake import IntakeService
from bot.pipeline.office import make_office
from bot.pipeline.runtime import Runtime, kinds_for
from bot.pipeline.situations import BrandShelf
from bot.pipeline.timings import Timings
from bot.pipeline.work import Channel, Work
from bot.store import Store, open_store
from bot.store.rows import ItemRow
from bot.testing.channel import FakeChannel
from bot.testing.clock import FrozenClock
from bot.testing.coach import FakeCoach
from bot.testing.page import FakePage
from tests.stores import store_url

__all__ = ["store_url"]

QUICK = Policy(undo_grace=timedelta(0))
_NUMBER = count(1)


def person(name: str, *roles: Role, lang: str = "en") -> Person:
    """A team member with roles for the brand of these tests."""
    return Person(id=name.lower(), name=name, lang=lang, roles=tuple(("acme", role) for role in roles))


MO = person("Mo", Role.MODERATOR)
ANA = person("Ana", Role.MODERATOR, lang="es")
MAX = person("Max", Role.MANAGER)
CLIENT = person("Client", Role.CLIENT)


@dataclass
class House:
    """Everything of one installation, worked by hand: `settle` runs all jobs that are due."""

    store: Store
    clock: FrozenClock
    coach: FakeCoach = field(default_factory=FakeCoach)
    channel: FakeChannel = field(default_factory=FakeChannel)

    def __post_init__(self) -> None:
        self.install(FakePage("page", self.clock))

    def install(self, page: FakePage) -> None:
        """Put the services together around a page."""
        self.page = page
        shelf = BrandShelf()
        self.desk = DeskService(self.store, self.coach, {"page": self.page.capabilities}, shelf)
        self.intake = IntakeService(self.store)
        self.work = Work(
            store=self.store,
            coach=self.coach,
            pages={"page": self.page},
            channels={"room": Channel(adapter=self.channel)},
            shelf=shelf,
            timings=Timings(retry_first=timedelta(seconds=1)),
        )
        self.store.announce = True

    async def policy(self, policy: Policy) -> None:
        brand = Brand(id="acme", name="Acme", policy=policy)

        def seed(tx: Any) -> None:
            tx.brands.seed(brand)
            tx.brands.seed_page("page", brand_id="acme", platform="fake", name="Acme on fake", reply_limit=500)
            for one in (MO, ANA, MAX, CLIENT):
                if tx.team.row(one.id) is None:
                    tx.team.create(one.id, name=one.name, lang=one.lang)
                    tx.team.set_roles(one.id, one.roles)

        await self.store.write(seed)

    async def comment(self, text: str = "When do you open?", **fields: Any) -> int:
        """Deliver a comment; returns its item's id (0 when it has none)."""
        made = comment(text, at=self.clock.now(), **fields)
        await self.intake.accept([made])
        return await self.item_of(made.ext_id)

    async def item_of(self, ext_id: str) -> int:
        def find(tx: Any) -> int:
            row = tx.comments.by_ext("page", [ext_id]).get(ext_id)
            item = tx.items.of_comment(row.id) if row else None
            return item.id if item else 0

        return await self.store.read(find)

    async def item(self, item_id: int) -> ItemRow:
        found = await self.store.read(lambda tx: tx.items.get(item_id))
        assert found is not None
        return found

    async def state(self, item_id: int) -> ItemState:
        return (await self.item(item_id)).state

    async def settle(self, *, rounds: int = 12) -> None:
        """Work every job that is due now, and what follows from it."""
        for _ in range(rounds):
            worked, due = 0, await self._due()
            for name, kind in kinds_for(self.work.channels).items():
                if name not in due:
                    continue
                jobs = await self.store.write(
                    lambda tx, name=name, kind=kind: tx.jobs.claim(name, most=kind.batch, worker="me", lease=60_000_000)
                )
                if jobs:
                    await kind.handle(self.work, jobs)
                    worked, due = worked + len(jobs), await self._due()
            if not worked:
                return

    async def _due(self) -> Mapping[str, int]:
        return await self.store.read(lambda tx: tx.jobs.due_counts())

    async def later(self, length: timedelta) -> None:
        self.clock.tick(length)
        await self.settle()

    async def waiting(self, text: str = "When do you open?", **fields: Any) -> int:
        """A comment with suggestions, waiting for a decision."""
        item_id = await self.comment(text, **fields)
        await self.settle()
        return item_id

    async def press(self, item_id: int, kind: DecisionKind, who: Person = MO, **fields: Any) -> DecisionAnswer:
        return await self.desk.decide(DecisionRequest(item_id=item_id, kind=kind, person=who, via="test", **fields))

    async def approve(self, item_id: int, who: Person = MO, **fields: Any) -> DecisionAnswer:
        """Approve the first suggestion on the card."""
        card = await self.desk.card(item_id, who)
        assert card is not None
        first = card.suggestions[0].id
        return await self.press(item_id, DecisionKind.APPROVE, who, **{"suggestion_id": first, **fields})


def comment(text: str, *, at: datetime | None = None, who: str = "ada", **fields: Any) -> Comment:
    """A comment on the page of these tests."""
    base = Comment(
        page_id="page",
        ext_id=f"c{next(_NUMBER)}",
        text=text,
        author=Author(ext_id=who, name=who.title()),
        created_at=at or datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
        event=CommentEvent.CREATED,
    )
    return replace(base, **fields)


@pytest.fixture
async def house(store_url: str) -> AsyncIterator[House]:
    clock = FrozenClock()
    store = open_store(store_url, clock)
    made = House(store, clock)
    await made.policy(QUICK)
    yield made
    store.close()


@pytest.fixture
async def running(house: House) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    runtime = Runtime(
        work=house.work,
        intake=house.intake,
        office=make_office(house.store, house.desk, house.work.coach, house.work.shelf),
    )
    task = asyncio.create_task(runtime.run())

    async def stop() -> None:
        runtime.stop()
        await task

    yield stop
    await stop()
