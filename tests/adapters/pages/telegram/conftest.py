"""A channel's discussion, with the pipeline around it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.adapters.pages.telegram.rig import TelegramRig
from tests.fakes.telegram import TelegramServer
from tests.pipeline.conftest import House


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    made = TelegramServer()
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def rig(house: House, server: TelegramServer) -> TelegramRig:
    made = TelegramRig(house, server)
    made.install(made.page)
    return made
