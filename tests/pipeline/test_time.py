"""Time passes: reminders, deadlines, expiry, channels that fail. Silence never publishes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.decision import DecisionKind
from bot.domain.transitions import ItemState
from tests.pipeline.conftest import MO, QUICK, House

S = ItemState
HOUR = timedelta(hours=1)


async def test_reminded_then_late_then_expired(house: House) -> None:
    item_id = await house.waiting()
    await house.later(HOUR)
    assert len(house.channel.said) == 1
    assert "waiting for 60 min" in house.channel.said[0]
    await house.later(3 * HOUR)
    assert "past its deadline" in house.channel.said[-1]
    await house.later(timedelta(days=3))
    assert await house.state(item_id) is S.EXPIRED
    assert "nothing was published" in house.channel.said[-1]
    assert house.page.calls == []
    assert (await house.press(item_id, DecisionKind.REOPEN)).ok


async def test_escalated_when_the_policy_says_so(house: House) -> None:
    await house.policy(replace(QUICK, on_timeout="escalate"))
    item_id = await house.waiting()
    await house.later(5 * HOUR)
    assert await house.state(item_id) is S.ESCALATED
    assert (await house.approve(item_id)).ok


async def test_expired_at_the_deadline_when_the_policy_says_so(house: House) -> None:
    await house.policy(replace(QUICK, on_timeout="expire"))
    item_id = await house.waiting()
    await house.later(3 * HOUR)
    assert await house.state(item_id) is S.WAITING
    await house.later(HOUR)
    assert await house.state(item_id) is S.EXPIRED


async def test_a_decided_item_is_not_reminded_of(house: House) -> None:
    item_id = await house.waiting()
    await house.press(item_id, DecisionKind.LEAVE)
    await house.later(5 * HOUR)
    assert house.channel.said == []


async def test_a_channel_that_is_down_gets_the_card_later(house: House) -> None:
    house.channel.down = True
    item_id = await house.waiting()
    assert house.channel.cards == {}
    house.channel.down = False
    await house.later(timedelta(minutes=1))
    assert [card.item_id for card in house.channel.cards.values()] == [item_id]


async def test_one_message_per_item_kept_up_to_date(house: House) -> None:
    item_id = await house.waiting()
    await house.press(item_id, DecisionKind.CLAIM)
    await house.settle()
    await house.approve(item_id, MO)
    await house.settle()
    assert list(house.channel.cards) == ["m1"]
    card = house.channel.cards["m1"]
    assert (card.state, card.claimed_by) == (S.PUBLISHED, "Mo")
    versions = [card.version for _, card in house.channel.shown]
    assert versions == sorted(set(versions))
