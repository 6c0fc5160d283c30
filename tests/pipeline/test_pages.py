"""What holds for every page: following, going down and coming back, the past as a record, addressing the author."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.comment import Author, Comment, CommentEvent, Portion, Post, Turn, Who
from bot.domain.decision import DecisionKind, Refused
from bot.domain.errors import AccountDisconnected, NotSent, PermanentRefusal, RetryLater
from bot.domain.transitions import ItemState
from bot.domain.troubles import Trouble, trouble
from bot.pipeline.backfill import Brought, ComeBackLater, backfill
from bot.pipeline.work import Channel
from bot.testing.channel import FakeChannel
from bot.testing.page import FakePage, Fault
from tests.pipeline.conftest import ANA, MO, House, comment

S = ItemState
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PAGE = Author(ext_id="us", name="Acme", is_page=True)


def polled(house: House) -> FakePage:
    page = FakePage("page", house.clock, polls=True)
    house.install(page)
    return page


async def published(house: House, **fields: object) -> int:
    item_id = await house.waiting(**fields)
    await house.approve(item_id)
    await house.settle()
    assert await house.state(item_id) is S.PUBLISHED
    return item_id


async def answer(house: House, item_id: int, text: str = "Oh, thank you!", who: str = "ada") -> Comment:
    """What somebody writes under our reply."""

    def find(tx: object) -> tuple[str, str]:
        row = tx.comments.get(tx.items.get(item_id).comment_id)  # type: ignore[attr-defined]
        return row.ext_id, tx.publications.latest(item_id).ext_reply_id  # type: ignore[attr-defined]

    thread, reply = await house.store.read(find)
    return comment(text, at=house.clock.now(), who=who, parent_ext_id=reply, thread_ext_id=thread)


# ---------------------------------------------------------------- following


async def test_a_page_that_does_not_push_is_asked_ever_more_seldom_and_a_last_time_at_the_end(house: House) -> None:
    page = polled(house)
    item_id = await published(house)
    for _ in range(8 * 24 * 6):
        await house.later(10 * MINUTE)
        if await house.state(item_id) is S.FOLLOWED_UP:
            break
    pauses = [later - earlier for earlier, later in zip(page.asked, page.asked[1:], strict=False)]
    assert pauses[:3] == sorted(pauses[:3])
    assert pauses[0] <= 10 * MINUTE < pauses[4]
    assert 8 <= len(page.asked) <= 25
    assert await house.state(item_id) is S.FOLLOWED_UP
    assert await house.store.read(lambda tx: tx.jobs.due_counts()) == {}


async def test_an_answer_that_was_asked_for_counts_once_with_its_mood_and_who_wrote_it(house: House) -> None:
    page = polled(house)
    item_id = await published(house)
    await house.later(20 * MINUTE)
    page.below.append(await answer(house, item_id))
    page.below.append(await answer(house, item_id, "Me too", who="bo"))
    for _ in range(6):
        await house.later(HOUR)
    item = await house.item(item_id)
    assert item.answered_back
    row = await house.store.read(lambda tx: tx.outcomes.get(item_id))
    assert row is not None
    assert (row.turns, row.others_joined, bool(row.mood_after)) == (1, 1, True)
    lines = await house.desk.history(item_id, MO)
    told = {line.action: line.detail for line in lines}
    assert told["the author answered back"] == "Ada"
    assert told["somebody else joined the talk"] == "Bo"
    assert "mood" in told["read the answer"]


async def test_a_page_that_pushes_is_not_asked(house: House) -> None:
    await published(house)
    await house.later(8 * DAY)
    assert house.page.asked == []


async def test_looking_that_fails_is_tried_again_and_ends_all_the_same(house: House) -> None:
    page = polled(house)
    item_id = await published(house)
    page.blind.extend([NotSent("down"), RetryLater("slowly", after=HOUR), ConnectionError("x")])
    for _ in range(9 * 24):
        await house.later(HOUR)
    assert await house.state(item_id) is S.FOLLOWED_UP


async def test_a_thread_that_is_gone_is_no_longer_asked_for(house: House) -> None:
    page = polled(house)
    item_id = await published(house)
    page.blind.append(PermanentRefusal(trouble(Trouble.COMMENT_GONE)))
    for _ in range(24):
        await house.later(HOUR)
    assert len(page.asked) == 1
    assert "the thread can no longer be seen" in {line.action for line in await house.desk.history(item_id, MO)}


async def test_access_lost_while_looking_disconnects_the_page(house: House) -> None:
    page = polled(house)
    await published(house)
    page.blind.append(AccountDisconnected(Trouble.ACCESS_REVOKED))
    await house.later(15 * MINUTE)
    row = await house.store.read(lambda tx: tx.brands.page("page"))
    assert row is not None
    assert not row.connected


# ---------------------------------------------------------------- going down and coming back


async def test_a_page_that_goes_down_says_so_once_on_its_cards_and_in_each_channel_s_language(house: House) -> None:
    spanish = FakeChannel("sala")
    house.work.channels["sala"] = Channel(adapter=spanish, lang="es")  # type: ignore[index]
    first, second = await house.waiting(), await house.waiting()
    house.page.faults.extend([Fault.DISCONNECTED] * 3)
    await house.approve(first)
    await house.settle()
    for _ in range(3):
        await house.later(HOUR)
    assert len([text for text in house.channel.said if "is disconnected" in text]) == 1
    assert len([text for text in spanish.said if "se ha desconectado" in text]) == 1
    for item_id in (first, second):
        card = await house.desk.card(item_id, MO)
        assert card is not None
        assert "is disconnected" in card.reason
    in_spanish = await house.desk.card(second, ANA)
    assert in_spanish is not None
    assert "desconectada" in in_spanish.reason
    shown = [card for _, card in house.channel.shown if card.item_id == second]
    assert "is disconnected" in shown[-1].reason


async def test_back_again_everything_that_waited_goes_out_at_once_and_the_cards_are_clean(house: House) -> None:
    items = [await house.waiting() for _ in range(3)]
    house.page.faults.append(Fault.DISCONNECTED)
    for item_id in items:
        await house.approve(item_id)
    await house.settle()
    assert len(house.page.replies) <= 2  # those that were called before the first refusal was known
    await house.intake.page_state("page", connected=True)
    await house.settle()
    assert [await house.state(one) for one in items] == [S.PUBLISHED] * 3
    assert len(house.page.replies) == 3
    assert len([text for text in house.channel.said if text.startswith("Acme on fake is connected again")]) == 1
    card = await house.desk.card(items[0], MO)
    assert card is not None
    assert "disconnected" not in card.reason


async def test_the_channels_are_told_when_they_can_be_reached_again(house: House) -> None:
    house.channel.down = True
    await house.intake.page_state("page", connected=False, why=trouble(Trouble.ACCOUNT_SUSPENDED, "30 days"))
    await house.settle()
    house.channel.down = False
    for _ in range(3):
        await house.later(MINUTE)
    told = [text for text in house.channel.said if "disconnected" in text]
    assert len(told) == 1
    assert "suspended or restricted this page's account. (30 days)" in told[0]


async def test_an_approval_in_its_grace_time_is_not_hastened_by_a_page_that_comes_back(house: House) -> None:
    await house.policy(replace((await house.store.read(lambda tx: tx.brands.policy("acme"))), undo_grace=HOUR))
    item_id = await house.waiting()
    await house.approve(item_id)
    await house.intake.page_state("page", connected=False, why="x")
    await house.intake.page_state("page", connected=True)
    await house.settle()
    assert await house.state(item_id) is S.DECIDING


# ---------------------------------------------------------------- answered already


async def test_the_page_s_own_answer_may_arrive_before_the_comment(house: House) -> None:
    at = house.clock.now()
    reply = comment("We open at nine!", at=at, parent_ext_id="late", thread_ext_id="late", author=PAGE)
    asked = comment("When do you open?", at=at - MINUTE, ext_id="late")
    await house.intake.accept([reply])
    await house.intake.accept([asked])
    item_id = await house.item_of("late")
    assert await house.state(item_id) is S.SUPERSEDED
    card = await house.desk.card(item_id, MO)
    assert card is not None
    assert card.reason == "Somebody of the team answered on the page itself."
    await house.settle()
    assert await house.state(item_id) is S.SUPERSEDED
    lines = await house.desk.history(item_id, MO)
    assert any("(Acme)" in line.detail for line in lines)


async def test_a_comment_first_seen_hidden_asks_nobody_until_it_is_shown(house: House) -> None:
    hidden = comment("Buy followers", ext_id="h", event=CommentEvent.HIDDEN)
    await house.intake.accept([hidden])
    assert await house.item_of("h") == 0
    await house.intake.accept([replace(hidden, event=CommentEvent.SHOWN)])
    item_id = await house.item_of("h")
    await house.settle()
    assert await house.state(item_id) is S.WAITING


# ---------------------------------------------------------------- the past


def past(house: House, number: int, days: float, **fields: object) -> Comment:
    return comment(f"old {number}", at=house.clock.now() - timedelta(days=days), ext_id=f"old{number}", **fields)


async def run_backfill(house: House, days: float = 90) -> Brought:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    since = house.clock.now() - timedelta(days=days)
    return await backfill(house.store, house.page, since, tell=lambda _: None, sleep=sleep)


async def test_the_past_is_a_record_and_what_can_still_be_answered_is_work(house: House) -> None:
    reply = past(house, 2, 39, parent_ext_id="old1", thread_ext_id="old1", author=PAGE)
    house.page.past = [Portion(comments=(past(house, 1, 40), reply, past(house, 3, 1), past(house, 4, 200)))]
    brought = await run_backfill(house)
    assert (brought.seen, brought.new, brought.own) == (3, 3, 1)
    await house.settle()
    assert await house.item_of("old1") == 0
    assert await house.state(await house.item_of("old3")) is S.WAITING
    rows = await house.store.read(lambda tx: tx.comments.by_ext("page", ["old1", "old2", "old4"]))
    assert set(rows) == {"old1", "old2"}
    assert rows["old2"].own


async def test_a_backfill_goes_on_where_it_stopped_and_adds_nothing_twice(house: House) -> None:
    house.page.past = [Portion(comments=(past(house, n, 40),), resume=f"p{n}") for n in range(5)]
    house.page.past_fails = {3: RetryLater("come back tomorrow", after=DAY)}
    with pytest.raises(ComeBackLater):
        await run_backfill(house)
    again = await run_backfill(house)
    assert (again.resumed, again.seen, again.new) == (True, 2, 2)
    whole = await run_backfill(house)
    assert (whole.resumed, whole.seen, whole.new) == (False, 5, 0)


async def test_a_short_pause_of_the_platform_is_waited_for(house: House) -> None:
    house.page.past = [Portion(comments=(past(house, n, 40),), resume=f"p{n}") for n in range(3)]
    house.page.past_fails = {1: RetryLater("slowly", after=MINUTE), 2: NotSent("no network")}
    assert (await run_backfill(house)).new == 3


async def test_a_past_reply_to_an_item_that_still_waits_ends_it(house: House) -> None:
    item_id = await house.waiting(ext_id="open")
    by_hand = past(house, 9, -0.001, parent_ext_id="open", thread_ext_id="open", author=PAGE)
    house.page.past = [Portion(comments=(by_hand,))]
    await run_backfill(house)
    assert await house.state(item_id) is S.SUPERSEDED


async def test_a_later_comment_in_an_old_thread_is_work(house: House) -> None:
    house.page.past = [Portion(comments=(past(house, 1, 40),))]
    await run_backfill(house)
    item_id = await house.waiting("And today?", parent_ext_id="old1", thread_ext_id="old1")
    assert await house.state(item_id) is S.WAITING


# ---------------------------------------------------------------- addressing, limits, private replies


ADDRESS = (("address", "@ada@bread.example "), ("reserved", "40"))


async def test_a_suggestion_is_shown_as_it_is_published_with_the_author_s_handle(house: House) -> None:
    item_id = await house.waiting(extra=ADDRESS)
    card = await house.desk.card(item_id, MO)
    assert card is not None
    shown = card.suggestions[0].suggestion.text
    assert shown.startswith("@ada@bread.example ")
    assert card.reply_limit == 460
    await house.approve(item_id)
    await house.settle()
    assert house.page.replies[0].order.text == shown


async def test_a_person_s_own_text_is_addressed_before_it_is_measured_and_kept(house: House) -> None:
    item_id = await house.waiting(extra=ADDRESS)
    too_long = await house.press(item_id, DecisionKind.EDIT, text="x" * 450)
    assert too_long.refused is Refused.TEXT_INVALID
    assert (await house.press(item_id, DecisionKind.EDIT, text="From nine on.")).ok
    card = await house.desk.card(item_id, MO)
    assert card is not None
    assert card.decision is not None
    await house.settle()
    assert card.decision.text == house.page.replies[0].order.text == "@ada@bread.example From nine on."


async def test_a_handle_that_stands_in_the_text_is_not_put_in_again(house: House) -> None:
    item_id = await house.waiting(extra=ADDRESS)
    await house.press(item_id, DecisionKind.EDIT, text="From nine on, @ada@bread.example!")
    await house.settle()
    assert house.page.replies[0].order.text == "From nine on, @ada@bread.example!"


async def test_the_coach_never_sees_the_address(house: House) -> None:
    item_id = await house.waiting(extra=ADDRESS)
    await house.press(item_id, DecisionKind.REWORD, note="warmer", suggestion_id=None, text="@ada@bread.example Hi")
    await house.settle()
    score = await house.desk.score_draft(item_id, "@ada@bread.example Hello", MO)
    assert score is not None
    card = await house.desk.card(item_id, MO)
    assert card is not None
    assert card.suggestions[0].suggestion.text.count("@ada@bread.example") == 1


async def test_a_private_reply_is_refused_once_its_window_is_over(house: House) -> None:
    house.install(FakePage("page", house.clock, private_within=7 * DAY))
    old = await house.waiting(created_at=house.clock.now() - 8 * DAY)
    answer_ = await house.press(old, DecisionKind.PRIVATE, text="Here, in private.")
    assert answer_.refused is Refused.TOO_LATE
    assert "7 days" in answer_.message
    young = await house.waiting(created_at=house.clock.now() - 6 * DAY)
    assert (await house.press(young, DecisionKind.PRIVATE, text="Here, in private.")).ok
    await house.settle()
    assert house.page.replies[0].order.private


async def test_a_private_reply_that_waited_too_long_for_its_page_is_not_sent(house: House) -> None:
    house.install(FakePage("page", house.clock, private_within=7 * DAY))
    item_id = await house.waiting(created_at=house.clock.now() - 6 * DAY)
    await house.intake.page_state("page", connected=False, why="x")
    await house.press(item_id, DecisionKind.PRIVATE, text="Here, in private.")
    await house.later(2 * DAY)
    await house.intake.page_state("page", connected=True)
    await house.settle()
    assert house.page.calls == []
    assert await house.state(item_id) is S.FAILED
    card = await house.desk.card(item_id, ANA)
    assert card is not None
    assert card.outcome is not None
    assert "en privado" in card.outcome.problem


# ---------------------------------------------------------------- context


async def test_what_stands_above_an_unknown_thread_is_fetched_once_for_coach_and_card(house: House) -> None:
    house.page.post = Post(ext_id="p9", text="New: spelt rolls")
    house.page.above = [Turn(who=Who.OTHER, text="Are they good?", name="Bo", at=house.clock.now())]
    item_id = await house.waiting("I want to know too", parent_ext_id="unseen", thread_ext_id="unseen")
    card = await house.desk.card(item_id, MO)
    assert card is not None
    assert [(turn.who, turn.text, turn.name) for turn in card.context] == [(Who.OTHER, "Are they good?", "Bo")]
    await house.press(item_id, DecisionKind.ANOTHER)
    await house.settle()
    assert len(house.page.threads_asked) == 1
    await house.approve(item_id)
    await house.settle()
    assert house.page.replies[0].order.extra == ()


async def test_a_known_thread_is_not_asked_for(house: House) -> None:
    first = comment("One", ext_id="first")
    await house.intake.accept([first])
    await house.waiting("Two", who="bo", parent_ext_id="first", thread_ext_id="first")
    assert house.page.threads_asked == []


async def test_a_page_that_gives_no_context_holds_nothing_up(house: House) -> None:
    async def fails(comment: Comment) -> tuple[None, tuple[Turn, ...]]:
        raise ConnectionError("gone")

    house.page.thread = fails  # type: ignore[assignment, method-assign]
    item_id = await house.waiting("And me?", parent_ext_id="unseen", thread_ext_id="unseen")
    assert await house.state(item_id) is S.WAITING
