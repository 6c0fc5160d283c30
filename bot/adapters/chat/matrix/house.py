"""What ear and cards of one Matrix channel share: who we are, the rooms we know, the review room, what is kept."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any

from bot.adapters.chat.matrix import parse
from bot.adapters.chat.matrix.client import Forbidden, Gone, Invite, MatrixClient
from bot.adapters.chat.matrix.parse import Me
from bot.adapters.chat.matrix.settings import Settings
from bot.adapters.chat.matrix.speaking import Speaker, Where
from bot.adapters.chat.matrix.texts import texts
from bot.adapters.chat.room.events import Answer
from bot.adapters.chat.room.outbox import Outbox
from bot.adapters.chat.room.room import Room
from bot.domain.capabilities import ChatCapabilities
from bot.domain.errors import PermanentRefusal
from bot.ports import Office

log = logging.getLogger("bot.matrix")

REMEMBERED = 2000
MEMBERS_SECONDS = 60.0
BURST = 10


class House:
    """One account in one review room."""

    def __init__(
        self,
        channel_id: str,
        settings: Settings,
        capabilities: ChatCapabilities,
        *,
        secret: bytes,
        lang: str,
        brands: Sequence[str],
    ) -> None:
        self.channel_id, self.lang, self._settings = channel_id, lang, settings
        self.client = MatrixClient(settings.homeserver, settings.token)
        outbox = Outbox(per_second=settings.per_second, burst=BURST)
        self.speaker = Speaker(self.client, outbox, capabilities.text_limit, self)
        self.room = Room(channel_id, capabilities, secret=secret, lang=lang, brands=brands)
        self.office: Office | None = None
        self._me: Me | None = None
        self._home = ""
        self._open_for: Office | None = None
        self._asking, self._meeting = asyncio.Lock(), asyncio.Lock()
        self._members: OrderedDict[str, tuple[float, frozenset[str]]] = OrderedDict()
        self._names: OrderedDict[str, str] = OrderedDict()
        self._events: OrderedDict[str, Mapping[str, Any]] = OrderedDict()

    async def known(self) -> tuple[Me, str]:
        """Who we are and the review room's id; asked once. Raises `PermanentRefusal` with a sentence where the room
        cannot be used."""
        async with self._asking:
            if self.office is not None and self.office is not self._open_for:
                await self.room.open(self.office)
                self._open_for = self.office
            if self._me is None:
                user_id = await self.client.whoami()
                home = await self._entered()
                self._me, self._home = Me(id=user_id, name=await self.client.name_of(user_id)), home
            return self._me, self._home

    async def _entered(self) -> str:
        home = await self.client.room_id(self._settings.room)
        if home not in await self.client.joined():
            try:
                await self.client.join(home)
            except (Forbidden, Gone) as refusal:
                raise PermanentRefusal(
                    f"the bot is not in {self._settings.room} and was not invited: invite {self.client.user_id} there"
                ) from refusal
        if await self.client.is_encrypted(home):
            await self.sealed(home, texts(self.lang).sealed_room)
            raise PermanentRefusal(f"{self._settings.room} is encrypted, and encrypted messages cannot be read here")
        return home

    async def sealed(self, room: str, sentence: str) -> None:
        """Say in an encrypted room that it cannot be used; once a day."""
        day = int(time.time() // 86_400)
        if self.office is None or await self.office.messages.once(f"{self.channel_id}:sealed:{room}:{day}"):
            await self.speaker.words(sentence, room, once=f"sealed.{day}")

    async def answer(self, answer: Answer, where: Where) -> None:
        """Send an answer, and keep what a reply to it means."""
        for event in await self.speaker.answer(answer, where, self.room.view(answer)):
            await self.room.sent(answer, event)

    async def invited(self, invite: Invite) -> None:
        """Enter the review room, and conversations with people of our own homeserver (or of one that is named)."""
        me, home = await self.known()
        trusted = {parse.server_of(me.id), *self._settings.servers}
        if invite.room == home or parse.server_of(invite.by) in trusted:
            await self.client.join(invite.room)
            if invite.room != home and await self.client.is_encrypted(invite.room):
                await self.sealed(invite.room, texts(self.lang).sealed_direct)
            return
        log.warning("matrix.invitation_declined", extra={"by": invite.by, "room": invite.room})
        await self.client.leave(invite.room)

    # ------------------------------------------------------------ rooms and people

    async def members(self, room: str) -> frozenset[str]:
        """Who is in a room; known for a minute."""
        at, found = self._members.get(room, (0.0, frozenset[str]()))
        if not found or time.monotonic() - at > MEMBERS_SECONDS:
            found = frozenset(await self.client.members(room))
            _keep(self._members, room, (time.monotonic(), found))
        return found

    async def name(self, account: str) -> str:
        """How somebody is shown."""
        if account not in self._names:
            try:
                found = await self.client.name_of(account)
            except PermanentRefusal:
                found = ""
            _keep(self._names, account, found or account[1:].partition(":")[0])
        return self._names[account]

    async def event(self, room: str, event: str) -> Mapping[str, Any]:
        """An event as it was sent; empty for one that is not there."""
        if event not in self._events:
            try:
                found = await self.client.event(room, event)
            except PermanentRefusal:
                found = {}
            _keep(self._events, event, found)
        return self._events[event]

    async def direct(self, account: str) -> str:
        """The room with one person; made where there is none, where they left it, or where it was encrypted since."""
        async with self._meeting:
            room = await self._recall(f"direct:{account}")
            if not room or not await self._is_open(room, account):
                room = await self.client.direct(account)
                await self._remember(f"direct:{account}", room)
            return room

    async def _is_open(self, room: str, account: str) -> bool:
        there = await self.client.membership(room, account) in ("join", "invite")
        return there and not await self.client.is_encrypted(room)

    # ------------------------------------------------------------ what is kept

    async def token(self) -> str:
        """The sync token up to which everything was handled, "" at the very first start."""
        return await self._recall("cursor")

    async def save(self, token: str) -> None:
        """Remember it."""
        await self._remember("cursor", token)

    async def gone(self, event: str) -> None:
        """An event of ours was taken back by somebody: a card there has to be posted anew."""
        await self._remember(f"gone:{event}", "gone")

    async def is_gone(self, event: str) -> bool:
        """Whether it was."""
        return bool(await self._recall(f"gone:{event}"))

    async def is_card(self, event: str) -> bool:
        """Whether the event shows a card here."""
        return self.office is not None and bool(await self.office.messages.items_of(self.channel_id, event))

    async def _recall(self, name: str) -> str:
        return await self.office.messages.recall(f"{self.channel_id}:{name}") if self.office is not None else ""

    async def _remember(self, name: str, value: str) -> None:
        if self.office is not None:
            await self.office.messages.keep(f"{self.channel_id}:{name}", value)


def _keep(kept: OrderedDict[str, Any], key: str, value: Any) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > REMEMBERED:
        kept.popitem(last=False)
