"""The scenarios on a platform in memory: with buttons and forms, with reactions only, with words only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.pipeline.conftest import House, house
from tests.scenarios.chat.memory import BUTTONS, REACTIONS, WORDS, MemoryDriver
from tests.scenarios.chat.scenarios import SCENARIOS, name_of
from tests.scenarios.chat.stage import Stage, staged

__all__ = ["house"]  # the fixture of the pipeline's tests, used here by its name
KINDS = {"buttons": BUTTONS, "reactions": REACTIONS, "words": WORDS}


@pytest.fixture
def store_url(tmp_path: Path) -> str:
    """A fresh embedded store."""
    return f"sqlite:///{tmp_path}/t.db"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scenario", SCENARIOS, ids=name_of)
async def test_scenario(house: House, scenario: Callable[[Stage], Awaitable[None]], kind: str) -> None:
    async with staged(house, MemoryDriver(KINDS[kind])) as stage:
        await scenario(stage)
