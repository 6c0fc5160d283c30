"""A small soak for every run, in channels of all three kinds: with buttons, with reactions, with words only."""

from __future__ import annotations

from pathlib import Path

from tests.scenarios.chat.driver import ChatDriver
from tests.scenarios.chat.memory import BUTTONS, REACTIONS, WORDS, MemoryDriver
from tests.scenarios.chat.soak import Plan, soak


async def test_no_card_is_lost_and_none_decided_twice(tmp_path: Path) -> None:
    kinds = {"buttons": BUTTONS, "reactions": REACTIONS, "words": WORDS}
    drivers: dict[str, ChatDriver] = {name: MemoryDriver(can, channel_id=name) for name, can in kinds.items()}
    report = await soak(f"sqlite:///{tmp_path}/t.db", drivers, Plan(cards=30, seed=7))
    assert report.faults == []
    assert report.items == 30
    assert min(report.presses, report.restarts, report.redelivered) > 0
