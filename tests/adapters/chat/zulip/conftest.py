"""An organisation, a house and the channel between them, all on real sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from tests.adapters.chat.zulip.driver import ZulipDriver
from tests.pipeline.conftest import House, house
from tests.scenarios.chat.stage import Stage, staged

__all__ = ["house"]


@pytest.fixture
def driver() -> ZulipDriver:
    """The organisation with its people; not connected yet."""
    return ZulipDriver()


@pytest.fixture
async def stage(house: House, driver: ZulipDriver) -> AsyncIterator[Stage]:
    """Everything connected."""
    async with AsyncExitStack() as stack:
        yield await stack.enter_async_context(staged(house, driver))
