"""One network for all tests of the folder; for each test accounts and a house of its own."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store import open_store
from bot.testing.clock import FrozenClock
from tests.integration.bluesky import network
from tests.integration.bluesky.rig import NetworkRig
from tests.pipeline.conftest import QUICK, House
from tests.stores import fresh_sqlite


@pytest.fixture(scope="session")
def service() -> Iterator[str]:
    """The server of accounts."""
    if not network.NODE or not network.HOME:
        pytest.skip("a network of its own is started only by `make integration`")
    with tempfile.TemporaryDirectory(prefix="bsky", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL may run as another account
        with network.running(folder) as address:
            yield address


@pytest.fixture
async def rig(service: str, tmp_path: Path) -> AsyncIterator[NetworkRig]:
    clock = FrozenClock(datetime.now(UTC))
    store = open_store(fresh_sqlite(tmp_path), clock)
    house = House(store, clock)
    await house.policy(QUICK)
    made = await asyncio.to_thread(NetworkRig, house, service, tmp_path)
    made.install(made.page)
    yield made
    store.close()
