"""The webhook page over HTTP: signatures, replays, refusals, and calling back."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from bot.adapters.pages.shared.pacing import retry_after
from bot.adapters.pages.webhook.adapter import WebhookPage, WebhookSettings
from bot.adapters.pages.webhook.receiver import MemoryReplays
from bot.adapters.pages.webhook.signing import SIGNATURE, TIMESTAMP, BadSignature, Verified, sign, verify
from bot.domain.capabilities import Idempotency
from bot.domain.comment import Comment
from bot.domain.errors import (
    AccountDisconnected,
    MaybeSent,
    Misconfigured,
    NotSent,
    PermanentRefusal,
    RetryLater,
    StoreBroken,
)
from bot.domain.publication import PublishOrder

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
STAMP = int(NOW.timestamp())
SECRET = "a-new-secret-of-some-length"
OLD = "an-old-secret-of-some-length"


class Inbox:
    def __init__(self) -> None:
        self.known: set[str] = set()
        self.broken = False

    async def accept(self, comments: Sequence[Comment]) -> Sequence[bool]:
        if self.broken:
            raise StoreBroken("disk full")
        new = [each.ext_id not in self.known for each in comments]
        self.known.update(each.ext_id for each in comments)
        return new

    async def cursor(self, page_id: str) -> str:
        return ""

    async def save_cursor(self, page_id: str, cursor: str) -> None:
        return None

    async def page_state(self, page_id: str, *, connected: bool, why: str = "") -> None:
        return None


def _page(handler: Any = None, **settings: Any) -> WebhookPage:
    transport = httpx.MockTransport(handler) if handler else None
    return WebhookPage("shop", WebhookSettings(secrets=(SECRET, OLD), **settings), transport=transport, now=lambda: NOW)


async def _post(page: WebhookPage, inbox: Inbox | None, body: bytes, **headers: str) -> httpx.Response:
    app = Starlette(routes=list(page.routes(inbox)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as client:
        return await client.post("/hooks/shop", content=body, headers=headers)


def _headers(body: bytes, secret: str = SECRET, stamp: int = STAMP) -> dict[str, str]:
    return {"Tertulia-Timestamp": str(stamp), "Tertulia-Signature": sign(secret, stamp, body)}


BODY = json.dumps({"comments": [{"id": "1", "text": "hello"}, {"id": "2", "text": ""}]}).encode()


async def test_a_signed_batch_is_stored_and_answered_comment_by_comment() -> None:
    page, inbox = _page(), Inbox()
    inbox.known.add("2")
    answer = await _post(page, inbox, BODY, **_headers(BODY))
    assert answer.status_code == 200
    assert answer.json() == {
        "accepted": 1,
        "results": [{"id": "1", "status": "new"}, {"id": "2", "status": "duplicate"}],
    }


async def test_the_old_secret_still_works_while_it_is_listed() -> None:
    assert (await _post(_page(), Inbox(), BODY, **_headers(BODY, OLD))).status_code == 200


async def test_a_replay_is_refused_and_a_newly_signed_repetition_is_a_duplicate() -> None:
    page, inbox = _page(), Inbox()
    await _post(page, inbox, BODY, **_headers(BODY))
    assert (await _post(page, inbox, BODY, **_headers(BODY))).status_code == 409
    again = await _post(page, inbox, BODY, **_headers(BODY, stamp=STAMP + 1))
    assert [each["status"] for each in again.json()["results"]] == ["duplicate", "duplicate"]


async def test_a_replay_cannot_hide_behind_another_case_or_a_second_signature() -> None:
    page, inbox = _page(), Inbox()
    await _post(page, inbox, BODY, **_headers(BODY))
    headers = _headers(BODY)
    headers["Tertulia-Signature"] = headers["Tertulia-Signature"].upper().replace("V1", "v1") + ",v1=00"
    assert (await _post(page, inbox, BODY, **headers)).status_code == 409


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ({}, "are needed"),
        ({"Tertulia-Timestamp": "soon", "Tertulia-Signature": "v1=00"}, "Unix seconds"),
        ({"Tertulia-Timestamp": str(STAMP), "Tertulia-Signature": "sha256"}, "v1="),
        (_headers(BODY, "somebody else's secret"), "does not fit"),
        (_headers(BODY, stamp=STAMP - 301), "old"),
        (_headers(BODY, stamp=STAMP + 301), "ahead"),
    ],
)
async def test_unsigned_is_401_and_nothing_is_stored(headers: dict[str, str], words: str) -> None:
    page, inbox = _page(), Inbox()
    told: list[tuple[str, str]] = []
    page.receiver.on_refused = lambda name, reason: told.append((name, reason))
    answer = await _post(page, inbox, BODY, **headers)
    assert answer.status_code == 401
    assert told == [("shop", "401")]
    assert words in answer.json()["error"]
    assert not inbox.known
    assert page.receiver.counts["refused_401"] == 1


async def test_oversized_is_413_even_without_a_length() -> None:
    page, inbox = _page(), Inbox()
    body = b"x" * 1_000_001
    assert (await _post(page, inbox, body, **_headers(body))).status_code == 413


async def test_another_content_type_is_415_and_a_wrong_body_422() -> None:
    page, inbox = _page(), Inbox()
    headers = {**_headers(BODY), "Content-Type": "text/xml"}
    assert (await _post(page, inbox, BODY, **headers)).status_code == 415
    assert (await _post(page, inbox, b"{}", **_headers(b"{}"))).status_code == 422
    assert (await _post(page, inbox, b"\xff", **_headers(b"\xff"))).status_code == 400


async def test_no_200_before_the_commit() -> None:
    page, inbox = _page(), Inbox()
    inbox.broken = True
    answer = await _post(page, inbox, BODY, **_headers(BODY))
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    page.receiver.intake = None
    assert (await _post(page, None, BODY, **_headers(BODY, stamp=STAMP + 2))).status_code == 503


@given(st.binary(max_size=200), st.integers(0, 2**36), st.text(min_size=1, max_size=30))
def test_what_is_signed_is_believed_and_a_changed_byte_is_not(body: bytes, stamp: int, secret: str) -> None:
    secret = secret.encode("utf-8", "replace").decode()
    header = sign(secret, stamp, body)
    assert isinstance(verify(["other", secret], str(stamp), header, body, now=stamp), Verified)
    assert verify([secret], str(stamp), header, body + b"x", now=stamp) is BadSignature.WRONG
    assert verify([secret], str(stamp + 1), header, body, now=stamp) is BadSignature.WRONG


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_headers_are_answered(stamp: str, signature: str) -> None:
    assert isinstance(verify(["s"], stamp, signature, b"", now=0), (BadSignature, Verified))


async def test_memory_of_replays_is_bounded_and_forgets_in_time() -> None:
    moment = [0.0]
    memory = MemoryReplays(most=3, now=lambda: moment[0])
    assert await memory.remember_request("a", timedelta(seconds=5))
    assert not await memory.remember_request("a", timedelta(seconds=5))
    moment[0] = 6
    assert await memory.remember_request("a", timedelta(seconds=5))


# ---------------------------------------------------------------- replies out

ORDER = PublishOrder(
    page_id="shop", item_id=1, publication_id=1, idem_key="key-1", text="¡Hola! “sí”\n🙂", lang="es",
    parent_ext_id="1", thread_ext_id="1", post_ext_id="p",
)  # fmt: skip
REPLY = {"reply_url": "https://shop.example/replies"}


async def test_a_reply_leaves_signed_with_its_key_and_word_for_word() -> None:
    seen: list[httpx.Request] = []

    def receiver(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(201, json={"id": "r9", "url": "https://shop.example/r9"})

    sent = await _page(receiver, **REPLY).publish(ORDER)
    assert (sent.ext_id, sent.url) == ("r9", "https://shop.example/r9")
    request = seen[0]
    assert request.headers["idempotency-key"] == "key-1"
    assert json.loads(request.content)["text"] == ORDER.text
    stamp, signature = request.headers["tertulia-timestamp"], request.headers["tertulia-signature"]
    assert isinstance(verify([SECRET], stamp, signature, request.content, now=STAMP), Verified)


async def test_an_answer_without_an_id_is_still_published() -> None:
    sent = await _page(lambda _: httpx.Response(204), **REPLY).publish(ORDER)
    assert sent.ext_id == "key:key-1"


@pytest.mark.parametrize(
    ("status", "headers", "error"),
    [
        (400, {}, PermanentRefusal), (404, {}, PermanentRefusal), (422, {}, PermanentRefusal),
        (302, {}, PermanentRefusal),
        (401, {}, AccountDisconnected), (403, {}, AccountDisconnected),
        (429, {"Retry-After": "7"}, RetryLater), (503, {"Retry-After": "7"}, RetryLater),
        (408, {}, MaybeSent), (409, {}, MaybeSent), (500, {}, MaybeSent), (502, {}, MaybeSent), (503, {}, MaybeSent),
    ],
)  # fmt: skip
async def test_statuses_are_translated(status: int, headers: dict[str, str], error: type[Exception]) -> None:
    page = _page(lambda _: httpx.Response(status, headers=headers, json={"error": "no room here"}), **REPLY)
    with pytest.raises(error) as caught:
        await page.publish(ORDER)
    assert status == 302 or "no room here" in str(caught.value)
    if isinstance(caught.value, RetryLater):
        assert caught.value.after == timedelta(seconds=7)


@pytest.mark.parametrize(
    ("raised", "error"),
    [
        (httpx.ConnectError("no"), NotSent), (httpx.ConnectTimeout("no"), NotSent),
        (httpx.ReadTimeout("no"), MaybeSent),
        (httpx.RemoteProtocolError("no"), MaybeSent), (httpx.WriteError("no"), MaybeSent),
    ],
)  # fmt: skip
async def test_errors_of_the_wire_are_translated(raised: Exception, error: type[Exception]) -> None:
    def broken(_: httpx.Request) -> httpx.Response:
        raise raised

    with pytest.raises(error):
        await _page(broken, **REPLY).publish(ORDER)


async def test_own_replies_are_asked_for_and_an_unreadable_list_is_not_an_empty_one() -> None:
    rows = {"replies": [{"id": "r1", "text": "hi", "idempotency_key": "key-1", "created_at": "2026-11-01T11:00:00Z"}]}
    page = _page(lambda _: httpx.Response(200, json=rows), replies_url="https://shop.example/list?x=1")
    found = await page.own_replies("1", NOW)
    assert [(each.ext_id, each.idem_key) for each in found] == [("r1", "key-1")]
    broken = _page(lambda _: httpx.Response(200, text="<html>"), replies_url="https://shop.example/list")
    with pytest.raises(MaybeSent):
        await broken.own_replies("1", NOW)


def test_capabilities_follow_from_the_settings() -> None:
    assert _page().capabilities.idempotency is Idempotency.KEY
    assert _page(keeps_key=False, replies_url="https://x.example").capabilities.idempotency is Idempotency.LIST
    assert _page(keeps_key=False).capabilities.idempotency is Idempotency.NONE


@given(st.text(max_size=40))
def test_any_retry_after_gives_a_sane_wait(value: str) -> None:
    assert timedelta(seconds=1) <= retry_after({"retry-after": value}, NOW) <= timedelta(hours=1)


def test_settings_are_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "s").write_text(f"# newest first\n{SECRET}\n\n{OLD}\n")
    page = WebhookPage.build("shop", {"secret_file": "s", "reply_url": "https://x.example"}, tmp_path)
    assert page._settings.secrets == (SECRET, OLD)
    for options, words in [
        ({}, "a secret is needed"),
        ({"secret_file": "nowhere"}, "cannot read"),
        ({"secret_env": "NOT_SET_ANYWHERE"}, "not set"),
        ({"secret_file": "s", "reply_url": "ftp://x"}, "https://"),
        ({"secret_file": "s", "seconds": "soon"}, "number"),
        ({"secret_fil": "s"}, "not known"),
    ]:
        with pytest.raises(Misconfigured, match=words):
            WebhookPage.build("shop", options, tmp_path)


class Gate:
    """A receiver that may refuse our signature, and may check no more than replies."""

    def __init__(self, *, checks_probes: bool = True) -> None:
        self.refuses, self._checks = True, checks_probes
        self.asked: list[tuple[str, str]] = []
        self.slept: list[float] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append((request.method, request.url.path))
        assert isinstance(
            verify([SECRET], request.headers[TIMESTAMP], request.headers[SIGNATURE], signed_part(request), now=STAMP),
            Verified,
        )
        probing = request.method != "POST"
        if self.refuses and (self._checks or not probing):
            return httpx.Response(401, json={"message": "who are you?"})
        return httpx.Response(405) if request.method == "HEAD" else httpx.Response(200, json={"id": "r1"})

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def page(self, **more: str) -> WebhookPage:
        settings = WebhookSettings(secrets=(SECRET,), reply_url="https://shop.example/reply", **more)
        transport = httpx.MockTransport(self.answer)
        return WebhookPage("shop", settings, transport=transport, now=lambda: NOW, sleep=self.sleep)


def signed_part(request: httpx.Request) -> bytes:
    return request.url.raw_path if request.method == "GET" else request.content


async def started(page: WebhookPage) -> bool:
    """Whether it says that it is connected; a run that ends says why."""
    states: list[bool] = []

    class States(Inbox):
        async def page_state(self, page_id: str, *, connected: bool, why: str = "") -> None:
            states.append(connected)
            raise asyncio.CancelledError

    with contextlib.suppress(asyncio.CancelledError):
        await page.run(States())
    return states == [True]


@pytest.mark.parametrize("more", [{}, {"replies_url": "https://shop.example/replies"}])
async def test_a_receiver_that_takes_our_signature_again_connects_the_page_without_a_restart(
    more: dict[str, str],
) -> None:
    gate = Gate()
    page = gate.page(**more)
    assert await started(page)
    with pytest.raises(AccountDisconnected):
        await page.publish(ORDER)
    for _ in range(2):
        with pytest.raises(AccountDisconnected):
            await page.run(Inbox())
    gate.refuses = False
    assert await started(page)
    assert (await page.publish(ORDER)).ext_id == "r1"
    assert [method for method, _ in gate.asked].count("POST") == 2


async def test_a_receiver_that_checks_replies_alone_is_believed_less_often_each_time() -> None:
    gate = Gate(checks_probes=False)
    page = gate.page()
    assert await started(page)
    for _ in range(4):
        with pytest.raises(AccountDisconnected):
            await page.publish(ORDER)
        assert await started(page)
    assert gate.slept == sorted(gate.slept)
    assert len(set(gate.slept)) == len(gate.slept) == 3
    gate.refuses = False
    await page.publish(ORDER)
    gate.slept.clear()
    assert await started(page)
    assert not gate.slept
