"""What happens in the rooms of one Matrix account: words, reactions, invitations; from one sync to the next."""

from __future__ import annotations

import asyncio
import logging
import random
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from bot.adapters.chat.matrix import parse
from bot.adapters.chat.matrix.client import Batch, MatrixClient
from bot.adapters.chat.matrix.house import House
from bot.adapters.chat.matrix.parse import Me, Message, Reaction, Sealed, Taken
from bot.adapters.chat.matrix.speaking import Where
from bot.adapters.chat.matrix.texts import texts
from bot.adapters.chat.room.again import again
from bot.adapters.chat.room.progress import Progress
from bot.domain.errors import AccountDisconnected, RetryLater, TertuliaError

log = logging.getLogger("bot.matrix")

AT_ONCE = 8
REMEMBERED = 500


class Ear:
    """Hears until cancelled. The sync token is kept when everything before it was answered, so that a restart misses
    nothing; the room knows what it has had."""

    def __init__(self, house: House, me: Me, home: str, *, token: str, pauses: tuple[float, float]) -> None:
        self._house, self._me, self._home = house, me, home
        self._client: MatrixClient = house.client
        self._token, self._pauses = token, pauses
        self._progress = Progress()
        self._tokens: dict[int, str] = {0: token}
        self._saved = 0
        self._turns: dict[str, asyncio.Lock] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._free = asyncio.Semaphore(AT_ONCE)
        self.synced = asyncio.Event()
        self.handled: OrderedDict[str, None] = OrderedDict()
        """The last events taken in, by id."""

    def idle(self) -> bool:
        """Whether everything that was heard is answered."""
        return not self._running

    async def run(self) -> None:
        """Sync for ever. Raises `AccountDisconnected` when the token is refused."""
        failures, number, at_once = 0, 0, True
        while True:
            try:
                batch = await self._client.sync(self._token, at_once=at_once)
                missed = [each for room, start in batch.cut.items() for each in await self._missed(room, start)]
            except AccountDisconnected:
                raise
            except RetryLater as error:
                await asyncio.sleep(error.after.total_seconds())
                continue
            except TertuliaError as error:
                log.warning("matrix.connection_lost", extra={"reason": str(error)})
                self.synced.clear()
                at_once = True  # after an outage there is something to catch up with, and nothing to wait for
                pause = min(self._pauses[0] * 2**failures, self._pauses[1])
                failures = min(failures + 1, 10)
                await asyncio.sleep(pause * random.uniform(0.7, 1.3))
                continue
            failures, number, at_once = 0, number + 1, False
            await self._take(number, batch, missed)
            self.synced.set()

    async def _missed(self, room: str, start: str) -> list[tuple[str, Mapping[str, Any]]]:
        return [(room, each) for each in await self._client.missed(room, start, self._token)]

    async def _take(self, number: int, batch: Batch, missed: list[tuple[str, Mapping[str, Any]]]) -> None:
        self._tokens[number] = self._token = batch.token
        self._progress.begin(number)
        for invite in batch.invites:
            self._start(number, invite.room, partial(self._house.invited, invite))
        seen: set[str] = set()
        for room, data in (*missed, *batch.events):
            found = parse.event_of(room, data)
            event_id = str(data.get("event_id"))
            if found is None or event_id in seen:
                continue
            seen.add(event_id)
            self._note(event_id)
            if isinstance(found, Taken):
                await self._house.gone(found.event)
            elif found.author != self._me.id and not parse.is_notice(data):
                self._start(number, room, partial(self._work, found, room))
        self._progress.end(number)
        await self._save()

    def _note(self, event_id: str) -> None:
        self.handled[event_id] = None
        while len(self.handled) > REMEMBERED:
            self.handled.popitem(last=False)

    async def _work(self, found: Message | Reaction | Sealed, room: str) -> None:
        if isinstance(found, Message):
            await self._said(found)
        elif isinstance(found, Reaction):
            await self._reacted(found)
        else:
            t = texts(self._house.lang)
            await self._house.sealed(room, t.sealed_room if room == self._home else t.sealed_direct)

    # ------------------------------------------------------------ one message, one reaction

    async def _said(self, message: Message) -> None:
        if message.edits:
            message = await self._whole(message)
        private = message.room != self._home and len(await self._house.members(message.room)) <= 2
        called = parse.calls(message, self._me)
        answers = bool(message.answers) and await self._is_ours(message.room, message.answers)
        in_ours = bool(message.thread) and await self._is_ours(message.room, message.thread)
        if not (private or called or answers or in_ours):
            return
        direct = private or called or answers or not await self._house.is_card(message.thread)
        name = await self._house.name(message.author)
        heard = parse.heard_of(message, self._me, private=private, name=name, direct=direct)
        answer = await self._house.room.heard(heard)
        if not answer:
            return
        root = message.thread
        if not private and not root:
            root = await self._thread_of(message.room, message.answers) if answers else message.begins
        where = Where(
            room=message.room,
            root=root,
            answers=message.id,
            account=message.author,
            direct=private,
            only=not private and message.room != self._home,
        )
        await self._house.answer(answer, where)

    async def _whole(self, message: Message) -> Message:
        """A new wording, in the place of the message it replaces."""
        first = parse.event_of(message.room, await self._house.event(message.room, message.edits))
        if not isinstance(first, Message):
            return message
        return Message(
            id=message.id,
            author=message.author,
            room=message.room,
            text=message.text,
            thread=first.thread,
            answers=first.answers,
            edits=first.id,
            mentioned=message.mentioned or first.mentioned,
        )

    async def _thread_of(self, room: str, event: str) -> str:
        """The thread that an event is in; itself where it may begin one."""
        found = parse.event_of(room, await self._house.event(room, event))
        return (found.thread or found.begins) if isinstance(found, Message) else ""

    async def _reacted(self, reaction: Reaction) -> None:
        if reaction.key.isascii() or not await self._is_ours(reaction.room, reaction.event, called=False):
            return  # words as reactions, and signs under other people's messages, are between people
        pressed = parse.pressed_by(reaction, name=await self._house.name(reaction.author))
        answer = await self._house.room.pressed(pressed)
        if answer:
            root = await self._thread_of(reaction.room, reaction.event)
            where = Where(room=reaction.room, root=root, account=reaction.author)
            await self._house.answer(answer, where)

    async def _is_ours(self, room: str, event: str, *, called: bool = True) -> bool:
        """Whether the event is the bot's, or called it."""
        data = await self._house.event(room, event)
        if data.get("sender") == self._me.id:
            return True
        found = parse.event_of(room, data) if called and data else None
        return isinstance(found, Message) and parse.calls(found, self._me)

    # ------------------------------------------------------------ beside each other, in order within a room

    def _start(self, number: int, room: str, work: Callable[[], Awaitable[None]]) -> None:
        self._progress.begin(number)
        task = asyncio.create_task(self._in_turn(number, room, work))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _in_turn(self, number: int, room: str, work: Callable[[], Awaitable[None]]) -> None:
        turn = self._turns.setdefault(room, asyncio.Lock())
        try:
            async with turn, self._free:
                await again(work)
        except asyncio.CancelledError:
            raise  # not done: it comes again with the next start
        except TertuliaError as error:
            log.error("matrix.not_answered", extra={"reason": str(error)})
        except Exception:
            log.exception("matrix.not_answered")
        self._progress.end(number)
        await self._save()

    async def _save(self) -> None:
        safe = self._progress.safe
        if safe <= self._saved:
            return
        self._saved = safe
        token = self._tokens[safe]
        self._tokens = {number: each for number, each in self._tokens.items() if number >= safe}
        await self._house.save(token)

    async def close(self) -> None:
        """End what is being worked on; it comes again with the next start."""
        for task in tuple(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
