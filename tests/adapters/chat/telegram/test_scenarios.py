"""The scenarios on Telegram: the real library over real sockets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.adapters.chat.telegram.driver import TelegramDriver
from tests.fakes.telegram import TelegramServer
from tests.pipeline.conftest import House
from tests.scenarios.chat.scenarios import SCENARIOS, name_of
from tests.scenarios.chat.stage import Stage, staged


@pytest.mark.parametrize("scenario", SCENARIOS, ids=name_of)
async def test_scenario(
    house: House,
    server: TelegramServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    scenario: Callable[[Stage], Awaitable[None]],
) -> None:
    server.hears_all = True  # privacy mode is off, and the threads of cards are read
    async with staged(house, TelegramDriver(server, tmp_path, monkeypatch, free_words=True)) as stage:
        await scenario(stage)
    assert server.refused == []
