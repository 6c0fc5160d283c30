"""What is said and reacted on Mattermost, from the websocket and, after an outage, from the API."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

from bot.adapters.chat.mattermost import parse
from bot.adapters.chat.mattermost.client import MattermostClient
from bot.adapters.chat.mattermost.emoji import sign_of
from bot.adapters.chat.mattermost.parse import Me, Post, Reaction
from bot.adapters.chat.mattermost.speaking import Where
from bot.adapters.chat.room.again import again
from bot.adapters.chat.room.events import Answer, Heard, Pressed
from bot.adapters.chat.room.oddities import Oddities
from bot.adapters.chat.room.progress import Progress
from bot.domain.errors import PermanentRefusal, TertuliaError

T = TypeVar("T")
log = logging.getLogger("bot.mattermost")

REMEMBERED = 2000
SAVE_EVERY_SECONDS = 30.0
AT_ONCE = 8
LOOK_BACK_MS = 600_000
"""How far before the last event our own posts are looked at: a card may have been posted just before a crash."""


class Host(Protocol):
    """What the ear needs of its channel."""

    async def heard(self, heard: Heard) -> Answer:
        """The room's answer to something said."""
        ...

    async def pressed(self, pressed: Pressed) -> Answer:
        """The room's answer to a reaction."""
        ...

    async def answer(self, answer: Answer, where: Where) -> None:
        """Send an answer."""
        ...

    async def is_card(self, post_id: str) -> bool:
        """Whether the post shows a card of this channel."""
        ...

    async def save(self, at: int) -> None:
        """Remember durably that everything until this time (server's milliseconds) was handled."""
        ...

    def found(self, post: Mapping[str, Any]) -> None:
        """A post of our own was seen while catching up."""
        ...


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    locale: str


class Ear:
    """Hears for one bot account. `home` is the review channel; elsewhere the bot answers a mention to the person
    alone, since not everybody there may see a card."""

    def __init__(self, client: MattermostClient, host: Host, me: Me, home: str, *, since: int) -> None:
        self._client, self._host, self._me, self._home = client, host, me, home
        self._progress = Progress(since)
        self._saved, self._saved_at = since, time.monotonic()
        self._roots: OrderedDict[str, tuple[bool, bool]] = OrderedDict()
        self._people: OrderedDict[str, _Person] = OrderedDict()
        self._turns: dict[str, asyncio.Lock] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._free = asyncio.Semaphore(AT_ONCE)
        self.odd = Oddities("mattermost", log)

    def idle(self) -> bool:
        """Whether everything that was heard is answered."""
        return not self._running

    # ------------------------------------------------------------ events

    async def event(self, event: Mapping[str, Any]) -> None:
        """One event of the websocket; the work goes on beside, so that the next event is not held up."""
        name = str(event.get("event"))
        if name == "reaction_added":
            if (reaction := self.odd.read(name, lambda: parse.reaction_in(event))) is not None:
                self._start(reaction.at, self._home, partial(self._reaction, reaction))
        elif name in ("posted", "post_edited", "post_deleted"):
            if (post := self.odd.read(name, lambda: parse.post_in(event))) is None:
                return
            if name == "post_deleted":
                self._deleted(post)
            else:
                kind = str(parse.part(event, "data").get("channel_type") or "")
                await self._post(post, kind, edit=name == "post_edited")

    def _deleted(self, post: Post) -> None:
        self._roots.pop(post.id, None)
        if post.author == self._me.id:
            log.info("mattermost.own_post_deleted", extra={"post": post.id})

    async def catch_up(self) -> None:
        """Ask for what may have been missed: in the review channel and in every direct conversation."""
        since = self._progress.safe
        await self._host.save(since)
        await self._catch_up_in(self._home, "", since)
        for each in await self._look(self._client.direct_channels(self._me.id)):
            if each.last_at > since:
                await self._catch_up_in(each.id, each.kind, since)

    async def _catch_up_in(self, channel: str, kind: str, since: int) -> None:
        for data in await self._look(self._client.since(channel, max(1, since - LOOK_BACK_MS))):
            await self._caught(data, kind, since)

    async def _look(self, asked: Awaitable[list[T]]) -> list[T]:
        """What can be looked at; a conversation that was closed meanwhile must not keep us from listening."""
        try:
            return await asked
        except PermanentRefusal as refusal:
            log.warning("mattermost.cannot_catch_up", extra={"reason": refusal.reason})
            return []

    async def _caught(self, data: Mapping[str, Any], kind: str, since: int) -> None:
        post = self.odd.read("missed post", lambda: parse.post_of(data))
        if post is None:
            return
        if post.author == self._me.id:
            self._host.found(data)
            self._missed_reactions(data, since)
        elif post.at > since:
            await self._post(post, kind, edit=False)
        elif post.edited_at > since:
            await self._post(post, kind, edit=True)

    def _missed_reactions(self, data: Mapping[str, Any], since: int) -> None:
        for each in parse.part(data, "metadata").get("reactions") or ():
            reaction = self.odd.read("missed reaction", partial(parse.reaction_of, each))
            if reaction is not None and reaction.at > since and not each.get("delete_at"):
                self._start(reaction.at, self._home, partial(self._reaction, reaction))

    # ------------------------------------------------------------ one post, one reaction

    async def _post(self, post: Post, kind: str, *, edit: bool) -> None:
        if post.author == self._me.id or post.by_machine or post.deleted or (edit and not post.edited_at):
            return
        at = post.edited_at if edit else post.at
        self._start(at, f"{post.channel}/{post.thread}", partial(self._said, post, kind))

    async def _said(self, post: Post, kind: str) -> None:
        private = kind == parse.DIRECT or (not kind and await self._is_direct(post.channel))
        called = parse.mentions(post.text, self._me)
        ours, card = (False, False) if called or private or not post.root else await self._root(post.root)
        if not (called or private or ours):
            return
        person = await self._person(post.author)
        direct = called or private or not card
        heard = parse.heard_of(post, self._me, private=private, name=person.name, locale=person.locale, direct=direct)
        where = Where(
            channel=post.channel,
            root=post.root if private else post.thread,
            within=post.root,
            account=post.author,
            direct=private,
            only=not private and post.channel != self._home,
        )
        answer = await self._host.heard(heard)
        if answer:
            await self._host.answer(answer, where)
        await self._save(self._progress.safe)

    async def _reaction(self, reaction: Reaction) -> None:
        if reaction.account == self._me.id or sign_of(reaction.emoji).isascii():
            return  # a sign that means nothing here is between people
        ours, _ = await self._root(reaction.post)
        if not ours:
            return
        person = await self._person(reaction.account)
        pressed = parse.pressed_by(reaction, self._home, name=person.name, locale=person.locale)
        answer = await self._host.pressed(pressed)
        if answer:
            where = Where(channel=self._home, root=reaction.post, account=reaction.account)
            await self._host.answer(answer, where)

    # ------------------------------------------------------------ beside each other, in order within a thread

    def _start(self, at: int, place: str, work: Callable[[], Awaitable[None]]) -> None:
        self._progress.begin(at)
        task = asyncio.create_task(self._in_turn(at, place, work))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _in_turn(self, at: int, place: str, work: Callable[[], Awaitable[None]]) -> None:
        turn = self._turns.setdefault(place, asyncio.Lock())
        try:
            async with turn, self._free:
                await again(work)
        except asyncio.CancelledError:
            raise  # not done: it is asked for again at the next start
        except TertuliaError as error:
            log.error("mattermost.not_answered", extra={"reason": str(error)})
        except Exception:
            log.exception("mattermost.not_answered")
        self._progress.end(at)
        if not turn.locked() and len(self._turns) > REMEMBERED:
            self._turns.pop(place, None)
        if time.monotonic() - self._saved_at > SAVE_EVERY_SECONDS:
            await self._save(self._progress.safe)

    async def _save(self, at: int) -> None:
        if at > self._saved:
            self._saved, self._saved_at = at, time.monotonic()
            await self._host.save(at)

    async def close(self) -> None:
        """End what is being worked on and remember how far it was done."""
        for task in tuple(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        await self._save(self._progress.safe)

    # ------------------------------------------------------------ looking things up once

    async def _root(self, post_id: str) -> tuple[bool, bool]:
        """Whether a post is ours (or called us), and whether it shows a card."""

        async def find() -> tuple[bool, bool]:
            try:
                data = await self._client.read(post_id)
            except PermanentRefusal:
                return False, False
            ours = data.get("user_id") == self._me.id
            called = not ours and parse.mentions(str(data.get("message") or ""), self._me)
            return ours or called, called or await self._host.is_card(post_id)

        return await _cached(self._roots, post_id, find)

    async def _is_direct(self, channel: str) -> bool:
        if channel == self._home:
            return False
        return (await self._client.channel(channel)).kind == parse.DIRECT

    async def _person(self, account: str) -> _Person:
        async def find() -> _Person:
            try:
                data = await self._client.person(account)
            except TertuliaError as error:
                log.info("mattermost.person_unknown", extra={"reason": str(error)})
                return _Person("", "")
            full = f"{data.get('first_name') or ''} {data.get('last_name') or ''}".strip()
            name = str(data.get("nickname") or full or data.get("username") or "")
            return _Person(name, str(data.get("locale") or ""))

        return await _cached(self._people, account, find)


async def _cached(kept: OrderedDict[str, T], key: str, find: Callable[[], Awaitable[T]]) -> T:
    if key not in kept:
        kept[key] = await find()
        while len(kept) > REMEMBERED:
            kept.popitem(last=False)
    return kept[key]
