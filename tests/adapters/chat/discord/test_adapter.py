"""What is Discord's own: commands, completion, menus, acknowledging in time, resuming, limits, `doctor`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.adapters.chat.discord.adapter import DiscordChannel
from bot.adapters.chat.discord.buttons import CardButton
from bot.adapters.chat.discord.setup import setup
from bot.adapters.registry import build_chat
from bot.domain.errors import AccountDisconnected, Misconfigured
from bot.pipeline.work import Channel
from tests.adapters.chat.discord.driver import SECRET, DiscordDriver
from tests.fakes.discord import BOT, EPHEMERAL, GUILD, ROOM, TOKEN, DiscordServer, Json, until
from tests.pipeline.conftest import House, house
from tests.scenarios.chat.stage import Stage, staged

__all__ = ["house"]  # the fixture of the pipeline's tests, used here by its name


@pytest.fixture(autouse=True)
def same_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's addresses are put back afterwards."""
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    made = DiscordServer()
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def stage(
    house: House, server: DiscordServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Stage]:
    """Without the privileged intent, as most teams have it."""
    async with staged(house, DiscordDriver(server, tmp_path, monkeypatch)) as made:
        yield made


def driver_of(stage: Stage) -> DiscordDriver:
    assert isinstance(stage.driver, DiscordDriver)
    return stage.driver


async def test_commands_are_registered_and_answered_for_the_asker(stage: Stage) -> None:
    driver = driver_of(stage)
    (tertulia, *menus) = driver.server.commands
    names = {one["name"] for one in tertulia["options"]}
    assert {"queue", "suggest", "coach", "why", "voice", "facts", "report", "digest", "practice", "help"} <= names
    assert [one["name"] for one in menus] == ["Coach this", "What do we say?"]
    item = await stage.comment("Do you have parking?", who="dora")
    asked = await driver.command("Mo", "queue")
    assert asked.answered == 5
    answer = driver.server.messages[asked.original]
    assert answer["flags"] & EPHEMERAL
    assert f"#{item}" in answer["content"]
    await driver.command("Mo", "open", item=str(item))
    assert "Do you have parking?" in stage.told("Mo")
    await driver.command("Mo", "facts add", question="Parking?", answer="Yes.", source="Mo")
    assert "Learned" in stage.told("Mo")
    assert driver.server.refused == []


async def test_options_are_completed(stage: Stage) -> None:
    driver = driver_of(stage)
    item = await stage.comment("Do you have parking?", who="dora")
    assert await driver.typing("Mo", "open", "item", "park") == [str(item)]
    assert await driver.typing("Mo", "open", "item", "zebra") == []
    assert await driver.typing("Mo", "voice", "brand", "ac") == ["acme"]
    assert await driver.typing("Eve", "open", "item", "") == []


async def test_a_message_is_coached_from_its_menu(stage: Stage) -> None:
    driver = driver_of(stage)
    await driver.menu("Mo", "Coach this", "We value your feedback!")
    assert "You say: coach: We value your feedback!" in stage.told("Mo")
    await driver.menu("Mo", "What do we say?", "Is it open?")
    assert "You say: suggest: Is it open?" in stage.told("Mo")


async def test_without_the_intent_nothing_is_read_that_was_not_for_the_bot(stage: Stage) -> None:
    driver = driver_of(stage)
    item = await stage.comment()
    await driver.chatter("Mo", "approve 1", item=item)
    await driver.chatter("Mo", "approve 1")
    await stage.settle()
    assert stage.replies() == []
    assert stage.told("Mo") == ""


async def test_an_answer_to_a_card_stands_in_its_thread(stage: Stage) -> None:
    driver = driver_of(stage)
    item = await stage.comment()
    await driver.say("Mo", "why", item=item)
    (thread,) = driver.server.threads
    answers = [one for one in driver.server.messages.values() if one["channel_id"] == thread]
    assert any("Score" in one["content"] for one in answers)
    await driver.say("Mo", "history", item=item)
    assert len(driver.server.threads) == 1


@pytest.mark.parametrize(("locked", "in_thread"), [(False, True), (True, False)])
async def test_a_thread_that_fell_asleep_is_found_again(stage: Stage, locked: bool, in_thread: bool) -> None:
    driver = driver_of(stage)
    item = await stage.comment()
    await driver.say("Mo", "why", item=item)
    ((ident, thread),) = driver.server.threads.items()
    thread["thread_metadata"].update(archived=True, locked=locked)
    await driver.restart()  # the gateway tells of no thread that is archived
    stage.told("Mo")
    await driver.say("Mo", "history", item=item)
    answer = list(driver.server.messages.values())[-1]
    assert answer["channel_id"] == (ident if in_thread else str(ROOM))
    assert "came in" in stage.told("Mo")


def _direct(driver: DiscordDriver, who: str) -> list[Json]:
    dm = driver.server.dms.get(driver.account(who), "")
    return [one for one in driver.server.messages.values() if one["channel_id"] == dm and one["author"]["bot"]]


async def test_a_press_comes_by_the_library_s_dynamic_item_and_is_answered_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver, ways = driver_of(stage), []
    callback = CardButton.callback

    async def noted(self: CardButton, interaction: Any) -> None:
        ways.append(self.custom_id)
        await callback(self, interaction)

    monkeypatch.setattr(CardButton, "callback", noted)
    item = await stage.comment()
    await driver.press("Mo", "Why", item=item)
    assert len(ways) == 1
    assert len(driver.seen("Mo")) == 1
    await driver.restart()
    await driver.press("Mo", "Approve 1", item=item)
    assert len(ways) == 2
    assert "Approved" in stage.told("Mo")


@pytest.mark.parametrize("custom_id", ["", "t.1.1.approve.1.AAAAAAAAAAA", "an id of another time"])
async def test_a_press_that_the_library_would_drop_is_answered(stage: Stage, custom_id: str) -> None:
    driver = driver_of(stage)
    item = await stage.comment()
    message = await driver._card(item)
    own = message["components"][0]["components"][0]["custom_id"]
    data = {"custom_id": custom_id or own, "component_type": 2}
    stage.told("Mo")
    asked = await driver._interact("Mo", 3, data, {**message, "components": []})
    assert asked.answered
    told = stage.told("Mo")
    assert "Approved" in told if not custom_id else told != ""
    await stage.settle()
    assert len(stage.replies()) == (0 if custom_id else 1)


async def test_a_slow_desk_is_waited_for_after_the_acknowledgement(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = driver_of(stage)
    item = await stage.comment()
    acknowledged = asyncio.Event()
    decide = stage.office.desk.decide

    async def slow(request: Any) -> Any:
        await acknowledged.wait()
        return await decide(request)

    monkeypatch.setattr(stage.house.desk, "decide", slow)
    press = asyncio.create_task(driver.press("Mo", "Approve 1", item=item))
    await until(lambda: any(one.answered for one in driver.server.asked.values()))
    assert [one.answered for one in driver.server.asked.values()] == [5]
    acknowledged.set()
    await press
    assert "Approved" in stage.told("Mo")


async def test_what_is_being_answered_when_the_program_stops_is_answered(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = driver_of(stage)
    item = await stage.comment()
    deciding, go_on = asyncio.Event(), asyncio.Event()
    decide = stage.office.desk.decide

    async def slow(request: Any) -> Any:
        deciding.set()
        await go_on.wait()
        return await decide(request)

    monkeypatch.setattr(stage.house.desk, "decide", slow)
    press = asyncio.create_task(driver.press("Mo", "Approve 1", item=item))
    await deciding.wait()
    restart = asyncio.create_task(driver.restart())
    await until(lambda: not driver.adapter._up.is_set())
    go_on.set()
    await asyncio.gather(press, restart)
    assert "Approved" in stage.told("Mo")


async def test_events_missed_while_the_connection_was_broken_come_when_it_is_resumed(stage: Stage) -> None:
    driver = driver_of(stage)
    item = await stage.comment()
    await driver.server.drop()
    await driver.press("Mo", "Approve 1", item=item)
    await stage.settle()
    assert len(stage.replies()) == 1
    assert "Approved" in stage.told("Mo")


async def test_an_edited_message_is_heard_again(stage: Stage) -> None:
    driver = driver_of(stage)
    item = await stage.comment()
    await driver.say("Mo", "reply: Yes, untl ten. Which day?", item=item)
    stage.told("Mo")
    await driver.change("Mo", f"<@{BOT}> reply: Yes, until ten. Which day?")
    assert "until ten" in stage.told("Mo")
    await stage.settle()
    assert stage.replies() == []
    await driver.say("Mo", "sedn", item=item)
    await driver.change("Mo", f"<@{BOT}> send")
    await driver.redeliver()
    await stage.settle()
    assert stage.replies() == ["Yes, until ten. Which day?"]


async def test_a_rate_limit_is_waited_out(stage: Stage) -> None:
    driver = driver_of(stage)
    driver.server.limited[str(ROOM)] = 2
    item = await stage.comment()
    assert (await stage.shown(item)).text


async def test_a_long_word_of_the_program_is_said_whole(stage: Stage) -> None:
    driver = driver_of(stage)
    await driver.adapter.say("It goes on and on. " * 300)
    said = [one["content"] for one in driver.server.messages.values()]
    assert len(said) == 3
    assert "".join(said).count("goes on") == 300


async def test_a_card_posted_before_a_crash_is_not_posted_twice(stage: Stage) -> None:
    driver = driver_of(stage)
    item = await stage.comment()
    card = await stage.card(item)
    again = await driver.adapter.show(card)  # as after a kill between posting and remembering
    assert again == (await stage.shown(item)).id
    assert len(driver.cards()) == 1


async def test_a_card_deleted_by_hand_comes_back_when_its_item_changes(stage: Stage) -> None:
    driver = driver_of(stage)
    item = await stage.comment()
    before = (await stage.shown(item)).id
    del driver.server.messages[before]
    await stage.house.approve(item)
    await stage.settle()
    after = await stage.shown(item)
    assert after.id != before
    assert "published" in after.text


async def test_direct_messages_that_are_refused_are_answered_in_the_open(stage: Stage) -> None:
    driver = driver_of(stage)
    await driver.say("Eve", "queue")
    assert "link CODE" in stage.told("Eve")


async def test_two_channels_of_one_server_answer_a_direct_message_once(stage: Stage, tmp_path: Path) -> None:
    driver = driver_of(stage)
    options = {"token_env": "DISCORD_TOKEN_OF_TESTS", "guild": str(GUILD), "channel": "3002"}
    other = build_chat("discord", "other", options, tmp_path, secret=SECRET)
    assert isinstance(other, DiscordChannel)
    task = asyncio.create_task(other.run(stage.office))
    await until(lambda: driver.server.listening == 2)
    stage.house.work.channels["other"] = Channel(adapter=other)  # type: ignore[index]
    await driver.say("Mo", "queue", private=True)
    await driver.say("Mo", "help", private=True)
    await until(lambda: len(_direct(driver, "Mo")) > 1)
    assert len(_direct(driver, "Mo")) == 2
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_markup_and_mentions_of_the_public_do_nothing(stage: Stage) -> None:
    driver = driver_of(stage)
    item = await stage.comment("**Hi** @everyone <@501> [free](https://evil.example) `x` ||y||?", who="eva")
    card = (await stage.shown(item)).id
    text = driver.server.messages[card]["embeds"][0]["description"]
    assert "\\*\\*Hi\\*\\*" in text
    assert "\\<@501" in text
    assert "\\[free]" in text
    assert driver.server.messages[card]["content"].count("<@") == driver.server.messages[card]["content"].count("\\<@")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_guide_holds_all_that_is_needed(lang: str) -> None:
    guide = setup(lang)
    for needed in (
        "permissions=",
        "applications.commands",
        "Message Content Intent",
        "token_env",
        "[channels.discord]",
    ):
        assert needed in guide


async def test_doctor_names_what_is_missing(
    server: DiscordServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = DiscordDriver(server, tmp_path, monkeypatch)
    assert await driver.adapter.check() == []
    server.permissions = 1 << 10  # to see the channel, and nothing else
    (problem,) = await driver.adapter.check()
    assert "send messages" in problem
    assert "embed links" in problem
    server.permissions = (1 << 40) - 1
    options = {"token_env": "DISCORD_TOKEN_OF_TESTS", "guild": str(GUILD), "channel": "77", "free_words": True}
    (intent, channel) = await DiscordChannel.build("room", options, tmp_path, secret=SECRET).check()
    assert "Message Content" in intent
    assert "77" in channel
    (guild,) = await DiscordChannel.build(
        "room", options | {"guild": "88", "free_words": False}, tmp_path, secret=SECRET
    ).check()
    assert "scope=bot+applications.commands" in guild.replace("%20", "+")
    monkeypatch.setenv("DISCORD_TOKEN_OF_TESTS", "wrong")
    (token,) = await DiscordChannel.build("room", options, tmp_path, secret=SECRET).check()
    assert "token" in token


async def test_a_wrong_token_or_intent_is_said_in_words(
    stage: Stage, server: DiscordServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = {"token_env": "DISCORD_TOKEN_OF_TESTS", "guild": str(GUILD), "channel": str(ROOM), "free_words": True}
    with pytest.raises(Misconfigured, match="Message Content"):
        await DiscordChannel.build("room", options, tmp_path, secret=SECRET).run(stage.office)
    monkeypatch.setenv("DISCORD_TOKEN_OF_TESTS", "wrong")
    with pytest.raises(AccountDisconnected, match="token"):
        await DiscordChannel.build("room", options, tmp_path, secret=SECRET).run(stage.office)


def test_options_are_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("T", TOKEN)
    good = {"token_env": "T", "guild": "1", "channel": "2"}
    for wrong, named in (
        ({"guild": "general"}, "guild"),
        ({"colour": "red"}, "colour"),
        ({"token_env": ""}, "token_env"),
    ):
        with pytest.raises(Misconfigured, match=named):
            DiscordChannel.build("room", good | wrong, tmp_path, secret=SECRET)
