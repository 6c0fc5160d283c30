"""A small soak for every run; `SOAK_CARDS=2000` makes it a large one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.pipeline.conftest import House, house
from tests.scenarios.chat.driver import ChatDriver
from tests.scenarios.chat.memory import BUTTONS, REACTIONS, WORDS, MemoryDriver
from tests.scenarios.chat.soak import soak

__all__ = ["house"]  # the fixture of the pipeline's tests, used here by its name
CARDS = int(os.environ.get("SOAK_CARDS", "20"))


@pytest.fixture
def store_url(tmp_path: Path) -> str:
    """A fresh embedded store."""
    return f"sqlite:///{tmp_path}/t.db"


async def test_no_card_is_lost_and_none_decided_twice(house: House) -> None:
    kinds = {"buttons": BUTTONS, "reactions": REACTIONS, "words": WORDS}
    drivers: dict[str, ChatDriver] = {name: MemoryDriver(can, channel_id=name) for name, can in kinds.items()}
    made = await soak(house, drivers, CARDS, seed=7)
    assert made.presses >= CARDS
    assert made.redeliveries > 0
