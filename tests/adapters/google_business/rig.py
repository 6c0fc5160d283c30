"""A place on the fake Business Profile API, with people who review it."""

from __future__ import annotations

from datetime import timedelta

from bot.adapters.pages.google_business.adapter import ReviewPage
from bot.adapters.pages.shared.google import GoogleClient, Grant
from bot.adapters.pages.shared.http import Http
from bot.adapters.pages.shared.tree_page import Looking
from bot.ports import PageAdapter
from tests.adapters.pages.served import ServedRig
from tests.fakes.google import GRANT
from tests.fakes.google_business import PLACE, FakeReviews


class ReviewRig(ServedRig):
    platform = FakeReviews

    def again(self) -> PageAdapter:
        http = Http(self.fake.url, seconds=self.seconds, transport=self.transport())
        client = GoogleClient(http, Grant(token_url=f"{self.fake.url}/token", **GRANT), now=self.house.clock.now)
        looking = Looking(every=timedelta(milliseconds=20), now=self.house.clock.now)
        return ReviewPage("page", client, PLACE, looking=looking, pace=self.pace())
