"""The Telegram channel against a server that was not written for it: telegram-test-api, by `make integration`.

All scenarios that every platform keeps, and the way a card goes, over real sockets through the real library.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes.telegram import GROUP
from tests.integration.chat_servers.node import NodeServer, missing
from tests.integration.chat_servers.telegram_people import TwinDriver
from tests.integration.chat_servers.telegram_server import TelegramTwin, node
from tests.pipeline.conftest import House, house
from tests.scenarios.chat.scenarios import SCENARIOS, name_of
from tests.scenarios.chat.stage import Stage, staged

__all__ = ["house"]  # the fixture of the pipeline's tests, used here by its name
pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())


@pytest.fixture(scope="module")
def process() -> Iterator[NodeServer]:
    made = node()
    yield made
    made.stop()


@pytest.fixture
async def server(process: NodeServer) -> AsyncIterator[TelegramTwin]:
    made = TelegramTwin(process)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def stage(
    house: House, server: TelegramTwin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Stage]:
    """A house with a Telegram group in which the bot hears everything."""
    driver = TwinDriver(server, tmp_path, monkeypatch, free_words=True)  # type: ignore[arg-type]
    async with staged(house, driver) as made:
        yield made
        assert server.refused == []


def driver_of(stage: Stage) -> TwinDriver:
    assert isinstance(stage.driver, TwinDriver)
    return stage.driver


@pytest.mark.parametrize("scenario", SCENARIOS, ids=name_of)
async def test_scenario(stage: Stage, scenario: Callable[[Stage], Awaitable[None]]) -> None:
    await scenario(stage)


async def test_doctor_finds_nothing_missing(stage: Stage) -> None:
    assert list(await stage.driver.adapter.check()) == []


async def test_what_the_server_has_is_what_the_bot_sent_and_edited(stage: Stage, process: NodeServer) -> None:
    item = await stage.comment("Do you have parking?", who="dora")
    await stage.driver.press("Mo", "Approve 1", item=item)
    await stage.settle()
    history = await process.call("history")
    sent = [one["message"] for one in history if "message" in one]
    (card,) = [one for one in sent if "parking" in str(one.get("text"))]
    assert card["chat_id"] == str(GROUP)
    assert card["parse_mode"] == "HTML"
    assert "published" in card["text"]
    assert "Approve 1" not in str(card["reply_markup"])
    assert driver_of(stage).server.answered


async def test_a_card_deleted_by_hand_comes_back_when_its_item_changes(stage: Stage) -> None:
    driver = driver_of(stage)
    item = await stage.comment()
    before = (await stage.shown(item)).id
    chat, _, number = before.partition(":")
    del driver.server.messages[int(chat), int(number)]
    await stage.house.approve(item)
    await stage.settle()
    after = await stage.shown(item)
    assert after.id != before
    assert "published" in after.text
