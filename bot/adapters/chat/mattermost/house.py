"""What ear, callbacks and cards of one channel share: who we are, where we speak, the room, how far we have heard."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.adapters.chat.mattermost import render
from bot.adapters.chat.mattermost.client import Channel, MattermostClient
from bot.adapters.chat.mattermost.parse import Me, part
from bot.adapters.chat.mattermost.settings import ID
from bot.adapters.chat.mattermost.speaking import Speaker, Where
from bot.adapters.chat.room.events import Answer, Form, Heard, Pressed
from bot.adapters.chat.room.room import Room
from bot.domain.capabilities import ChatCapabilities
from bot.domain.errors import PermanentRefusal, RetryLater
from bot.ports import Office

log = logging.getLogger("bot.mattermost")

MARK = "tertulia"
"""The prop of a card's post that names the card, so that one posted just before a crash is found again."""
POSTED_MOST = 2000


class House:
    """`speaker.back` says whether there are buttons at the moment; `lang` is the channel's."""

    def __init__(
        self,
        channel_id: str,
        named: str,
        client: MattermostClient,
        speaker: Speaker,
        capabilities: ChatCapabilities,
        *,
        secret: bytes,
        lang: str,
        brands: Sequence[str],
    ) -> None:
        self.channel_id, self.lang = channel_id, lang
        self.client, self.speaker = client, speaker
        self.office: Office | None = None
        self._named = named
        self._rooms = {
            buttons: Room(channel_id, each, secret=secret, lang=lang, brands=brands)
            for buttons, each in ((True, capabilities), (False, without_buttons(capabilities)))
        }
        self._me: Me | None = None
        self._home: Channel | None = None
        self._open_for: Office | None = None
        self._asking = asyncio.Lock()
        self._posted: OrderedDict[str, str] = OrderedDict()

    @property
    def room(self) -> Room:
        """The room as it is now: with buttons while the server can call us back."""
        return self._rooms[self.speaker.back is not None]

    async def known(self) -> tuple[Me, Channel]:
        """Who we are and where we speak; asked once."""
        async with self._asking:
            if self._me is None or self._home is None:
                me = await self.client.me()
                home = await find_channel(self.client, self._named)
                if told := await self.client.post_limit():
                    self.speaker.limit = replace(self.speaker.limit, most=told)
                self.speaker.me = me.id
                self._me, self._home = me, home
            if self.office is not None and self.office is not self._open_for:
                for room in self._rooms.values():
                    await room.open(self.office)
                self._open_for = self.office
            return self._me, self._home

    # ------------------------------------------------------------ what comes in

    async def heard(self, heard: Heard) -> Answer:
        """The room's answer to something said."""
        await self.known()
        return await self.room.heard(heard)

    async def pressed(self, pressed: Pressed) -> Answer:
        """The room's answer to a button, a dialog or a reaction."""
        await self.known()
        return await self.room.pressed(pressed)

    async def answer(self, answer: Answer, where: Where) -> None:
        """Send an answer, and keep what a reply to it means."""
        room = self.room
        post = await self.speaker.answer(answer, where, room.view(answer))
        await room.sent(answer, post)

    async def open(self, trigger: str, form: Form, state: str) -> bool:
        """Show a dialog; False where it is too late or refused, so that it is asked for as a message."""
        back = self.speaker.back
        if back is None:
            return False
        try:
            await self.client.open_dialog(trigger, back.form, render.dialog(form, state))
        except (PermanentRefusal, RetryLater) as error:
            log.warning("mattermost.dialog_refused", extra={"reason": str(error)})
            return False
        return True

    async def is_card(self, post_id: str) -> bool:
        """Whether the post shows a card here."""
        return self.office is not None and bool(await self.office.messages.items_of(self.channel_id, post_id))

    # ------------------------------------------------------------ what is remembered

    async def heard_until(self, otherwise: int) -> int:
        """Up to when everything was handled, in the server's milliseconds; `otherwise` at the very first start."""
        kept = await self.office.messages.recall(self._cursor_key()) if self.office is not None else ""
        return int(kept) if kept.isdigit() else otherwise

    async def save(self, at: int) -> None:
        """Remember it."""
        if self.office is not None:
            await self.office.messages.keep(self._cursor_key(), str(at))

    def _cursor_key(self) -> str:
        return f"cursor:{self.channel_id}"

    def found(self, post: Mapping[str, Any]) -> None:
        """Our own post, seen while catching up."""
        key = part(post, "props").get(MARK)
        if isinstance(key, str) and not post.get("delete_at"):
            self.remember(key, str(post["id"]))

    def remember(self, key: str, post: str) -> None:
        """The post that shows what `key` names."""
        self._posted[key] = post
        while len(self._posted) > POSTED_MOST:
            self._posted.popitem(last=False)

    def posted(self, key: str) -> str:
        """The post remembered, "" for none."""
        return self._posted.get(key, "")


async def find_channel(client: MattermostClient, named: str) -> Channel:
    """By id, or by team and name. Raises `PermanentRefusal` where the bot does not see it."""
    if ID.fullmatch(named):
        return await client.channel(named)
    team, _, name = named.partition("/")
    return await client.channel_named(team, name)


def without_buttons(capabilities: ChatCapabilities) -> ChatCapabilities:
    """What is left where the server cannot call us back."""
    return replace(capabilities, buttons=False, modals=False)
