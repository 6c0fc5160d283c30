"""What the program says by itself: promises before they fall due, and the digest on Monday; each once."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.decision import DecisionKind
from bot.pipeline import measuring, promising
from tests.pipeline.conftest import House

PROMISE = "So sorry. I'll ask Inés tonight and write back here tomorrow."


async def begun(house: House) -> House:
    await house.store.write(measuring.plan)
    await house.store.write(promising.plan)
    return house


async def test_a_promise_is_brought_up_once_with_a_draft_to_keep_it(house: House) -> None:
    await begun(house)
    item_id = await house.waiting("Is the cake gluten-free?")
    await house.press(item_id, DecisionKind.EDIT, text=PROMISE)
    await house.settle()
    for _ in range(8):
        await house.later(timedelta(minutes=30))
    assert not [each for each in house.channel.said if "Promise" in each], "it is not due for a day"
    for _ in range(60):
        await house.later(timedelta(minutes=30))
    said = [each for each in house.channel.said if "Promise" in each]
    assert len(said) == 1
    assert "I'll ask Inés tonight and write back here tomorrow." in said[0]
    assert "⟨what came of it⟩" in said[0]


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
    for _ in range(40):
        await house.later(timedelta(hours=1))
    assert not [each for each in house.channel.said if "Promise" in each]


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
