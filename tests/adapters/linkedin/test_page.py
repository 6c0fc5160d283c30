"""Versions, tokens, scopes, daily limits and paging of the LinkedIn page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.pages.linkedin.adapter import LinkedInPage
from bot.adapters.pages.linkedin.client import LinkedInClient, refusal
from bot.adapters.pages.shared.http import Answer
from bot.adapters.pages.shared.pacing import For
from bot.domain.errors import AccountDisconnected, MaybeSent, Misconfigured, PermanentRefusal, RetryLater
from bot.domain.publication import PublishOrder
from tests.adapters.linkedin.rig import LinkedInRig
from tests.fakes.linkedin import ORG, TOKEN

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def order(ext_id: str, **more: Any) -> PublishOrder:
    values: dict[str, Any] = {
        "page_id": "page", "item_id": 1, "publication_id": 1, "idem_key": "k", "text": "Hello there", "lang": "en",
        "parent_ext_id": ext_id, "thread_ext_id": ext_id, "post_ext_id": "",
    }  # fmt: skip
    return PublishOrder(**{**values, **more})


async def look(rig: LinkedInRig) -> list[str]:
    rig.fake.calls.clear()
    await rig.page._tree.look(rig.intake, first=DAY)  # type: ignore[attr-defined]
    return list(rig.fake.calls)


async def test_a_reply_to_a_reply_stands_in_the_thread_and_is_found_again(rig: LinkedInRig) -> None:
    top = await rig.say("Do you ship?")
    under = await rig.say("I wonder too", author="ben", under=top)
    before = rig.house.clock.now()
    made = await rig.page.publish(order(under, thread_ext_id=top))
    assert await rig.standing(top) == ["Hello there"]
    found = await rig.page.own_replies(under, before)
    assert [(one.ext_id, one.parent_ext_id) for one in found] == [(made.ext_id, under)]
    assert found[0].author.ext_id == ORG


async def test_long_lists_are_read_to_their_end(rig: LinkedInRig) -> None:
    first = await rig.say("Which flour?")
    replies = [await rig.say(f"reply {n}", author=f"p{n}", under=first) for n in range(120)]
    others = [await rig.say(f"comment {n}", author=f"q{n}") for n in range(120)]
    await look(rig)
    assert {one.ext_id for one in rig.intake.seen} == {first, *replies, *others}


async def test_a_post_gone_quiet_is_looked_at_ever_more_seldom(rig: LinkedInRig) -> None:
    await rig.brought_in(await rig.say("Hi"))
    rig.house.clock.tick(timedelta(hours=20))
    await look(rig)
    rig.house.clock.tick(timedelta(minutes=10))
    assert not [one for one in await look(rig) if one.endswith("/comments")]
    rig.house.clock.tick(timedelta(hours=2))
    assert [one for one in await look(rig) if one.endswith("/comments")]


async def test_replies_are_asked_for_when_their_number_changed(rig: LinkedInRig) -> None:
    top = await rig.say("Hi")
    await rig.say("Hello", author="ben", under=top)
    assert len([one for one in await look(rig) if one.endswith("/comments")]) == 2
    rig.house.clock.tick(timedelta(minutes=1))
    assert len([one for one in await look(rig) if one.endswith("/comments")]) == 1
    await rig.say("And hello", author="eva", under=top)
    rig.house.clock.tick(timedelta(minutes=1))
    assert len([one for one in await look(rig) if one.endswith("/comments")]) == 2


async def test_closed_comments_stop_one_reply_and_not_the_page(rig: LinkedInRig) -> None:
    ext_id = await rig.say("Hi")
    rig.fake.closed.add(rig.post)
    with pytest.raises(PermanentRefusal, match="not_allowed_there"):
        await rig.page.publish(order(ext_id))
    rig.post = rig.fake.write_post("Another post")
    await rig.brought_in(await rig.say("Open here"))


async def test_a_token_that_ended_is_told_from_one_that_was_taken_back(rig: LinkedInRig) -> None:
    ext_id = await rig.say("Hi")
    rig.fake.expired = True
    with pytest.raises(AccountDisconnected, match="access_expired"):
        await rig.page.publish(order(ext_id))
    assert "60 days" in " ".join(await rig.page.check())
    rig.fake.expired, rig.fake.revoked = False, True
    with pytest.raises(AccountDisconnected, match="access_revoked"):
        await rig.page.publish(order(ext_id))
    assert "does not accept the token" in " ".join(await rig.page.check())


async def test_a_missing_permission_and_a_retired_version_are_named(rig: LinkedInRig) -> None:
    ext_id = await rig.say("Hi")
    rig.fake.scopes.remove("w_organization_social")
    assert list(await rig.page.check()) == []  # reading alone cannot tell
    assert "w_organization_social" in " ".join(await rig.inspected().check())
    with pytest.raises(AccountDisconnected, match="permission_missing"):
        await rig.page.publish(order(ext_id))
    rig.fake.scopes.clear()
    assert "administrator" in " ".join(await rig.page.check())
    rig.fake.served = ("202701",)
    assert "202610" in " ".join(await rig.page.check())


async def test_the_doctor_says_when_the_token_ends(rig: LinkedInRig) -> None:
    rig.fake.ends = rig.house.clock.now() + timedelta(days=40)
    assert list(await rig.inspected().check()) == []
    rig.fake.ends = rig.house.clock.now() + timedelta(days=4)
    (said,) = await rig.inspected().check()
    assert f"{rig.fake.ends:%Y-%m-%d}" in said
    (refused,) = await rig.inspected(client_secret="another").check()
    assert "id or secret" in refused


async def test_a_day_s_limit_waits_for_midnight_in_utc(rig: LinkedInRig) -> None:
    ext_id = await rig.say("Hi")
    rig.fake.spent = True
    with pytest.raises(RetryLater) as late:
        await rig.page.publish(order(ext_id))
    ends = rig.house.clock.now() + late.value.after
    assert (ends.hour, ends.minute) == (0, 0)
    assert late.value.after <= DAY
    rig.fake.spent = False
    await rig.page.publish(order(ext_id))


async def test_a_number_of_calls_a_day_leaves_a_third_to_replies(rig: LinkedInRig) -> None:
    ext_id = await rig.say("Hi")
    page = LinkedInPage("page", rig.client(calls_a_day=6), ORG, looking=rig.looking())
    client = page._client
    for _ in range(4):
        await client.read("/rest/posts", {"author": ORG, "q": "author"})
    with pytest.raises(RetryLater):
        await client.read("/rest/posts", {"author": ORG, "q": "author"})
    await page.publish(order(ext_id))
    await client.read("/rest/posts", {"author": ORG, "q": "author"}, For.WRITING)
    with pytest.raises(RetryLater):
        await page.publish(order(ext_id))


async def test_a_reply_below_a_comment_that_is_gone_is_refused(rig: LinkedInRig) -> None:
    ext_id = await rig.say("Hi")
    rig.fake.delete(ext_id)
    for gone in (ext_id, "not a urn"):
        with pytest.raises(PermanentRefusal, match="comment_gone"):
            await rig.page.publish(order(gone))
        assert await rig.page.own_replies(gone, NOW) == []


async def test_a_text_is_counted_as_the_platform_counts(rig: LinkedInRig) -> None:
    ext_id = await rig.say("Hi")
    limit = rig.page.capabilities.text_limit
    assert (limit.most, limit.unit.value) == (1250, "utf16")
    await rig.page.publish(order(ext_id, text="🥖" * 625))
    with pytest.raises(PermanentRefusal, match="text_refused"):
        await rig.page.publish(order(ext_id, text="🥖" * 626))


@pytest.mark.parametrize(
    ("status", "data", "means"),
    [
        (401, {"code": "EXPIRED_ACCESS_TOKEN"}, AccountDisconnected), (401, None, AccountDisconnected),
        (403, {"serviceErrorCode": 100, "message": "Not enough permissions to access"}, AccountDisconnected),
        (403, {"message": "Comments are closed"}, PermanentRefusal), (404, {}, PermanentRefusal),
        (400, {"message": "bad"}, PermanentRefusal), (422, {}, PermanentRefusal),
        (422, {"message": "Content is a duplicate"}, MaybeSent), (410, {}, PermanentRefusal),
        (426, {}, AccountDisconnected),
        (429, {}, RetryLater), (500, None, MaybeSent), (504, "x", MaybeSent), (409, {}, MaybeSent),
        (200, None, MaybeSent),
    ],
)  # fmt: skip
def test_each_error_says_what_to_do(status: int, data: Any, means: type[Exception]) -> None:
    found = refusal(Answer(status=status, headers={}, data=data, body=b"x"), NOW, timedelta(hours=3))
    assert type(found) is means


async def test_headers_are_those_of_the_versioned_interface(rig: LinkedInRig) -> None:
    old = LinkedInClient(rig.http(), TOKEN, version="202401", pace=rig.pace())
    with pytest.raises(AccountDisconnected, match="202401 is not active"):
        await old.read("/rest/posts", {"author": ORG, "q": "author"})
    assert rig.fake.calls == ["GET /rest/posts"]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"token_file": None}, "token_file"), ({"organization": None}, "organization"),
        ({"organization": "mirlo"}, "organization"), ({"version": "v2"}, "version"), ({"limit": 4000}, "limit"),
        ({"client_id": "app"}, "client_id"), ({"colour": "red"}, "colour"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_named(change: dict[str, Any], named: str, tmp_path: Path) -> None:
    (tmp_path / "t").write_text("a-token")
    options = {"organization": "2414183", "token_file": "t"}
    assert LinkedInPage.build("page", options, tmp_path)._own == ORG
    wrong = {key: value for key, value in {**options, **change}.items() if value is not None}
    with pytest.raises(Misconfigured, match=named):
        LinkedInPage.build("page", wrong, tmp_path)
