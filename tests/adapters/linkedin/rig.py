"""A company page on the fake LinkedIn, with people on it."""

from __future__ import annotations

from datetime import timedelta

from bot.adapters.pages.linkedin.adapter import Inspector, LinkedInPage
from bot.adapters.pages.linkedin.client import LinkedInClient
from bot.adapters.pages.shared.http import Http
from bot.adapters.pages.shared.tree_page import Looking
from bot.ports import PageAdapter
from tests.adapters.pages.served import ServedRig
from tests.fakes.linkedin import APP, ORG, TOKEN, FakeLinkedIn


class LinkedInRig(ServedRig):
    platform = FakeLinkedIn

    def http(self) -> Http:
        return Http(self.fake.url, seconds=self.seconds, transport=self.transport())

    def client(self, calls_a_day: int = 0) -> LinkedInClient:
        return LinkedInClient(
            self.http(),
            TOKEN,
            page_id="page",
            calls_a_day=calls_a_day,
            pace=self.pace(),
            now=self.house.clock.now,
        )

    def looking(self) -> Looking:
        return Looking(every=timedelta(milliseconds=20), now=self.house.clock.now)

    def again(self) -> PageAdapter:
        return LinkedInPage("page", self.client(), ORG, looking=self.looking())

    def inspected(self, client_secret: str = APP["client_secret"]) -> LinkedInPage:
        """With the app's secret at hand."""
        app = APP["client_id"]
        inspector = Inspector(http=self.http(), token=TOKEN, client_id=app, client_secret=client_secret)
        return LinkedInPage("page", self.client(), ORG, looking=self.looking(), inspector=inspector)
