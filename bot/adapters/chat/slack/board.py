"""The cards in the channel: posted once, changed in place, their rest in the thread."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from itertools import count, takewhile

from bot.adapters.chat.room.events import CardView
from bot.adapters.chat.room.outbox import Outbox
from bot.adapters.chat.slack import render
from bot.adapters.chat.slack.client import Refused, SlackClient
from bot.adapters.chat.slack.render import Post
from bot.domain.errors import MaybeSent, PermanentRefusal

log = logging.getLogger(__name__)
LOOK_BACK = 24 * 3600.0
"""How far back cards are looked for that were posted, but not noted, before a crash."""
MOST_REMEMBERED = 2000


class Board:
    """One per channel. `channel` is Slack's id of the conversation."""

    def __init__(self, client: SlackClient, outbox: Outbox, channel: str, lang: str) -> None:
        self._client, self._outbox, self._channel, self._lang = client, outbox, channel, lang
        self._found: dict[str, str] | None = None
        self._doubtful: set[str] = set()
        self._rest: OrderedDict[str, list[tuple[str, str]]] = OrderedDict()
        self._looking = asyncio.Lock()

    async def show(self, view: CardView, mark: str, message_id: str = "") -> str:
        """Post the card, or change the message that shows it. `mark` is the same for the same card, always; it stands
        in the message's metadata, so that a card whose answer was lost is found and not posted twice."""
        shown = render.card(view, self._lang)
        if message_id and await self._changed(message_id, shown.post, mark):
            await self._continued(message_id, shown.rest, mark, fresh=False)
            return message_id
        ts = await self._outbox.send(
            lambda: self._once(shown.post, mark, again=bool(message_id)),
            place=self._channel,
            key=mark,
            urgent=view.urgent,
        )
        posted = f"{self._channel}:{ts}"
        await self._continued(posted, shown.rest, mark, fresh=True)
        return posted

    async def say(self, post: Post, message_id: str = "") -> None:
        """A plain message, in the thread of a card where one is given."""
        channel, _, thread = message_id.partition(":")
        try:
            await self._outbox.send(
                lambda: self._client.post(channel or self._channel, post, thread=thread),
                place=channel or self._channel,
            )
        except Refused as refusal:
            if not (thread and refusal.missing):
                raise
            await self._outbox.send(lambda: self._client.post(self._channel, post), place=self._channel)

    async def _changed(self, message_id: str, post: Post, mark: str) -> bool:
        """False where the message is gone: somebody deleted it, and the card has to be posted anew."""
        channel, _, ts = message_id.partition(":")
        try:
            await self._outbox.send(
                lambda: self._client.update(channel, ts, post, mark=mark), place=channel, key=f"edit:{message_id}"
            )
        except Refused as refusal:
            if not refusal.missing:
                raise
            log.info("slack.card_gone", extra={"reason": refusal.word})
            return False
        return True

    async def _once(self, post: Post, mark: str, *, again: bool) -> str:
        """Post it unless it is there already: after a lost answer, and after a start, look first."""
        if not again and (ts := await self._there(mark)):
            await self._client.update(self._channel, ts, post, mark=mark)
            return ts
        try:
            return await self._client.post(self._channel, post, mark=mark)
        except MaybeSent:
            self._doubtful.add(mark)
            raise

    async def _there(self, mark: str) -> str:
        async with self._looking:
            if self._found is None or mark in self._doubtful:
                await self._look()
        self._doubtful.discard(mark)
        return (self._found or {}).pop(mark, "")

    async def _look(self) -> None:
        try:
            sent = await self._client.own_cards(self._channel, since=time.time() - LOOK_BACK)
        except (PermanentRefusal, MaybeSent) as error:  # better a card twice than none; doctor names a missing right
            log.warning("slack.cannot_look", extra={"reason": str(error)})
            sent = []
        self._found = {one.mark: one.ts for one in sent}

    async def _continued(self, message_id: str, rest: Sequence[Post], mark: str, *, fresh: bool) -> None:
        """What did not fit stands in the thread, in messages of its own that change with the card."""
        before = [] if fresh else await self._before(message_id, mark, wanted=bool(rest))
        now: list[tuple[str, str]] = []
        for number, post in enumerate(rest):
            digest, name = hashlib.sha256(post.text.encode()).hexdigest(), f"{mark}.{number}"
            ts, known = before[number] if number < len(before) else ("", "")
            if not ts or (known != digest and not await self._changed(f"{self._channel}:{ts}", post, name)):
                ts = await self._reply(message_id, post, name)
            now.append((ts, digest))
        for ts, _ in before[len(rest) :]:
            await self._outbox.send(partial(self._client.delete, self._channel, ts), place=self._channel)
        self._rest[message_id] = now
        while len(self._rest) > MOST_REMEMBERED:
            self._rest.popitem(last=False)

    async def _before(self, message_id: str, mark: str, *, wanted: bool) -> list[tuple[str, str]]:
        """The messages that hold the rest: as remembered, else (after a start) as the thread shows them."""
        known = self._rest.get(message_id)
        if known is not None or not wanted:
            return known or []
        _, _, thread = message_id.partition(":")
        sent = {one.mark: one.ts for one in await self._client.own_replies(self._channel, thread)}
        names = (f"{mark}.{number}" for number in count())
        return [(sent[name], "") for name in takewhile(sent.__contains__, names)]

    async def _reply(self, message_id: str, post: Post, mark: str) -> str:
        channel, _, thread = message_id.partition(":")
        return await self._outbox.send(
            lambda: self._client.post(channel, post, thread=thread, mark=mark), place=channel
        )
