"""An installation with one review channel of some platform, and the short ways in which the scenarios speak of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.domain.card import Card
from bot.domain.people import Person, Role
from bot.domain.transitions import ItemState
from bot.pipeline.office import make_office
from bot.pipeline.work import Channel
from bot.ports import Office
from tests.pipeline.conftest import ANA, CLIENT, MAX, MO, House
from tests.scenarios.chat.driver import ChatDriver, Shown

TEAM = {"Mo": MO, "Ana": ANA, "Max": MAX, "Client": CLIENT}
CHANNEL = "room"
EVE = Person(id="eve", name="Eve", roles=(("acme", Role.MODERATOR),))


@dataclass
class Stage:
    """`driver` is the channel "room"; Mo and Ana moderate (Ana speaks Spanish), Max manages, Eve is a stranger."""

    house: House
    driver: ChatDriver
    office: Office

    async def comment(self, text: str = "When do you open?", **fields: Any) -> int:
        """A comment comes in and its card is shown; the item's id."""
        item = await self.house.waiting(text, **fields)
        for name in TEAM:
            self.driver.seen(name)
        return item

    async def settle(self, later: float = 0) -> None:
        """All that is due happens, `later` seconds from now."""
        self.house.clock.tick(timedelta(seconds=later))
        await self.house.settle(rounds=40)

    async def text(self, item: int, number: int = 1) -> str:
        """A suggestion's text."""
        card = await self.card(item)
        return card.suggestions[number - 1].suggestion.text

    async def card(self, item: int, who: Person = MO) -> Card:
        """The card as the store has it."""
        found = await self.house.desk.card(item, who)
        assert found is not None
        return found

    async def state(self, item: int) -> ItemState:
        """Where the item stands."""
        return await self.house.state(item)

    async def shown(self, item: int) -> Shown:
        """The item's card as it stands in the channel."""
        found = await self.driver.card(item)
        assert found is not None, f"no card of item {item} is in the channel"
        return found

    def replies(self) -> list[str]:
        """What stands on the page."""
        return [each.order.text for each in self.house.page.replies]

    def told(self, who: str) -> str:
        """All that the person saw of the bot's answers since last asked."""
        return "\n".join(each.text for each in self.driver.seen(who))

    async def filled(self, who: str, text: str) -> None:
        """Fill in an editor; where that only makes a draft, send it with the plain word."""
        await self.driver.fill(who, text)
        await self.settle()

    async def join(self, person: Person) -> None:
        """One more member of the team, without an account here yet."""

        def make(tx: Any) -> None:
            tx.team.create(person.id, name=person.name, lang=person.lang)
            tx.team.set_roles(person.id, person.roles)

        await self.house.store.write(make)


@asynccontextmanager
async def staged(house: House, driver: ChatDriver, *, lang: str = "en") -> AsyncIterator[Stage]:
    """The driver's channel in the house, connected; everybody of the team is linked."""
    channels: Any = house.work.channels
    channels[CHANNEL] = Channel(adapter=driver.adapter, lang=lang)
    office = make_office(house.store, house.desk, house.coach, house.work.shelf)

    def link(tx: Any) -> None:
        for name, one in TEAM.items():
            tx.team.link(one.id, driver.platform, driver.account(name))

    await house.store.write(link)
    await driver.start(office)
    try:
        yield Stage(house, driver, office)
    finally:
        await driver.stop()


async def together(*calls: Any) -> Sequence[Any]:
    """At the same time."""
    return await asyncio.gather(*calls)
