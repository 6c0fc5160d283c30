"""Reading channels, forums and their threads by listing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.adapters.pages.discord import parse
from bot.adapters.pages.discord.client import DiscordClient
from bot.adapters.pages.discord.parse import Place
from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.pacing import For
from bot.adapters.pages.shared.tree import Listed, Part
from bot.domain.comment import Comment, Post
from bot.domain.errors import AccountDisconnected, PermanentRefusal
from bot.domain.troubles import Trouble, trouble

PAGE, MOST_PAGES, MOST_KEPT = 100, 20, 5000


class DiscordSource:
    """Some channels of one server. Messages with a role of `roles` are the page's."""

    def __init__(self, page_id: str, client: DiscordClient, channels: Sequence[str], roles: Sequence[str] = ()) -> None:
        self.page_id, self._client, self._channels, self._roles = page_id, client, channels, frozenset(roles)
        self.own, self.guild = "", ""
        self._places: dict[str, Place] = {}
        self._ours: dict[str, bool] = {}
        self._tops: dict[str, str] = {}
        self._others: set[str] = set()

    async def prove(self) -> Sequence[str]:
        """Who we are, and whether every channel can be seen. What was known of roles is asked anew."""
        me = await self._client.call(For.WRITING, "GET", "/users/@me")
        self.own = wire.text(me, "id")
        self._ours.clear()
        for channel in self._channels:
            try:
                found = await self._client.call(For.WRITING, "GET", f"/channels/{channel}")
            except PermanentRefusal as error:
                why = f"the bot does not see the channel {channel}"
                raise AccountDisconnected(trouble(Trouble.PERMISSION_MISSING, why)) from error
            self.guild = wire.text(found, "guild_id") or self.guild
        return (self.own,)

    async def _me(self) -> str:
        if not self.own:
            await self.prove()
        return self.own

    async def posts(self, since: datetime) -> AsyncIterator[Listed]:
        """The channels themselves, then the threads that are open in them, newest first."""
        await self._me()
        forums: set[str] = set()
        for channel in self._channels:
            found = await self._client.call(For.READING, "GET", f"/channels/{channel}")
            if wire.number(found, "type") in (parse.FORUM, parse.MEDIA):
                forums.add(channel)
            elif (place := parse.place_of(found)) is not None:
                yield self._listed(place, found)
        active = await self._client.call(For.READING, "GET", f"/guilds/{self.guild}/threads/active")
        threads = [one for one in wire.rows(active, "threads") if wire.text(one, "parent_id") in self._channels]
        for thread in sorted(threads, key=lambda one: wire.number(one, "id"), reverse=True):
            if (place := parse.place_of(thread, forums)) is not None:
                yield self._listed(place, thread)

    def _listed(self, place: Place, channel: wire.Wire) -> Listed:
        place = place if place.guild else replace(place, guild=self.guild)
        self._places[place.post.ext_id] = place
        mark = f"{wire.text(channel, 'last_message_id')} {wire.text(channel, 'total_message_sent')}"
        return Listed(post=place.post, mark=mark.strip())

    async def below(self, listed: Listed, since: datetime) -> AsyncIterator[Part]:
        """The messages of a channel or thread since then."""
        channel, before = listed.post.ext_id, ""
        for _ in range(MOST_PAGES):
            rows = await self._messages(channel, before=before)
            found = await self.comments(reversed(rows), channel)
            oldest = parse.made_at(wire.text(rows[-1], "id")) if rows else None
            done = len(rows) < PAGE or oldest is None or oldest < since
            yield Part(comments=found, whole=done)
            if done:
                return
            before = wire.text(rows[-1], "id")

    async def _messages(self, channel: str, **where: str) -> list[wire.Wire]:
        """A page of messages, newest first."""
        path, query = f"/channels/{channel}/messages", {"limit": str(PAGE), **where}
        answer = await self._client.call(For.READING, "GET", path, query)
        return sorted(wire.rows({"rows": answer}, "rows"), key=lambda one: wire.number(one, "id"), reverse=True)

    async def comments(self, messages: Any, channel: str) -> list[Comment]:
        """Messages of one channel, oldest first, as comments with their threads."""
        place = self._places.get(channel) or await self._place(channel)
        found = []
        for message in messages:
            ours = await self._one_of_us(message)
            one = parse.comment_of(message, self.page_id, self.own, place, ours=ours)
            if one is not None:
                found.append(self._in_thread(one, place))
        return found

    def _in_thread(self, one: Comment, place: Place) -> Comment:
        """With the top of its chain of answers, where the chain is known further up than the message tells."""
        if place.top:
            return one
        top = self._tops.get(one.parent_ext_id) or one.thread_ext_id
        self._tops[one.ext_id] = top
        while len(self._tops) > MOST_KEPT:
            self._tops.pop(next(iter(self._tops)))
        return replace(one, thread_ext_id=top)

    async def _one_of_us(self, message: wire.Wire) -> tuple[str, ...]:
        """The writer's id where a role says that they are a colleague. Lists do not tell roles: each is asked about
        once."""
        writer = wire.text(message, "author", "id")
        if not self._roles or not writer or wire.table(message, "author").get("bot") is True:
            return ()
        if writer not in self._ours:
            try:
                member = await self._client.call(For.READING, "GET", f"/guilds/{self.guild}/members/{writer}")
            except PermanentRefusal:  # they have left
                member = wire.EMPTY
            listed = wire.table(member).get("roles")
            roles = {str(one) for one in listed} if isinstance(listed, list) else set()
            self._ours[writer] = bool(roles & self._roles)
        return (writer,) if self._ours[writer] else ()

    async def _place(self, channel: str) -> Place:
        await self._me()
        found = await self._client.call(For.WRITING, "GET", f"/channels/{channel}")
        forums: set[str] = set()
        parent = wire.text(found, "parent_id")
        if wire.table(found, "thread_metadata") and parent:
            above = await self._client.call(For.WRITING, "GET", f"/channels/{parent}")
            forums = {parent} if wire.number(above, "type") in (parse.FORUM, parse.MEDIA) else set()
        place = parse.place_of(found, forums) or Place(post=Post(ext_id=channel))
        self._places[channel] = place
        return place

    async def is_ours(self, channel: str) -> bool:
        """Whether a channel is one of the page's, or a thread in one of them. Others are asked about once."""
        if not parse.is_id(channel) or channel in self._others:
            return False
        if channel in self._channels or channel in self._places:
            return True
        found = await self._client.call(For.READING, "GET", f"/channels/{channel}")
        if wire.text(found, "parent_id") in self._channels:
            return True
        self._others.add(channel)
        return False

    async def replies(self, ext_id: str) -> Sequence[Comment]:
        """What came after a message in its thread or its chain of answers, oldest first."""
        channel, message = parse.parted(ext_id)
        if not channel:
            return ()
        place = self._places.get(channel)
        if place is None or not place.top:
            standing = await self.one(ext_id)
            place = self._places.get(channel)
            if standing is None or place is None:
                return ()
        rows: list[wire.Wire] = []
        for _ in range(MOST_PAGES):
            page = await self._messages(channel, after=message)
            rows += reversed(page)
            if len(page) < PAGE:
                break
            message = wire.text(page[0], "id")
        found = await self.comments(rows, channel)
        return found if place.top == ext_id else _chain(ext_id, found)

    async def one(self, ext_id: str) -> Comment | None:
        """One message."""
        channel, message = parse.parted(ext_id)
        if not channel:
            return None
        await self._me()
        try:
            row = await self._client.call(For.WRITING, "GET", f"/channels/{channel}/messages/{message}")
            return next(iter(await self.comments([row], channel)), None)
        except PermanentRefusal as error:
            if error.reason.startswith(Trouble.COMMENT_GONE.value):
                return None
            raise

    async def post(self, ext_id: str) -> Post | None:
        """A channel or thread."""
        return (self._places.get(ext_id) or await self._place(ext_id)).post


def _chain(ext_id: str, comments: Sequence[Comment]) -> list[Comment]:
    """Those that answer a message, or answer an answer to it."""
    names, found = {ext_id}, []
    for one in comments:
        if one.parent_ext_id in names:
            names.add(one.ext_id)
            found.append(one)
    return found
