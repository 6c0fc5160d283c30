"""The cards in the channel: each in a topic of its own, changed in place, the rest below it."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from functools import partial

from bot.adapters.chat.room.events import CardView
from bot.adapters.chat.room.outbox import Outbox
from bot.adapters.chat.zulip import render
from bot.adapters.chat.zulip.client import Refused, ZulipClient
from bot.adapters.chat.zulip.house import House
from bot.adapters.chat.zulip.markdown import code_of
from bot.domain.errors import MaybeSent, PermanentRefusal, TertuliaError

log = logging.getLogger(__name__)
LOOK_BACK = 200
"""How many of the bot's own messages are looked through for cards that were posted, but not noted, before a crash."""


class Board:
    """One per channel."""

    def __init__(self, client: ZulipClient, outbox: Outbox, house: House) -> None:
        self._client, self._outbox, self._house = client, outbox, house
        self._found: dict[tuple[str, str], int] | None = None
        self._doubtful: set[tuple[str, str]] = set()
        self._looking = asyncio.Lock()
        self._offering: set[asyncio.Task[None]] = set()

    async def show(self, view: CardView, topic: str, message_id: str = "") -> str:
        """Post the card, or change the message that shows it. Where the organisation's time for changing messages is
        over, the card is posted again below; its id is the new one's."""
        shown = render.card(view, self._house.lang, self._house.most_message)
        if message_id and await self._changed(int(message_id), shown.text):
            await self._continued(message_id, topic, shown.rest)
            return message_id
        stream = await self._house.stream()
        posted = await self._outbox.send(
            lambda: self._once(stream, topic, shown.text, again=bool(message_id)),
            place=topic,
            key=f"card:{view.item_id}:{topic}",
            urgent=view.urgent,
        )
        await self._continued(str(posted), topic, shown.rest)
        if not view.locked:
            self._offer(posted, shown.emoji)
        return str(posted)

    async def say(self, topic: str, text: str) -> None:
        """A plain message in a topic."""
        stream = await self._house.stream()
        await self._outbox.send(lambda: self._client.post(stream, topic, text), place=topic)

    async def settled(self) -> None:
        """Until the emoji are on the cards."""
        while self._offering:
            await asyncio.wait(self._offering)

    async def _changed(self, message_id: int, text: str) -> bool:
        """False where the message is gone, or may not be changed any more."""
        try:
            await self._outbox.send(
                lambda: self._client.edit(message_id, text), place=f"edit:{message_id}", key=f"edit:{message_id}"
            )
        except Refused as refusal:
            log.info("zulip.card_fixed", extra={"reason": refusal.said})
            return False
        return True

    async def _once(self, stream: int, topic: str, text: str, *, again: bool) -> int:
        """Post it unless it is there already: after a lost answer, and after a start, look first."""
        name = (topic, text.strip())
        if not again and (found := await self._there(stream, name)):
            return found
        try:
            return await self._client.post(stream, topic, text)
        except MaybeSent:
            self._doubtful.add(name)
            raise

    async def _there(self, stream: int, name: tuple[str, str]) -> int:
        async with self._looking:
            if self._found is None or name in self._doubtful:
                self._found = await self._own(stream)
        self._doubtful.discard(name)
        return self._found.pop(name, 0)

    async def _own(self, stream: int) -> dict[tuple[str, str], int]:
        me = await self._house.me()
        narrow = [
            {"operator": "stream", "operand": stream},
            {"operator": "sender", "operand": me.user_id},
        ]
        try:
            found = await self._client.messages(narrow, before=LOOK_BACK)
        except PermanentRefusal as refusal:  # without the right to read, a card may come twice; doctor says so
            log.warning("zulip.cannot_look", extra={"reason": refusal.reason})
            return {}
        return {(str(one["subject"]), str(one["content"]).strip()): int(one["id"]) for one in found}

    async def _continued(self, message_id: str, topic: str, rest: Sequence[str]) -> None:
        """What did not fit stands below the card, in messages of its own that change with it."""
        before: list[int] = json.loads(await self._house.recall("rest", message_id) or "[]")
        if not rest and not before:
            return
        now: list[int] = []
        stream = await self._house.stream()
        for number, text in enumerate(rest):
            old = before[number] if number < len(before) else 0
            if not old or not await self._changed(old, text):
                old = await self._outbox.send(partial(self._client.post, stream, topic, text), place=topic)
            now.append(old)
        for left in before[len(rest) :]:
            await self._changed(left, "–")
        await self._house.keep("rest", message_id, json.dumps(now))

    def _offer(self, message_id: int, emoji: Sequence[str]) -> None:
        """Put the emoji on the card for tapping, beside everything else."""
        task = asyncio.create_task(self._offered(message_id, emoji))
        self._offering.add(task)
        task.add_done_callback(self._offering.discard)

    async def _offered(self, message_id: int, emoji: Sequence[str]) -> None:
        for sign in emoji:
            code = code_of(sign)
            name = self._house.emoji_name(code)
            if not name:
                continue
            try:
                await self._outbox.send(partial(self._client.react, message_id, name, code), place="reactions")
            except TertuliaError as error:  # a convenience: people can pick the emoji themselves
                log.info("zulip.no_reaction", extra={"reason": str(error)})
                return
