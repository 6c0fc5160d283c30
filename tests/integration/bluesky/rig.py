"""A page on the real network, with people on it, and a wire that breaks when it is told to."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from bot.adapters.pages.bluesky.adapter import BlueskyPage
from bot.adapters.pages.bluesky.client import RATE, BlueskyClient
from bot.adapters.pages.shared.pacing import Pace
from bot.ports import PageAdapter
from tests.adapters.pages.rig import Breaks, Rig
from tests.integration.bluesky.network import PASSWORD, Person, wait_for
from tests.pipeline.conftest import House

_numbers = itertools.count(int(time.time()) % 100_000)


class Wire(httpx.AsyncBaseTransport):
    """The real one, but for the next call that writes."""

    def __init__(self, rig: NetworkRig) -> None:
        self._rig, self._real = rig, httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        how = None
        if request.url.path.endswith("repo.putRecord"):
            how, self._rig.next = self._rig.next, None
        if how is Breaks.UNREACHABLE:
            raise httpx.ConnectError("refused")
        if how is Breaks.BUSY:
            headers = {"ratelimit-remaining": "0", "ratelimit-reset": str(int(time.time()) + 60)}
            return httpx.Response(429, json={"error": "RateLimitExceeded", "message": "slowly"}, headers=headers)
        if how is Breaks.BROKEN:
            return httpx.Response(502, json={"error": "UpstreamFailure", "message": "not now"})
        answer = await self._real.handle_async_request(request)
        if how in (Breaks.DROPPED, Breaks.SILENT):
            await answer.aread()
            await answer.aclose()
            dropped = httpx.RemoteProtocolError("closed"), httpx.ReadTimeout("no answer")
            raise dropped[how is Breaks.SILENT]
        return answer

    async def aclose(self) -> None:
        await self._real.aclose()


class NetworkRig(Rig):
    breaks = frozenset(Breaks)
    delivers_own = True
    hides = True
    likes = True

    def __init__(self, house: House, service: str, folder: Path) -> None:
        self.service, self._folder = service, folder
        self.next: Breaks | None = None
        self._people: dict[str, Person] = {}
        self.refs: dict[str, dict[str, Any]] = {}
        self.bakery = self.person("bakery")
        self.post = self._kept(self.bakery.post("Rye bread on Saturday, out of the oven at nine."))
        super().__init__(house)

    def again(self) -> PageAdapter:
        clock = self.house.clock
        pace = Pace([RATE], now=lambda: clock.now().timestamp(), sleep=lambda _: asyncio.sleep(0.05))
        client = BlueskyClient(
            self.service,
            self.bakery.handle,
            PASSWORD,
            page_id="page",
            keep=self._folder / "bakery.session",
            pace=pace,
            transport=Wire(self),
            seconds=60,
        )
        return BlueskyPage("page", client, every=timedelta(milliseconds=300), now=clock.now)

    def person(self, name: str) -> Person:
        """Somebody; each test has people of its own."""
        if name not in self._people:
            self._people[name] = Person(self.service, f"{name}{next(_numbers)}")
        return self._people[name]

    def _kept(self, ref: dict[str, Any]) -> str:
        """Once it is seen by all."""
        self.refs[ref["uri"]] = ref
        wait_for(lambda: self.bakery.seen(ref["uri"]), httpx.HTTPError)
        return str(ref["uri"])

    def ref_of(self, uri: str) -> dict[str, Any]:
        """What a reply to a post has to name; also of what the page itself wrote."""
        if uri not in self.refs:
            view = wait_for(lambda: self.bakery.seen(uri), httpx.HTTPError)
            root = view["record"].get("reply", {}).get("root", {"uri": uri, "cid": view["cid"]})
            self.refs[uri] = {"uri": uri, "cid": view["cid"], "root": root}
        return self.refs[uri]

    async def say(self, text: str, *, author: str = "ana", under: str = "") -> str:
        def post() -> str:
            return self._kept(self.person(author).post(text, self.ref_of(under or self.post)))

        return await asyncio.to_thread(post)

    async def write_as_page(self, text: str, under: str) -> str:
        return await asyncio.to_thread(lambda: self._kept(self.bakery.post(text, self.ref_of(under))))

    async def standing(self, under: str) -> list[str]:
        """What the account's own repository holds: the network shows it a little later."""

        def read() -> list[str]:
            values = [one["value"] for one in self.bakery.records("app.bsky.feed.post")]
            return [one["text"] for one in values if one.get("reply", {}).get("parent", {}).get("uri") == under]

        return await asyncio.to_thread(read)

    async def eventually(self, read: Callable[[], Any]) -> Any:
        """What people see, once they see it."""
        return await asyncio.to_thread(wait_for, read, httpx.HTTPError)

    def break_next(self, how: Breaks) -> None:
        self.next = how

    async def delete(self, ext_id: str) -> None:
        author = next(one for one in self._people.values() if one.did in ext_id)

        def gone() -> bool:
            return not self.bakery.seen(ext_id)

        await asyncio.to_thread(author.delete, ext_id)
        await asyncio.to_thread(wait_for, gone, httpx.HTTPError)

    async def liked(self, ext_id: str) -> int:
        values = await asyncio.to_thread(lambda: self.bakery.records("app.bsky.feed.like"))
        return sum(one["value"]["subject"]["uri"] == ext_id for one in values)

    async def hidden(self, ext_id: str) -> bool:
        values = await asyncio.to_thread(lambda: self.bakery.records("app.bsky.feed.threadgate"))
        return any(ext_id in one["value"].get("hiddenReplies", ()) for one in values)
