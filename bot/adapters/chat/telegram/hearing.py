"""What comes in: each update acknowledged, worked on once, and kept in the store while that takes long."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Coroutine
from typing import Any
from weakref import WeakValueDictionary

from bot.adapters.chat.room.events import Heard
from bot.adapters.chat.room.room import Room
from bot.adapters.chat.telegram import parse, render
from bot.adapters.chat.telegram.parse import Own, Push, Said, Spot
from bot.adapters.chat.telegram.speaking import Home, Speaker, direct_key
from bot.adapters.chat.telegram.texts import telegram_texts
from bot.adapters.chat.text_card import Role, line
from bot.adapters.telegram.client import Json
from bot.adapters.telegram.hub import Hub, NotReady
from bot.domain.errors import TertuliaError
from bot.ports import Messages, Office

PATIENCE = 1.0
"""Seconds for which Telegram waits for us before it is told that an update was had; then it waits in the store."""
LEAVE_SECONDS = 5.0
_INSIDE = ("member", "administrator")

log = logging.getLogger("bot.telegram")


class Pending:
    """Updates that Telegram has forgotten and that are still being worked on, as one note of the store."""

    def __init__(self, messages: Messages, channel_id: str) -> None:
        self._messages, self._key = messages, f"telegram:pending:{channel_id}"
        self._lock = asyncio.Lock()

    async def load(self) -> list[Json]:
        """What was left over by the process before."""
        text = await self._messages.recall(self._key)
        return list(json.loads(text).values()) if text else []

    async def add(self, update: Json) -> None:
        """Keep one."""
        await self._change(str(update["update_id"]), update)

    async def drop(self, update: Json) -> None:
        """It is done."""
        await self._change(str(update["update_id"]), None)

    async def _change(self, ident: str, update: Json | None) -> None:
        async with self._lock:
            text = await self._messages.recall(self._key)
            kept = json.loads(text) if text else {}
            if update is None:
                kept.pop(ident, None)
            else:
                kept[ident] = update
            await self._messages.keep(self._key, json.dumps(kept, ensure_ascii=False))


class Ear:
    """The consumer of one channel's updates."""

    def __init__(self, hub: Hub, room: Room, speaker: Speaker, home: Home, *, free_words: bool) -> None:
        self._hub, self._room, self._speaker, self._home = hub, room, speaker, home
        self._free_words = free_words
        self._office: Office | None = None
        self._pending: Pending | None = None
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._tasks: set[asyncio.Task[None]] = set()
        self.patience = PATIENCE

    async def open(self, office: Office) -> None:
        """From now on updates are taken."""
        if self._office is None:
            await self._room.open(office)
            self._pending = Pending(office.messages, self._room.channel_id)
        self._office = office

    async def resume(self) -> None:
        """What the process before left over."""
        for update in await self._pending.load() if self._pending else ():
            self._start(self._finished(update, self._start(self._work(update))))

    async def claims(self, update: Json) -> int:
        """Ours: the group, and direct messages (unless they answer what another channel of the bot asked). Of other
        groups only what asks who is there."""
        chat = parse.chat_of(update)
        ident = parse.number(chat, "id")
        if ident in (self._home.chat, self._home.present):
            return 2
        if chat.get("type") in ("group", "supergroup"):
            text = str(parse.message_of(update).get("text") or "")
            return int(text.startswith("/") or "my_chat_member" in update)
        if chat.get("type") != "private" and "callback_query" not in update:
            return 0
        answered = parse.number(parse.table(parse.message_of(update), "reply_to_message"), "message_id")
        if not answered or self._office is None:
            return 1
        asked = await self._office.messages.recall(direct_key(f"{ident}:{answered}"))
        return 2 if asked == self._room.channel_id else 1

    async def take(self, update: Json) -> None:
        """Work on it; where that takes long, return when it is in the store."""
        if self._pending is None:
            raise NotReady("the channel is starting")
        work = self._start(self._work(update))
        done, _ = await asyncio.wait({work}, timeout=self.patience)
        if done:
            work.result()
            return
        await self._pending.add(update)
        self._start(self._finished(update, work))

    async def close(self) -> None:
        """What is being worked on is brought to its end, unless that takes long: then it is done after the start."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=LEAVE_SECONDS)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def idle(self) -> bool:
        """Whether everything that came in is answered."""
        return not self._tasks

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _finished(self, update: Json, work: asyncio.Task[None]) -> None:
        try:
            await asyncio.shield(work)
        except Exception:
            log.exception("telegram.update_failed", extra={"update": update["update_id"]})
            return
        if self._pending is not None:
            await self._pending.drop(update)

    async def _work(self, update: Json) -> None:
        if new := parse.moved_to(update):
            self._home.follow(self._home.present, new)
            return
        push = parse.push_in(update)
        if push is not None:
            self._start(self._acknowledge(push.query))
            await self._in_turn(push)
            return
        me = await self._hub.me()
        own = Own(
            id=parse.number(me, "id"),
            username=str(me.get("username") or ""),
            chat=self._home.present,
            free_words=self._free_words,
        )
        said = parse.said_in(update, own, self._room.commands)
        if said is not None:
            await self._in_turn(said)
        elif "my_chat_member" in update:
            await self._let_in(update)

    async def _acknowledge(self, query: str) -> None:
        """At once, whatever comes of the press. Too late does no harm: the button has stopped spinning by itself."""
        try:
            await self._hub.client.call("answerCallbackQuery", callback_query_id=query)
        except TertuliaError as error:
            log.info("telegram.late_acknowledgement", extra={"reason": str(error)})

    async def _in_turn(self, event: Said | Push) -> None:
        """One after the other for each person, so that "reply: …" is there before "send"."""
        lock = self._turns.setdefault(event.spot.account, asyncio.Lock())
        async with lock:
            if isinstance(event, Push):
                await self._pressed(event)
            else:
                await self._said(event)

    async def _pressed(self, push: Push) -> None:
        if push.heard is not None:
            answer = await self._room.heard(push.heard)
        else:
            answer = await self._room.pressed(push.pressed)
        if answer:
            await self._surely(self._speaker.answer(answer, push.spot))

    async def _said(self, said: Said) -> None:
        heard, spot = said.heard, said.spot
        t = telegram_texts(heard.locale or self._room.lang)
        if heard.text.casefold() == "id" and not spot.private:
            known = spot.chat in (self._home.chat, self._home.present)
            text = (t.here if known else t.elsewhere).format(chat=spot.chat)
            await self._say(f"{text} {t.topic.format(topic=spot.topic)}" if spot.topic else text, spot)
        elif not spot.private and spot.chat not in (self._home.chat, self._home.present):
            await self._say(t.elsewhere.format(chat=spot.chat), spot)
        elif said.nameless:
            if heard.direct:
                await self._say(t.nameless, spot)
        else:
            answer = await self._room.heard(heard)
            asks = heard.text.strip().casefold() in parse.LANGUAGE_WORDS or _starts(heard)
            if answer:
                await self._surely(self._speaker.answer(answer, spot, choose_language=asks))

    async def _let_in(self, update: Json) -> None:
        """The bot was let into a group that is no review channel: say which id it has."""
        member = parse.table(update, "my_chat_member")
        chat, status = parse.table(member, "chat"), parse.table(member, "new_chat_member").get("status")
        ident = parse.number(chat, "id")
        if ident == self._home.present:
            if status not in _INSIDE:
                log.error("telegram.thrown_out", extra={"chat": ident, "status": status})
        elif chat.get("type") in ("group", "supergroup") and status in _INSIDE:
            was = parse.table(member, "old_chat_member").get("status")
            if was not in _INSIDE:
                locale = str(parse.table(member, "from").get("language_code") or self._room.lang)
                await self._say(telegram_texts(locale).elsewhere.format(chat=ident), Spot(chat=ident))

    async def _say(self, text: str, spot: Spot) -> None:
        wire = render.message(render.paint(line(Role.SAYS, text)))
        await self._surely(self._speaker.words(wire, spot))

    async def _surely(self, sending: Awaitable[object]) -> None:
        """An answer that cannot be given is told in the log: the work is done, and must not be done again."""
        try:
            await sending
        except TertuliaError as error:
            log.warning("telegram.not_answered", extra={"reason": f"{type(error).__name__}: {error}"})


def _starts(heard: Heard) -> bool:
    """ "/start" and "/help" in a direct message: the first thing that somebody sees of the bot."""
    return heard.private and heard.text == "help"
