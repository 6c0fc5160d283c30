"""The Data API's calls, each booked in units before it is made: refused ones count too."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.google import GoogleClient, Grant
from bot.adapters.pages.shared.http import Http
from bot.adapters.pages.shared.pacing import For, MemoryNotes, Quota
from bot.ports import PageMemory

BASE = "https://youtube.googleapis.com"
ZONE = "America/Los_Angeles"
UNITS, READ, WRITE = 10_000, 1, 50


class YouTubeClient:
    """One channel. `kept` units of the day are left to replies and moderation."""

    def __init__(
        self,
        http: Http,
        grant: Grant,
        *,
        page_id: str = "",
        memory: PageMemory | None = None,
        units: int = UNITS,
        kept: int = UNITS // 2,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.quota = Quota(
            memory=memory or MemoryNotes(), page_id=page_id, name="units", most=units, zone=ZONE, kept=kept, now=now
        )
        self._google = GoogleClient(http, grant, now=now, until_reset=self.quota.resets_in)

    @property
    def scopes(self) -> frozenset[str]:
        """What the consent covers, once a token was asked for."""
        return self._google.scopes

    async def read(self, path: str, params: Mapping[str, str], purpose: For = For.READING) -> wire.Wire:
        """Ask; one unit."""
        await self.quota.take(purpose, READ)
        return await self._google.call("GET", f"/youtube/v3/{path}", params)

    async def write(self, path: str, params: Mapping[str, str], body: Any = None) -> wire.Wire:
        """Change something; fifty units. A token is at hand first, so that units are not spent for nothing."""
        await self._google.token()
        await self.quota.take(For.WRITING, WRITE)
        return await self._google.call("POST", f"/youtube/v3/{path}", params, body)

    async def pages(
        self, path: str, params: Mapping[str, str], *, most: int
    ) -> AsyncIterator[tuple[list[wire.Wire], bool]]:
        """The items of a list, page by page, and whether more follow."""
        token = ""
        for _ in range(most):
            answer = await self.read(path, {**params, "pageToken": token})
            token = wire.text(answer, "nextPageToken")
            yield list(wire.rows(answer, "items")), bool(token)
            if not token:
                return
