"""The event stream: what it says, to whom, and when it ends."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from starlette.requests import Request

from bot.ports import ItemChanged
from bot.web.routes.events import _stream
from bot.web.visit import Visit
from bot.web.words import words_for

from .world import World, make_world


@pytest.fixture
def world() -> World:
    return make_world()


PATIENCE = 60
"""Seconds for what comes at once, on a busy machine."""


def stream_for(world: World, who: str) -> AsyncIterator[object]:
    session = world.people.start(world.people.team[who].person)
    cookie = f"tertulia_session={session.token}".encode()
    scope = {"type": "http", "method": "GET", "path": "/events", "headers": [(b"cookie", cookie)], "app": world.app}
    console = world.app.state.console
    return _stream(Visit(request=Request(scope), console=console, session=session, words=words_for("en")))


async def following(world: World, stream: AsyncIterator[object]) -> asyncio.Task[object]:
    """What comes next, asked for while somebody listens already."""
    task = asyncio.ensure_future(anext(stream))
    async with asyncio.timeout(PATIENCE):
        while not world.changes.listeners:  # noqa: ASYNC110 - the list is the fake's
            await asyncio.sleep(0)
    return task


async def test_says_what_changed_to_those_who_may_see_it(world: World) -> None:
    stream = stream_for(world, "moe")
    assert (await anext(stream)).event == "hello"
    task = await following(world, stream)
    world.changes.tell(ItemChanged(item_id=7, version=2, state="waiting", brand_id="lupa"))
    world.changes.tell(ItemChanged(item_id=1, version=3, state="deciding", brand_id="mirador"))
    event = await asyncio.wait_for(task, PATIENCE)
    assert json.loads(event.data) == {"item": 1, "version": 3, "state": "deciding"}
    world.changes.tell(ItemChanged(item_id=0))
    assert json.loads((await asyncio.wait_for(anext(stream), PATIENCE)).data)["item"] == 0
    await stream.aclose()
    assert world.changes.listeners == 0


async def test_ends_when_the_program_stops(world: World) -> None:
    stream = stream_for(world, "moe")
    await anext(stream)
    task = await following(world, stream)
    world.app.state.closing.set()
    with pytest.raises(StopAsyncIteration):
        await asyncio.wait_for(task, PATIENCE)
    assert world.changes.listeners == 0


async def test_ends_with_the_session(world: World) -> None:
    stream = stream_for(world, "moe")
    await anext(stream)
    task = await following(world, stream)
    world.people.sessions.clear()
    world.clock.move(timedelta(minutes=2))
    world.changes.tell(ItemChanged(item_id=1, brand_id="mirador"))
    with pytest.raises(StopAsyncIteration):
        await asyncio.wait_for(task, PATIENCE)
