"""A review channel on Matrix."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.adapters.chat.matrix.doctor import problems
from bot.adapters.chat.matrix.hearing import Ear
from bot.adapters.chat.matrix.house import House
from bot.adapters.chat.matrix.settings import Settings, settings_of
from bot.adapters.chat.room.events import CardView
from bot.adapters.manifest import chat_capabilities
from bot.domain.capabilities import ChatCapabilities
from bot.domain.card import Card
from bot.ports import Office

HERE = Path(__file__).parent


class MatrixChannel:
    """One review room. Cards in the room; questions there, in threads and in rooms with one person."""

    def __init__(
        self, channel_id: str, settings: Settings, *, secret: bytes, lang: str = "en", brands: Sequence[str] = ()
    ) -> None:
        self.channel_id = channel_id
        self.capabilities: ChatCapabilities = chat_capabilities(HERE)
        self._settings = settings
        self._house = House(channel_id, settings, self.capabilities, secret=secret, lang=lang, brands=brands)
        self.ear: Ear | None = None

    @classmethod
    def build(
        cls,
        channel_id: str,
        options: Mapping[str, Any],
        home: Path,
        *,
        secret: bytes = b"",
        lang: str = "en",
        brands: Sequence[str] = (),
    ) -> MatrixChannel:
        """From settings; raises `Misconfigured` naming the key. Without a secret (the doctor has none) what is asked
        for in messages means nothing later."""
        settings = settings_of(channel_id, options, home)
        return cls(channel_id, settings, secret=secret or secrets.token_bytes(32), lang=lang, brands=brands)

    async def run(self, office: Office) -> None:
        """Listen until cancelled."""
        self._house.office = office
        me, home = await self._house.known()
        token = await self._house.token()
        self.ear = Ear(self._house, me, home, token=token, pauses=self._settings.pauses)
        try:
            await self.ear.run()
        finally:
            await self.ear.close()
            await self._house.speaker.close()

    async def show(self, card: Card, ext_message_id: str = "") -> str:
        """Post the card, or change the event that shows it."""
        room = self._house.room
        return await self._shown(room.card(card), room.post_key(card), ext_message_id)

    async def show_many(self, cards: Sequence[Card], ext_message_id: str = "") -> Sequence[str]:
        """Several new cards as one list; one alone as itself."""
        if len(cards) == 1 and not ext_message_id:
            return [await self.show(cards[0])]
        room = self._house.room
        event = await self._shown(room.group(cards), room.post_key(*cards), ext_message_id)
        return [event] * len(cards)

    async def _shown(self, view: CardView, key: str, event: str) -> str:
        _, home = await self._house.known()
        if event and await self._house.is_gone(event):
            key, event = f"{key}.{event[1:20]}", ""
        return await self._house.speaker.card(view, home, key, event)

    async def say(self, text: str, *, item_id: int = 0) -> None:
        """A sentence to the room, in the card's thread where the card is here."""
        _, home = await self._house.known()
        office = self._house.office
        root = await office.messages.message_of(self.channel_id, item_id) if item_id and office is not None else ""
        await self._house.speaker.words(text, home, root)

    def idle(self) -> bool:
        """Whether everything that came in is answered and everything that was to be said is said."""
        return (self.ear is None or self.ear.idle()) and self._house.speaker.idle()

    async def check(self) -> Sequence[str]:
        """What is wrong with token, room and rights."""
        try:
            return await problems(self._house.client, self._settings.room)
        finally:
            await self._house.client.close()
