"""One server for all tests of the folder, made as new for each."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from mastodon_mock.testing.server import MockServer

from bot.store import open_store
from bot.testing.clock import FrozenClock
from tests.adapters.mastodon.rig import SEED, MastodonRig
from tests.pipeline.conftest import QUICK, House
from tests.stores import fresh_sqlite


@pytest.fixture(scope="session")
def mastodon_server() -> Iterator[MockServer]:
    with MockServer(seed=SEED, log_level="error") as server:
        yield server


@pytest.fixture
async def rig(tmp_path: Path, mastodon_server: MockServer) -> AsyncIterator[MastodonRig]:
    clock = FrozenClock(datetime.now(UTC))
    store = open_store(fresh_sqlite(tmp_path), clock)
    house = House(store, clock)
    await house.policy(QUICK)
    made = MastodonRig(house, mastodon_server)
    made.install(made.page)
    yield made
    store.close()
