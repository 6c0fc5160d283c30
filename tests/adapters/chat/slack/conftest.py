"""A workspace, a house and the channel between them, all on real sockets."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette

from bot.adapters.chat.room.room import Room
from bot.adapters.chat.slack.adapter import HERE, SlackChannel, SlackSettings
from bot.adapters.manifest import chat_capabilities
from bot.pipeline.office import make_office
from bot.pipeline.work import Channel
from bot.ports import Office
from bot.store import open_store
from bot.testing.clock import FrozenClock
from tests.adapters.chat.slack.reading import labels, shown
from tests.fakes.slack import FakeSlack, Json, Member
from tests.pipeline.conftest import ANA, MAX, MO, QUICK, House
from tests.stores import fresh_sqlite

__all__ = ["ANA", "MO", "labels", "shown"]

SECRET = b"a secret of these tests only"
ROOM = "C0REVIEW"
PEOPLE = {"U0MO": ("Mo", "en-US", MO), "U0ANA": ("Ana", "es-ES", ANA), "U0MAX": ("Max", "en-GB", MAX)}


@dataclass
class Floor:
    """`channel` runs until `leave`. `restart` is a new process on the same store."""

    slack: FakeSlack
    house: House
    settings: SlackSettings
    channel: SlackChannel = field(init=False)
    office: Office = field(init=False)
    running: asyncio.Task[None] | None = None

    async def enter(self, **changes: Any) -> None:
        """Start the channel and wait until it listens."""
        self.settings = replace(self.settings, **changes)
        room = Room("room", chat_capabilities(HERE), secret=SECRET, lang="en")
        self.channel = SlackChannel(self.settings, room)
        self.house.work.channels["room"] = Channel(adapter=self.channel)  # type: ignore[index]
        self.office = make_office(self.house.store, self.house.desk, self.house.coach, self.house.work.shelf)
        self.running = asyncio.create_task(self.channel.run(self.office))
        if self.settings.app_token:
            await self.slack.until(lambda: self.slack.delivery.sockets or self.running.done())

    async def leave(self) -> None:
        if self.running is not None and not self.running.done():
            self.running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self.running

    async def restart(self) -> None:
        await self.leave()
        await self.slack.until(lambda: not self.slack.delivery.sockets)
        await self.enter()

    async def card(self, text: str = "When do you open?", **fields: Any) -> tuple[int, Json]:
        """A comment comes in; its item and the message that shows its card."""
        item_id = await self.house.waiting(text, **fields)
        return item_id, await self.message_of(item_id)

    async def message_of(self, item_id: int) -> Json:
        message_id = await self.office.messages.message_of("room", item_id)
        channel, _, ts = message_id.partition(":")
        return self.slack.rooms[channel].messages[ts]

    def posts(self) -> list[Json]:
        """What stands in the review channel outside threads."""
        messages = self.slack.rooms[ROOM].messages.values()
        return [each for each in messages if each.get("thread_ts", each["ts"]) == each["ts"]]

    def thread(self, ts: str) -> list[Json]:
        """What the bot said in a thread."""
        messages = self.slack.rooms[ROOM].messages.values()
        return [each for each in messages if each.get("thread_ts") == ts and each["ts"] != ts and "bot_id" in each]

    async def whispered(self, words: str) -> Json:
        """The private message that holds the words, as soon as it is there."""
        found = await self.slack.until(lambda: [one for one in self.slack.ephemerals if words in shown(one)])
        return found[-1]


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    made = FakeSlack(ack_within=1.0)
    await made.start()
    made.open_room(ROOM, "review")
    for account, (name, locale, _) in PEOPLE.items():
        made.join(Member(account, name, locale), ROOM)
    made.join(Member("U0EVE", "Eve"), ROOM)
    yield made
    await made.stop()


@pytest.fixture
async def quiet_floor(slack: FakeSlack, tmp_path: Path) -> AsyncIterator[Floor]:
    """Everything there, the channel not started."""
    clock = FrozenClock()
    store = open_store(fresh_sqlite(tmp_path), clock)
    house = House(store, clock)
    await house.policy(QUICK)
    for account, (_, _, person) in PEOPLE.items():
        await store.write(lambda tx, one=person, account=account: tx.team.link(one.id, "slack", account))
    settings = SlackSettings(
        channel=ROOM,
        token=slack.bot_token,
        app_token=slack.app_token,
        base_url=slack.base_url,
        per_second=200.0,
        ping=0.2,
        first_pause=0.05,
        home_wait=0.01,
    )
    made = Floor(slack, house, settings)
    yield made
    await made.leave()
    store.close()


@pytest.fixture
async def floor(quiet_floor: Floor) -> Floor:
    """The channel listens by Socket Mode."""
    await quiet_floor.enter()
    return quiet_floor


@pytest.fixture
async def http(quiet_floor: Floor) -> AsyncIterator[str]:
    """The channel in HTTP mode, its routes mounted in a web server; the request address."""
    await quiet_floor.enter(app_token="", signing_secret=quiet_floor.slack.signing_secret)
    app = Starlette(routes=list(quiet_floor.channel.routes(quiet_floor.office)))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    task = asyncio.create_task(server.serve())
    await quiet_floor.slack.until(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/hooks/room"
    server.should_exit = True
    await task
