"""Server-sent events: tells open pages what changed, never what it says; they ask for that with their own rights."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from datetime import timedelta
from typing import cast

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.responses import Response
from starlette.routing import Route

from bot.domain.people import Right
from bot.ports import ItemChanged
from bot.web.visit import Visit, signed_in

CHECK_EVERY = timedelta(minutes=1)
"""How often an open stream looks whether its session still holds."""


async def events(visit: Visit) -> Response:
    """One stream a page. The first event says that the stream is open."""
    return EventSourceResponse(
        _stream(visit), ping=20, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"}, send_timeout=30
    )


async def _stream(visit: Visit) -> AsyncIterator[ServerSentEvent]:
    console, token = visit.console, visit.request.cookies.get(visit.console.cookie, "")
    checked = console.clock.now()
    yield ServerSentEvent(data="{}", event="hello", retry=2000)
    # The port promises an iterator that can be closed, which an async generator is.
    feed = cast("AsyncGenerator[ItemChanged, None]", console.changes.changes())
    async with aclosing(feed) as changes:
        async for change in _until(console.closing, changes):
            if console.clock.now() - checked > CHECK_EVERY:
                checked = console.clock.now()
                if await console.people.session(token) is None:
                    return
            if _theirs(visit, change):
                yield ServerSentEvent(data=_data(change), event="item")


async def _until(closing: asyncio.Event, feed: AsyncIterator[ItemChanged]) -> AsyncIterator[ItemChanged]:
    """What the feed brings, until the program stops: an open stream must not hold it up."""
    stop = asyncio.ensure_future(closing.wait())
    following: asyncio.Future[ItemChanged] | None = None
    try:
        while True:
            following = asyncio.ensure_future(anext(feed))
            await asyncio.wait({following, stop}, return_when=asyncio.FIRST_COMPLETED)
            if stop.done() or not following.done():
                return
            try:
                change = following.result()
            except StopAsyncIteration:
                return
            yield change
    finally:
        stop.cancel()
        if following is not None and not following.done():
            following.cancel()
            await asyncio.wait({following})


def _theirs(visit: Visit, change: ItemChanged) -> bool:
    return not change.brand_id or visit.person.may(Right.SEE, change.brand_id)


def _data(change: ItemChanged) -> str:
    return json.dumps({"item": change.item_id, "version": change.version, "state": change.state})


routes = [Route("/events", signed_in(events), methods=["GET"])]
