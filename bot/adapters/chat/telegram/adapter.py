"""The review channel in Telegram: cards out, presses and words in. What is said and decided is the room's."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from starlette.routing import BaseRoute

from bot.adapters.chat.room.outbox import Outbox
from bot.adapters.chat.room.render_text import pages
from bot.adapters.chat.room.room import Room
from bot.adapters.chat.telegram import render
from bot.adapters.chat.telegram.checking import problems
from bot.adapters.chat.telegram.hearing import Ear
from bot.adapters.chat.telegram.parse import Spot
from bot.adapters.chat.telegram.speaking import Home, Speaker
from bot.adapters.chat.text_card import Role, line
from bot.adapters.manifest import chat_capabilities
from bot.adapters.options import Options
from bot.adapters.telegram.budget import CHAT_SECONDS, PER_SECOND
from bot.adapters.telegram.hub import LINK_OPTIONS, Hub, hub_of, link_from
from bot.domain.card import Card
from bot.domain.errors import TertuliaError
from bot.ports import Office

HERE = Path(__file__).parent

log = logging.getLogger("bot.telegram")


class TelegramChannel:
    """One group, or one topic of it. `free_words` reads replies in a card's thread that are not for the bot."""

    def __init__(self, room: Room, hub: Hub, home: Home, *, free_words: bool = False) -> None:
        self.channel_id, self.capabilities, self.room = room.channel_id, room.capabilities, room
        self._hub, self._home, self._free_words = hub, home, free_words
        # This keeps the order; what may go out at all is the token's budget, which other channels and pages share.
        outbox = Outbox(per_second=PER_SECOND, burst=PER_SECOND, place_per_second=1 / CHAT_SECONDS)
        self.speaker = Speaker(hub.client, outbox, room, home, hub.budget)
        self.ear = Ear(hub, room, self.speaker, home, free_words=free_words)
        self._office: Office | None = None
        hub.register(f"channel {room.channel_id}", self)

    @classmethod
    def build(
        cls,
        channel_id: str,
        options: Mapping[str, Any],
        home: Path,
        *,
        lang: str = "en",
        brands: Sequence[str] = (),
        secret: bytes = b"",
    ) -> TelegramChannel:
        """From settings; raises `Misconfigured` naming the key."""
        read = Options(options, where=f"channel {channel_id}", home=home)
        read.only(*LINK_OPTIONS, "chat", "topic", "free_words")
        link = link_from(read)
        chat = options.get("chat")
        ident = str(chat).strip() if isinstance(chat, (int, str)) and not isinstance(chat, bool) else ""
        if not ident.removeprefix("-").isdecimal():
            raise read.wrong("chat", "must be the group's id, such as -1001234567890 (write /id there to the bot)")
        room = Room(
            channel_id,
            chat_capabilities(HERE),
            secret=secret,
            lang=lang,
            brands=brands,
            card_most=render.CARD_MOST,
        )
        topic = int(read.number("topic", 0, least=0, most=2**31))
        return cls(room, hub_of(link), Home(int(ident), topic), free_words=read.flag("free_words", False))

    def routes(self, office: Office) -> Sequence[BaseRoute]:
        """What the web application mounts: the webhook, if there is one; taken on every replica."""
        self._office = office
        return self._hub.routes()

    async def run(self, office: Office) -> None:
        """Listen until cancelled. Raises `AccountDisconnected` for a token that Telegram does not take."""
        await self.ear.open(office)
        await self.ear.resume()
        prepared = asyncio.create_task(self._prepare())
        try:
            await self._hub.listen()
        finally:
            prepared.cancel()
            await asyncio.gather(prepared, return_exceptions=True)
            await self.ear.close()

    async def claims(self, update: Mapping[str, Any]) -> int:
        """How much an update is this channel's."""
        return await self.ear.claims(update)

    async def take(self, update: Mapping[str, Any]) -> None:
        """An update of this channel."""
        if self._office is not None:
            await self.ear.open(self._office)
        await self.ear.take(update)

    async def show(self, card: Card, ext_message_id: str = "") -> str:
        """Post the card, or edit the message that shows it; the id is "chat:message"."""
        view = self.room.card(card)
        wire, key = render.card_message(view), f"card:{card.item_id}"
        return await self.speaker.card(wire, ext_message_id, key=key, urgent=view.urgent)

    async def show_many(self, cards: Sequence[Card], ext_message_id: str = "") -> Sequence[str]:
        """One message that lists them."""
        wire = render.card_message(self.room.group(cards))
        key = f"group:{ext_message_id or self.room.post_key(*cards)}"
        shown = await self.speaker.card(wire, ext_message_id, key=key, urgent=False)
        return [shown] * len(cards)

    async def say(self, text: str, *, item_id: int = 0) -> None:
        """A plain message, in answer to the item's card."""
        office = self.room.office
        under = await office.messages.message_of(self.channel_id, item_id) if item_id else ""
        chat, _, number = under.partition(":")
        reply_to = int(number) if number and chat == str(self._home.present) else 0
        spot = Spot(chat=self._home.present, topic=self._home.topic, reply_to=reply_to)
        for part in pages([line(Role.SAYS, text)], render.MESSAGE, render.paint):
            await self.speaker.say(render.message(part), spot)

    async def check(self) -> Sequence[str]:
        """Token, listening, group, rights, topic."""
        return await problems(self._hub, self._home, free_words=self._free_words)

    async def _prepare(self) -> None:
        """The bot's menu in both languages; without it everything works, only less comfortably."""
        await self._hub.connected.wait()
        try:
            for lang, code in (("en", None), ("es", "es")):
                menu = render.commands(self.room.commands, lang)
                await self._hub.client.call("setMyCommands", commands=menu, language_code=code)
        except TertuliaError as error:
            log.warning("telegram.no_menu", extra={"reason": str(error)})
