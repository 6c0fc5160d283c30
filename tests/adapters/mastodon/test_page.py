"""What is Mastodon's own: limits asked, warnings and visibility kept, servers that ignore the key, the stream."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import requests
from mastodon.errors import (
    MastodonAPIError,
    MastodonNetworkError,
    MastodonNotFoundError,
    MastodonRatelimitError,
    MastodonServerError,
    MastodonUnauthorizedError,
)
from urllib3.exceptions import MaxRetryError, NewConnectionError

from bot.adapters.pages.mastodon.adapter import MastodonPage
from bot.adapters.pages.mastodon.client import translate
from bot.domain.capabilities import Idempotency
from bot.domain.errors import AccountDisconnected, MaybeSent, Misconfigured, NotSent, PermanentRefusal, RetryLater
from bot.domain.transitions import ItemState
from tests.adapters.mastodon.rig import MastodonRig
from tests.adapters.pages.rig import Breaks, until
from tests.pipeline.conftest import MO

S = ItemState


async def _approved(rig: MastodonRig, item_id: int) -> str:
    await rig.house.settle()
    card = await rig.house.desk.card(item_id, MO)
    assert card is not None
    assert (await rig.house.approve(item_id)).ok
    await rig.house.settle()
    return card.suggestions[0].suggestion.text


async def test_the_author_is_named_in_the_suggestion_and_so_told_of_the_reply(rig: MastodonRig) -> None:
    ext_id = await rig.say("Do you deliver?")
    (item_id,) = await rig.brought_in(ext_id)
    text = await _approved(rig, item_id)
    assert text.startswith("@ana ")
    told = await asyncio.to_thread(rig.person("ana").notifications, types=["mention"])
    assert [one["account"]["username"] for one in told] == ["bakery"]


async def test_a_reply_keeps_the_warning_and_stays_as_private_as_the_comment(rig: MastodonRig) -> None:
    ext_id = await rig.say("It was mouldy", spoiler_text="mould", visibility="direct")
    (item_id,) = await rig.brought_in(ext_id)
    card = await rig.house.desk.card(item_id, MO)
    assert card is not None
    assert card.comment.startswith("mould\n\n")
    await _approved(rig, item_id)
    context = await asyncio.to_thread(rig.person("ana").status_context, ext_id)
    (reply,) = context["descendants"]
    assert (reply["spoiler_text"], reply["visibility"]) == ("mould", "direct")


async def test_the_server_s_limit_is_asked_and_kept_with_the_page(rig: MastodonRig) -> None:
    await rig.brought_in(await rig.say("Hello"))
    assert rig.page.capabilities.text_limit.most == 500
    assert rig.page.capabilities.idempotency is Idempotency.LIST


async def test_a_server_that_ignores_the_key_still_gets_one_reply(rig: MastodonRig) -> None:
    """GoToSocial and others know no Idempotency-Key: what was lost is looked for before it is sent again."""
    ext_id = await rig.say("Is it vegan?")
    (item_id,) = await rig.brought_in(ext_id)
    rig.forget_keys = True
    rig.break_next(Breaks.DROPPED)
    await _approved(rig, item_id)
    for _ in range(5):
        await rig.house.later(rig.minute)
    assert await rig.house.state(item_id) is S.PUBLISHED
    assert len(await rig.standing(ext_id)) == 1
    assert rig.posted == 1


async def test_the_stream_wakes_the_page(rig: MastodonRig) -> None:
    rig.streaming = True
    rig.every = 3600.0
    rig.install(rig.again())
    async with rig.running():
        first = await rig.say("Before")
        await rig.arrived(first)
        later = await rig.say("While listening", author="ben")
        await rig.arrived(later)


async def test_what_does_not_name_us_is_found_below_our_reply(rig: MastodonRig) -> None:
    ext_id = await rig.say("Rye or spelt?")
    (item_id,) = await rig.brought_in(ext_id)
    await _approved(rig, item_id)
    publication = await rig.house.store.read(lambda tx: tx.publications.latest(item_id))
    assert publication is not None
    reply = publication.ext_reply_id

    def chime_in() -> None:
        rig.person("ben").status_post("Rye, always", in_reply_to_id=reply)

    await asyncio.to_thread(chime_in)
    for _ in range(3):
        await rig.house.later(11 * rig.minute)
    row = await rig.house.store.read(lambda tx: tx.outcomes.get(item_id))
    assert row is not None
    assert row.others_joined == 1


def _answer(status: int, **headers: str) -> requests.Response:
    made = requests.Response()
    made.status_code = status
    made.headers.update(headers)
    return made


def _network(cause: Exception) -> MastodonNetworkError:
    try:
        try:
            raise cause
        except Exception as error:
            raise MastodonNetworkError(f"Could not complete request: {error}")  # noqa: B904
    except MastodonNetworkError as made:
        return made


def _api(kind: type[Exception], status: int, said: str) -> Any:
    return kind("Mastodon API returned error", status, "reason", said)


@pytest.mark.parametrize(
    ("error", "answer", "means"),
    [
        (_network(requests.ConnectTimeout("x")), None, NotSent),
        (_network(requests.ConnectionError(MaxRetryError(None, "/", NewConnectionError(None, "x")))), None, NotSent),  # type: ignore[arg-type]
        (_network(requests.ReadTimeout("x")), None, MaybeSent),
        (_network(requests.ConnectionError("Connection aborted.")), None, MaybeSent),
        (MastodonRatelimitError("Hit rate limit."), _answer(429), RetryLater),
        (MastodonRatelimitError("Rate limit time calculations failed: x"), _answer(200), MaybeSent),
        (MastodonAPIError("Could not parse response as JSON"), _answer(200), MaybeSent),
        (_api(MastodonServerError, 503, ""), _answer(503), MaybeSent),
        (_api(MastodonUnauthorizedError, 401, "revoked"), _answer(401), AccountDisconnected),
        (
            _api(MastodonAPIError, 403, "This action is outside the authorized scopes"),
            _answer(403),
            AccountDisconnected,
        ),
        (_api(MastodonAPIError, 403, "Your login is currently disabled"), _answer(403), AccountDisconnected),
        (_api(MastodonAPIError, 403, "This action is not allowed"), _answer(403), PermanentRefusal),
        (_api(MastodonNotFoundError, 404, "Record not found"), _answer(404), PermanentRefusal),
        (_api(MastodonAPIError, 422, "Validation failed: too long"), _answer(422), PermanentRefusal),
    ],
)
def test_each_error_says_what_to_do(error: Any, answer: Any, means: type[Exception]) -> None:
    assert type(translate(error, answer)) is means


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"server": "bread.example"}, "token_file"),
        ({"server": "http://bread.example", "token_env": "TOKEN"}, "server"),
        ({"server": "bread.example", "token_env": "TOKEN", "visibility": "direct"}, "visibility"),
        ({"server": "bread.example", "token_env": "TOKEN", "servr": 1}, "servr"),
        ({"server": "bread.example", "token_env": "TOKEN", "staff": "ana"}, "staff"),
    ],
)
def test_a_wrong_setting_is_named(
    options: dict[str, Any], key: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKEN", "t")
    with pytest.raises(Misconfigured, match=key):
        MastodonPage.build("page", options, tmp_path)


async def test_a_colleague_s_own_account_counts_as_ours(rig: MastodonRig) -> None:
    ext_id = await rig.say("Where are you?")
    (item_id,) = await rig.brought_in(ext_id)
    rig.staff = ("@ben",)
    rig.install(rig.again())
    helped = await rig.say("Around the corner from the station!", author="ben", under=ext_id)
    async with rig.running():

        async def over() -> bool:
            return await rig.house.state(item_id) is S.SUPERSEDED

        await until(over, "the colleague's answer was not noticed")
    assert await rig.house.item_of(helped) == 0


async def test_the_doctor_names_notices_that_the_server_holds_back(
    rig: MastodonRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = rig.page._client.call  # type: ignore[attr-defined]

    async def call(purpose: Any, method: str, *args: Any, **more: Any) -> Any:
        if method == "notifications_policy":
            return {"summary": {"pending_requests_count": 3, "pending_notifications_count": 5}}
        if method == "app_verify_credentials":
            return {"name": "x", "scopes": ["read", "follow"]}
        return await real(purpose, method, *args, **more)

    monkeypatch.setattr(rig.page._client, "call", call)  # type: ignore[attr-defined]
    scope, held = await rig.page.check()
    assert "scope write" in scope
    assert "3 accounts" in held
