"""A page on the fake Graph API, with people on it."""

from __future__ import annotations

from datetime import timedelta

from bot.adapters.pages.facebook.adapter import FacebookPage
from bot.adapters.pages.shared.graph import GraphClient
from bot.adapters.pages.shared.http import Http
from bot.adapters.pages.shared.tree_page import Looking
from bot.ports import PageAdapter
from tests.adapters.pages.served import ServedRig
from tests.fakes.graph import SECRET, TOKEN, FakeFacebook


class FacebookRig(ServedRig):
    platform = FakeFacebook
    hides = True
    likes = True

    def client(self) -> GraphClient:
        http = Http(self.fake.url, seconds=self.seconds, transport=self.transport())
        return GraphClient(http, TOKEN, [SECRET], pace=self.pace())

    def again(self) -> PageAdapter:
        looking = Looking(every=timedelta(milliseconds=20), now=self.house.clock.now)
        return FacebookPage("page", self.client(), self.fake.own, "verify-me", looking=looking)
