"""What the program says by itself: promises before they fall due, and the digest on Monday; each once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from bot.domain.brand import Policy
from bot.domain.comment import Author, CommentEvent
from bot.domain.decision import DecisionKind, Refused
from bot.domain.transitions import ItemState
from bot.pipeline import measuring, promising
from bot.pipeline.evidence import EvidenceService
from bot.store.schema_evidence import evidence
from bot.testing.page import Fault
from tests.pipeline.conftest import ANA, CLIENT, MO, House, comment

PROMISE = "So sorry. I'll ask Inés tonight and write back here tomorrow."


async def begun(house: House) -> House:
    await house.store.write(measuring.plan)
    await house.store.write(promising.plan)
    return house


async def nearly_due(house: House) -> None:
    """Until what was promised for tomorrow is to be kept within twelve hours."""
    for length in (timedelta(minutes=1), timedelta(minutes=1), timedelta(hours=22)):
        await house.later(length)


async def due(house: House, text: str = PROMISE) -> int:
    """A promise was made and is about to fall due: the item that is to keep it."""
    await begun(house)
    item_id = await house.waiting("Is the cake gluten-free?", who="rita")
    await house.press(item_id, DecisionKind.EDIT, text=text)
    await house.settle()
    await nearly_due(house)
    rows = await house.store.read(lambda tx: tx.digests.promises("acme", due_before=tx.after(timedelta(days=9))))
    return await house.store.read(lambda tx: tx.items.of_comment(rows[0].comment_id).id)


async def state_of_promise(house: House, item_id: int) -> tuple[str, str]:
    item = await house.item(item_id)
    row = await house.store.read(lambda tx: tx.digests.get_promise(item.promise_id or 0))
    assert row is not None
    return row.state, row.settled_by


async def test_a_promise_that_falls_due_waits_for_a_decision_with_a_gap_in_its_draft(house: House) -> None:
    await begun(house)
    asked = await house.waiting("Is the cake gluten-free?", who="rita")
    await house.press(asked, DecisionKind.EDIT, text=PROMISE)
    await house.settle()
    for _ in range(3):
        await house.later(timedelta(hours=1))
    assert {one.item_id for one in house.channel.cards.values()} == {asked}, "it is not due for a day"
    for _ in range(9):
        await house.later(timedelta(hours=3))
    made = {one.item_id: one for one in house.channel.cards.values() if one.item_id != asked}
    assert len(made) == 1
    card = next(iter(made.values()))
    assert card.comment == "Is the cake gluten-free?"
    assert card.reason == "Promise 2 (due 3 Mar): “I'll ask Inés tonight and write back here tomorrow.”"
    assert all("⟨what came of it⟩" in one.suggestion.text for one in card.suggestions)
    assert all(one.suggestion.text.startswith("Rita, ") for one in card.suggestions)
    assert {need.question for one in card.suggestions for need in one.suggestion.needs} == {
        "what came of “I'll ask Inés tonight and write back here tomorrow.”?"
    }
    assert len(house.page.replies) == 1, "silence publishes nothing"


async def test_a_draft_is_not_approved_while_its_gap_is_open(house: House) -> None:
    item_id = await due(house)
    refused = await house.approve(item_id)
    assert not refused.ok
    assert refused.message == (
        "⟨what came of it⟩ is still open: say what came of it, in the text or as a change to it, and then approve."
    )
    refused = await house.press(item_id, DecisionKind.EDIT, ANA, text="Rita: ⟨qué ha pasado⟩.")
    assert refused.message.startswith("Falta rellenar ⟨qué ha pasado⟩")
    assert await house.state(item_id) is ItemState.WAITING
    await house.settle()
    assert len(house.page.replies) == 1


async def test_what_came_of_it_fills_the_gap_and_the_second_reply_goes_out_once(house: House) -> None:
    item_id = await due(house)
    assert (await house.press(item_id, DecisionKind.REWORD, note="Inés bakes it with almond flour, so it is")).ok
    await house.settle()
    card = await house.desk.card(item_id, MO)
    assert card is not None
    filled = card.suggestions[0].suggestion
    assert "Inés bakes it with almond flour, so it is" in filled.text
    assert "⟨" not in filled.text
    assert not filled.needs
    house.page.faults.append(Fault.DROPPED)
    assert (await house.approve(item_id, request_id="once")).ok
    assert (await house.approve(item_id, request_id="once")).ok, "a click delivered twice gets the same answer"
    for _ in range(4):
        await house.later(timedelta(minutes=2))
    assert [one.order.text for one in house.page.replies] == [PROMISE, filled.text]
    assert house.page.replies[1].order.parent_ext_id == house.page.replies[0].order.parent_ext_id
    assert len({one.idem_key for one in house.page.calls}) == 2
    assert await house.state(item_id) is ItemState.PUBLISHED
    assert await state_of_promise(house, item_id) == ("kept", "mo")


async def test_a_wish_for_the_wording_leaves_the_gap_open(house: House) -> None:
    item_id = await due(house)
    await house.press(item_id, DecisionKind.REWORD, note="warmer")
    await house.settle()
    card = await house.desk.card(item_id, MO)
    assert card is not None
    assert all("⟨what came of it⟩" in one.suggestion.text for one in card.suggestions)


async def test_a_promise_settled_otherwise_takes_its_card_with_it(house: House) -> None:
    item_id = await due(house)
    ref = (await house.item(item_id)).promise_id or 0
    reports = EvidenceService(house.store, house.coach, house.work.shelf)
    assert await reports.settle_promise(ref, MO, kept=True)
    assert not await reports.settle_promise(ref, ANA, kept=False), "somebody had said so"
    assert await house.state(item_id) is ItemState.SUPERSEDED
    card = await house.desk.card(item_id, MO)
    assert card is not None
    assert card.reason.endswith("The promise was kept otherwise.")
    refused = await house.press(item_id, DecisionKind.EDIT, text="Rita, it is.")
    assert not refused.ok
    await house.settle()
    assert len(house.page.replies) == 1


async def test_a_promise_called_off_within_the_grace_is_not_published(house: House) -> None:
    item_id = await due(house)
    await house.policy(Policy(undo_grace=timedelta(seconds=30)))
    await house.press(item_id, DecisionKind.EDIT, text="Rita, it is gluten-free.")
    item = await house.item(item_id)
    reports = EvidenceService(house.store, house.coach, house.work.shelf)
    assert await reports.settle_promise(item.promise_id or 0, MO, kept=False)
    await house.later(timedelta(minutes=2))
    assert await house.state(item_id) is ItemState.SUPERSEDED
    assert len(house.page.replies) == 1


async def test_an_author_who_writes_again_is_answered_there(house: House) -> None:
    item_id = await due(house)
    await house.policy(Policy(undo_grace=timedelta(seconds=30)))
    root = (await house.store.read(lambda tx: tx.comments.get(tx.items.get(item_id).comment_id))).ext_id
    seen = (await house.item(item_id)).version
    await house.press(item_id, DecisionKind.EDIT, text="Rita, it is gluten-free.")
    newer = comment("Any news?", at=house.clock.now(), who="rita", parent_ext_id=root, thread_ext_id=root)
    await house.intake.accept([newer])
    await house.later(timedelta(minutes=2))
    assert len(house.page.replies) == 1, "whoever approved it looks at the new words first"
    assert await house.state(item_id) is ItemState.WAITING
    stale = await house.press(item_id, DecisionKind.EDIT, text="Rita, it is.", seen_version=seen)
    assert stale.refused is Refused.STALE
    await house.press(item_id, DecisionKind.EDIT, text="Rita, it is gluten-free.")
    await house.later(timedelta(minutes=2))
    assert house.page.replies[1].order.parent_ext_id == newer.ext_id


async def test_a_colleague_who_kept_it_by_hand_ends_the_item(house: House) -> None:
    item_id = await due(house)
    root = (await house.store.read(lambda tx: tx.comments.get(tx.items.get(item_id).comment_id))).ext_id
    by_hand = comment("It is gluten-free, Rita.", at=house.clock.now(), parent_ext_id=root, thread_ext_id=root)
    await house.intake.accept([replace(by_hand, author=Author(ext_id="page", name="Inés", is_page=True))])
    assert await house.state(item_id) is ItemState.SUPERSEDED


async def test_a_deleted_comment_is_not_answered_a_second_time(house: House) -> None:
    item_id = await due(house)
    root = (await house.store.read(lambda tx: tx.comments.get(tx.items.get(item_id).comment_id))).ext_id
    gone = comment("", at=house.clock.now(), who="rita", ext_id=root, event=CommentEvent.DELETED)
    await house.intake.accept([gone])
    assert await house.state(item_id) is ItemState.SUPERSEDED


async def test_the_clients_approval_holds_for_the_second_reply_too(house: House) -> None:
    item_id = await due(house)
    await house.policy(Policy(undo_grace=timedelta(0), client_approval=frozenset({"question"})))
    await house.press(item_id, DecisionKind.EDIT, text="Rita, it is gluten-free.")
    await house.settle()
    assert len(house.page.replies) == 1
    assert (await house.press(item_id, DecisionKind.APPROVE_SECOND, CLIENT)).ok
    await house.settle()
    assert len(house.page.replies) == 2


async def test_where_a_second_reply_would_replace_the_first_people_are_only_reminded(house: House) -> None:
    house.page.capabilities = replace(house.page.capabilities, one_reply_only=True)
    await begun(house)
    item_id = await house.waiting("Is the cake gluten-free?")
    await house.press(item_id, DecisionKind.EDIT, text=PROMISE)
    await house.settle()
    await nearly_due(house)
    said = [each for each in house.channel.said if "Promise" in each]
    assert len(said) == 1
    assert "⟨what came of it⟩" in said[0]
    assert {one.item_id for one in house.channel.cards.values()} == {item_id}


async def test_the_second_reply_counts_as_a_turn_and_not_as_advice(house: House) -> None:
    item_id = await due(house)
    await house.press(item_id, DecisionKind.EDIT, text="Rita, it is gluten-free.")
    for _ in range(3):
        await house.later(timedelta(minutes=1))
    rows = await house.store.read(lambda tx: tx.conn.execute(select(evidence)).all())
    assert sorted((row.own, row.item_id is None) for row in rows) == [(False, False), (True, True), (True, True)]


async def test_a_promise_that_was_kept_is_not_brought_up(house: House) -> None:
    await begun(house)
    item_id = await house.waiting("Is the cake gluten-free?")
    await house.press(item_id, DecisionKind.EDIT, text=PROMISE)
    for _ in range(3):
        await house.later(timedelta(minutes=1))
    rows = await house.store.read(lambda tx: tx.digests.promises("acme", due_before=tx.after(timedelta(days=9))))
    assert len(rows) == 1
    assert await house.store.write(lambda tx: tx.digests.settle_promise(rows[0].comment_id, "kept", "mo"))
    assert not await house.store.write(lambda tx: tx.digests.settle_promise(rows[0].comment_id, "dropped", "ana"))
    for _ in range(10):
        await house.later(timedelta(hours=4))
    assert not [each for each in house.channel.said if "Promise" in each]
    assert {one.item_id for one in house.channel.cards.values()} == {item_id}


async def test_the_digest_comes_on_monday_morning_once(house: House) -> None:
    await begun(house)
    await house.waiting("When do you open on Sundays?")
    for _ in range(12):
        await house.later(timedelta(minutes=10))
    assert len([each for each in house.channel.said if each.startswith("What was said, what is open")]) == 1
    for _ in range(7):
        await house.later(timedelta(days=1))
    assert len([each for each in house.channel.said if each.startswith("What was said, what is open")]) == 2


async def test_an_answer_in_somebodys_own_words_is_proposed_as_knowledge_once(house: House) -> None:
    await begun(house)
    item_id = await house.waiting("Is there a lift?")
    await house.press(item_id, DecisionKind.EDIT, text="Yes, the lift is at the back door, next to the bakery.")
    for _ in range(4):
        await house.later(timedelta(minutes=1))
    rows = await house.store.read(lambda tx: tx.digests.proposed("acme", most=9))
    assert [(row.answer, row.source) for row in rows] == [
        ("Yes, the lift is at the back door, next to the bakery.", "Mo, 2026-03-02")
    ]
    assert (await house.store.read(lambda tx: tx.brands.all()))[0].facts == (), "nobody stands for it yet"
    await house.store.write(lambda tx: tx.brands.retire_fact(rows[0].id, "mo"))
    another = await house.waiting("And a ramp?")
    await house.press(another, DecisionKind.EDIT, text="No ramp at all, only the lift there.")
    for _ in range(4):
        await house.later(timedelta(minutes=1))
    left = await house.store.read(lambda tx: tx.digests.proposed("acme", most=9))
    assert rows[0].id not in [row.id for row in left], "what was put aside does not come back"


async def test_what_keeps_a_promise_is_told_apart_in_the_queue_and_found_by_its_author(house: House) -> None:
    item_id = await due(house)
    for search in ("", "rita"):
        queue = await house.desk.queue(MO, search=search)
        assert [(row.item_id, row.kinds[0], row.author) for row in queue.rows] == [(item_id, "promise", "Rita")]
