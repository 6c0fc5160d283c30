"""The scenarios of all platforms on Matrix, through its real client over real sockets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from tests.adapters.chat.matrix.driver import MatrixDriver
from tests.fakes.synapse import Synapse
from tests.pipeline.conftest import House, house
from tests.scenarios.chat.scenarios import SCENARIOS, name_of
from tests.scenarios.chat.stage import Stage, staged

__all__ = ["house"]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=name_of)
async def test_scenario(house: House, synapse: Synapse, scenario: Callable[[Stage], Awaitable[None]]) -> None:
    async with staged(house, MatrixDriver(synapse)) as stage:
        await scenario(stage)
