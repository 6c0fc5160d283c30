"""Discord beside another channel for many cards: restarts, absences, broken connections, redeliveries."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.adapters.chat.discord.driver import DiscordDriver
from tests.fakes.discord import DiscordServer
from tests.pipeline.conftest import House, house
from tests.scenarios.chat.memory import MemoryDriver
from tests.scenarios.chat.soak import soak

__all__ = ["house"]  # the fixture of the pipeline's tests, used here by its name
CARDS = int(os.environ.get("SOAK_CARDS", "20"))


@pytest.fixture
def store_url(tmp_path: Path) -> str:
    """A fresh embedded store."""
    return f"sqlite:///{tmp_path}/t.db"


async def test_no_card_is_lost_and_none_decided_twice(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    server = DiscordServer()
    await server.start()
    drivers = {"room": DiscordDriver(server, tmp_path, monkeypatch), "other": MemoryDriver(channel_id="other")}
    made = await soak(house, drivers, CARDS, seed=3)
    assert made.presses >= CARDS
    assert server.refused == []
    await server.stop()
