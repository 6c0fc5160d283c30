"""The whole path of a comment, by hand and by the runtime."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.domain.decision import DecisionKind
from bot.domain.transitions import ItemState
from tests.pipeline.conftest import MO, House, comment


async def test_from_comment_to_outcome(house: House) -> None:
    item_id = await house.waiting()
    assert await house.state(item_id) is ItemState.WAITING
    card = await house.desk.card(item_id, MO)
    assert card is not None
    assert len(card.suggestions) == 3
    assert house.channel.cards["m1"].state is ItemState.WAITING

    answer = await house.approve(item_id)
    assert answer.ok, answer
    await house.settle()
    assert await house.state(item_id) is ItemState.PUBLISHED
    assert [one.order.text for one in house.page.replies] == [card.suggestions[0].suggestion.text]

    house.clock.tick(timedelta(hours=1))
    await house.intake.accept(
        [comment("not bad, see you", at=house.clock.now(), parent_ext_id=house.page.replies[0].ext_id)]
    )
    await house.settle()
    shown = await house.desk.card(item_id, MO)
    assert shown is not None
    assert shown.outcome is not None
    assert (shown.outcome.answered_back, shown.outcome.mood_after) == (True, "negative")

    await house.later(timedelta(days=8))
    assert await house.state(item_id) is ItemState.FOLLOWED_UP
    lines = [one.action for one in await house.desk.history(item_id, MO)]
    assert lines[0] == "came in"
    assert lines[-1] == "follow-up finished"
    assert "approved" in lines


async def test_the_runtime_does_it_by_itself(house: House, running: Callable[[], Awaitable[None]]) -> None:
    house.page.push(comment("Do you have vegan cake?", at=house.clock.now(), ext_id="x1"))
    item_id = 0
    async with asyncio.timeout(60):
        while not item_id or await house.state(item_id) is not ItemState.WAITING:
            await asyncio.sleep(0.02)
            item_id = await house.item_of("x1")
        await house.approve(item_id)
        while await house.state(item_id) is not ItemState.PUBLISHED:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert len(house.page.replies) == 1
    await running()


async def test_reject_and_reopen(house: House) -> None:
    item_id = await house.waiting()
    assert (await house.press(item_id, DecisionKind.REJECT, note="not ours")).ok
    assert await house.state(item_id) is ItemState.REJECTED
    assert (await house.press(item_id, DecisionKind.REOPEN)).ok
    assert await house.state(item_id) is ItemState.WAITING
