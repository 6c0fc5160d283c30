"""The scenarios again, on servers that say no more than they have to: what the published API calls optional must not
be needed, and what it does not know must not hurt."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from tests.adapters.chat.mattermost.driver import MattermostDriver
from tests.adapters.chat.slack.driver import SlackDriver
from tests.fakes.lean import LeanMattermost, LeanSlack
from tests.pipeline.conftest import House, house
from tests.scenarios.chat import scenarios
from tests.scenarios.chat.driver import ChatDriver
from tests.scenarios.chat.scenarios import name_of
from tests.scenarios.chat.stage import Stage, staged

__all__ = ["house"]

SOME = (
    scenarios.approve,
    scenarios.edit,
    scenarios.approve_by_words,
    scenarios.stale_press,
    scenarios.stranger_links,
    scenarios.restart_then_press,
    scenarios.reject_with_note,
    scenarios.long_comment,
    scenarios.away_and_back,
    scenarios.redelivered,
    scenarios.slips,
    scenarios.conversation,
)
SERVERS: dict[str, Callable[[], ChatDriver]] = {
    "slack": lambda: SlackDriver(slack=LeanSlack()),
    "mattermost": lambda: MattermostDriver(server=LeanMattermost()),
    "mattermost-by-reactions": lambda: MattermostDriver(server=LeanMattermost(), buttons=False),
}


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("scenario", SOME, ids=name_of)
async def test_scenario(house: House, scenario: Callable[[Stage], Awaitable[None]], server: str) -> None:
    async with staged(house, SERVERS[server]()) as stage:
        await scenario(stage)
