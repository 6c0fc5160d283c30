"""A small soak for every run, in channels of all three kinds: with buttons, with reactions, with words only."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.chat.room.events import Button
from tests.scenarios.chat.driver import ChatDriver
from tests.scenarios.chat.memory import BUTTONS, REACTIONS, WORDS, MemoryDriver, Server
from tests.scenarios.chat.soak import Plan, soak
from tests.stores import fresh_sqlite


@pytest.mark.slow
async def test_no_card_is_lost_and_none_decided_twice(tmp_path: Path) -> None:
    kinds = {"buttons": BUTTONS, "reactions": REACTIONS, "words": WORDS}
    drivers: dict[str, ChatDriver] = {name: MemoryDriver(can, channel_id=name) for name, can in kinds.items()}
    report = await soak(fresh_sqlite(tmp_path), drivers, Plan(cards=30, seed=7))
    assert report.faults == []
    assert report.items == 30
    assert min(report.presses, report.restarts, report.redelivered) > 0


class _Stubborn(Server):
    """Takes every change of a message, and goes on showing what it showed."""

    def edit(self, message_id: str, text: str, rows: list[Button]) -> None:
        pass


async def test_a_channel_that_shows_old_cards_is_told_of(tmp_path: Path) -> None:
    drivers: dict[str, ChatDriver] = {name: MemoryDriver(channel_id=name) for name in ("good", "old")}
    drivers["old"].adapter.server = drivers["old"].server = _Stubborn()  # type: ignore[attr-defined]
    report = await soak(fresh_sqlite(tmp_path), drivers, Plan(cards=4, seed=1, restarts=0, batch=2, samples=1))
    assert len(report.faults) == 4
    assert all(each.startswith("old does not say that item") for each in report.faults)
