"""The contract on the pages that have no platform: the file, the simulation and the webhook."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot.adapters.pages.file.adapter import FilePage
from bot.adapters.pages.simulated.adapter import SimulatedPage
from bot.adapters.pages.simulated.record import Said
from bot.adapters.pages.webhook.adapter import WebhookPage, WebhookSettings
from bot.adapters.pages.webhook.signing import sign
from bot.domain.comment import Author, Comment
from bot.ports import PageAdapter
from tests.adapters.pages.contract import PageContract
from tests.adapters.pages.rig import Breaks, Rig
from tests.pipeline.conftest import House

SECRET = "a-secret-of-some-length"


class FileRig(Rig):
    """Comments are imported; replies are lines of a file."""

    breaks = frozenset({Breaks.UNREACHABLE})

    def __init__(self, house: House, folder: Path) -> None:
        self._outbox = folder / "outbox.jsonl"
        super().__init__(house)
        self._next = 0

    def again(self) -> PageAdapter:
        return FilePage("page", self._outbox, now=self.house.clock.now)

    async def say(self, text: str, *, author: str = "ana", under: str = "") -> str:
        self._next += 1
        comment = Comment(
            page_id="page",
            ext_id=f"f{self._next}",
            text=text,
            author=Author(ext_id=author, name=author),
            created_at=self.house.clock.now(),
            parent_ext_id=under,
            thread_ext_id=under or f"f{self._next}",
        )
        await self.intake.accept([comment])
        return comment.ext_id

    async def standing(self, under: str) -> list[str]:
        lines = self._outbox.read_text(encoding="utf-8").splitlines() if self._outbox.exists() else []
        rows = [json.loads(line) for line in lines]
        return [row["text"] for row in rows if row["parent_id"] == under]

    def break_next(self, how: Breaks) -> None:
        self.page._outbox = self._outbox / "no" / "folder"  # type: ignore[attr-defined]
        self._outbox.touch()
        real = self.page.publish

        async def once(order: Any) -> Any:
            try:
                return await real(order)
            finally:
                self.page._outbox = self._outbox  # type: ignore[attr-defined]

        self.page.publish = once  # type: ignore[method-assign]


class SimulatedRig(Rig):
    """People write into the page's own record."""

    hides = True
    likes = True

    def __init__(self, house: House, folder: Path) -> None:
        self._state = folder / "state.jsonl"
        super().__init__(house)

    def again(self) -> PageAdapter:
        page = SimulatedPage("page", self._state, minutes=0, now=self.house.clock.now)
        page._script = page._script.__class__(lines=(), posts=page._script.posts)
        return page

    @property
    def _record(self) -> Any:
        return self.page._record  # type: ignore[attr-defined]

    async def say(self, text: str, *, author: str = "ana", under: str = "") -> str:
        number = len(self._record.said) + 1
        self._record.say(
            Said(
                ext_id=f"s{number}",
                author=author,
                text=text,
                at=self.house.clock.now().isoformat(),
                post_id="",
                parent=under,
                thread=under or f"s{number}",
            )
        )
        return f"s{number}"

    async def standing(self, under: str) -> list[str]:
        return [one.text for one in self._record.said.values() if one.own and one.parent == under]

    async def liked(self, ext_id: str) -> int:
        return int(ext_id in self._record.liked)

    async def hidden(self, ext_id: str) -> bool:
        return ext_id in self._record.hidden


class WebhookRig(Rig):
    """A receiver of replies behind a mock transport; comments are posted to the page's own route."""

    breaks = frozenset(Breaks)
    revokes = True
    delivers_own = True
    edits = True
    only_pushed = True

    def __init__(self, house: House, *, keeps_key: bool, lists: bool) -> None:
        self._settings = WebhookSettings(
            secrets=(SECRET,),
            reply_url="https://shop.example/replies",
            replies_url="https://shop.example/list" if lists else "",
            keeps_key=keeps_key,
        )
        self.replies: list[dict[str, Any]] = []
        self.next: Breaks | None = None
        self.revoked = False
        super().__init__(house)
        self._number = 0

    def again(self) -> PageAdapter:
        transport = httpx.MockTransport(self._answer)
        page = WebhookPage("page", self._settings, transport=transport, now=self.house.clock.now)
        page.routes(self.intake)
        return page

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.method == "HEAD":
            if self.revoked:
                raise httpx.ConnectError("gone")
            return httpx.Response(204)
        if self.revoked:
            return httpx.Response(401)
        if request.method == "GET":
            return httpx.Response(200, json={"replies": self.replies_of(request.url.params["parent_id"])})
        how, self.next = self.next, None
        if how is Breaks.UNREACHABLE:
            raise httpx.ConnectError("no route")
        if how is Breaks.BUSY:
            return httpx.Response(429, headers={"Retry-After": "5"})
        if how is Breaks.BROKEN:
            return httpx.Response(500)
        data = self._put(json.loads(request.content))
        if how is Breaks.DROPPED:
            raise httpx.RemoteProtocolError("dropped")
        if how is Breaks.SILENT:
            raise httpx.ReadTimeout("silent")
        return httpx.Response(200, json={"id": data["id"]})

    def _put(self, data: dict[str, Any]) -> dict[str, Any]:
        known = [one for one in self.replies if one["idempotency_key"] == data["idempotency_key"]]
        if known and self._settings.keeps_key:
            return known[0]
        made = {**data, "id": f"r{len(self.replies) + 1}"}
        self.replies.append(made)
        return made

    def replies_of(self, parent: str) -> list[dict[str, Any]]:
        """The receiver's own list."""
        return [one for one in self.replies if one["parent_id"] == parent]

    async def _post(self, data: dict[str, Any]) -> None:
        stamp = int(self.house.clock.now().timestamp())
        body = json.dumps({"comments": [data], "n": self._number}).encode()
        self._number += 1
        headers = {"Tertulia-Timestamp": str(stamp), "Tertulia-Signature": sign(SECRET, stamp, body)}
        app = Starlette(routes=list(self.page.routes(self.intake)))  # type: ignore[attr-defined]
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as client:
            answer = await client.post("/hooks/page", content=body, headers=headers)
            assert answer.status_code == 200, answer.text

    async def say(self, text: str, *, author: str = "ana", under: str = "") -> str:
        ext_id = f"w{self._number}"
        data: dict[str, Any] = {"id": ext_id, "text": text, "author": {"id": author, "name": author}}
        if under:
            data |= {"parent_id": under, "thread_id": under}
        await self._post(data)
        return ext_id

    async def write_as_page(self, text: str, under: str) -> str:
        ext_id = f"o{self._number}"
        author = {"id": "us", "name": "Us", "is_page": True}
        await self._post({"id": ext_id, "text": text, "author": author, "parent_id": under, "thread_id": under})
        return ext_id

    async def edit(self, ext_id: str, text: str) -> None:
        await self._post({"id": ext_id, "text": text, "event": "edited"})

    async def delete(self, ext_id: str) -> None:
        await self._post({"id": ext_id, "event": "deleted"})

    async def standing(self, under: str) -> list[str]:
        return [one["text"] for one in self.replies_of(under)]

    def break_next(self, how: Breaks) -> None:
        self.next = how

    def revoke(self, revoked: bool) -> None:
        self.revoked = revoked


class TestFile(PageContract):
    @pytest.fixture
    async def rig(self, house: House, tmp_path: Path) -> AsyncIterator[Rig]:
        rig = FileRig(house, tmp_path)
        rig.install(rig.page)
        return rig


class TestSimulated(PageContract):
    @pytest.fixture
    async def rig(self, house: House, tmp_path: Path) -> AsyncIterator[Rig]:
        rig = SimulatedRig(house, tmp_path)
        rig.install(rig.page)
        rig._record.load()
        return rig


class TestWebhook(PageContract):
    @pytest.fixture(params=[(True, False), (False, True), (False, False)], ids=["keeps-key", "lists", "neither"])
    async def rig(self, house: House, request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
        keeps_key, lists = request.param
        rig = WebhookRig(house, keeps_key=keeps_key, lists=lists)
        rig.install(rig.page)
        return rig
