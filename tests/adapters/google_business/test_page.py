"""One reply for each review, counted in bytes; reviews that change; replies that are rejected."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.pages.google_business.adapter import ReviewPage
from bot.domain.comment import CommentEvent
from bot.domain.decision import DecisionKind
from bot.domain.errors import AccountDisconnected, Misconfigured, PermanentRefusal, RetryLater
from bot.domain.publication import PublishOrder
from tests.adapters.google_business.rig import ReviewRig


def order(ext_id: str, **more: Any) -> PublishOrder:
    values: dict[str, Any] = {
        "page_id": "page", "item_id": 1, "publication_id": 1, "idem_key": "k", "text": "Hello there", "lang": "en",
        "parent_ext_id": ext_id, "thread_ext_id": ext_id, "post_ext_id": "",
    }  # fmt: skip
    return PublishOrder(**{**values, **more})


async def test_writing_again_replaces_the_reply(rig: ReviewRig) -> None:
    ext_id = await rig.say("Stale bread")
    first = await rig.page.publish(order(ext_id))
    second = await rig.page.publish(order(ext_id, text="We are sorry", attempt=2))
    assert first.ext_id == second.ext_id == f"{ext_id}/reply"
    assert await rig.standing(ext_id) == ["We are sorry"]


async def test_a_colleague_s_fresh_reply_is_not_replaced_unseen(rig: ReviewRig) -> None:
    ext_id = await rig.say("Stale bread")
    await rig.write_as_page("I have called you", ext_id)
    with pytest.raises(RetryLater):
        await rig.page.publish(order(ext_id))
    assert await rig.standing(ext_id) == ["I have called you"]
    rig.house.clock.tick(timedelta(hours=1))
    await rig.page.publish(order(ext_id))
    assert await rig.standing(ext_id) == ["Hello there"]


async def test_a_place_that_is_not_there_disconnects_with_words(rig: ReviewRig) -> None:
    page = rig.again()
    page._source.place = "accounts/11/locations/404"  # type: ignore[attr-defined]
    with pytest.raises(AccountDisconnected):
        await page.run(rig.intake)
    assert "must be verified" in " ".join(await page.check())


async def test_bytes_are_counted_before_it_is_approved(rig: ReviewRig) -> None:
    (item_id,) = await rig.brought_in(await rig.say("Stale bread"))
    await rig.house.settle()
    long = await rig.house.press(item_id, DecisionKind.EDIT, text="ñ" * 2049)
    assert not long.ok
    assert "4096" in long.message
    assert (await rig.house.press(item_id, DecisionKind.EDIT, text="ñ" * 2048)).ok


async def test_an_old_review_that_is_written_anew_comes_in(rig: ReviewRig) -> None:
    ext_id = await rig.say("Fine")
    rig.fake.things[ext_id].at -= timedelta(days=400)
    await rig.brought_in(await rig.say("Another"))
    assert not await rig.house.item_of(ext_id)
    await rig.edit(ext_id, "Not fine any more")
    await rig.brought_in(ext_id)


async def test_an_edited_review_withdraws_what_was_suggested(rig: ReviewRig) -> None:
    ext_id = await rig.say("Fine")
    await rig.brought_in(ext_id)
    await rig.edit(ext_id, "Not fine any more")
    await rig.page._tree.look(rig.intake, first=timedelta(days=1))  # type: ignore[attr-defined]
    assert (rig.intake.seen[-1].event, rig.intake.seen[-1].text) == (CommentEvent.EDITED, "Not fine any more")


async def test_a_rejected_reply_is_named_by_the_doctor(rig: ReviewRig) -> None:
    ext_id = await rig.say("Fine")
    await rig.page.publish(order(ext_id))
    rig.fake.states[ext_id] = {"reviewReplyState": "REJECTED", "policyViolation": "PERSONAL_INFORMATION"}
    assert "PERSONAL_INFORMATION" in " ".join(await rig.page.check())


async def test_a_reply_that_is_rejected_at_once_is_said_so(rig: ReviewRig) -> None:
    ext_id = await rig.say("Fine")
    rig.fake.states[ext_id] = {"reviewReplyState": "REJECTED", "policyViolation": "SPAM"}
    with pytest.raises(PermanentRefusal, match=r"text_refused\|SPAM"):
        await rig.page.publish(order(ext_id))


async def test_a_review_that_is_gone_is_refused(rig: ReviewRig) -> None:
    with pytest.raises(PermanentRefusal, match="comment_gone"):
        await rig.page.publish(order("accounts/11/locations/22/reviews/none"))


async def test_more_reviews_than_a_page_come_in(rig: ReviewRig) -> None:
    said = [await rig.say(f"number {n}", author=f"p{n}") for n in range(120)]
    await rig.brought_in(*said)


@pytest.mark.parametrize("missing", ["place", "client_id", "refresh_token_file"])
def test_a_missing_setting_is_named(missing: str, tmp_path: Path) -> None:
    (tmp_path / "s").write_text("a-secret")
    options = {
        "place": "accounts/1/locations/2",
        "client_id": "c",
        "client_secret_file": "s",
        "refresh_token_file": "s",
    }
    assert ReviewPage.build("page", options, tmp_path).page_id == "page"
    with pytest.raises(Misconfigured, match="place"):
        ReviewPage.build("page", {**options, "place": "Mirlo"}, tmp_path)
    options.pop(missing)
    with pytest.raises(Misconfigured, match=missing):
        ReviewPage.build("page", options, tmp_path)
