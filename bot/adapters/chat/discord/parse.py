"""Discord's messages and interactions as what was said or pressed. Pure: takes the library's objects, asks nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import discord

from bot.adapters.chat.room.asks import CommandSpec
from bot.adapters.chat.room.events import Heard, Pressed

COACH_THIS = "Coach this"
SAY_TO_THIS = "What do we say?"
MENUS: Mapping[str, str] = {COACH_THIS: "coach: {}", SAY_TO_THIS: "suggest: {}"}
"""Message context menus, and the words that each stands for."""
OPENS_FORM = frozenset({"edit", "reject", "leave", "escalate", "reword", "assign"})
ALOUD = frozenset({"report", "digest", "brief"})
"""Commands whose answers are for everybody in the channel; the others answer the one who asked."""


def heard_in_message(message: discord.Message, own_id: int, room_id: int, *, free_words: bool) -> Heard | None:
    """A message as words for the bot; None for what people say to each other, and for other channels."""
    private = message.guild is None
    thread = _thread_id(message.channel, room_id)
    if message.author.bot or not (private or thread or message.channel.id == room_id):
        return None
    to_bot = _answers_bot(message, own_id)
    direct = private or to_bot or any(one.id == own_id for one in message.mentions)
    if not direct and not (thread and free_words and not message.mentions):
        return None
    text = re.sub(rf"<@!?{own_id}>", "", message.content).strip()
    if not text and not direct:
        return None
    reference = message.reference.message_id if message.reference else None
    edited = message.edited_at
    return Heard(
        event_id=f"{message.id}:{edited.isoformat()}" if edited else str(message.id),
        account=str(message.author.id),
        name=message.author.display_name,
        text=text,
        place=str(message.channel.id),
        private=private,
        reply_to=str(reference or thread or ""),
        direct=direct,
    )


def pressed_in(interaction: discord.Interaction) -> Pressed:
    """A button or a sent form."""
    data: Mapping[str, Any] = interaction.data or {}
    return Pressed(
        event_id=str(interaction.id),
        account=str(interaction.user.id),
        name=interaction.user.display_name,
        action=str(data.get("custom_id", "")),
        place=str(interaction.channel_id or ""),
        message=str(interaction.message.id) if interaction.message else "",
        locale=interaction.locale.value,
        fields=dict(_fields(data.get("components", ()))),
    )


def heard_in_command(interaction: discord.Interaction, specs: Sequence[CommandSpec], room_id: int) -> Heard | None:
    """A slash command or a message menu as the words it stands for; None for a command of another time."""
    data: Mapping[str, Any] = interaction.data or {}
    words = _menu_words(data) if data.get("type") == discord.AppCommandType.message.value else _words(data, specs)
    if words is None:
        return None
    thread = _thread_id(interaction.channel, room_id)
    return Heard(
        event_id=str(interaction.id),
        account=str(interaction.user.id),
        name=interaction.user.display_name,
        text=words,
        place=str(interaction.channel_id or ""),
        private=interaction.guild_id is None,
        reply_to=str(thread or ""),
        locale=interaction.locale.value,
    )


def verb_of(custom_id: str) -> str:
    """The verb in a button's id, unchecked: only to know whether a form will be opened."""
    parts = custom_id.split(".")
    return parts[3] if len(parts) > 3 else ""


def command_name(data: Mapping[str, Any]) -> tuple[str, Mapping[str, str], str]:
    """(name of the command, its options, name of the option being typed) of an interaction's data."""
    names: list[str] = []
    options: Sequence[Mapping[str, Any]] = data.get("options", ())
    while options and options[0]["type"] in (1, 2):
        names.append(str(options[0]["name"]))
        options = options[0].get("options", ())
    values = {str(one["name"]): str(one.get("value", "")) for one in options}
    typing = next((str(one["name"]) for one in options if one.get("focused")), "")
    return " ".join(names), values, typing


def _words(data: Mapping[str, Any], specs: Sequence[CommandSpec]) -> str | None:
    name, values, _ = command_name(data)
    spec = next((one for one in specs if one.name == name), None)
    return spec.words(values) if spec else None


def _menu_words(data: Mapping[str, Any]) -> str | None:
    words = MENUS.get(str(data.get("name")))
    messages = data.get("resolved", {}).get("messages", {})
    content = str(messages.get(str(data.get("target_id")), {}).get("content", "")).strip()
    return words.replace("{}", content, 1) if words else None


def _fields(components: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The inputs of a form, in rows (as they were) or labels (as they are)."""
    for one in components:
        inner = one.get("components") or ([one["component"]] if "component" in one else [])
        if inner:
            yield from _fields(inner)
        elif "value" in one:
            yield str(one["custom_id"]), str(one["value"])
        elif one.get("values"):
            yield str(one["custom_id"]), str(one["values"][0])


def _thread_id(channel: object, room_id: int) -> int:
    """The thread's id, which is its first message's, when it is a thread of the review channel; else 0."""
    return channel.id if isinstance(channel, discord.Thread) and channel.parent_id == room_id else 0


def _answers_bot(message: discord.Message, own_id: int) -> bool:
    answered = message.reference.resolved if message.reference else None
    return isinstance(answered, discord.Message) and answered.author.id == own_id
