"""The review channel in Discord: cards out, presses and words in. What is said and decided is the room's."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import discord

from bot.adapters.chat.discord import parse, render
from bot.adapters.chat.discord.checking import problems
from bot.adapters.chat.discord.client import UNKNOWN_MESSAGE, Gateway, connected, point_at, translated
from bot.adapters.chat.discord.replying import Replying
from bot.adapters.chat.room.outbox import Outbox
from bot.adapters.chat.room.render_text import pages
from bot.adapters.chat.room.room import Room
from bot.adapters.chat.text_card import Role, line
from bot.adapters.manifest import chat_capabilities
from bot.adapters.options import Options
from bot.domain.card import Card
from bot.domain.errors import NotSent
from bot.ports import Office

HERE = Path(__file__).parent
WAIT_FOR_LOGIN = 20.0
OPTIONS = ("token_env", "token_file", "guild", "channel", "free_words", "api_url", "gateway_url")

log = logging.getLogger(__name__)


class DiscordChannel:
    """One channel of one server. `free_words` reads the threads of cards, for which Discord wants an intent."""

    def __init__(
        self,
        channel_id: str,
        *,
        token: str,
        guild: int,
        channel: int,
        room: Room,
        free_words: bool = False,
        outbox: Outbox | None = None,
    ) -> None:
        self.channel_id, self.capabilities, self.room = channel_id, room.capabilities, room
        self._token, self._guild, self._channel, self._free_words = token, guild, channel, free_words
        # The library keeps Discord's own limits; this keeps order, and lets what is urgent go first.
        self._outbox = outbox or Outbox(per_second=5, burst=5)
        self._client: Gateway | None = None
        self._up = asyncio.Event()
        self._had: deque[int] = deque(maxlen=2000)
        self._replying = Replying(room, channel)

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
    ) -> DiscordChannel:
        """From settings; raises `Misconfigured` naming the key."""
        read = Options(options, where=f"channel {channel_id}", home=home)
        read.only(*OPTIONS)
        tokens = read.secrets("token_env", "token_file")
        if not tokens:
            raise read.wrong("token_env", "is missing; name the environment variable that holds the bot's token")
        ids = {}
        for key in ("guild", "channel"):
            ids[key] = read.text(key)
            if not ids[key].isdecimal():
                raise read.wrong(key, "must be an id of digits (developer mode, right click, copy id)")
        point_at(read.text("api_url", ""), read.text("gateway_url", ""))
        room = Room(
            channel_id,
            chat_capabilities(HERE),
            secret=secret,
            lang=lang,
            brands=brands,
            card_most=render.CARD_MOST,
        )
        return cls(
            channel_id,
            token=tokens[0],
            guild=int(ids["guild"]),
            channel=int(ids["channel"]),
            room=room,
            free_words=read.flag("free_words", False),
        )

    async def run(self, office: Office) -> None:
        """Stay connected until cancelled; the library reconnects, later each time."""
        await self.room.open(office)
        client = self.client()
        try:
            with connected():
                await client.start(self._token)
        finally:
            self._up.clear()
            await client.finish()
            await client.close()

    def client(self) -> Gateway:
        """A fresh connection, which hands its events to this channel; not started yet."""
        self._client = Gateway(
            free_words=self._free_words,
            on_message=self._on_message,
            on_interaction=self._on_interaction,
            on_up=self._on_up,
        )
        return self._client

    async def show(self, card: Card, ext_message_id: str = "") -> str:
        """Post the card, or edit the message that shows it."""
        view = self.room.card(card)
        parcel = render.card_parcel(view)
        return await self._put(
            parcel, ext_message_id, self.room.post_key(card), key=f"card:{card.item_id}", urgent=view.urgent
        )

    async def show_many(self, cards: Sequence[Card], ext_message_id: str = "") -> Sequence[str]:
        """One message that lists them."""
        parcel = render.card_parcel(self.room.group(cards))
        nonce = self.room.post_key(*cards)
        message = await self._put(parcel, ext_message_id, nonce, key=f"group:{ext_message_id or nonce}", urgent=False)
        return [message] * len(cards)

    async def say(self, text: str, *, item_id: int = 0) -> None:
        """A plain message, in answer to the item's card; several where it is long."""
        under = await self.room.office.messages.message_of(self.channel_id, item_id) if item_id else ""
        for content in pages([line(Role.SAYS, text)], render.CONTENT, render.paint):
            await self._outbox.send(partial(self._say, content, under))

    async def _say(self, content: str, under: str) -> None:
        place = await self._place()
        card = place.get_partial_message(int(under)) if under else None
        with translated():
            await place.send(content, **_given(reference=card.to_reference(fail_if_not_exists=False) if card else None))

    async def check(self) -> Sequence[str]:
        """Token, server, channel, permissions, intent."""
        return await problems(self._token, self._guild, self._channel, free_words=self._free_words)

    async def _put(self, parcel: render.Parcel, message_id: str, nonce: str, *, key: str, urgent: bool) -> str:
        call = partial(self._edit_or_post, parcel, message_id, nonce)
        return await self._outbox.send(call, key=key, urgent=urgent)

    async def _edit_or_post(self, parcel: render.Parcel, message_id: str, nonce: str) -> str:
        place = await self._place()
        view = render.buttons_view(parcel.rows)
        with translated():
            if message_id:
                try:
                    await place.get_partial_message(int(message_id)).edit(
                        content=parcel.content, embeds=list(parcel.embeds), view=view
                    )
                    return message_id
                except discord.NotFound as error:
                    if error.code != UNKNOWN_MESSAGE:
                        raise
                    nonce = ""  # deleted by hand: the same nonce would give the deleted one back
            sent = await place.send(parcel.content, embeds=list(parcel.embeds), **_given(view=view, nonce=nonce))
        return str(sent.id)

    async def _place(self) -> discord.PartialMessageable:
        """The channel, once the bot is logged in."""
        try:
            async with asyncio.timeout(WAIT_FOR_LOGIN):
                await self._up.wait()
        except TimeoutError as error:
            raise NotSent("the bot is not logged in to Discord") from error
        assert self._client is not None
        return self._client.get_partial_messageable(self._channel, guild_id=self._guild)

    async def _on_up(self, client: Gateway) -> None:
        self._up.set()
        payload = render.command_payload(self.room.commands)
        try:
            await client.http.bulk_upsert_guild_commands(client.application_id or 0, self._guild, payload)
        except discord.HTTPException as error:
            log.error("channel %s has no commands, Discord refuses them: %s", self.channel_id, error)

    async def _on_message(self, message: discord.Message) -> None:
        client = self._client
        if client is None or client.user is None or message.author.id == client.user.id:
            return
        heard = parse.heard_in_message(message, client.user.id, self._channel, free_words=self._free_words)
        if heard is None or (heard.private and not await self._first(heard.event_id)):
            return
        await self._replying.to_message(message, heard)

    async def _on_interaction(self, interaction: discord.Interaction) -> None:
        if interaction.id in self._had:  # delivered again when the connection was resumed
            return
        self._had.append(interaction.id)
        here = self._is_here(interaction)
        elsewhere = interaction.guild_id in (None, self._guild)
        if not here and not (elsewhere and await self._first(interaction.id)):
            return
        if interaction.type is discord.InteractionType.application_command:
            await self._replying.to_command(interaction, here=here)
        elif interaction.type is discord.InteractionType.autocomplete:
            await self._replying.to_typing(interaction)
        elif interaction.type in (discord.InteractionType.component, discord.InteractionType.modal_submit):
            await self._replying.to_press(interaction)

    def _is_here(self, interaction: discord.Interaction) -> bool:
        parent = getattr(interaction.channel, "parent_id", None)
        return self._channel in (interaction.channel_id, parent)

    async def _first(self, event_id: int | str) -> bool:
        """What belongs to no review channel is heard by every connection; one of them answers."""
        return await self.room.office.messages.once(f"discord:{event_id}")


def _given(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}
