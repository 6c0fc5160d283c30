"""Telegram beside another channel for some cards: restarts, absences, broken connections, redeliveries."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.adapters.chat.telegram.driver import TelegramDriver
from tests.scenarios.chat.memory import MemoryDriver
from tests.scenarios.chat.platforms import Place, drivers_of
from tests.scenarios.chat.soak import Plan, soak

CARDS = int(os.environ.get("SOAK_CARDS", "16"))


@pytest.mark.slow
async def test_no_card_is_lost_and_none_decided_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ExitStack() as stack:
        drivers = await drivers_of(["telegram"], Place(tmp_path, stack, monkeypatch))
        telegram = drivers["telegram"]
        assert isinstance(telegram, TelegramDriver)
        drivers["other"] = MemoryDriver(channel_id="other")
        report = await soak(f"sqlite:///{tmp_path}/soak.db", drivers, Plan(cards=CARDS, seed=3, restarts=1, samples=2))
        assert report.faults == [], report.lines()
        assert report.items == CARDS
        assert telegram.server.refused == []
        await telegram.server.stop()
