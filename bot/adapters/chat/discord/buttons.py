"""Buttons that outlive the process: all their state is in the signed id, and the library makes them anew from it.

The library drops a press silently when the message that comes with it does not hold the button any more (it was edited
in the same moment), and an id whose form it does not know. Nobody's press is dropped here: `takes` says which presses
the library hands on, and the others are answered all the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol, cast

import discord

from bot.adapters.chat.room.actions import SIGNED


class Presses(Protocol):
    """The connection, as far as a button knows it."""

    async def pressed(self, interaction: discord.Interaction) -> None:
        """Acknowledge and answer."""
        ...


class CardButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=SIGNED):
    """A button of a card or an answer."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> CardButton:
        """The button that was pressed, as it stands on its message."""
        return cls(cast("discord.ui.Button[Any]", item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Whether the id is ours and the person may is the room's to say, after the acknowledgement."""
        await cast("Presses", interaction.client).pressed(interaction)


def button(made: discord.ui.Button[Any]) -> discord.ui.Item[Any]:
    """A button as one that the library makes anew, if its id is signed."""
    return CardButton(made) if SIGNED.fullmatch(made.custom_id or "") else made


def takes(interaction: discord.Interaction) -> bool:
    """Whether the library hands this press to `CardButton`."""
    data: Mapping[str, Any] = interaction.data or {}
    custom_id = str(data.get("custom_id", ""))
    if interaction.type is not discord.InteractionType.component or interaction.message is None:
        return False
    rows = [one for one in interaction.message.components if isinstance(one, discord.ActionRow)]
    return SIGNED.fullmatch(custom_id) is not None and any(
        one.custom_id == custom_id for row in rows for one in row.children
    )
