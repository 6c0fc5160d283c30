"""Deliveries, private replies, errors and settings of the Facebook Page."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot.adapters.pages.facebook.adapter import FacebookPage
from bot.adapters.pages.shared import graph
from bot.adapters.pages.shared.http import Answer
from bot.adapters.pages.shared.pacing import For
from bot.adapters.pages.webhook.receiver import MemoryReplays
from bot.domain.comment import CommentEvent
from bot.domain.decision import HideReason
from bot.domain.errors import (
    AccountDisconnected,
    MaybeSent,
    Misconfigured,
    PermanentRefusal,
    RetryLater,
    StoreBroken,
)
from bot.domain.publication import PublishOrder
from tests.adapters.facebook.rig import FacebookRig
from tests.fakes.graph import SECRET

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def browser(rig: FacebookRig) -> httpx.AsyncClient:
    app = Starlette(routes=list(rig.page.routes(rig.intake)))  # type: ignore[attr-defined]
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here")


async def deliver(rig: FacebookRig, *changes: dict[str, Any], secret: str = SECRET) -> httpx.Response:
    body = json.dumps({"object": "page", "entry": [{"id": rig.fake.own, "time": 1, "changes": changes}]}).encode()
    async with browser(rig) as client:
        return await client.post("/hooks/page", content=body, headers={graph.SIGNATURE: graph.sign(secret, body)})


def order(ext_id: str, **more: Any) -> PublishOrder:
    values: dict[str, Any] = {
        "page_id": "page", "item_id": 1, "publication_id": 1, "idem_key": "k", "text": "Hello there", "lang": "en",
        "parent_ext_id": ext_id, "thread_ext_id": ext_id, "post_ext_id": "",
    }  # fmt: skip
    return PublishOrder(**{**values, **more})


async def test_the_platform_s_question_is_answered_only_with_our_word(rig: FacebookRig) -> None:
    async with browser(rig) as client:
        good = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": "verify-me"}
        answer = await client.get("/hooks/page", params=good)
        assert (answer.status_code, answer.text) == (200, "1158201444")
        for bad in ({"hub.verify_token": "other"}, {"hub.verify_token": "é"}, {"hub.mode": "unsubscribe"}):
            assert (await client.get("/hooks/page", params={**good, **bad})).status_code == 403
        assert (await client.get("/hooks/page")).status_code == 403


async def test_a_delivery_comes_in_once_however_often_it_is_sent(rig: FacebookRig) -> None:
    ext_id = await rig.say("Are you open?")
    change = rig.fake.change(rig.fake.things[ext_id])
    for _ in range(3):
        assert (await deliver(rig, change, change)).status_code == 200
    assert await rig.house.item_of(ext_id)
    queue = await rig.house.store.read(lambda tx: tx.comments.by_ext("page", [ext_id]))
    assert len(queue) == 1
    await rig.brought_in(ext_id)


@pytest.mark.parametrize("how", ["wrong secret", "no header", "sha1", "other body", "short"])
async def test_what_is_not_signed_is_not_believed(rig: FacebookRig, how: str) -> None:
    ext_id = await rig.say("Are you open?")
    body = json.dumps({"entry": [{"id": rig.fake.own, "changes": [rig.fake.change(rig.fake.things[ext_id])]}]}).encode()
    good = graph.sign(SECRET, body)
    headers = {
        "wrong secret": {graph.SIGNATURE: graph.sign("another", body)},
        "no header": {},
        "sha1": {graph.SIGNATURE: good.replace("sha256", "sha1")},
        "other body": {graph.SIGNATURE: graph.sign(SECRET, body + b" ")},
        "short": {graph.SIGNATURE: good[:-1]},
    }[how]
    async with browser(rig) as client:
        assert (await client.post("/hooks/page", content=body, headers=headers)).status_code == 401
    assert not await rig.house.item_of(ext_id)


def test_each_of_several_secrets_is_believed() -> None:
    body = b'{"a": "\\u00e9"}'
    assert graph.signed_by(["new", "old"], graph.sign("old", body), body)
    assert graph.signed_by(["new", "old"], graph.sign("new", body).upper().replace("SHA256", "sha256"), body)
    assert not graph.signed_by([], graph.sign("old", body), body)


async def test_hiding_that_is_delivered_again_late_undoes_nothing(rig: FacebookRig) -> None:
    rig.page.receiver._replays = MemoryReplays()  # type: ignore[attr-defined]
    ext_id = await rig.say("Rude words")
    said = rig.fake.things[ext_id]
    hide, show = rig.fake.change(said, "hide"), rig.fake.change(said, "unhide")
    for change in (rig.fake.change(said), hide, show, hide):
        assert (await deliver(rig, change)).status_code == 200
    rows = await rig.house.store.read(lambda tx: tx.comments.by_ext("page", [ext_id]))
    assert rows[ext_id].hidden_at is None


async def test_a_store_that_is_full_makes_the_platform_send_again(rig: FacebookRig) -> None:
    ext_id = await rig.say("Are you open?")

    async def full(comments: Any) -> Any:
        raise StoreBroken("disk full")

    real, rig.intake.accept = rig.intake.accept, full  # type: ignore[method-assign]
    assert (await deliver(rig, rig.fake.change(rig.fake.things[ext_id]))).status_code == 503
    rig.intake.accept = real  # type: ignore[method-assign]
    assert (await deliver(rig, rig.fake.change(rig.fake.things[ext_id]))).status_code == 200
    assert await rig.house.item_of(ext_id)


async def test_a_private_reply_goes_once_and_only_within_a_week(rig: FacebookRig) -> None:
    ext_id, old = await rig.say("My order 44 is lost"), await rig.say("And mine")
    rig.fake.things[old].at -= timedelta(days=8)
    made = await rig.page.publish(order(ext_id, private=True))
    assert made.ext_id
    assert rig.fake.private_sent == {ext_id: "Hello there"}
    with pytest.raises(PermanentRefusal, match="private_once"):
        await rig.page.publish(order(ext_id, private=True))
    with pytest.raises(PermanentRefusal, match="private_too_late"):
        await rig.page.publish(order(old, private=True))


async def test_a_reply_to_a_comment_that_is_gone_is_refused(rig: FacebookRig) -> None:
    with pytest.raises(PermanentRefusal, match="comment_gone"):
        await rig.page.publish(order("7_404"))
    with pytest.raises(PermanentRefusal):
        await rig.page.hide("7_404", hidden=True, reason=HideReason.SPAM)


async def test_reading_rests_when_the_hour_is_nearly_used_up_and_writing_goes_on(rig: FacebookRig) -> None:
    ext_id = await rig.say("Are you open?")
    client = rig.client()
    rig.fake.usage = 92
    await client.call(For.READING, "GET", rig.fake.own)
    with pytest.raises(RetryLater):
        await client.call(For.READING, "GET", rig.fake.own)
    assert await client.call(For.WRITING, "POST", f"{ext_id}/comments", message="Yes")


async def test_hidden_and_edited_are_noticed_by_listing(rig: FacebookRig) -> None:
    ext_id = await rig.say("Are you open?")
    await rig.brought_in(ext_id)
    rig.fake.things[ext_id].hidden = True
    rig.house.clock.tick(timedelta(hours=1))
    await rig.page._tree.look(rig.intake, first=timedelta(days=1))  # type: ignore[attr-defined]
    assert rig.intake.seen[-1].event is CommentEvent.HIDDEN


async def test_the_doctor_says_what_is_wrong(rig: FacebookRig) -> None:
    rig.fake.subscribed, rig.fake.expires_in = (), timedelta(days=3)
    rig.fake.scopes = tuple(one for one in rig.fake.scopes if one != "pages_messaging")
    said = " ".join(await rig.page.check())
    for word in ("subscribed_fields=feed", "the token ends on", "lacks pages_messaging", "App Review"):
        assert word in said
    rig.revoke(True)
    assert "sign in with the app again" in " ".join(await rig.page.check())


@pytest.mark.parametrize(
    ("code", "sub", "status", "means"),
    [
        (190, 463, 401, "access_expired"), (190, 460, 401, "access_revoked"), (102, 0, 400, "access_revoked"),
        (200, 0, 403, "not_allowed_there"), (3, 0, 400, "permission_missing"), (100, 33, 400, "comment_gone"),
        (803, 0, 404, "comment_gone"), (100, 0, 400, "text_refused"), (10, 2018278, 400, "private_too_late"),
        (10900, 0, 400, "private_once"),
    ],
)  # fmt: skip
def test_each_refusal_has_its_words(code: int, sub: int, status: int, means: str) -> None:
    data = {"error": {"message": "no", "code": code, "error_subcode": sub}}
    found = graph.refusal(Answer(status=status, headers={}, data=data), NOW)
    assert isinstance(found, AccountDisconnected | PermanentRefusal)
    assert str(found).startswith(means)
    assert isinstance(found, AccountDisconnected) == means.startswith(("access", "permission"))


@pytest.mark.parametrize("code", [4, 17, 32, 613, 80001, 368])
def test_patience_is_asked_for(code: int) -> None:
    use = json.dumps({"1": [{"call_count": 100, "estimated_time_to_regain_access": 7}]})
    data = {"error": {"message": "slow", "code": str(code)}}
    found = graph.refusal(Answer(status=400, headers={"X-Business-Use-Case-Usage": use}, data=data), NOW)
    assert isinstance(found, RetryLater)
    assert found.after == (timedelta(hours=1) if code == 368 else timedelta(minutes=7))


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=500, headers={}, data=None), Answer(status=502, headers={}, data={"error": "x"}),
        Answer(status=400, headers={}, data={"error": {"code": 2}}), Answer(status=200, headers={}, data=None),
        Answer(status=400, headers={}, data={"error": {"code": 100, "is_transient": True}}),
    ],
)  # fmt: skip
def test_what_may_have_been_done_is_looked_at(answer: Answer) -> None:
    assert isinstance(graph.refusal(answer, NOW), MaybeSent)


@pytest.mark.parametrize("missing", ["page", "token_file", "secret_file", "verify_token_file"])
def test_a_missing_setting_is_named(missing: str, tmp_path: Path) -> None:
    (tmp_path / "s").write_text("a-secret")
    options = {"page": "1010", "token_file": "s", "secret_file": "s", "verify_token_file": "s"}
    assert FacebookPage.build("page", options, tmp_path).page_id == "page"
    options.pop(missing)
    with pytest.raises(Misconfigured, match=missing):
        FacebookPage.build("page", options, tmp_path)
