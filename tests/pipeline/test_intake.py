"""What comes in: once each, in any order, and what it does to what is already there."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.domain.comment import Author, Comment, CommentEvent
from bot.domain.decision import DecisionKind
from bot.domain.errors import BadInput
from bot.domain.transitions import ItemState
from bot.testing.page import PAGE
from tests.pipeline.conftest import MO, House, comment

E = CommentEvent
S = ItemState

ODD = [
    "",
    "👍",
    "x" * 50_000,
    "مرحبا، متى تفتحون؟",
    "zero\u200bwidth",
    "<script>alert(1)</script>",
    "nul\0byte",
    "e\u0301",
]


async def again(house: House, item_id: int, event: CommentEvent, text: str = "", ext_id: str = "c") -> None:
    made = comment(text, at=house.clock.now(), ext_id=ext_id, event=event)
    await house.intake.accept([made])
    await house.settle()


async def test_each_comment_once(house: House) -> None:
    one = comment("hello?", at=house.clock.now())
    other = comment("hello again?", at=house.clock.now())
    assert tuple(await house.intake.accept([one, other, one])) == (True, True, False)
    answers = await asyncio.gather(*(house.intake.accept([one, other]) for _ in range(20)))
    assert all(tuple(answer) == (False, False) for answer in answers)
    assert (await house.desk.queue(MO, view="all")).total == 2


async def test_a_refused_delivery_harms_no_other(house: House) -> None:
    good = [house.intake.accept([comment("hi?", at=house.clock.now(), who=f"a{n}")]) for n in range(5)]
    bad = house.intake.accept([comment("hi?", at=house.clock.now(), page_id="elsewhere")])
    answers = await asyncio.gather(*good, bad, return_exceptions=True)
    assert [tuple(one) for one in answers[:5] if not isinstance(one, BaseException)] == [(True,)] * 5
    assert isinstance(answers[5], BadInput)
    assert "elsewhere" in str(answers[5])


@pytest.mark.parametrize("text", ODD)
async def test_odd_comments_are_kept_as_they_came(house: House, text: str) -> None:
    item_id = await house.waiting(text)
    card = await house.desk.card(item_id, MO)
    assert card is not None
    assert card.comment == text.replace("\0", "\ufffd")
    assert card.state is S.WAITING


async def test_an_edit_redraws_and_makes_old_cards_stale(house: House) -> None:
    item_id = await house.waiting("When do you open?", ext_id="c")
    before = await house.desk.card(item_id, MO)
    assert before is not None
    await again(house, item_id, E.EDITED, "When do you close?")
    after = await house.desk.card(item_id, MO)
    assert after is not None
    assert (after.comment, after.state) == ("When do you close?", S.WAITING)
    answer = await house.press(
        item_id, DecisionKind.APPROVE, suggestion_id=before.suggestions[0].id, seen_version=before.version
    )
    assert not answer.ok


async def test_an_edit_stops_an_approved_reply(house: House) -> None:
    item_id = await house.waiting("When do you open?", ext_id="c")
    await house.approve(item_id)
    await again(house, item_id, E.EDITED, "When do you close?")
    assert await house.state(item_id) is S.WAITING
    assert house.page.calls == []


async def test_a_deleted_comment_is_not_answered(house: House) -> None:
    item_id = await house.waiting(ext_id="c")
    await house.approve(item_id)
    await again(house, item_id, E.DELETED)
    assert await house.state(item_id) is S.SUPERSEDED
    assert house.page.calls == []


async def test_a_deletion_that_comes_before_its_comment(house: House) -> None:
    await again(house, 0, E.DELETED)
    assert await house.comment("hello?", ext_id="c") == 0


async def test_hidden_and_shown_on_the_page(house: House) -> None:
    item_id = await house.waiting(ext_id="c")
    await again(house, item_id, E.HIDDEN)
    assert await house.state(item_id) is S.HIDDEN
    await again(house, item_id, E.SHOWN)
    assert await house.state(item_id) is S.WAITING


async def test_the_author_writes_again(house: House) -> None:
    first = await house.waiting("When do you open?", ext_id="c")
    house.clock.tick(timedelta(minutes=1))
    second = await house.waiting("On Sundays, I mean?", parent_ext_id="c")
    assert await house.state(first) is S.SUPERSEDED
    card = await house.desk.card(second, MO)
    assert card is not None
    assert [turn.text for turn in card.context] == ["When do you open?"]


async def test_a_colleague_answers_by_hand(house: House) -> None:
    item_id = await house.waiting(ext_id="c")
    await house.approve(item_id)
    await house.intake.accept([_own(house, "We open at nine!", "c")])
    await house.settle()
    assert await house.state(item_id) is S.SUPERSEDED
    assert house.page.calls == []
    card = await house.desk.card(item_id, MO)
    assert card is not None
    assert "answered on the page itself" in card.reason


async def test_somebody_else_answers_the_comment(house: House) -> None:
    item_id = await house.waiting(ext_id="c")
    house.clock.tick(timedelta(minutes=1))
    await house.waiting("They open at nine.", parent_ext_id="c", who="bob")
    item = await house.item(item_id)
    assert (item.state, item.round) == (S.WAITING, 2)


async def test_a_stranger_s_words_are_no_answer_back(house: House) -> None:
    item_id = await house.waiting(ext_id="c")
    await house.approve(item_id)
    await house.settle()
    house.clock.tick(timedelta(minutes=1))
    reply = house.page.replies[0].ext_id
    await house.waiting("good to know?", parent_ext_id=reply, who="bob")
    assert not (await house.item(item_id)).answered_back
    house.clock.tick(timedelta(minutes=1))
    await house.waiting("see you then?", parent_ext_id=reply)
    assert (await house.item(item_id)).answered_back
    row = await house.store.read(lambda tx: tx.outcomes.get(item_id))
    assert row is not None
    assert (row.turns, row.others_joined, row.answered_back) == (1, 1, True)


async def test_what_needs_no_reply_is_left_with_a_reason(house: House) -> None:
    item_id = await house.comment("thanks")
    await house.settle()
    item = await house.item(item_id)
    assert (item.state, item.reason) == (S.LEFT, "a closing word asks for nothing")


async def test_a_crisis_is_escalated_with_suggestions(house: House) -> None:
    item_id = await house.waiting("crisis at your place!")
    card = await house.desk.card(item_id, MO)
    assert card is not None
    assert card.state is S.ESCALATED
    assert card.suggestions
    assert (await house.desk.queue(MO)).rows[0].urgency == "now"


async def test_the_engine_fails_and_people_get_the_item(house: House) -> None:
    house.coach.failures.extend(RuntimeError("broken") for _ in range(100))
    item_id = await house.comment("hello?")
    for _ in range(8):
        await house.later(timedelta(minutes=2))
    card = await house.desk.card(item_id, MO)
    assert card is not None
    assert card.state is S.WAITING
    assert "write the reply yourself" in card.reason
    house.coach.failures.clear()
    assert (await house.press(item_id, DecisionKind.EDIT, text="We are on it.")).ok


def _own(house: House, text: str, parent: str) -> Comment:
    return Comment(
        page_id="page",
        ext_id=f"own-{parent}",
        text=text,
        author=Author(ext_id=PAGE.ext_id, name=PAGE.name, is_page=True),
        created_at=house.clock.now(),
        parent_ext_id=parent,
        thread_ext_id=parent,
    )
