"""An account on the fake Reddit, with people around it."""

from __future__ import annotations

from datetime import timedelta

from bot.adapters.pages.reddit.adapter import RedditPage
from bot.adapters.pages.reddit.client import RedditClient
from bot.adapters.pages.shared.tree_page import Looking
from bot.ports import PageAdapter
from tests.adapters.pages.rig import Breaks
from tests.adapters.pages.served import ServedRig
from tests.fakes.reddit import CREDENTIALS, SUB, FakeReddit


class RedditRig(ServedRig):
    """`nowhere` is a port at which nobody listens: the connection is refused by the machine itself."""

    platform = FakeReddit
    hides = True
    nowhere = "http://127.0.0.1:9"
    clients: tuple[RedditClient, ...] = ()

    def client(self) -> RedditClient:
        urls = {"oauth_url": self.fake.url, "reddit_url": self.fake.url}
        agent = "python:tertulia:vtest (by u/mirlo)"
        made = RedditClient({**CREDENTIALS, **urls, "user_agent": agent}, pace=self.pace(), seconds=self.seconds)
        self.clients = (*self.clients, made)
        return made

    def again(self) -> PageAdapter:
        looking = Looking(every=timedelta(milliseconds=20), now=self.house.clock.now)
        return RedditPage("page", self.client(), [SUB], looking=looking)

    def break_next(self, how: Breaks) -> None:
        if how is not Breaks.UNREACHABLE:
            super().break_next(how)
            return
        client = self.page._client  # type: ignore[attr-defined]
        requestor = client._session()._core.requestor
        real, there = client.post, requestor.oauth_url

        async def once(path: str, fields: dict[str, str]) -> object:
            requestor.oauth_url, client.post = self.nowhere, real
            try:
                return await real(path, fields)
            finally:
                requestor.oauth_url = there

        client.post = once

    async def let_go(self) -> None:
        for one in self.clients:
            await one.close()
