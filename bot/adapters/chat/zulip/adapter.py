"""The review channel in Zulip: a topic for each card, reactions and typed words, direct messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.adapters.chat.room.outbox import Outbox
from bot.adapters.chat.room.room import Room
from bot.adapters.chat.text_card import Role, line
from bot.adapters.chat.zulip import checks, render
from bot.adapters.chat.zulip.board import Board
from bot.adapters.chat.zulip.client import ZulipClient
from bot.adapters.chat.zulip.front import Front
from bot.adapters.chat.zulip.house import House
from bot.adapters.chat.zulip.speaker import Speaker
from bot.adapters.chat.zulip.stream import Stream
from bot.adapters.chat.zulip.texts import texts
from bot.adapters.manifest import chat_capabilities
from bot.adapters.options import Options
from bot.domain.card import Card
from bot.ports import Office

HERE = Path(__file__).parent
GROUPED_FROM = 5
"""So many new cards at once are shown as one list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZulipSettings:
    """`stream` is the channel's name or id. Zulip allows 200 calls a minute; `per_second` keeps below it."""

    site: str
    email: str
    key: str
    stream: str
    per_second: float = 3.0
    pauses: tuple[float, float] = (1.0, 60.0)


class ZulipChannel:
    """`ports.ChatAdapter`."""

    def __init__(self, settings: ZulipSettings, room: Room) -> None:
        self.channel_id, self.capabilities = room.channel_id, room.capabilities
        self._settings, self._room = settings, room
        self._client = ZulipClient(settings.email, settings.key, settings.site)
        self._outbox = Outbox(per_second=settings.per_second, burst=20)
        self._house = House(self._client, room, settings.stream)
        self._board = Board(self._client, self._outbox, self._house)
        self._front: Front | None = None
        self.stream: Stream | None = None

    @classmethod
    def build(
        cls,
        channel_id: str,
        options: Mapping[str, Any],
        home: Path,
        *,
        secret: bytes,
        lang: str = "en",
        brands: Sequence[str] = (),
    ) -> ZulipChannel:
        """From settings; raises `Misconfigured` naming the key."""
        settings = zulip_settings(Options(options, where=f"channel {channel_id}", home=home))
        return cls(settings, Room(channel_id, chat_capabilities(HERE), secret=secret, lang=lang, brands=brands))

    async def run(self, office: Office) -> None:
        """Listen until cancelled. Raises `AccountDisconnected` for a key that Zulip does not take."""
        await self._room.open(office)
        me = await self._house.me()
        speaker = Speaker(self._client, self._outbox, self._room, self._house)
        self._front = Front(self._client, self._room, speaker, self._house, me)
        self.stream = Stream(self._client, self._house, self._front, pauses=self._settings.pauses)
        try:
            await self.stream.follow()
        finally:
            self._client.close()

    async def show(self, card: Card, ext_message_id: str = "") -> str:
        """Post the card in its topic, or change its message; the id is the message's."""
        topic = render.topic(card, self._house.most_topic)
        return await self._board.show(self._room.card(card), topic, ext_message_id)

    async def show_many(self, cards: Sequence[Card], ext_message_id: str = "") -> Sequence[str]:
        """A few as cards of their own, many as one list in a topic for lists."""
        if not ext_message_id and len(cards) < GROUPED_FROM:
            return [await self.show(card) for card in cards]
        topic = texts(self._room.lang).group_topic
        shown = await self._board.show(self._room.group(cards), topic, ext_message_id)
        return [shown] * len(cards)

    async def say(self, text: str, *, item_id: int = 0) -> None:
        """A sentence; in the card's topic where it is about one."""
        topic = texts(self._room.lang).general_topic
        if item_id:
            topic = await self._topic_of(item_id) or topic
        for post in render.answer([line(Role.SAYS, text)], self._house.most_message):
            await self._board.say(topic, post)

    async def check(self) -> Sequence[str]:
        """Address, key, channel, subscription."""
        return await checks.problems(self._client, self._settings.site, self._settings.stream)

    async def settled(self) -> None:
        """Until everything that came in is answered."""
        if self._front is not None:
            await self._front.settled()
        await self._board.settled()

    async def _topic_of(self, item_id: int) -> str:
        message_id = await self._room.office.messages.message_of(self.channel_id, item_id)
        if not message_id:
            return ""
        return str((await self._client.message(int(message_id))).get("subject") or "")


def zulip_settings(read: Options) -> ZulipSettings:
    """From the channel's options; raises `Misconfigured` naming the key."""
    read.only("site", "email", "key_env", "key_file", "stream", "per_second")
    keys = read.secrets("key_env", "key_file")
    if not keys:
        mend = "the bot's API key is needed: name the variable that holds it, or a file in key_file"
        raise read.wrong("key_env", mend)
    site = read.text("site")
    if not site.startswith(("http://", "https://")):
        raise read.wrong("site", f"must begin with https:// (or http:// for a server of your own), not {site!r}")
    return ZulipSettings(
        site=site,
        email=read.text("email"),
        key=keys[0],
        stream=read.text("stream"),
        per_second=read.number("per_second", 3.0, least=0.01, most=1000),
    )
