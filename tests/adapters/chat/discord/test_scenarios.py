"""The scenarios on Discord: the real library over real sockets, every request as the published API wants it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.adapters.chat.discord.driver import DiscordDriver
from tests.fakes.discord import DiscordServer
from tests.pipeline.conftest import House, house
from tests.scenarios.chat.scenarios import SCENARIOS, name_of
from tests.scenarios.chat.stage import Stage, staged

__all__ = ["house"]  # the fixture of the pipeline's tests, used here by its name


@pytest.fixture
async def stage(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    """A house with a Discord channel that reads the threads of cards."""
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    server = DiscordServer()
    await server.start()
    driver = DiscordDriver(server, tmp_path, monkeypatch, free_words=True)
    async with staged(house, driver) as made:
        yield made
        assert server.refused == []
    await server.stop()


@pytest.mark.parametrize("scenario", SCENARIOS, ids=name_of)
async def test_scenario(stage: Stage, scenario: Callable[[Stage], Awaitable[None]]) -> None:
    await scenario(stage)
