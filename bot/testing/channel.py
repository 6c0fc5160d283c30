"""A review channel in memory: the cards it shows, and what the bot said."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.domain.capabilities import ChatCapabilities, TextLimit
from bot.domain.card import Card
from bot.ports import Desk, Office


class FakeChannel:
    """`ports.ChatAdapter`. `cards` maps a message id to the card it shows now; `said` are plain messages."""

    def __init__(self, channel_id: str = "fake") -> None:
        self.channel_id = channel_id
        self.capabilities = ChatCapabilities(
            platform="fake", text_limit=TextLimit(most=4000), buttons=True, modals=True, edits=True, private_words=True
        )
        self.cards: dict[str, Card] = {}
        self.shown: list[tuple[str, Card]] = []
        self.said: list[str] = []
        self.down = False
        self.desk: Desk | None = None
        self.office: Office | None = None

    async def run(self, office: Office) -> None:
        """Keep the desk for the test to press on, until cancelled."""
        self.office, self.desk = office, office.desk
        await asyncio.Event().wait()

    async def show(self, card: Card, ext_message_id: str = "") -> str:
        """Post or update; raises ConnectionError while `down`."""
        if self.down:
            raise ConnectionError("the channel cannot be reached")
        message_id = ext_message_id or f"m{len(self.cards) + 1}"
        self.cards[message_id] = card
        self.shown.append((message_id, card))
        return message_id

    async def show_many(self, cards: Sequence[Card], ext_message_id: str = "") -> Sequence[str]:
        """One by one: each card is a message of its own."""
        return [await self.show(card) for card in cards]

    async def say(self, text: str, *, item_id: int = 0) -> None:
        """Keep the words."""
        if self.down:
            raise ConnectionError("the channel cannot be reached")
        self.said.append(text)

    async def check(self) -> Sequence[str]:
        """No problems."""
        return ()
