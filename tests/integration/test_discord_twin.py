"""The Discord adapter against a server that was not written for it: discord-digital-twin, by `make integration`.

All scenarios that every platform keeps, and the way a card goes, over real sockets through the real library. Every
request is checked against the published API description.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.fakes.discord import EPHEMERAL, ROOM, until
from tests.integration.chat_servers.discord_people import PEOPLE, TwinDriver
from tests.integration.chat_servers.discord_twin import DiscordTwin, node
from tests.integration.chat_servers.node import NodeServer, missing
from tests.pipeline.conftest import House, house
from tests.scenarios.chat.scenarios import SCENARIOS, name_of
from tests.scenarios.chat.stage import Stage, staged

__all__ = ["house"]  # the fixture of the pipeline's tests, used here by its name
pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())


@pytest.fixture(scope="module")
def process() -> Iterator[NodeServer]:
    made = node(PEOPLE)
    yield made
    made.stop()


@pytest.fixture
async def twin(process: NodeServer) -> AsyncIterator[DiscordTwin]:
    made = DiscordTwin(process)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def stage(
    house: House, twin: DiscordTwin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Stage]:
    """A house with a Discord channel that reads the threads of cards."""
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    driver = TwinDriver(twin, tmp_path, monkeypatch, free_words=True)  # type: ignore[arg-type]
    async with staged(house, driver) as made:
        yield made
        assert twin.refused == []


@pytest.mark.parametrize("scenario", SCENARIOS, ids=name_of)
async def test_scenario(stage: Stage, scenario: Callable[[Stage], Awaitable[None]]) -> None:
    await scenario(stage)


def driver_of(stage: Stage) -> TwinDriver:
    assert isinstance(stage.driver, TwinDriver)
    return stage.driver


async def test_doctor_finds_nothing_missing(stage: Stage) -> None:
    assert list(await stage.driver.adapter.check()) == []


async def test_a_slash_command_is_answered_for_the_asker_and_completed(stage: Stage) -> None:
    driver = driver_of(stage)
    registered = await driver.server.commands()
    assert {one["name"] for one in registered} == {"tertulia", "Coach this", "What do we say?"}
    item = await stage.comment("Do you have parking?", who="dora")
    asked = await driver.command("Mo", "queue")
    answer = driver.server.messages[asked.original]
    assert answer["flags"] & EPHEMERAL
    assert f"#{item}" in answer["content"]
    assert await driver.typing("Mo", "open", "item", "park") == [str(item)]


async def test_a_form_is_opened_at_once_and_publishes_what_was_written(stage: Stage) -> None:
    driver = driver_of(stage)
    item = await stage.comment()
    await driver.press("Mo", "Edit 1", item=item)
    modal = driver._modals["Mo"].modal
    assert modal is not None
    assert modal["components"][0]["component"]["value"] == await stage.text(item)
    await driver.fill("Mo", "Yes, until ten. Which day would you come?")
    await stage.settle()
    assert stage.replies() == ["Yes, until ten. Which day would you come?"]


async def test_an_answer_to_a_card_stands_in_its_thread_also_when_that_fell_asleep(stage: Stage) -> None:
    driver = driver_of(stage)
    item = await stage.comment()
    await driver.say("Mo", "why", item=item)
    (thread,) = driver.server.threads
    assert any("Score" in one["content"] for one in driver.server.messages.values() if one["channel_id"] == thread)
    await driver.server.sleep(thread)
    await driver.restart()
    await driver.say("Mo", "history", item=item)
    assert list(driver.server.messages.values())[-1]["channel_id"] == thread


async def test_what_is_too_long_for_a_card_is_shown_whole(stage: Stage) -> None:
    driver = driver_of(stage)
    item = await stage.comment("Sol y sombra. " * 400 + "FIN")
    assert "FIN" not in (await stage.shown(item)).text
    await driver.press("Mo", "Full text", item=item)
    told = stage.told("Mo")
    assert told.count("sombra.") == 400
    assert "FIN" in told


async def test_a_session_that_cannot_be_resumed_begins_anew_with_the_old_buttons(stage: Stage) -> None:
    driver = driver_of(stage)
    item = await stage.comment()
    await driver.server.drop()
    await until(lambda: driver.server.listening == 0)
    await until(lambda: driver.server.listening == 1)
    await driver.press("Mo", "Approve 1", item=item)
    assert "Approved" in stage.told("Mo")
    await stage.settle()
    assert len(stage.replies()) == 1


async def test_a_decision_elsewhere_changes_the_card(stage: Stage) -> None:
    item = await stage.comment()
    await stage.house.approve(item)
    await stage.settle()
    card = await stage.shown(item)
    assert "published" in card.text
    assert not [label for label in card.buttons if label.startswith("Approve")]


async def test_a_card_deleted_by_hand_comes_back_when_its_item_changes(stage: Stage) -> None:
    driver = driver_of(stage)
    item = await stage.comment()
    before = (await stage.shown(item)).id
    await driver.server.erase(before)
    await stage.house.approve(item)
    await stage.settle()
    after = await stage.shown(item)
    assert after.id != before
    assert "published" in after.text
    assert [one.id for one in driver.cards()] == [after.id]


async def test_a_message_that_somebody_deletes_leaves_the_card(stage: Stage) -> None:
    driver = driver_of(stage)
    item = await stage.comment()
    await driver.say("Mo", "queue")
    (words,) = [one["id"] for one in driver.server.messages.values() if one["author"]["id"] == driver.account("Mo")]
    await driver.server.erase(words)
    await driver.press("Mo", "Approve 1", item=item)
    assert "Approved" in stage.told("Mo")


async def test_every_acknowledgement_was_in_time(stage: Stage) -> None:
    driver = driver_of(stage)
    item = await stage.comment()
    for label in ("Why", "Another", "Take it"):
        await driver.press("Mo", label, item=item)
    assert 0 < driver.server.slowest < 3
    assert ("POST", f"/channels/{ROOM}/messages") in driver.server.requests
