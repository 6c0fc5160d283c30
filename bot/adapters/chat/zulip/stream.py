"""The event queue: registered, fetched from, registered again when it is gone; what was missed meanwhile is fetched."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Mapping

from bot.adapters.chat.zulip.client import QueueGone, ZulipClient
from bot.adapters.chat.zulip.front import Front
from bot.adapters.chat.zulip.house import House
from bot.domain.errors import MaybeSent, NotSent, RetryLater, TertuliaError

log = logging.getLogger(__name__)
RECENT = 100
"""So many of the bot's newest messages are looked at for reactions that were missed."""


class Stream:
    """One per channel. `pauses` are the shortest and the longest seconds before a lost server is tried again, longer
    each time."""

    def __init__(self, client: ZulipClient, house: House, front: Front, *, pauses: tuple[float, float]) -> None:
        self._client, self._house, self._front, self._pauses = client, house, front, pauses
        self._newest = self._noted = -1
        self.listening = asyncio.Event()
        """Set while there is a queue."""

    async def follow(self) -> None:
        """Until cancelled. Raises `AccountDisconnected` for a key that is not taken any more."""
        failures = 0
        queue_id, last = "", -1
        try:
            while True:
                try:
                    if not queue_id:
                        queue_id, last = await self._begin()
                        self.listening.set()
                    last = await self._fetch(queue_id, last)
                    failures = 0
                except QueueGone:
                    log.info("zulip.queue_gone")
                    queue_id = ""
                    self.listening.clear()
                except (NotSent, MaybeSent, RetryLater) as trouble:
                    failures += 1
                    await self._rest(trouble, failures)
        finally:
            self.listening.clear()
            await self._leave(queue_id)

    async def _begin(self) -> tuple[str, int]:
        """A queue first, and then what was said before it: nothing falls between."""
        registered = await self._client.register()
        await self._house.learn(registered)
        await self._catch_up(int(registered.get("max_message_id") or 0))
        return str(registered["queue_id"]), int(registered["last_event_id"])

    async def _fetch(self, queue_id: str, last: int) -> int:
        for event in await self._client.events(queue_id, last):
            last = max(last, _id_of(event))
            self._front.on_event(queue_id, event)
            if event.get("type") == "message":
                self._newest = max(self._newest, _id_of(event.get("message")))
        await self._note()
        return last

    async def _note(self) -> None:
        """Remember how far we are, when all of it is worked on: after a crash the rest is fetched again."""
        if self._front.idle and self._newest > self._noted:
            await self._house.keep("last", "message", str(self._newest))
            self._noted = self._newest

    async def _catch_up(self, newest: int) -> None:
        """Messages after the last one seen; at the very first start there is nothing to catch up with."""
        since = int(await self._house.recall("last", "message") or -1)
        stream = await self._house.stream()
        if since >= 0:
            here = [{"operator": "stream", "operand": stream}]
            direct = [{"operator": "is", "operand": "private"}]
            missed = [one for narrow in (here, direct) for one in await self._client.messages(narrow, after=since)]
            for message in sorted(missed, key=lambda one: int(one["id"])):
                self._front.on_message(message)
            me = await self._house.me()
            ours = [*here, {"operator": "sender", "operand": me.user_id}]
            for message in await self._client.messages(ours, before=RECENT):
                self._front.on_missed_reactions(message)
        self._newest = max(self._newest, newest)
        await self._note()

    async def _rest(self, trouble: TertuliaError, failures: int) -> None:
        first, most = self._pauses
        pause = min(first * 2 ** min(failures - 1, 10), most) * random.uniform(0.7, 1.0)
        if isinstance(trouble, RetryLater):
            pause = max(pause, trouble.after.total_seconds())
        log.warning("zulip.unreachable", extra={"reason": str(trouble), "again_in": round(pause, 1)})
        await asyncio.sleep(pause)

    async def _leave(self, queue_id: str) -> None:
        if not queue_id:
            return
        try:
            async with asyncio.timeout(2):
                await self._client.forget(queue_id)
        except (TertuliaError, TimeoutError) as error:  # the server drops it by itself after ten minutes
            log.info("zulip.queue_left", extra={"reason": str(error)})


def _id_of(thing: object) -> int:
    """The id of an event or a message; -1 for one that has none."""
    found = thing.get("id") if isinstance(thing, Mapping) else None
    return found if isinstance(found, int) else -1
