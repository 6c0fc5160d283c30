"""What is Bluesky's own: sessions, keys of records, notices that come twice, gates, deleted posts."""

from __future__ import annotations

import asyncio
import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from atproto_client.exceptions import (
    BadRequestError,
    NetworkError,
    RateLimitExceededError,
    RequestException,
    UnauthorizedError,
)
from atproto_client.models.common import XrpcError
from atproto_client.request import Response

from bot.adapters.pages.bluesky.adapter import BlueskyPage
from bot.adapters.pages.bluesky.client import BlueskyClient, translate
from bot.adapters.pages.shared.pacing import For, MemoryNotes
from bot.domain.decision import DecisionKind, HideReason, Refused
from bot.domain.errors import AccountDisconnected, MaybeSent, Misconfigured, NotSent, PermanentRefusal, RetryLater
from bot.domain.publication import PublishOrder
from bot.domain.transitions import ItemState
from tests.adapters.bluesky.rig import BlueskyRig
from tests.adapters.pages.rig import until
from tests.fakes.bluesky import Network

S = ItemState


def client(network: Network, **more: Any) -> BlueskyClient:
    network.person("bakery")
    return BlueskyClient("https://bsky.example", "bakery.test", "pass-bakery", transport=network.transport(), **more)


async def ask(one: BlueskyClient) -> str:
    answer = await one.query(For.READING, "com.atproto.server.getSession")
    return str(answer["handle"])


async def test_a_session_is_kept_for_the_next_start_and_read_by_nobody_else(tmp_path: Path) -> None:
    network, keep = Network(), tmp_path / "s.session"
    assert await ask(client(network, keep=keep)) == "bakery.test"
    assert stat.S_IMODE(keep.stat().st_mode) == 0o600
    assert await ask(client(network, keep=keep)) == "bakery.test"
    assert network.log_ins == 1


@pytest.mark.parametrize("text", ["", "nonsense", "a:::b:::c:::d:::e"])
async def test_a_damaged_session_file_is_replaced(tmp_path: Path, text: str) -> None:
    network, keep = Network(), tmp_path / "s.session"
    keep.write_text(text)
    assert await ask(client(network, keep=keep)) == "bakery.test"
    assert network.log_ins == 1


async def test_a_session_that_is_no_longer_taken_is_renewed_once_for_all_that_wait() -> None:
    network = Network()
    one = client(network)
    await ask(one)
    network.end_sessions()
    assert await asyncio.gather(*(ask(one) for _ in range(5))) == ["bakery.test"] * 5
    assert network.log_ins == 2


async def test_a_token_near_its_end_is_renewed_without_a_log_in() -> None:
    network = Network(token_life=timedelta(minutes=1))
    one = client(network)
    await ask(one)
    await ask(one)
    assert network.log_ins == 1
    assert "com.atproto.server.refreshSession" in network.calls


async def test_a_wrong_password_disconnects_and_is_not_tried_for_ever() -> None:
    network = Network()
    network.person("bakery").password = "changed"
    one = client(network)
    for _ in range(2):
        with pytest.raises(AccountDisconnected):
            await ask(one)
    assert network.log_ins == 2


async def test_writing_is_counted_in_points_for_all_replicas() -> None:
    network, memory = Network(), MemoryNotes()
    one = client(network, memory=memory, page_id="page")
    await ask(one)
    for quota in one._points:
        await quota.take(For.WRITING, quota.most - 2)
    with pytest.raises(RetryLater):
        await one.write("com.atproto.repo.putRecord", {})
    assert "com.atproto.repo.putRecord" not in network.calls


async def test_a_post_that_answers_and_mentions_us_is_one_comment(rig: BlueskyRig) -> None:
    ext_id = await rig.say("hey @bakery.test, is it sour?")
    assert len([one for one in rig.network.notices if one[2] == ext_id]) >= 1
    rig.network.notices.append((rig.network.person("bakery").did, "mention", ext_id, rig.house.clock.now()))
    await rig.brought_in(ext_id)
    assert [one.ext_id for one in rig.intake.seen].count(ext_id) == 1


async def test_more_notices_than_a_page_come_in_oldest_first(rig: BlueskyRig) -> None:
    said = [await rig.say(f"number {n}", author=f"p{n % 7}") for n in range(230)]
    await rig.brought_in(*said)
    order = [one.ext_id for one in rig.intake.seen if one.ext_id in set(said)]
    assert order == said


async def test_a_deleted_post_is_followed(rig: BlueskyRig) -> None:
    ext_id = await rig.say("never mind")
    (item_id,) = await rig.brought_in(ext_id)
    rig.network.delete(ext_id)
    rig.house.clock.tick(timedelta(minutes=11))
    async with rig.running():

        async def over() -> bool:
            return await rig.house.state(item_id) is S.SUPERSEDED

        await until(over, "the deletion was not noticed")


async def test_a_reply_to_a_post_that_is_gone_is_refused_with_words(rig: BlueskyRig) -> None:
    ext_id = await rig.say("hello?")
    (item_id,) = await rig.brought_in(ext_id)
    await rig.house.settle()
    rig.network.delete(ext_id)
    await rig.house.approve(item_id)
    await rig.house.settle()
    assert await rig.house.state(item_id) is S.FAILED
    item = await rig.house.item(item_id)
    assert item.reason == "comment_gone"


async def test_the_same_key_never_makes_two_records_also_at_once(rig: BlueskyRig) -> None:
    ext_id = await rig.say("one or two?")
    await rig.brought_in(ext_id)
    comment = next(one for one in rig.intake.seen if one.ext_id == ext_id)

    def order(attempt: int) -> PublishOrder:
        return PublishOrder(
            page_id="page", item_id=1, publication_id=1, idem_key="same", text="One.", lang="en",
            parent_ext_id=ext_id, thread_ext_id=ext_id, post_ext_id="", attempt=attempt, extra=comment.extra,
        )  # fmt: skip

    pages = [rig.again() for _ in range(3)]
    made = await asyncio.gather(*(page.publish(order(1)) for page in pages))
    made.append(await pages[0].publish(order(2)))
    assert len({one.ext_id for one in made}) == 1
    assert await rig.standing(ext_id) == ["One."]


async def test_a_text_over_the_limit_is_refused_before_it_is_approved(rig: BlueskyRig) -> None:
    (item_id,) = await rig.brought_in(await rig.say("how?"))
    await rig.house.settle()
    long = await rig.house.press(item_id, DecisionKind.EDIT, text="🥖" * 301)
    assert long.refused is Refused.TEXT_INVALID
    heavy = await rig.house.press(item_id, DecisionKind.EDIT, text="👨‍👩‍👧‍👦" * 140)
    assert heavy.refused is Refused.TEXT_INVALID
    assert "bytes" in heavy.message
    assert (await rig.house.press(item_id, DecisionKind.EDIT, text="🥖" * 300)).ok
    await rig.house.settle()
    assert await rig.house.state(item_id) is S.PUBLISHED


async def test_in_somebody_else_s_thread_nothing_can_be_hidden(rig: BlueskyRig) -> None:
    other = rig.network.post("zoe", "my own thread")
    ext_id = rig.network.post("ana", "look @bakery.test", under=other)
    await rig.brought_in(ext_id)
    with pytest.raises(PermanentRefusal, match="cannot_hide"):
        await rig.page.hide(ext_id, hidden=True, reason=HideReason.ABUSE)


def _error(kind: Any, status: int, code: str = "", said: str = "", **headers: str) -> Any:
    return kind(Response(False, status, XrpcError(error=code, message=said), headers))


def _caused(kind: Any, cause: Exception) -> Any:
    made = kind()
    made.__cause__ = cause
    return made


@pytest.mark.parametrize(
    ("error", "means"),
    [
        (_error(RateLimitExceededError, 429, "RateLimitExceeded", **{"ratelimit-reset": "9999999999"}), RetryLater),
        (_error(BadRequestError, 400, "InvalidRequest", "Record/text must not be longer"), PermanentRefusal),
        (_error(BadRequestError, 400, "NotFound"), PermanentRefusal),
        (_error(UnauthorizedError, 401, "AccountTakedown"), AccountDisconnected),
        (_error(UnauthorizedError, 403, "Forbidden"), PermanentRefusal),
        (_error(RequestException, 500, "InternalServerError"), MaybeSent),
        (_error(NetworkError, 502, "UpstreamFailure"), MaybeSent),
        (_caused(NetworkError, httpx.ConnectError("x")), NotSent),
        (_caused(NetworkError, httpx.ReadError("x")), MaybeSent),
        (httpx.RemoteProtocolError("closed"), MaybeSent),
        (ValueError("no JSON"), MaybeSent),
    ],
)
def test_each_error_says_what_to_do(error: Exception, means: type[Exception]) -> None:
    assert type(translate(error)) is means


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"handle": "a.test"}, "password_file"),
        ({"password_env": "PW"}, "handle"),
        ({"handle": "a.test", "password_env": "PW", "service": "http://bsky.example"}, "service"),
        ({"handle": "a.test", "password_env": "PW", "pasword": ""}, "pasword"),
    ],
)
def test_a_wrong_setting_is_named(
    options: dict[str, Any], key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PW", "x")
    with pytest.raises(Misconfigured, match=key):
        BlueskyPage.build("page", options, tmp_path)
