"""A house with a review channel in a Telegram group."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.chat.telegram.driver import TelegramDriver
from tests.fakes.telegram import TelegramServer
from tests.pipeline.conftest import House, house
from tests.scenarios.chat.stage import Stage, staged

__all__ = ["house"]  # the fixture of the pipeline's tests, used here by its name


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    made = TelegramServer()
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
def driver(server: TelegramServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TelegramDriver:
    """As most teams have it: privacy mode on."""
    return TelegramDriver(server, tmp_path, monkeypatch)


@pytest.fixture
async def stage(house: House, driver: TelegramDriver) -> AsyncIterator[Stage]:
    async with staged(house, driver) as made:
        yield made
    assert driver.server.refused == []
