"""The scenarios on a platform in memory: with buttons and forms, with reactions only, with words only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from bot.pipeline.catching_up import catch_up
from bot.pipeline.work import Channel
from tests.pipeline.conftest import House, house
from tests.scenarios.chat.memory import BUTTONS, REACTIONS, WORDS, MemoryDriver
from tests.scenarios.chat.scenarios import SCENARIOS, name_of
from tests.scenarios.chat.stage import Stage, staged

__all__ = ["house"]  # the fixture of the pipeline's tests, used here by its name
KINDS = {"buttons": BUTTONS, "reactions": REACTIONS, "words": WORDS}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scenario", SCENARIOS, ids=name_of)
async def test_scenario(house: House, scenario: Callable[[Stage], Awaitable[None]], kind: str) -> None:
    async with staged(house, MemoryDriver(KINDS[kind])) as stage:
        await scenario(stage)


async def test_a_channel_added_later_gets_many_cards_as_one_list(house: House) -> None:
    async with staged(house, MemoryDriver()) as stage:
        items = [await stage.comment(f"{number}?", who=f"p{number}") for number in range(8)]
        later = MemoryDriver(channel_id="later", lang="es")
        stage.house.work.channels["later"] = Channel(adapter=later.adapter, lang="es")  # type: ignore[index]
        await later.start(stage.office)
        await house.store.write(lambda tx: catch_up(tx, house.work.channels))
        await stage.settle(later=1)
        (card_list,) = later.cards()
        assert "8 comentarios" in card_list.text
        assert card_list.buttons[0].endswith(f"#{items[-1]}")
        assert len(stage.driver.cards()) == 8
        await later.stop()
