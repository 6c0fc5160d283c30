"""A channel with a discussion group on the fake server, with people in it."""

from __future__ import annotations

from typing import Any

from bot.adapters.pages.shared.staff import Staff
from bot.adapters.pages.telegram.adapter import TelegramPage
from bot.adapters.telegram.budget import Budget
from bot.adapters.telegram.client import TelegramClient
from bot.adapters.telegram.hub import Link, hub_of
from bot.pipeline.intake import MemoryService
from bot.ports import PageAdapter
from tests.adapters.pages.rig import Breaks, Rig
from tests.fakes.telegram import BOT, CHANNEL, DISCUSSION, POSTS_AS_CHANNEL, TOKEN, TelegramServer
from tests.fakes.telegram_rules import Json
from tests.pipeline.conftest import House

NOWHERE = "http://127.0.0.1:9"
PEOPLE = ("ana", "ben", "zoe", "bea", *(f"person{number}" for number in range(5)))


class BreakingClient(TelegramClient):
    """The adapter's client; the next reply may not leave the machine."""

    unreachable = False

    async def call(self, method: str, **values: Any) -> Any:
        if method == "sendMessage" and self.unreachable:
            self.unreachable = False
            return await TelegramClient(TOKEN, NOWHERE).call(method, **values)
        return await super().call(method, **values)


class TelegramRig(Rig):
    breaks = frozenset(Breaks)
    revokes = True
    delivers_own = True

    def __init__(self, house: House, server: TelegramServer) -> None:
        self.server = server
        server.hears_all = True
        self.people = {name: server.person(600 + number, name.title()) for number, name in enumerate(PEOPLE)}
        self.root: Json = {}
        super().__init__(house)

    def again(self) -> PageAdapter:
        hub = hub_of(Link(token=TOKEN, base_url=self.server.url))
        hub.pauses, hub.wait = (0.02,), 2.0
        hub.client = self.client = BreakingClient(TOKEN, self.server.url, seconds=0.5)
        hub.budget = Budget(per_second=10_000, per_minute=10_000, chat_seconds=0.0)
        memory = MemoryService(self.house.store)
        return TelegramPage("page", hub, "@bakery", staff=Staff.of(["@cleo"]), memory=memory)

    async def say(self, text: str, *, author: str = "ana", under: str = "", **more: Any) -> str:
        self.root = self.root or self.server.post("Fresh bread at eight!")
        above = _number(under) if under else self.root["message_id"]
        made = self.server.say(self.people[author], DISCUSSION, text, reply_to=above, **more)
        return f"{DISCUSSION}:{made['message_id']}"

    async def standing(self, under: str) -> list[str]:
        return [
            one["text"]
            for (chat, _), one in self.server.messages.items()
            if chat == DISCUSSION and one["from"]["id"] == BOT and one["_reply_to"] == _number(under)
        ]

    async def write_as_page(self, text: str, under: str) -> str:
        channel = self.server.chats[CHANNEL].wire()
        made = self.server.say(POSTS_AS_CHANNEL, DISCUSSION, text, reply_to=_number(under), sender_chat=channel)
        return f"{DISCUSSION}:{made['message_id']}"

    def break_next(self, how: Breaks) -> None:
        if how is Breaks.BUSY:
            self.server.limited[DISCUSSION] = 1
        elif how is Breaks.UNREACHABLE:
            self.client.unreachable = True
        else:
            self.server.next_send = how.value

    def revoke(self, revoked: bool) -> None:
        self.server.token = "7001:revoked" if revoked else TOKEN


def _number(ext_id: str) -> int:
    return int(ext_id.rpartition(":")[2])
