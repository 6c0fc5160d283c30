"""The pipeline around a page, on a fresh SQLite store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store import open_store
from bot.testing.clock import FrozenClock
from tests.pipeline.conftest import QUICK, House
from tests.stores import fresh_sqlite


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A house whose clock begins now, since real servers stamp with theirs."""
    clock = FrozenClock(datetime.now(UTC))
    store = open_store(fresh_sqlite(tmp_path), clock)
    made = House(store, clock)
    await made.policy(QUICK)
    yield made
    store.close()
