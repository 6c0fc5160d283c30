"""What a room has to remember, from the store: which message shows which item, which events it has had."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.store import Store
from bot.store.times import span

KEEP = timedelta(days=7)
REMEMBER = timedelta(days=30)


class MessagesService:
    """Implements `bot.ports.Messages`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def item_of(self, channel_id: str, ext_message_id: str) -> int:
        """The item whose card the message shows."""
        found = await self.items_of(channel_id, ext_message_id)
        return found[0] if found else 0

    async def items_of(self, channel_id: str, ext_message_id: str) -> Sequence[int]:
        """The items of a message, in its order."""
        if not ext_message_id:
            return ()
        return await self._store.read(lambda tx: tx.cards.items_of(channel_id, ext_message_id))

    async def message_of(self, channel_id: str, item_id: int) -> str:
        """The message that shows the item."""
        return (await self._store.read(lambda tx: tx.cards.get(item_id, channel_id)))[0]

    async def shown_version(self, channel_id: str, item_id: int) -> int:
        """The version the channel shows."""
        return (await self._store.read(lambda tx: tx.cards.get(item_id, channel_id)))[1]

    async def once(self, key: str) -> bool:
        """True the first time."""
        return await self._store.write(lambda tx: tx.notes.remember_request(key, keep_for=span(KEEP)))

    async def had(self, key: str) -> bool:
        """Whether the event was seen to its end."""
        return await self._store.read(lambda tx: tx.notes.had_request(key))

    async def keep(self, key: str, value: str) -> None:
        """Remember a small text."""
        await self._store.write(lambda tx: tx.notes.keep(key, value, keep_for=span(REMEMBER)))

    async def recall(self, key: str) -> str:
        """What was kept."""
        return await self._store.read(lambda tx: tx.notes.recall(key))
