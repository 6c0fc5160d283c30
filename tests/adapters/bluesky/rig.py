"""A page on the fake network, with people on it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.adapters.pages.bluesky.adapter import BlueskyPage
from bot.adapters.pages.bluesky.client import RATE, BlueskyClient
from bot.adapters.pages.shared.pacing import Pace
from bot.ports import PageAdapter
from tests.adapters.pages.rig import Breaks, Rig
from tests.fakes.bluesky import Network
from tests.pipeline.conftest import House


class BlueskyRig(Rig):
    breaks = frozenset(Breaks)
    revokes = True
    delivers_own = True
    hides = True
    likes = True

    def __init__(self, house: House) -> None:
        self.network = Network(now=house.clock.now)
        self.network.person("bakery")
        self.post = self.network.post("bakery", "Rye bread on Saturday, out of the oven at nine.")
        super().__init__(house)

    def again(self) -> PageAdapter:
        clock = self.house.clock
        pace = Pace([RATE], now=lambda: clock.now().timestamp(), sleep=lambda _: asyncio.sleep(0.01))
        client = BlueskyClient(
            "https://bsky.example",
            "bakery.test",
            "pass-bakery",
            page_id="page",
            pace=pace,
            transport=self.network.transport(),
        )
        return BlueskyPage("page", client, every=timedelta(milliseconds=20), now=clock.now)

    async def say(self, text: str, *, author: str = "ana", under: str = "") -> str:
        self.house.clock.tick(timedelta(milliseconds=5))
        return self.network.post(author, text, under=under or self.post)

    async def standing(self, under: str) -> list[str]:
        own = self.network.person("bakery").did
        return [one.value["text"] for one in self.network.replies_to(under) if own in one.uri]

    async def write_as_page(self, text: str, under: str) -> str:
        self.house.clock.tick(timedelta(milliseconds=5))
        return self.network.post("bakery", text, under=under)

    def break_next(self, how: Breaks) -> None:
        self.network.next_write = how.value

    def revoke(self, revoked: bool) -> None:
        self.network.revoked = revoked

    async def liked(self, ext_id: str) -> int:
        records = [one.value for uri, one in self.network.records.items() if "/app.bsky.feed.like/" in uri]
        return sum(one["subject"]["uri"] == ext_id for one in records)

    async def hidden(self, ext_id: str) -> bool:
        gates = [one.value for uri, one in self.network.records.items() if "threadgate" in uri]
        return any(ext_id in one.get("hiddenReplies", ()) for one in gates)
