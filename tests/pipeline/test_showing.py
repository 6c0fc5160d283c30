"""Cards on their way to the channels: a lane for each, in order, newest state only, for as long as it takes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.brand import Brand
from bot.domain.card import Card
from bot.domain.decision import DecisionKind
from bot.domain.errors import PermanentRefusal, RetryLater
from bot.pipeline import showing
from bot.pipeline.office import make_office
from bot.pipeline.runtime import Runtime, kinds_for
from bot.pipeline.timings import Timings
from bot.pipeline.work import Channel
from bot.store.tx import Tx
from bot.testing.channel import FakeChannel
from tests.pipeline.conftest import MO, QUICK, House


class GroupingChannel(FakeChannel):
    """Posts many cards as one message, and says no as planned."""

    def __init__(self, channel_id: str) -> None:
        super().__init__(channel_id)
        self.groups: list[tuple[str, list[int]]] = []
        self.faults: list[Exception] = []

    async def show(self, card: Card, ext_message_id: str = "") -> str:
        if self.faults:
            raise self.faults.pop(0)
        return await super().show(card, ext_message_id)

    async def show_many(self, cards: Sequence[Card], ext_message_id: str = "") -> Sequence[str]:
        message = ext_message_id or f"g{len(self.groups) + 1}"
        self.groups.append((message, [card.item_id for card in cards]))
        return [message] * len(cards)


def add(house: House, channel: FakeChannel, **fields: Any) -> None:
    channels: Any = house.work.channels
    channels[channel.channel_id] = Channel(adapter=channel, **fields)


async def jobs(house: House) -> dict[str, int]:
    """Jobs that wait, by kind, due or not."""

    def find(tx: Tx) -> dict[str, int]:
        house.clock.tick(timedelta(0))
        return tx.jobs.next_due([kind for kind in kinds_for(house.work.channels) if kind.startswith("show:")])

    return await house.store.read(find)


async def test_a_channel_that_hangs_does_not_hold_up_the_others(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = FakeChannel("slow")
    reached, go_on = asyncio.Event(), asyncio.Event()

    async def hang(card: Card, ext_message_id: str = "") -> str:
        reached.set()
        await go_on.wait()
        return "late"

    monkeypatch.setattr(slow, "show", hang)
    add(house, slow)
    house.work = replace(house.work, timings=Timings(poll=timedelta(milliseconds=20)))
    office = make_office(house.store, house.desk, house.coach, house.work.shelf)
    runtime = Runtime(work=house.work, intake=house.intake, office=office)
    task = asyncio.create_task(runtime.run())
    async with asyncio.timeout(60):
        await house.comment()
        await reached.wait()
        second = await house.comment("And on Sundays?", who="bea")
        while second not in [card.item_id for _, card in house.channel.shown]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    go_on.set()
    runtime.stop()
    await task


async def test_an_hour_away_costs_nothing_but_the_hour(house: House) -> None:
    house.channel.down = True
    item_ids = [await house.comment(f"{number}?", who=f"p{number}") for number in range(3)]
    for _ in range(60):
        await house.later(timedelta(minutes=1))
    assert house.channel.shown == []
    await house.approve(item_ids[0])
    house.channel.down = False
    await house.later(timedelta(minutes=1))
    assert [card.item_id for _, card in house.channel.shown] == item_ids
    assert house.channel.shown[0][1].state == "published"
    assert await jobs(house) == {}


async def test_patience_that_the_platform_asks_for_is_kept(house: House) -> None:
    channel = GroupingChannel("other")
    channel.faults = [RetryLater("slow down", after=timedelta(minutes=9))]
    add(house, channel)
    await house.waiting()
    await house.later(timedelta(minutes=8))
    assert channel.shown == []
    await house.later(timedelta(minutes=2))
    assert len(channel.shown) == 1


async def test_many_new_cards_are_grouped_in_order_and_a_decided_one_is_redrawn_in_its_list(house: House) -> None:
    channel = GroupingChannel("other")
    add(house, channel)
    item_ids = [await house.comment(f"{number}?", who=f"p{number}") for number in range(120)]
    await house.settle(rounds=200)
    shown = [one for _, group in channel.groups for one in group] + [card.item_id for _, card in channel.shown]
    assert sorted(shown) == item_ids
    assert [one for _, group in channel.groups for one in group] == sorted(
        one for _, group in channel.groups for one in group
    )
    assert len(channel.groups) + len(channel.shown) < 20
    message, group = channel.groups[3]
    before = len(channel.groups)
    await house.approve(group[2])
    await house.settle()
    assert channel.groups[before][0] == message
    assert channel.groups[before][1] == group


async def test_a_card_of_a_list_that_is_to_be_decided_anew_gets_a_message_of_its_own(house: House) -> None:
    channel = GroupingChannel("other")
    add(house, channel)
    item_ids = [await house.comment(f"{number}?", who=f"p{number}") for number in range(6)]
    await house.settle(rounds=40)
    assert not channel.shown
    await house.press(item_ids[2], DecisionKind.ANOTHER)
    await house.settle()
    assert [card.item_id for _, card in channel.shown] == [item_ids[2]]


async def test_a_change_while_a_card_is_being_shown_is_shown_too(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = FakeChannel.show

    async def meanwhile(self: FakeChannel, card: Card, ext_message_id: str = "") -> str:
        if not self.shown:
            await house.press(card.item_id, DecisionKind.CLAIM, MO)
        return await plain(self, card, ext_message_id)

    monkeypatch.setattr(FakeChannel, "show", meanwhile)
    await house.waiting()
    assert [card.claimed_by for _, card in house.channel.shown] == ["", "Mo"]


async def test_what_a_platform_refuses_for_good_is_not_tried_for_ever(house: House) -> None:
    channel = GroupingChannel("other")
    channel.faults = [PermanentRefusal("this card cannot be")]
    add(house, channel)
    item_id = await house.waiting()
    assert await jobs(house) == {}
    await house.press(item_id, DecisionKind.CLAIM)
    await house.settle()
    assert [card.item_id for _, card in channel.shown] == [item_id]


async def test_reminders_wait_for_the_channel_unless_the_item_was_decided(house: House) -> None:
    await house.policy(replace(QUICK, remind_after=timedelta(minutes=30)))
    first = await house.waiting()
    house.channel.down = True
    await house.later(timedelta(minutes=31))
    house.channel.down = False
    await house.later(timedelta(minutes=2))
    assert len(house.channel.said) == 1
    house.channel.down = True
    await house.later(timedelta(minutes=31))
    await house.approve(first)
    house.channel.down = False
    await house.later(timedelta(minutes=2))
    assert len(house.channel.said) == 1


async def test_reasons_are_in_the_channels_language(house: House) -> None:
    await house.store.write(lambda tx: tx.brands.seed(Brand(id="acme", name="Acme", languages=("en", "es"))))
    spoken: list[str] = []
    score = house.coach.score

    def heard(reply: str, situation: Any) -> Any:
        spoken.append(situation.reader_lang)
        return score(reply, situation)

    house.coach.score = heard  # type: ignore[method-assign]
    channel = FakeChannel("es")
    add(house, channel, lang="es")
    await house.waiting()
    assert "es" in spoken
    assert len(channel.shown) == 1


async def test_jobs_of_a_channel_that_is_gone_are_swept(house: House) -> None:
    gone = FakeChannel("gone")
    gone.down = True
    add(house, gone)
    await house.waiting()
    del house.work.channels["gone"]  # type: ignore[attr-defined]
    await house.store.write(lambda tx: showing.forget_lanes(tx, ["room"]))
    assert await house.store.read(lambda tx: tx.jobs.next_due(["show:gone"])) == {}
