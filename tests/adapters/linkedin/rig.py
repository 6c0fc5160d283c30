"""A company page on the fake LinkedIn, with people on it."""

from __future__ import annotations

from datetime import timedelta

from bot.adapters.pages.linkedin.adapter import App, LinkedInPage
from bot.adapters.pages.linkedin.client import LinkedInClient
from bot.adapters.pages.shared.http import Http
from bot.adapters.pages.shared.tree_page import Looking
from bot.ports import PageAdapter
from tests.adapters.pages.served import ServedRig
from tests.fakes.linkedin import ORGANIZATION, TOKEN, FakeLinkedIn


class LinkedInRig(ServedRig):
    platform = FakeLinkedIn

    def again(self) -> PageAdapter:
        http = Http(self.fake.url, seconds=self.seconds, transport=self.transport())
        client = LinkedInClient(http, TOKEN, pace=self.pace())
        looking = Looking(every=timedelta(milliseconds=20), now=self.house.clock.now)
        app = App(http=Http(self.fake.url), client_id="client", client_secret="secret")
        return LinkedInPage("page", client, ORGANIZATION, looking=looking, app=app)
