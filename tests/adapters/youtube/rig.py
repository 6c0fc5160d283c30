"""A channel on the fake Data API, with people on it."""

from __future__ import annotations

from datetime import timedelta

from bot.adapters.pages.shared.google import Grant
from bot.adapters.pages.shared.http import Http
from bot.adapters.pages.shared.pacing import MemoryNotes
from bot.adapters.pages.shared.tree_page import Looking
from bot.adapters.pages.youtube.adapter import YouTubePage
from bot.adapters.pages.youtube.client import YouTubeClient
from bot.ports import PageAdapter
from tests.adapters.pages.served import ServedRig
from tests.fakes.google import GRANT, FakeYouTube


class YouTubeRig(ServedRig):
    platform = FakeYouTube
    hides = True

    def client(self, **more: int) -> YouTubeClient:
        http = Http(self.fake.url, seconds=self.seconds, transport=self.transport())
        grant = Grant(token_url=f"{self.fake.url}/token", **GRANT)
        return YouTubeClient(http, grant, page_id="page", memory=MemoryNotes(), now=self.house.clock.now, **more)

    def again(self) -> PageAdapter:
        looking = Looking(every=timedelta(milliseconds=20), now=self.house.clock.now)
        return YouTubePage("page", self.client(), looking=looking)
