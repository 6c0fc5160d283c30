"""Telegram beside another channel for many cards: restarts, absences, redeliveries."""

from __future__ import annotations

import os
from typing import Any

from tests.adapters.chat.telegram.driver import TelegramDriver
from tests.pipeline.conftest import House
from tests.scenarios.chat.memory import MemoryDriver
from tests.scenarios.chat.soak import soak

CARDS = int(os.environ.get("SOAK_CARDS", "20"))


async def test_no_card_is_lost_and_none_decided_twice(house: House, driver: TelegramDriver) -> None:
    drivers: dict[str, Any] = {"room": driver, "other": MemoryDriver(channel_id="other")}
    made = await soak(house, drivers, CARDS, seed=3)
    assert made.presses >= CARDS
    assert driver.server.refused == []
