"""Answers in Discord: acknowledged in time, for one person's eyes where that is meant, in the card's thread."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord

from bot.adapters.chat.discord import parse, render
from bot.adapters.chat.room.events import Answer, Heard
from bot.adapters.chat.room.room import Room

TRIGGER = 2.0
"""Seconds for which a form may be opened instead of acknowledging; Discord gives three."""
MOST_CHOICES = 25
THREAD_EXISTS = 160004
_LANGUAGES = {"en": "English", "es": "Español"}

log = logging.getLogger(__name__)
Send = Callable[[render.Parcel], Awaitable[str]]


class Replying:
    """One per channel. `room_id` is Discord's id of it."""

    def __init__(self, room: Room, room_id: int) -> None:
        self._room, self._room_id = room, room_id

    async def to_message(self, message: discord.Message, heard: Heard) -> None:
        """Answer words, where they were said; the private part in a direct message."""
        answer = await self._room.heard(heard)
        if not answer:
            return
        if answer.private and not heard.private:
            try:
                await self._deliver(answer, _sender(message.author))
                return
            except discord.Forbidden:
                log.info("somebody takes no direct messages; the answer is given where they asked")
        await self._deliver(answer, await self._where(message, heard))

    async def to_command(self, interaction: discord.Interaction, *, here: bool) -> None:
        """A command: acknowledged first, answered when it is worked out."""
        data: Mapping[str, Any] = interaction.data or {}
        aloud = here and parse.command_name(data)[0] in parse.ALOUD
        await interaction.response.defer(ephemeral=not aloud, thinking=True)
        heard = parse.heard_in_command(interaction, self._room.commands, self._room_id)
        answer = await self._room.heard(heard) if heard else Answer()
        if not answer:
            await interaction.delete_original_response()
            return
        if answer.private and aloud:
            await interaction.delete_original_response()
        await self._deliver(answer, _Interacting(interaction, hidden=not aloud or answer.private).send)

    async def to_press(self, interaction: discord.Interaction) -> None:
        """A button or a form. What may open another form is worked out at once, since a form cannot wait; everything
        else is acknowledged first."""
        pressed = parse.pressed_in(interaction)
        work = asyncio.ensure_future(self._room.pressed(pressed))
        opens = parse.verb_of(pressed.action) in parse.OPENS_FORM and not pressed.fields
        if opens:
            await asyncio.wait({work}, timeout=TRIGGER)
        if not work.done():
            await interaction.response.defer(ephemeral=True, thinking=True)
        answer = await work
        if answer.form is not None and not interaction.response.is_done():
            await interaction.response.send_modal(render.modal(answer.form))
            return
        if answer:
            await self._deliver(answer, _Interacting(interaction, hidden=True).send)
        elif interaction.response.is_done():
            await interaction.delete_original_response()
        else:
            await interaction.response.defer()

    async def to_typing(self, interaction: discord.Interaction) -> None:
        """What an option may be completed to: cards that wait, brands."""
        name, values, typing = parse.command_name(interaction.data or {})
        spec = next((one for one in self._room.commands if one.name == name), None)
        option = next((one for one in spec.options if one.name == typing), None) if spec else None
        typed = values.get(typing, "").casefold()
        found = await self._room.completions(str(interaction.user.id), option.kind) if option else []
        choices = [
            discord.app_commands.Choice(name=label[:100], value=value)
            for value, label in found
            if typed in label.casefold() or typed in value
        ]
        await interaction.response.autocomplete(choices[:MOST_CHOICES])

    async def _deliver(self, answer: Answer, send: Send) -> None:
        for parcel in render.answer_parcels(answer, self._room.view(answer)):
            await self._room.sent(answer, await send(parcel))

    async def _where(self, message: discord.Message, heard: Heard) -> Send:
        """The thread of the card that was answered, which is made for the first word; else the place itself."""
        channel = message.channel
        if channel.id == self._room_id and heard.reply_to:
            items = await self._room.office.messages.items_of(self._room.channel_id, heard.reply_to)
            thread = await self._thread(message, int(heard.reply_to), items[0]) if len(items) == 1 else None
            if thread is not None:
                return _sender(thread)
        return _sender(channel, message)

    async def _thread(self, message: discord.Message, card: int, item: int) -> discord.Thread | None:
        found = message.guild.get_thread(card) if message.guild else None
        if found is not None:
            return found
        try:
            return await message.channel.get_partial_message(card).create_thread(name=f"#{item}")  # type: ignore[union-attr]
        except discord.HTTPException as error:
            if error.code == THREAD_EXISTS and message.guild is not None:
                return await self._asleep(message.guild, card)
            log.info("no thread for a card, the answer is given in the channel: %s", error)
            return None

    @staticmethod
    async def _asleep(guild: discord.Guild, card: int) -> discord.Thread | None:
        """A thread that nobody used for some days, of which the gateway does not tell; the next word wakes it, unless
        somebody locked it."""
        try:
            found = await guild.fetch_channel(card)
        except discord.HTTPException as error:
            log.info("the thread of a card cannot be reached, the answer is given in the channel: %s", error)
            return None
        return found if isinstance(found, discord.Thread) and not found.locked else None


class _Interacting:
    """Answers an interaction: the first part in its own answer, the others after it."""

    def __init__(self, interaction: discord.Interaction, *, hidden: bool) -> None:
        self._interaction, self._hidden = interaction, hidden
        self._first = True

    async def send(self, parcel: render.Parcel) -> str:
        """One part; the message's id."""
        first, self._first = self._first, False
        asked, view = self._interaction, render.buttons_view(parcel.rows)
        more: dict[str, Any] = {"embeds": list(parcel.embeds)}
        if view is not None:
            more["view"] = view
        if not asked.response.is_done():
            given = await asked.response.send_message(
                parcel.content, ephemeral=self._hidden, files=render.files_of(parcel), **more
            )
            return str(given.message_id or "")
        if first and not asked.is_expired():
            try:
                edited = await asked.edit_original_response(
                    content=parcel.content, attachments=render.files_of(parcel), **more
                )
                return str(edited.id)
            except discord.NotFound:
                log.debug("the first answer was taken back; this one stands for itself")
        sent = await asked.followup.send(
            parcel.content, ephemeral=self._hidden, files=render.files_of(parcel), wait=True, **more
        )
        return str(sent.id)


def _sender(place: discord.abc.Messageable, message: discord.Message | None = None) -> Send:
    async def send(parcel: render.Parcel) -> str:
        more: dict[str, Any] = {"embeds": list(parcel.embeds), "files": render.files_of(parcel)}
        view = render.buttons_view(parcel.rows)
        if view is not None:
            more["view"] = view
        if message is not None:
            more["reference"] = message.to_reference(fail_if_not_exists=False)
        sent = await place.send(parcel.content, **more)
        return str(sent.id)

    return send
