"""What the parts of the channel share: who the bot is, which channel it is, the server's limits and emoji names."""

from __future__ import annotations

from collections.abc import Mapping

from bot.adapters.chat.room.room import Room
from bot.adapters.chat.zulip.client import Json, ZulipClient
from bot.adapters.chat.zulip.markdown import emoji_of
from bot.adapters.chat.zulip.parse import Me
from bot.adapters.chat.zulip.render import MOST_MESSAGE, MOST_TOPIC

_NAMES: Mapping[str, str] = {
    "0031-20e3": "one",
    "0032-20e3": "two",
    "0033-20e3": "three",
    "0034-20e3": "four",
    "0035-20e3": "five",
    "270f": "pencil",
    "1f501": "repeat",
    "1f44b": "wave",
    "1f4a4": "zzz",
}
"""Zulip's names for the emoji of cards, for servers that do not tell theirs."""


class House:
    """One per channel; asks the server once for each thing."""

    def __init__(self, client: ZulipClient, room: Room, stream: str) -> None:
        self.lang = room.lang
        self.most_message, self.most_topic = MOST_MESSAGE, MOST_TOPIC
        self._client, self._room, self._named = client, room, stream
        self._me: Me | None = None
        self._stream = 0
        self._names = dict(_NAMES)
        self.emoji: dict[str, str] = {}
        """The sign of an emoji by each of Zulip's names for it."""

    async def me(self) -> Me:
        """The bot."""
        if self._me is None:
            self._me = await self._client.me()
        return self._me

    async def stream(self) -> int:
        """The channel's id."""
        if not self._stream:
            self._stream = await self._client.stream_id(self._named)
        return self._stream

    async def learn(self, registered: Json) -> None:
        """What the server says of itself when a queue is made."""
        self.most_message = int(registered.get("max_message_length") or MOST_MESSAGE)
        self.most_topic = int(registered.get("max_topic_length") or MOST_TOPIC)
        url = registered.get("server_emoji_data_url")
        if url and not self.emoji:
            table = await self._client.emoji_table(str(url))
            self._names |= {code: names[0] for code, names in table.items() if names}
            self.emoji = {name: emoji_of(code) for code, names in table.items() for name in names}

    def emoji_name(self, code: str) -> str:
        """Zulip's name for an emoji, "" where it is not known."""
        return self._names.get(code, "")

    async def keep(self, kind: str, name: str, value: str) -> None:
        """Remember a small text in the store."""
        await self._room.office.messages.keep(f"zulip:{self._room.channel_id}:{kind}:{name}", value)

    async def recall(self, kind: str, name: str) -> str:
        """What was kept, "" for nothing."""
        return await self._room.office.messages.recall(f"zulip:{self._room.channel_id}:{kind}:{name}")
