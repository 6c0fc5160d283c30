"""A fresh network and a fresh house for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store import open_store
from bot.testing.clock import FrozenClock
from tests.adapters.bluesky.rig import BlueskyRig
from tests.pipeline.conftest import QUICK, House
from tests.stores import fresh_sqlite


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[BlueskyRig]:
    clock = FrozenClock(datetime.now(UTC))
    store = open_store(fresh_sqlite(tmp_path), clock)
    house = House(store, clock)
    await house.policy(QUICK)
    made = BlueskyRig(house)
    made.install(made.page)
    yield made
    store.close()
