"""Waits, locked threads, mentions elsewhere, and a library that must not send twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.pages.reddit.adapter import RedditPage
from bot.adapters.pages.reddit.source import RedditSource
from bot.domain.comment import Comment, CommentEvent
from bot.domain.decision import DecisionKind, HideReason
from bot.domain.errors import MaybeSent, Misconfigured, PermanentRefusal, RetryLater
from bot.domain.publication import PublishOrder
from bot.domain.transitions import ItemState
from tests.adapters.pages.rig import Breaks, until
from tests.adapters.reddit.rig import RedditRig
from tests.fakes.reddit import SUB


def order(ext_id: str, **more: Any) -> PublishOrder:
    values: dict[str, Any] = {
        "page_id": "page", "item_id": 1, "publication_id": 1, "idem_key": "k", "text": "Hello there", "lang": "en",
        "parent_ext_id": ext_id, "thread_ext_id": ext_id, "post_ext_id": "",
    }  # fmt: skip
    return PublishOrder(**{**values, **more})


async def test_the_library_sends_a_reply_once_whatever_the_answer(rig: RedditRig) -> None:
    ext_id = await rig.say("Hi")
    rig.fake.next_write = "broken"
    before = rig.fake.writes
    with pytest.raises(MaybeSent):
        await rig.page.publish(order(ext_id))
    assert rig.fake.writes == before + 1


async def test_silence_is_borne_for_as_long_as_was_said_and_not_as_long_as_the_library_likes(rig: RedditRig) -> None:
    ext_id = await rig.say("Hi")
    rig.seconds = 1.0
    page = rig.again()
    rig.fake.next_write = "silent"
    async with asyncio.timeout(10):
        with pytest.raises(MaybeSent):
            await page.publish(order(ext_id))


async def test_reddit_s_own_wait_is_kept(rig: RedditRig) -> None:
    ext_id = await rig.say("Hi")
    rig.fake.wait_words = "Take a break for 7 minutes before trying again."
    with pytest.raises(RetryLater) as late:
        await rig.page.publish(order(ext_id))
    assert late.value.after == timedelta(minutes=7, seconds=5)


async def test_a_locked_thread_and_a_deleted_comment_are_refused_in_words(rig: RedditRig) -> None:
    ext_id, gone = await rig.say("Hi"), await rig.say("Bye")
    rig.fake.delete(gone)
    with pytest.raises(PermanentRefusal, match="comment_gone"):
        await rig.page.publish(order(gone))
    rig.fake.locked.add(rig.post)
    with pytest.raises(PermanentRefusal, match="not_allowed_there"):
        await rig.page.publish(order(ext_id))


async def test_a_mention_elsewhere_comes_in_and_nothing_can_be_hidden_there(rig: RedditRig) -> None:
    other = rig.fake.write_post("Best loaf in town?")
    rig.fake.elsewhere.add(other)
    ext_id = rig.fake.write("ana", "u/Mirlo_Bakery of course", post=other)
    await rig.brought_in(ext_id)
    seen = next(one for one in rig.intake.seen if one.ext_id == ext_id)
    assert seen.post is not None
    assert seen.post.ext_id == other
    with pytest.raises(PermanentRefusal):
        await rig.page.hide(ext_id, hidden=True, reason=HideReason.SPAM)


async def test_a_reply_deep_in_a_thread_knows_all_that_is_above(rig: RedditRig) -> None:
    first = await rig.say("One")
    second = await rig.say("Two", author="ben", under=first)
    third = await rig.say("Three", under=second)
    await rig.brought_in(first, second, third)
    seen = next(one for one in rig.intake.seen if one.ext_id == third)
    post, turns = await rig.page.thread(seen)
    assert [one.text for one in turns] == ["One", "Two"]
    assert post is not None
    assert "Rye bread" in post.text


async def test_what_was_taken_back_is_asked_for_by_name(rig: RedditRig) -> None:
    ext_id = await rig.say("Never mind")
    await rig.brought_in(ext_id)
    rig.fake.delete(ext_id)
    rig.house.clock.tick(timedelta(minutes=20))
    await rig.page._tree.look(rig.intake, first=timedelta(days=1))  # type: ignore[attr-defined]
    assert rig.intake.seen[-1].event is CommentEvent.DELETED


async def test_the_doctor_names_a_subreddit_that_cannot_be_read(rig: RedditRig) -> None:
    page = RedditPage("page", rig.client(), ["nowhere"], looking=rig.page._looking)  # type: ignore[attr-defined]
    assert "r/nowhere/comments" in " ".join(await page.check())


@pytest.mark.parametrize("missing", ["client_id", "client_secret_file", "refresh_token_file", "contact"])
def test_a_missing_setting_is_named(missing: str, tmp_path: Path) -> None:
    (tmp_path / "s").write_text("a-secret")
    options: dict[str, Any] = {
        "client_id": "c", "client_secret_file": "s", "refresh_token_file": "s", "contact": "u/mirlo",
        "subreddits": ["r/x"],
    }  # fmt: skip
    assert RedditPage.build("page", options, tmp_path).page_id == "page"
    options.pop(missing)
    with pytest.raises(Misconfigured, match=missing):
        RedditPage.build("page", options, tmp_path)


async def test_what_somebody_posts_in_our_subreddit_is_answered_below_it_once(rig: RedditRig) -> None:
    posted = rig.fake.write("ana", "Which of your loaves keeps longest?", post="")
    (item,) = await rig.brought_in(posted)
    await rig.house.settle()
    text = "The rye one: a week in a cloth. How many are you at home?"
    assert (await rig.house.press(item, DecisionKind.EDIT, text=text, insist=True)).ok
    rig.break_next(Breaks.DROPPED)
    for _ in range(5):
        await rig.house.settle()
        await rig.house.later(timedelta(minutes=1))
    below = [one for one in rig.fake.things.values() if one.post == posted]
    assert [one.text for one in below] == [text]
    assert await rig.house.state(item) is ItemState.PUBLISHED
    answer = rig.fake.write("ana", "Two of us, and a dog", post=posted, parent=below[0].id)
    rig.install(rig.again())
    await rig.brought_in(answer)
    row = await rig.house.store.read(lambda tx: tx.comments.by_ext("page", [answer]))
    assert row[answer].parent_ext_id == below[0].id
    _, turns = await rig.page.thread(next(one for one in rig.intake.seen if one.ext_id == answer))
    assert [turn.text for turn in turns] == [text]


async def test_a_colleague_who_answers_a_post_ends_its_item(rig: RedditRig) -> None:
    posted = rig.fake.write("ben", "Do you have yeast?", post="")
    (item,) = await rig.brought_in(posted)
    await rig.house.settle()
    rig.house.clock.tick(timedelta(minutes=10))
    rig.fake.write(rig.fake.own, "Always, at the counter.", post=posted)
    rig.install(rig.again())
    async with rig.running():

        async def over() -> bool:
            return await rig.house.state(item) is ItemState.SUPERSEDED

        await until(over, "the colleague's answer was not noticed")


async def test_our_own_posts_are_no_comments_and_others_can_be_left_alone(rig: RedditRig) -> None:
    ours = rig.fake.write(rig.fake.own, "Open on Sunday", post="")
    theirs = rig.fake.write("ana", "Look what I baked", post="")
    listed = {one.ext_id async for part in _parts(rig, submissions=True) for one in part}
    assert theirs in listed
    assert ours not in listed
    assert theirs not in {one.ext_id async for part in _parts(rig, submissions=False) for one in part}


async def _parts(rig: RedditRig, *, submissions: bool) -> AsyncIterator[Sequence[Comment]]:
    now = rig.house.clock.now
    source = RedditSource("page", rig.client(), [SUB], now=now, submissions=submissions)
    async for listed in source.posts(now()):
        async for part in source.below(listed, now()):
            yield part.comments
