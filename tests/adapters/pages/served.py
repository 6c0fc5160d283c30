"""A rig around a fake platform that is served on a real socket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import httpx

from bot.adapters.pages.shared.pacing import Pace, Rate
from bot.store import open_store
from bot.testing.clock import FrozenClock
from tests.adapters.pages.rig import Breaks, Rig
from tests.fakes.platform import FakePlatform
from tests.pipeline.conftest import QUICK, House
from tests.stores import fresh_sqlite

OVER = timedelta(minutes=11)


class Wire(httpx.AsyncHTTPTransport):
    """A real connection, unless the rig says that there is none."""

    rig: Any

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.rig.unreachable and request.method in ("POST", "PUT") and self.rig.publishes(request):
            self.rig.unreachable = False
            raise httpx.ConnectError("refused", request=request)
        return await super().handle_async_request(request)


class ServedRig(Rig):
    """`fake` is the platform; subclasses say how an adapter for it is made."""

    breaks = frozenset(Breaks)
    revokes = True
    delivers_own = True
    edits = True
    seconds = 2.0
    platform: ClassVar[type[FakePlatform]] = FakePlatform

    def __init__(self, house: House, fake: Any) -> None:
        self.fake = fake
        self.unreachable = False
        self.post = fake.write_post("Rye bread on Saturday, out of the oven at nine.")
        super().__init__(house)

    def transport(self) -> Wire:
        made = Wire()
        made.rig = self
        return made

    def pace(self) -> Pace:
        clock = self.house.clock
        return Pace(
            [Rate(calls=5000, per=timedelta(minutes=1))],
            now=lambda: clock.now().timestamp(),
            sleep=lambda _: asyncio.sleep(0.01),
        )

    def publishes(self, request: httpx.Request) -> bool:
        return "oauth" not in request.url.path and "token" not in request.url.path

    async def say(self, text: str, *, author: str = "ana", under: str = "") -> str:
        self.house.clock.tick(timedelta(seconds=1))
        return str(self.fake.write(author, text, post=self.post, parent=under))

    async def standing(self, under: str) -> list[str]:
        return list(self.fake.standing(under))

    async def write_as_page(self, text: str, under: str) -> str:
        self.house.clock.tick(timedelta(seconds=1))
        return str(self.fake.write(self.fake.own, text, post=self.post, parent=under))

    async def edit(self, ext_id: str, text: str) -> None:
        self.fake.edit(ext_id, text)
        self.house.clock.tick(OVER)

    async def delete(self, ext_id: str) -> None:
        self.fake.delete(ext_id)
        self.house.clock.tick(OVER)

    async def let_go(self) -> None:
        """Close what the adapters opened."""

    def break_next(self, how: Breaks) -> None:
        if how is Breaks.UNREACHABLE:
            self.unreachable = True
        else:
            self.fake.next_write = how.value

    def revoke(self, revoked: bool) -> None:
        self.fake.revoked = revoked

    async def liked(self, ext_id: str) -> int:
        return int(ext_id in self.fake.liked)

    async def hidden(self, ext_id: str) -> bool:
        return bool(self.fake.things[ext_id].hidden)


@asynccontextmanager
async def served(kind: type[ServedRig], folder: Path) -> AsyncIterator[ServedRig]:
    """A fresh platform and a fresh house."""
    clock = FrozenClock(datetime.now(UTC).replace(microsecond=0))
    store = open_store(fresh_sqlite(folder), clock)
    house = House(store, clock)
    await house.policy(QUICK)
    fake = kind.platform(clock.now)
    await fake.start()
    made = kind(house, fake)
    made.install(made.page)
    try:
        yield made
    finally:
        await made.let_go()
        await fake.stop()
        store.close()
