"""The server's stream as a wake-up call: what happened is read from the API afterwards, so a gap in the stream is none
in the comments."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mastodon import StreamListener
from mastodon.errors import MastodonError

from bot.adapters.pages.mastodon.client import MastodonClient

HEARTBEAT = 90.0
"""Servers say something at least every fifteen seconds; a longer silence is a dead connection."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Stirred:
    """What the stream told of since the last look: something new, edits, deletions. Used on one event loop."""

    event: asyncio.Event = field(default_factory=asyncio.Event)
    edited: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)

    def take(self) -> tuple[set[str], set[str]]:
        """(edited, deleted), and begin anew."""
        self.event.clear()
        edited, deleted = self.edited, self.deleted
        self.edited, self.deleted = set(), set()
        return edited, deleted


class _Listener(StreamListener):
    """Called in the stream's thread; hands ids to the loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, stirred: Stirred, ended: asyncio.Event) -> None:
        super().__init__()
        self._loop, self._stirred, self._ended = loop, stirred, ended

    def on_notification(self, notification: Any) -> None:
        self._on_loop(self._stirred.event.set)

    def on_status_update(self, status: Any) -> None:
        ext_id = str(status["id"]) if isinstance(status, dict) and "id" in status else ""
        if ext_id:
            self._on_loop(self._stirred.edited.add, ext_id)
            self._on_loop(self._stirred.event.set)

    def on_delete(self, status_id: Any) -> None:
        self._on_loop(self._stirred.deleted.add, str(status_id))
        self._on_loop(self._stirred.event.set)

    def on_unknown_event(self, name: str, unknown_event: Any = None) -> None:
        log.debug("the stream told of something unknown: %s", name)

    def on_abort(self, err: Exception) -> None:
        self._on_loop(self._ended.set)

    def _on_loop(self, call: Callable[..., object], *args: object) -> None:
        try:
            self._loop.call_soon_threadsafe(call, *args)
        except RuntimeError:  # the loop has ended; the next start reads what happened from the API
            return


async def follow_stream(client: MastodonClient, stirred: Stirred, *, again: float = 20.0) -> None:
    """Keep the stream open until cancelled. A server without one, or one that breaks off, is asked again later;
    polling goes on all the while."""
    loop = asyncio.get_running_loop()
    while True:
        ended = asyncio.Event()
        listener = _Listener(loop, stirred, ended)
        handle = None
        try:
            handle = await asyncio.to_thread(client.listen, listener, HEARTBEAT)
            stirred.event.set()
            await _until_over(handle, ended)
        except MastodonError as error:
            log.info("no stream from %s: %s", client.url, error)
        finally:
            if handle is not None:
                handle.close()
        await asyncio.sleep(again)


async def _until_over(handle: Any, ended: asyncio.Event) -> None:
    while handle.is_alive() and not ended.is_set():
        try:
            async with asyncio.timeout(5.0):
                await ended.wait()
        except TimeoutError:
            continue
