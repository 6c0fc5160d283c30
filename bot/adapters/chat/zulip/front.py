"""Works on what comes in: finds who speaks and about which card, asks the room, has the answer said."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Mapping
from typing import Any
from weakref import WeakValueDictionary

from bot.adapters.chat.room.events import Answer
from bot.adapters.chat.room.oddities import Oddities
from bot.adapters.chat.room.room import Room
from bot.adapters.chat.zulip import parse
from bot.adapters.chat.zulip.client import Refused, ZulipClient
from bot.adapters.chat.zulip.house import House
from bot.adapters.chat.zulip.parse import Me, Reaction, Spot, Words
from bot.adapters.chat.zulip.speaker import Speaker
from bot.adapters.chat.zulip.texts import texts
from bot.domain.errors import TertuliaError

log = logging.getLogger(__name__)
Json = Mapping[str, Any]


class Front:
    """One per channel. Words of one conversation are answered in their order; `channel_id` is the room's."""

    def __init__(self, client: ZulipClient, room: Room, speaker: Speaker, house: House, me: Me) -> None:
        self._client, self._room, self._speaker, self._house, self._me = client, room, speaker, house, me
        self._odd = Oddities("zulip", log)
        self._running: set[asyncio.Task[None]] = set()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def on_event(self, queue_id: str, event: Json) -> None:
        """Begin to work on an event; `settled` waits for the end of all."""
        self._odd.read(str(event.get("type")), lambda: self._take(queue_id, event))

    def _take(self, queue_id: str, event: Json) -> None:
        kind = event.get("type")
        if kind == "message":
            self.on_message(event["message"])
        elif kind == "reaction":
            reaction = parse.reaction(event, self._me)
            if reaction is not None:
                self._begin(self._reacted(reaction, f"{queue_id}:{event['id']}"), Spot(user=reaction.user))
        elif kind == "update_message" and parse.changed_words(event):
            self._begin(self._edited(int(event["message_id"]), str(event.get("edit_timestamp") or "")), None)
        elif kind == "delete_message":
            for message_id in parse.deleted_ids(event):
                self._begin(self._speaker.take_back(message_id), None)

    def on_message(self, message: Json) -> None:
        """A message, live or fetched."""
        said = self._odd.read("message", lambda: parse.words(message, self._me, self._house.emoji))
        if said is not None and said.for_us:
            self._begin(self._words(said), said.spot)

    def on_missed_reactions(self, message: Json) -> None:
        """Reactions on a fetched message that were given while we were away."""
        for reaction in self._odd.read("reactions", lambda: parse.reactions_on(message, self._me)) or ():
            self._begin(self._missed(reaction), Spot(user=reaction.user))

    @property
    def idle(self) -> bool:
        """Whether everything that came in is worked on."""
        return not self._running

    async def settled(self) -> None:
        """Until everything that came in is worked on."""
        while self._running:
            await asyncio.wait(self._running)

    async def _words(self, said: Words, edited: str = "") -> None:
        reply_to = await self._reply_to(said)
        heard = said.heard(reply_to=reply_to, edited=edited)
        turn = self._turns.setdefault(heard.place, asyncio.Lock())
        async with turn:
            await self._answered(await self._room.heard(heard), said.spot, said.id)

    async def _reply_to(self, said: Words) -> str:
        """The message it answers: the one quoted; in a direct chat the question asked last; else the topic's card."""
        if said.quotes:
            return said.quotes
        if said.spot.direct:
            return await self._house.recall("asked", str(said.spot.user))
        if said.item:
            return await self._room.office.messages.message_of(self._room.channel_id, said.item)
        return ""

    async def _edited(self, message_id: int, stamp: str) -> None:
        try:
            message = await self._client.message(message_id)
        except Refused as refusal:
            log.info("zulip.edited_gone", extra={"reason": refusal.said})
            return
        said = parse.words(message, self._me, self._house.emoji)
        if said is not None and said.for_us:
            await self._words(said, stamp or "edited")

    async def _reacted(self, reaction: Reaction, event_id: str) -> None:
        await self._room.office.messages.once(self._seen(reaction))
        answer = await self._room.pressed(reaction.pressed(f"event:{event_id}"))
        await self._answered(answer, Spot(user=reaction.user), 0)

    async def _missed(self, reaction: Reaction) -> None:
        if await self._room.office.messages.once(self._seen(reaction)):
            answer = await self._room.pressed(reaction.pressed(reaction.key))
            await self._answered(answer, Spot(user=reaction.user), 0)

    def _seen(self, reaction: Reaction) -> str:
        return f"zulip:{self._room.channel_id}:{reaction.key}"

    async def _answered(self, answer: Answer, spot: Spot, question: int) -> None:
        if answer:
            await self._speaker.answer(answer, spot, question=question)

    def _begin(self, work: Coroutine[Any, Any, None], spot: Spot | None) -> None:
        task = asyncio.create_task(self._guarded(work, spot))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _guarded(self, work: Coroutine[Any, Any, None], spot: Spot | None) -> None:
        """No word and no reaction is swallowed: what fails is logged, and the person is told."""
        try:
            await work
        except Exception:
            log.exception("zulip.failed")
            if spot is not None:
                await self._own_up(spot)

    async def _own_up(self, spot: Spot) -> None:
        try:
            await self._speaker.note(texts(self._room.lang).trouble, spot)
        except TertuliaError as error:
            log.warning("zulip.cannot_tell", extra={"reason": str(error)})
