"""The scenarios of all platforms on Mattermost, through its real client over real sockets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from tests.adapters.chat.mattermost.driver import MattermostDriver
from tests.pipeline.conftest import House, house
from tests.scenarios.chat.scenarios import SCENARIOS, name_of
from tests.scenarios.chat.stage import Stage, staged

__all__ = ["house"]


@pytest.mark.parametrize("buttons", [True, False], ids=["buttons", "reactions"])
@pytest.mark.parametrize("scenario", SCENARIOS, ids=name_of)
async def test_scenario(house: House, scenario: Callable[[Stage], Awaitable[None]], buttons: bool) -> None:
    driver = MattermostDriver(buttons=buttons)
    async with staged(house, driver) as stage:
        await scenario(stage)
