"""A real server that speaks Mastodon's API, with people on it; the wire in between breaks when it is told to."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from http.client import RemoteDisconnected
from typing import Any

import httpx
import requests
from mastodon import Mastodon
from mastodon_mock.config import SeedAccount, SeedConfig
from mastodon_mock.testing.server import MockServer
from requests.adapters import HTTPAdapter
from urllib3.exceptions import MaxRetryError, NewConnectionError

from bot.adapters.pages.mastodon.adapter import MastodonPage
from bot.adapters.pages.mastodon.client import RATE, MastodonClient
from bot.adapters.pages.mastodon.markup import text_of
from bot.adapters.pages.shared.pacing import Pace
from bot.adapters.pages.shared.staff import Staff
from bot.ports import PageAdapter
from tests.adapters.pages.rig import Breaks, Rig
from tests.pipeline.conftest import House

PEOPLE = ("ana", "ben", "zoe", "bea", *(f"person{n}" for n in range(5)))
SEED = SeedConfig(
    accounts=[
        SeedAccount(username="bakery", display_name="The bakery", access_token="token-bakery"),
        *(SeedAccount(username=name, display_name=name.title(), access_token=f"token-{name}") for name in PEOPLE),
    ]
)
OVER = timedelta(minutes=11)


class Wire(HTTPAdapter):
    """Carries calls; one that publishes may get lost on the way back, or not leave at all."""

    def __init__(self, rig: MastodonRig) -> None:
        super().__init__()
        self._rig = rig

    def send(self, request: Any, *args: Any, **more: Any) -> Any:
        how = None
        if request.method == "POST" and request.url.endswith("/api/v1/statuses"):
            how, self._rig.next = self._rig.next, None
            self._rig.posted += how is not Breaks.UNREACHABLE
            if self._rig.forget_keys:
                request.headers.pop("Idempotency-Key", None)
        if how is Breaks.UNREACHABLE:
            reason = NewConnectionError(None, "refused")  # type: ignore[arg-type]
            raise requests.ConnectionError(MaxRetryError(None, request.url, reason))  # type: ignore[arg-type]
        answer = super().send(request, *args, **more)
        if how is Breaks.DROPPED:
            raise requests.ConnectionError("Connection aborted.", RemoteDisconnected("closed"))
        if how is Breaks.SILENT:
            raise requests.ReadTimeout("no answer")
        return answer


class BreakingClient(MastodonClient):
    """The adapter's client, its wire replaced."""

    rig: MastodonRig

    def _client(self) -> Any:
        found = super()._client()
        if not isinstance(found.session.get_adapter("http://x"), Wire):
            found.session.mount("http://", Wire(self.rig))
        return found


class MastodonRig(Rig):
    breaks = frozenset(Breaks)
    revokes = True
    delivers_own = True
    edits = True
    likes = True
    minute = timedelta(minutes=1)

    def __init__(self, house: House, server: MockServer) -> None:
        self.server = server
        self.next: Breaks | None = None
        self.streaming = False
        self.every = 0.05
        self.staff: tuple[str, ...] = ()
        self.forget_keys = False
        self.posted = 0
        self._fault = ""
        server_reset(server)
        super().__init__(house)

    def again(self) -> PageAdapter:
        clock = self.house.clock
        pace = Pace([RATE], now=lambda: clock.now().timestamp(), sleep=lambda _: asyncio.sleep(0.01))
        client = BreakingClient(self.server.base_url, "token-bakery", pace=pace, seconds=5)
        client.rig = self
        return MastodonPage(
            "page",
            client,
            staff=Staff.of(self.staff),
            every=timedelta(seconds=self.every),
            now=clock.now,
            streaming=self.streaming,
        )

    def person(self, name: str) -> Mastodon:
        """The client of somebody on the server."""
        return Mastodon(access_token=f"token-{name}", api_base_url=self.server.base_url)

    async def say(self, text: str, *, author: str = "ana", under: str = "", **more: Any) -> str:
        def post() -> str:
            made = self.person(author).status_post(f"@bakery {text}", in_reply_to_id=under or None, **more)
            return str(made["id"])

        return await asyncio.to_thread(post)

    async def write_as_page(self, text: str, under: str) -> str:
        def post() -> str:
            return str(self.person("bakery").status_post(text, in_reply_to_id=under or None)["id"])

        return await asyncio.to_thread(post)

    async def standing(self, under: str) -> list[str]:
        found = await asyncio.to_thread(self.person("bakery").status_context, under)
        return [
            text_of(one["content"], {})
            for one in found["descendants"]
            if one["account"]["username"] == "bakery" and str(one["in_reply_to_id"]) == under
        ]

    async def edit(self, ext_id: str, text: str) -> None:
        await asyncio.to_thread(self.person("ana").status_update, ext_id, f"@bakery {text}")
        self.house.clock.tick(OVER)

    async def delete(self, ext_id: str) -> None:
        await asyncio.to_thread(self.person("ben").status_delete, ext_id)
        self.house.clock.tick(OVER)

    async def liked(self, ext_id: str) -> int:
        return int((await asyncio.to_thread(self.person("ana").status, ext_id))["favourites_count"])

    def break_next(self, how: Breaks) -> None:
        if how is Breaks.BUSY:
            self._rule({"methods": ["POST"], "path": "/api/v1/statuses"}, {"type": "ratelimit"}, count=1)
        elif how is Breaks.BROKEN:
            self._rule({"methods": ["POST"], "path": "/api/v1/statuses"}, {"type": "status", "status": 503}, count=1)
        else:
            self.next = how

    def revoke(self, revoked: bool) -> None:
        if revoked:
            body = {"error": "The access token was revoked"}
            self._fault = self._rule({"path": "/api/v1/*"}, {"type": "status", "status": 401, "body": body})
        else:
            httpx.delete(f"{self.server.base_url}/api/v1/_mock/faults/{self._fault}").raise_for_status()

    def _rule(self, match: dict[str, Any], effect: dict[str, Any], count: int | None = None) -> str:
        rule = {"match": match, "effect": effect, "count": count}
        made = httpx.post(f"{self.server.base_url}/api/v1/_mock/faults", json=rule)
        made.raise_for_status()
        return str(made.json()["id"])


def server_reset(server: MockServer) -> None:
    """The server as it was at first."""
    httpx.post(f"{server.base_url}/api/v1/_mock/reset").raise_for_status()
    httpx.delete(f"{server.base_url}/api/v1/_mock/faults").raise_for_status()
