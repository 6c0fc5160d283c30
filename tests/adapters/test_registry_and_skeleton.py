"""Every registered adapter loads and fits its manifest; the folder that newcomers copy is a whole adapter."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from pathlib import Path

import httpx
import pytest

from bot.adapters.registry import CHATS, PAGES, build_page
from bot.adapters.skeleton.adapter import SkeletonPage
from bot.domain.errors import AccountDisconnected, MaybeSent, Misconfigured, NotSent, PermanentRefusal, RetryLater
from bot.domain.publication import PublishOrder

ORDER = PublishOrder(
    page_id="p", item_id=1, publication_id=1, idem_key="k", text="Hola", lang="es",
    parent_ext_id="c1", thread_ext_id="c1", post_ext_id="",
)  # fmt: skip


@pytest.mark.parametrize("address", [*PAGES.values(), *CHATS.values()])
def test_every_registered_adapter_is_there(address: str) -> None:
    module, _, name = address.partition(":")
    assert callable(getattr(import_module(module), name).build)


def test_an_unknown_adapter_is_named_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="known are"):
        build_page("pigeon", "p", {}, tmp_path)


def _page(handler: object) -> SkeletonPage:
    client = httpx.AsyncClient(transport=httpx.MockTransport(handler), base_url="https://x.example")  # type: ignore[arg-type]
    return SkeletonPage("p", client, every=timedelta(seconds=1))


async def test_the_skeleton_publishes_the_text_under_the_comment() -> None:
    seen: list[bytes] = []

    def platform(request: httpx.Request) -> httpx.Response:
        seen.append(request.content)
        return httpx.Response(200, json={"id": 9})

    assert (await _page(platform).publish(ORDER)).ext_id == "9"
    assert seen == [b'{"in_reply_to":"c1","text":"Hola"}']


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, AccountDisconnected), (404, PermanentRefusal), (429, RetryLater), (500, MaybeSent), (0, NotSent)],
)
async def test_the_skeleton_translates_errors(status: int, error: type[Exception]) -> None:
    def platform(_: httpx.Request) -> httpx.Response:
        if not status:
            raise httpx.ConnectError("no")
        return httpx.Response(status)

    with pytest.raises(error):
        await _page(platform).publish(ORDER)


async def test_the_skeleton_saves_its_place_only_after_the_comments() -> None:
    steps: list[str] = []

    class Stop(Exception):
        pass

    class Inbox:
        async def accept(self, comments: object) -> tuple[bool, ...]:
            steps.append("accept")
            return (True,)

        async def cursor(self, page_id: str) -> str:
            return "7"

        async def save_cursor(self, page_id: str, cursor: str) -> None:
            steps.append(f"save {cursor}")
            raise Stop

        async def page_state(self, page_id: str, *, connected: bool, why: str = "") -> None:
            return None

    row = {
        "id": 1,
        "text": "hi",
        "author": {"id": 2, "name": "Eva"},
        "created_at": "2026-01-01T00:00:00+00:00",
        "post_id": 3,
    }
    page = _page(lambda _: httpx.Response(200, json={"comments": [row], "cursor": "8"}))
    with pytest.raises(Stop):
        await page.run(Inbox())
    assert steps == ["accept", "save 8"]
