"""The scenarios of all platforms, in Slack."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from tests.adapters.chat.slack.driver import SlackDriver
from tests.pipeline.conftest import House, house
from tests.scenarios.chat.scenarios import SCENARIOS, name_of
from tests.scenarios.chat.stage import Stage, staged

__all__ = ["house"]  # the fixture of the pipeline's tests, used here by its name


@pytest.mark.parametrize("scenario", SCENARIOS, ids=name_of)
async def test_scenario(house: House, scenario: Callable[[Stage], Awaitable[None]]) -> None:
    async with staged(house, SlackDriver()) as stage:
        await scenario(stage)
