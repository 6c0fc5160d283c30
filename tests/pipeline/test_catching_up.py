"""A channel added later gets what waits: the urgent and the newest first, so many at once, and a word on the rest."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.card import Card
from bot.pipeline import catching_up, showing
from bot.pipeline.office import make_office
from bot.pipeline.runtime import Runtime
from bot.pipeline.timings import Timings
from bot.pipeline.work import Channel
from bot.testing.channel import FakeChannel
from tests.pipeline.conftest import House


class Later(FakeChannel):
    """A channel that lists many cards in one message."""

    def __init__(self, channel_id: str = "later") -> None:
        super().__init__(channel_id)
        self.lists: list[list[int]] = []

    async def show_many(self, cards: Sequence[Card], ext_message_id: str = "") -> Sequence[str]:
        self.lists.append([card.item_id for card in cards])
        return [f"list{len(self.lists)}"] * len(cards)

    def items(self) -> list[int]:
        return [card.item_id for _, card in self.shown]


def add(house: House, channel: FakeChannel, **fields: Any) -> None:
    channels: Any = house.work.channels
    channels[channel.channel_id] = Channel(adapter=channel, **fields)


def remove(house: House, channel: FakeChannel) -> None:
    del house.work.channels[channel.channel_id]  # type: ignore[attr-defined]


async def start(house: House) -> None:
    """What a start of the program does, and what follows from it."""

    def sweep(tx: Any) -> None:
        showing.forget_lanes(tx, list(house.work.channels))
        catching_up.catch_up(tx, house.work.channels)

    await house.store.write(sweep)
    house.clock.tick(timedelta(seconds=1))
    await house.settle(rounds=60)


async def test_what_waits_is_shown_and_what_is_decided_is_not(house: House) -> None:
    first, second, third = [await house.waiting(f"{number}?", who=f"p{number}") for number in range(3)]
    await house.approve(second)
    await house.later(timedelta(minutes=10))
    channel = Later()
    add(house, channel)
    await start(house)
    assert channel.items() == [third, first]
    await start(house)
    assert channel.items() == [third, first]
    assert channel.said == []


async def test_many_are_listed_the_newest_first_and_the_rest_is_named(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "MOST", 30)
    items = [await house.waiting(f"{number}?", who=f"p{number}") for number in range(37)]
    channel = Later()
    add(house, channel)
    await start(house)
    newest = items[::-1]
    assert channel.lists == [newest[:20], newest[20:30]]
    assert channel.said == ["7 older comments are waiting too; “queue” lists them."]
    await start(house)
    assert len(channel.lists) == 2
    assert len(channel.said) == 1


async def test_what_is_new_goes_before_what_was_missed(house: House) -> None:
    missed = [await house.waiting(f"{number}?", who=f"p{number}") for number in range(3)]
    channel = Later()
    channel.down = True
    add(house, channel)
    await start(house)
    fresh = await house.waiting("And now?", who="bea")
    channel.down = False
    await house.later(timedelta(minutes=5))
    assert channel.items() == [fresh, *missed[::-1]]


async def test_a_channel_that_comes_and_goes_is_left_alone(house: House) -> None:
    await house.waiting()
    channel = Later()
    add(house, channel, catches_up=False)
    await start(house)
    assert channel.items() == []


async def test_only_its_brands(house: House) -> None:
    await house.waiting()
    channel = Later()
    add(house, channel, brands=("another",))
    await start(house)
    assert channel.items() == []


async def test_a_channel_that_comes_back_gets_what_it_missed_and_its_old_cards_are_drawn_anew(house: House) -> None:
    channel = Later()
    add(house, channel)
    old = await house.waiting()
    remove(house, channel)
    await start(house)
    await house.approve(old)
    await house.later(timedelta(minutes=10))
    new = await house.waiting("And on Sundays?", who="bea")
    channel.shown.clear()
    add(house, channel)
    await start(house)
    assert channel.items() == [new, old]
    assert channel.cards["m1"].state == "published"


async def test_what_is_on_its_way_already_is_not_counted(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catching_up, "MOST", 2)
    house.channel.down = True
    items = [await house.waiting(f"{number}?", who=f"p{number}") for number in range(4)]
    house.channel.down = False
    await start(house)
    await house.later(timedelta(minutes=5))
    assert sorted(card.item_id for _, card in house.channel.shown) == items
    assert house.channel.said == []


async def test_the_program_does_it_at_its_start(house: House) -> None:
    item = await house.waiting()
    channel = Later()
    add(house, channel, lang="es")
    house.work = replace(house.work, timings=Timings(poll=timedelta(milliseconds=20)))
    office = make_office(house.store, house.desk, house.coach, house.work.shelf)
    runtime = Runtime(work=house.work, intake=house.intake, office=office)
    task = asyncio.create_task(runtime.run())
    async with asyncio.timeout(60):
        while channel.items() != [item]:  # noqa: ASYNC110 - the runtime has no event for it
            await asyncio.sleep(0.01)
    runtime.stop()
    await task
