"""Threads of one level, errors, and tokens that end after sixty days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.pages.linkedin.adapter import LinkedInPage
from bot.adapters.pages.linkedin.client import refusal, until_midnight
from bot.adapters.pages.shared.http import Answer
from bot.domain.errors import AccountDisconnected, MaybeSent, Misconfigured, PermanentRefusal, RetryLater
from bot.domain.publication import PublishOrder
from tests.adapters.linkedin.rig import LinkedInRig

NOW = datetime(2026, 3, 2, 21, 30, tzinfo=UTC)


def order(ext_id: str, **more: Any) -> PublishOrder:
    values: dict[str, Any] = {
        "page_id": "page", "item_id": 1, "publication_id": 1, "idem_key": "k", "text": "Hello there", "lang": "en",
        "parent_ext_id": ext_id, "thread_ext_id": ext_id, "post_ext_id": "",
    }  # fmt: skip
    return PublishOrder(**{**values, **more})


async def test_a_reply_to_a_reply_goes_into_its_thread_and_is_found_there(rig: LinkedInRig) -> None:
    first = await rig.say("Do you hire?")
    under = await rig.say("Me too", author="ben", under=first)
    began = rig.house.clock.now()
    made = await rig.page.publish(order(under, thread_ext_id=first))
    assert rig.fake.things[made.ext_id].parent == first
    assert [one.ext_id for one in await rig.page.own_replies(under, began)] == [made.ext_id]


async def test_more_comments_than_a_page_come_in(rig: LinkedInRig) -> None:
    said = [await rig.say(f"number {n}", author=f"p{n}") for n in range(130)]
    await rig.brought_in(*said)


async def test_the_doctor_says_when_the_token_ends_and_what_it_lacks(rig: LinkedInRig) -> None:
    rig.fake.expires_in, rig.fake.scopes = timedelta(days=3), "r_organization_social"
    said = " ".join(await rig.page.check())
    assert "the token ends on" in said
    assert "w_organization_social" in said
    rig.revoke(True)
    assert "60 days" in " ".join(await rig.page.check())


@pytest.mark.parametrize(
    ("status", "code", "message", "means"),
    [
        (401, "EXPIRED_ACCESS_TOKEN", "The token has expired", AccountDisconnected),
        (403, "ACCESS_DENIED", "Not enough permissions to access", AccountDisconnected),
        (403, "ACCESS_DENIED", "Comments are restricted", PermanentRefusal), (404, "NOT_FOUND", "", PermanentRefusal),
        (426, "NONEXISTENT_VERSION", "Requested version is not active", AccountDisconnected),
        (429, "TOO_MANY_REQUESTS", "", RetryLater), (422, "", "Content is a duplicate of urn", MaybeSent),
        (400, "FIELD_LENGTH_TOO_LONG", "", PermanentRefusal), (503, "", "", MaybeSent),
    ],
)  # fmt: skip
def test_each_error_says_what_to_do(status: int, code: str, message: str, means: type[Exception]) -> None:
    answer = Answer(status=status, headers={}, data={"code": code, "message": message})
    assert type(refusal(answer, NOW)) is means


def test_the_day_ends_at_midnight_utc() -> None:
    assert until_midnight(NOW) == timedelta(hours=2, minutes=30)


@pytest.mark.parametrize("missing", ["organization", "token_file"])
def test_a_missing_setting_is_named(missing: str, tmp_path: Path) -> None:
    (tmp_path / "s").write_text("a-secret")
    options: dict[str, Any] = {"organization": "77", "token_file": "s", "limit": 900}
    assert LinkedInPage.build("page", options, tmp_path).capabilities.text_limit.most == 900
    with pytest.raises(Misconfigured, match="organization"):
        LinkedInPage.build("page", {**options, "organization": "mirlo"}, tmp_path)
    options.pop(missing)
    with pytest.raises(Misconfigured, match=missing):
        LinkedInPage.build("page", options, tmp_path)
