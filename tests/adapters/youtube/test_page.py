"""Units, tokens, long threads and moderation of the YouTube page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.pages.shared.google import refusal
from bot.adapters.pages.shared.http import Answer
from bot.adapters.pages.shared.pacing import For
from bot.adapters.pages.youtube.adapter import YouTubePage
from bot.domain.comment import CommentEvent
from bot.domain.decision import HideReason
from bot.domain.errors import AccountDisconnected, MaybeSent, Misconfigured, PermanentRefusal, RetryLater
from bot.domain.publication import PublishOrder
from tests.adapters.youtube.rig import YouTubeRig

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def order(ext_id: str, **more: Any) -> PublishOrder:
    values: dict[str, Any] = {
        "page_id": "page", "item_id": 1, "publication_id": 1, "idem_key": "k", "text": "Hello there", "lang": "en",
        "parent_ext_id": ext_id, "thread_ext_id": ext_id, "post_ext_id": "",
    }  # fmt: skip
    return PublishOrder(**{**values, **more})


async def test_reading_leaves_the_units_of_replies_over(rig: YouTubeRig) -> None:
    ext_id = await rig.say("Hi")
    client = rig.client(units=160, kept=100)
    rig.install(YouTubePage("page", client, looking=rig.page._looking))  # type: ignore[attr-defined]
    for _ in range(60):
        await client.read("channels", {"part": "snippet", "mine": "true"})
    with pytest.raises(RetryLater) as late:
        await client.read("channels", {"part": "snippet", "mine": "true"})
    assert timedelta(0) < late.value.after <= DAY + timedelta(hours=1)
    for _ in range(2):
        await rig.page.publish(order(ext_id))
    with pytest.raises(RetryLater):
        await rig.page.publish(order(ext_id))
    assert len(await rig.standing(ext_id)) == 2


async def test_the_day_ends_at_midnight_on_the_pacific(rig: YouTubeRig) -> None:
    quota = rig.client().quota
    ends = rig.house.clock.now() + quota.resets_in()
    assert ends.astimezone(UTC).hour in (7, 8)
    await quota.take(For.READING, 10)
    rig.house.clock.tick(DAY)
    assert await quota.take(For.READING, 1) == 1


async def test_a_quiet_video_is_looked_at_seldom_and_a_talked_of_one_often(rig: YouTubeRig) -> None:
    ext_id = await rig.say("Hi")
    rig.fake.write_post("Nobody cares about this one")
    await rig.brought_in(ext_id)
    rig.house.clock.tick(timedelta(hours=20))
    await rig.page._tree.look(rig.intake, first=DAY)  # type: ignore[attr-defined]
    rig.fake.calls.clear()
    rig.house.clock.tick(timedelta(minutes=10))
    await rig.page._tree.look(rig.intake, first=DAY)  # type: ignore[attr-defined]
    assert not [one for one in rig.fake.calls if "commentThreads" in one]
    await rig.say("Anybody here?", author="ben")
    await rig.page._tree.look(rig.intake, first=DAY)  # type: ignore[attr-defined]
    assert len([one for one in rig.fake.calls if "commentThreads" in one]) == 1


async def test_more_replies_than_come_with_a_thread_are_fetched_once(rig: YouTubeRig) -> None:
    first = await rig.say("Which flour?")
    replies = [await rig.say(f"number {n}", author=f"p{n}", under=first) for n in range(130)]
    await rig.brought_in(first, *replies)
    rig.house.clock.tick(timedelta(hours=7))
    rig.fake.calls.clear()
    await rig.page._tree.look(rig.intake, first=DAY)  # type: ignore[attr-defined]
    assert not [one for one in rig.fake.calls if one.endswith("/comments")]


async def test_comments_that_were_switched_off_stop_nothing(rig: YouTubeRig) -> None:
    rig.fake.no_comments.add(rig.fake.write_post("No talking here"))
    await rig.brought_in(await rig.say("But here"))


async def test_what_is_held_for_review_is_hidden_and_not_gone(rig: YouTubeRig) -> None:
    ext_id = await rig.say("Rude words")
    await rig.brought_in(ext_id)
    await rig.page.hide(ext_id, hidden=True, reason=HideReason.ABUSE)
    rig.house.clock.tick(timedelta(hours=7))
    await rig.page._tree.look(rig.intake, first=DAY)  # type: ignore[attr-defined]
    assert rig.intake.seen[-1].event is CommentEvent.HIDDEN
    await rig.page.hide(ext_id, hidden=False, reason=HideReason.ABUSE)
    rig.house.clock.tick(timedelta(hours=7))
    await rig.page._tree.look(rig.intake, first=DAY)  # type: ignore[attr-defined]
    assert rig.intake.seen[-1].event is CommentEvent.SHOWN


async def test_tokens_are_renewed_before_they_end_and_when_they_are_not_taken(rig: YouTubeRig) -> None:
    client = rig.client()
    query = {"part": "snippet", "mine": "true"}
    await client.read("channels", query)
    await client.read("channels", query)
    assert rig.fake.granted == 1
    rig.house.clock.tick(timedelta(minutes=59))
    await client.read("channels", query)
    assert rig.fake.granted == 2
    rig.fake.end_tokens()
    await client.read("channels", query)
    assert rig.fake.granted == 3


async def test_a_consent_for_another_channel_or_for_reading_only_is_named(rig: YouTubeRig) -> None:
    other = YouTubePage("page", rig.client(), channel="UCother", looking=rig.page._looking)  # type: ignore[attr-defined]
    assert "UCbakery" in " ".join(await other.check())
    rig.fake.scope = "https://www.googleapis.com/auth/youtube.readonly"
    assert "youtube.force-ssl" in " ".join(await YouTubePage("page", rig.client(), looking=rig.page._looking).check())  # type: ignore[attr-defined]


async def test_a_reply_to_a_comment_that_is_gone_is_refused(rig: YouTubeRig) -> None:
    with pytest.raises(PermanentRefusal, match="comment_gone"):
        await rig.page.publish(order("Ugy404"))


@pytest.mark.parametrize(
    ("status", "reason", "means"),
    [
        (403, "quotaExceeded", RetryLater), (403, "rateLimitExceeded", RetryLater), (429, "", RetryLater),
        (403, "commentsDisabled", PermanentRefusal), (403, "forbidden", PermanentRefusal),
        (404, "parentCommentNotFound", PermanentRefusal), (400, "commentTextTooLong", PermanentRefusal),
        (403, "insufficientPermissions", AccountDisconnected), (403, "accountSuspended", AccountDisconnected),
        (401, "authError", AccountDisconnected), (400, "processingFailure", MaybeSent), (500, "backendError",
        MaybeSent),
        (409, "aborted", MaybeSent),
    ],
)  # fmt: skip
def test_each_error_says_what_to_do(status: int, reason: str, means: type[Exception]) -> None:
    data = {"error": {"code": status, "message": "no", "errors": [{"reason": reason}]}}
    found = refusal(Answer(status=status, headers={}, data=data, body=b"{}"), NOW, timedelta(hours=3))
    assert type(found) is means
    if isinstance(found, RetryLater) and reason == "quotaExceeded":
        assert found.after == timedelta(hours=3)


@pytest.mark.parametrize("missing", ["client_id", "client_secret_file", "refresh_token_file"])
def test_a_missing_setting_is_named(missing: str, tmp_path: Path) -> None:
    (tmp_path / "s").write_text("a-secret")
    options = {"client_id": "c", "client_secret_file": "s", "refresh_token_file": "s"}
    assert YouTubePage.build("page", options, tmp_path).capabilities.writes_per_day == 200
    options.pop(missing)
    with pytest.raises(Misconfigured, match=missing):
        YouTubePage.build("page", options, tmp_path)
