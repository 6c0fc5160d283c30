"""Mattermost from the socket up: cards, buttons, dialogs, words, outages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.transitions import ItemState
from bot.pipeline.office import make_office
from bot.pipeline.work import Channel
from tests.adapters.chat.mattermost.driver import MattermostDriver
from tests.pipeline.conftest import ANA, CLIENT, MAX, MO, House, house

__all__ = ["house"]


@pytest.fixture
def store_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/t.db"


async def begin(house: House, driver: MattermostDriver) -> None:
    for name, person in (("Mo", MO), ("Ana", ANA), ("Max", MAX), ("Client", CLIENT)):
        account = driver.account(name)
        await house.store.write(lambda tx, p=person, a=account: tx.team.link(p.id, "mattermost", a))
    house.work.channels["room"] = Channel(adapter=driver.adapter)  # type: ignore[index]
    await driver.start(make_office(house.store, house.desk, house.work.shelf))


@pytest.fixture
async def team(house: House) -> AsyncIterator[MattermostDriver]:
    driver = MattermostDriver()
    await begin(house, driver)
    yield driver
    await driver.stop()
    assert not driver.server.refused, driver.server.refused


async def test_a_card_is_approved_by_its_button(house: House, team: MattermostDriver) -> None:
    item = await house.waiting("When do you open?")
    card = await team.card(item)
    assert card is not None
    assert "When do you open?" in card.text
    assert "Approve 1" in card.buttons
    await team.press("Mo", "Approve 1", item=item)
    await house.settle()
    assert await house.state(item) is ItemState.PUBLISHED
    card = await team.card(item)
    assert card is not None
    assert "Approve 1" not in card.buttons
    assert len(team.cards()) == 1
