"""One real homeserver for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fakes.synapse import Synapse, running


@pytest.fixture(scope="session")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    """Synapse on SQLite. Not skipped where it is missing: it is one of the development dependencies."""
    with running(tmp_path_factory.mktemp("synapse")) as server:
        yield server
