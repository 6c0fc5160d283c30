"""What is Telegram's own: acknowledging, privacy, topics, moving groups, replies instead of forms, limits, `doctor`."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.chat.telegram.adapter import TelegramChannel
from bot.adapters.chat.telegram.setup import setup
from bot.domain.errors import AccountDisconnected, Misconfigured, NotSent
from bot.pipeline.work import Channel
from tests.adapters.chat.telegram.driver import PEOPLE, SECRET, TelegramDriver, keys
from tests.fakes.telegram import ANONYMOUS, BOT, GROUP, POSTS_AS_CHANNEL, TOKEN, TelegramServer, until
from tests.pipeline.conftest import MAX, House
from tests.scenarios.chat.stage import Stage, staged

LONG = "¡Qué alegría! 🎉👩‍👩‍👧‍👦 La terraza <b>& la tarta</b> @todos /undo ☀️ " * 60 + "¿Abrís el domingo? FIN"


def made(stage: Stage) -> TelegramDriver:
    assert isinstance(stage.driver, TelegramDriver)
    return stage.driver


async def test_a_press_is_acknowledged_before_the_work_is_done(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    driver, item, go = made(stage), await stage.comment(), asyncio.Event()
    decide = stage.office.desk.decide

    async def slow(request: Any) -> Any:
        await go.wait()
        return await decide(request)

    monkeypatch.setattr(stage.house.desk, "decide", slow)
    press = asyncio.create_task(driver.press("Mo", "Approve 1", item=item))
    await until(lambda: len(driver.server.answered) == 1)
    assert stage.told("Mo") == ""
    go.set()
    await press
    assert "Approved" in stage.told("Mo")


async def test_slow_work_holds_up_nobody_and_survives_a_kill(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    driver, item, stuck = made(stage), await stage.comment(), asyncio.Event()
    decide = stage.office.desk.decide

    async def never(request: Any) -> Any:
        await stuck.wait()

    monkeypatch.setattr(stage.house.desk, "decide", never)
    driver.adapter.ear.patience = 0.05
    monkeypatch.setattr("bot.adapters.chat.telegram.hearing.LEAVE_SECONDS", 0.05)
    card = driver.message((await stage.shown(item)).id)
    driver.server.press(driver.people["Mo"], card, keys(card)[0][0]["callback_data"])
    await until(lambda: driver.server.waiting == 0)  # Telegram has been told that it was had
    assert not driver.adapter.ear.idle()
    driver.server.say(driver.people["Ana"], PEOPLE["Ana"], "cola")
    await until(lambda: f"#{item}" in stage.told("Ana"))
    monkeypatch.setattr(stage.house.desk, "decide", decide)
    await driver.restart()
    await until(driver.adapter.ear.idle)
    assert "Approved" in stage.told("Mo")
    await stage.settle()
    assert len(stage.replies()) == 1
    await driver.restart()  # it was done, and is not done again
    await until(driver.adapter.ear.idle)
    assert stage.told("Mo") == ""


async def test_what_came_while_nobody_listened_is_worked_on_once(stage: Stage) -> None:
    driver, item = made(stage), await stage.comment()
    await driver.stop()
    card = driver.message((await stage.shown(item)).id)
    driver.server.press(driver.people["Mo"], card, keys(card)[0][0]["callback_data"])
    kept = list(driver.server._updates)
    driver.adapter = driver._make()
    await driver.start(stage.office)
    await driver.handled()
    assert "Approved" in stage.told("Mo")
    await driver.stop()
    driver.server._updates = kept  # killed before the confirmation reached Telegram
    driver.adapter = driver._make()
    await driver.start(stage.office)
    await driver.handled()
    assert stage.told("Mo") == ""
    await stage.settle()
    assert len(stage.replies()) == 1


async def test_an_acknowledgement_that_comes_too_late_does_no_harm(stage: Stage) -> None:
    driver, item = made(stage), await stage.comment()
    driver.server.late_after = -1
    await driver.press("Mo", "Approve 1", item=item)
    assert "Approved" in stage.told("Mo")


async def test_somebody_who_has_not_started_the_bot_is_answered_in_the_group_by_name(stage: Stage) -> None:
    driver, item = made(stage), await stage.comment()
    driver.server.started.discard(PEOPLE["Mo"])
    await driver.press("Mo", "Approve 1", item=item)
    (answer,) = [one for one in driver.seen("Ana") if "Approved" in one.text]
    assert answer.text.startswith("Mo: ")
    message = driver.message(answer.id)
    assert message["entities"][0]["url"] == f"tg://user?id={PEOPLE['Mo']}"
    assert message["_reply_to"] == int((await stage.shown(item)).id.split(":")[1])


async def test_an_edit_is_asked_for_as_a_reply_also_in_the_group(stage: Stage) -> None:
    driver, item = made(stage), await stage.comment()
    driver.server.started.discard(PEOPLE["Mo"])
    await driver.press("Mo", "Edit 1", item=item)
    asked = driver._visible("Mo")[-1]
    assert asked["chat"]["id"] == GROUP
    assert asked["reply_markup"]["selective"] is True
    assert await stage.text(item) in asked["text"]
    await driver.fill("Mo", "Yes, until ten. Which day would you come?")
    await driver.press("Mo", "Publish it")
    await stage.settle()
    assert stage.replies() == ["Yes, until ten. Which day would you come?"]


async def test_without_a_word_for_the_bot_nothing_is_heard(stage: Stage) -> None:
    driver, item = made(stage), await stage.comment()
    before = len(driver.server.calls)
    await driver.chatter("Mo", "approve 1")
    await driver.chatter("Mo", "approve 1", item=item)
    driver.server.hears_all = True  # even where Telegram would tell it
    await driver.chatter("Mo", "approve 1")
    await driver.chatter("Mo", "approve 1", item=item)
    await driver.write("Mo", GROUP, "/queue@another_bot")
    await stage.settle()
    assert stage.replies() == []
    assert {name for name, _ in driver.server.calls[before:]} == {"getUpdates"}


async def test_commands_are_registered_and_understood(stage: Stage) -> None:
    driver, item = made(stage), await stage.comment("Do you have parking?", who="dora")
    menus = driver.server.commands
    assert {one["command"] for one in menus[""]} == {one["command"] for one in menus["es"]}
    assert {"queue", "facts_add", "facts_list", "practice", "language", "link"} <= {o["command"] for o in menus["es"]}
    assert next(one for one in menus["es"] if one["command"] == "help")["description"] == "Qué puedes decir"
    await driver.write("Mo", GROUP, "/queue@Tertulia_Bot")
    assert f"#{item}" in stage.told("Mo")
    await driver.write("Mo", GROUP, f"/why {item}")
    assert "Score" in stage.told("Mo")
    await driver.write("Mo", GROUP, "/facts_add Parking? | Yes, behind. | Mo")
    assert "Learned" in stage.told("Mo")
    await driver.write("Mo", GROUP, "/coach We value your feedback!")
    assert "We value your feedback!" in stage.told("Mo")
    await driver.write("Mo", GROUP, f"/open {item}")
    assert "Do you have parking?" in stage.told("Mo")
    await driver.write("Mo", GROUP, "/approve_1@tertulia_bot", reply_to=await _number(stage, item))
    await stage.settle()
    assert len(stage.replies()) == 1


async def _number(stage: Stage, item: int) -> int:
    return int((await stage.shown(item)).id.split(":")[1])


async def test_start_greets_and_links(stage: Stage) -> None:
    driver = made(stage)
    await driver.write("Eve", PEOPLE["Eve"], "/start")
    assert "link CODE" in stage.told("Eve")
    await driver.write("Mo", PEOPLE["Mo"], "/start")
    (hello,) = driver.seen("Mo")
    assert hello.buttons == ("English", "Español")
    code = await stage.office.people.link_code(MAX)
    await driver.write("Eve", PEOPLE["Eve"], f"/start link-{code}")
    assert "Hello" in stage.told("Eve")


async def test_the_language_is_chosen_by_a_button(stage: Stage) -> None:
    driver = made(stage)
    await driver.write("Mo", GROUP, "/language")
    await driver.press("Mo", "Español")
    assert "en español" in stage.told("Mo")
    await driver.write("Mo", GROUP, "/help")
    assert "idioma" in stage.told("Mo")


async def test_who_writes_as_the_group_is_told_why_nothing_is_done(stage: Stage) -> None:
    driver, item = made(stage), await stage.comment()
    group = {"id": GROUP, "type": "supergroup", "title": "Team"}
    driver.server.say(ANONYMOUS, GROUP, "/approve 1", reply_to=await _number(stage, item), sender_chat=group)
    await driver.handled()
    assert "Remain anonymous" in stage.told("Mo")
    other = {"id": -100555, "type": "channel", "title": "Elsewhere"}
    driver.server.say(POSTS_AS_CHANNEL, GROUP, "/queue", sender_chat=other)
    await driver.handled()
    assert "as a channel" in stage.told("Mo")
    driver.server.say({"id": 9, "is_bot": True, "first_name": "Other"}, GROUP, "/queue")
    await driver.handled()
    assert stage.told("Mo") == ""
    await stage.settle()
    assert stage.replies() == []


async def test_an_edited_message_is_followed_and_other_changes_of_it_are_not(stage: Stage) -> None:
    driver, item = made(stage), await stage.comment()
    message = await driver.write("Mo", GROUP, "reply: Yes, until tn.", reply_to=await _number(stage, item))
    assert "until tn." in stage.told("Mo")
    driver.server.edit(GROUP, message["message_id"], "reply: Yes, until ten.")
    await driver.handled()
    assert "until ten." in stage.told("Mo")
    driver.server.edit(GROUP, message["message_id"], "reply: Yes, until ten.")  # a preview was added
    await driver.handled()
    assert stage.told("Mo") == ""


async def test_a_group_that_becomes_a_supergroup_is_followed(stage: Stage) -> None:
    driver, item = made(stage), await stage.comment()
    old = (await stage.shown(item)).id
    new = driver.server.migrate(GROUP)
    await driver.handled()
    await stage.house.approve(item)
    await stage.settle()
    card = await stage.shown(item)
    assert card.id.startswith(f"{new}:")
    assert card.id != old
    assert "published" in card.text
    await driver.restart()  # the setting still names the old one
    later = await stage.comment("And on Mondays?", who="carl")
    assert (await stage.shown(later)).id.startswith(f"{new}:")
    (problem,) = await driver.adapter.check()
    assert str(new) in problem


async def test_a_card_deleted_by_hand_comes_back_when_its_item_changes(stage: Stage) -> None:
    driver, item = made(stage), await stage.comment()
    before = (await stage.shown(item)).id
    del driver.server.messages[GROUP, int(before.split(":")[1])]
    await stage.house.approve(item)
    await stage.settle()
    after = await stage.shown(item)
    assert after.id != before
    assert "published" in after.text
    driver.server.refused.remove("editMessageText: Bad Request: message to edit not found")


async def test_showing_the_same_again_is_no_error(stage: Stage) -> None:
    driver, item = made(stage), await stage.comment()
    shown = (await stage.shown(item)).id
    assert await driver.adapter.show(await stage.card(item), shown) == shown


async def test_a_rate_limit_is_waited_out(stage: Stage) -> None:
    driver = made(stage)
    driver.server.limited[GROUP] = 2
    item = await stage.comment()
    assert (await stage.shown(item)).text


async def test_a_server_that_answers_at_once_is_not_asked_without_a_pause(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver, asked = made(stage), 0

    async def nothing(offset: int, *, wait: float) -> list[Any]:
        nonlocal asked
        asked += 1
        return []

    monkeypatch.setattr(driver.adapter._hub.client, "updates", nothing)
    pauses: list[float] = []
    sleep = asyncio.sleep

    async def noted(length: float, *more: Any) -> None:
        pauses.append(length)
        await sleep(0)

    monkeypatch.setattr("bot.adapters.telegram.hub.asyncio.sleep", noted)
    await driver.restart()
    await until(lambda: asked >= 3)
    assert [one for one in pauses if one > 0.5][:2] == pytest.approx([1.0, 1.0], abs=0.2)


async def test_a_group_that_threw_the_bot_out_is_said_in_words_and_its_cards_wait(stage: Stage) -> None:
    driver = made(stage)
    driver.server.member(GROUP, "kicked", driver.people["Ana"])
    with pytest.raises(NotSent, match="kicked"):
        await driver.adapter.say("hello")
    (problem,) = await driver.adapter.check()
    assert "not in the chat" in problem
    item = await stage.house.comment()
    await stage.settle()
    driver.server.member(GROUP, "member", driver.people["Ana"])
    for _ in range(4):
        await stage.settle(later=90)
    assert f"#{item}" in (await stage.shown(item)).text
    driver.server.refused.clear()


async def test_topics_are_conversations(
    house: House, server: TelegramServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.chats[GROUP].forum = True
    server.chats[GROUP].topics = {12, 13}
    driver = TelegramDriver(server, tmp_path, monkeypatch, topic=12)
    async with staged(house, driver) as stage:
        item = await stage.comment("Do you have parking?", who="dora")
        card = driver.message((await stage.shown(item)).id)
        assert card["message_thread_id"] == 12
        driver.server.say(driver.people["Mo"], GROUP, "/queue", topic=13)
        await driver.handled()
        answer = driver._visible("Mo")[-1]
        assert (answer["message_thread_id"], f"#{item}" in answer["text"]) == (13, True)
        server.hears_all = True
        driver.server.say(driver.people["Mo"], GROUP, "approve 1", topic=12)
        driver.server.say(driver.people["Mo"], GROUP, "/id", topic=12)
        await driver.handled()
        told = driver._visible("Mo")[-1]["text"]
        assert "number is 12" in told
        await driver.adapter.say("A reminder.", item_id=item)
        assert driver._visible("Mo")[-1]["_reply_to"] == card["message_id"]
        await stage.settle()
        assert stage.replies() == []
        assert await driver.adapter.check() == []
        server.chats[GROUP].topics = {13}
        (problem,) = await driver.adapter.check()
        assert "topic 12" in problem


async def test_the_public_s_markup_calls_nobody_and_fits(stage: Stage) -> None:
    driver = made(stage)
    item = await stage.comment(LONG, who="bea")
    shown = await stage.shown(item)
    message = driver.message(shown.id)
    assert "<b>&" in shown.text
    assert "@todos" not in shown.text
    assert "/undo" not in shown.text
    assert {one["type"] for one in message["entities"]} <= {"bold", "italic", "blockquote"}
    await driver.press("Ana", "Full text", item=item)
    assert "FIN" in stage.told("Ana")


async def test_what_is_copied_from_a_card_has_no_hidden_signs(stage: Stage) -> None:
    driver, item = made(stage), await stage.comment()
    await driver.say("Mo", "reply: Ask @\u2060ana and see /\u2060menu", item=item)
    await driver.say("Mo", "send", item=item)
    await stage.settle()
    assert stage.replies() == ["Ask @ana and see /menu"]


async def test_pictures_and_files_are_uploaded(stage: Stage) -> None:
    driver = made(stage)
    await stage.comment()
    await driver.write("Mo", GROUP, "/brief")
    sent = dict(driver.server.files.values())
    assert sent["acme-brief.png"].startswith(b"\x89PNG")
    assert sent["acme-brief.pdf"].startswith(b"%PDF")


async def test_an_outage_of_the_answer_loses_no_word(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    driver, item = made(stage), await stage.comment()
    hear, cut = driver.adapter.room.heard, asyncio.Event()

    async def then_cut(heard: Any) -> Any:
        answer = await hear(heard)
        if not cut.is_set():
            await driver.server.away()
            cut.set()
        return answer

    monkeypatch.setattr(driver.adapter.room, "heard", then_cut)
    saying = asyncio.create_task(driver.say("Mo", "queue"))
    await cut.wait()
    await until(lambda: driver.adapter.speaker.outbox._not_before != {})  # it was tried, and waits
    await driver.server.start()
    await saying
    assert stage.told("Mo").count(f"#{item}") == 1


async def test_two_channels_of_one_bot_share_the_listener(stage: Stage, tmp_path: Path, server: TelegramServer) -> None:
    driver = made(stage)
    second = server.chats[GROUP].__class__(-1001000000009, "supergroup", "Second", members={BOT: "member"})
    server.chats[second.id] = second
    options = {"token_env": "TELEGRAM_TOKEN_OF_TESTS", "chat": second.id, "base_url": server.url}
    other = TelegramChannel.build("other", options, tmp_path, secret=SECRET)
    task = asyncio.create_task(other.run(stage.office))
    stage.house.work.channels["other"] = Channel(adapter=other)  # type: ignore[index]
    await driver.say("Mo", "queue", private=True)
    assert len(driver.seen("Mo")) == 1
    server.say(driver.people["Mo"], second.id, "/queue")
    await until(lambda: not server.waiting and other.ear.idle())
    assert [one for (chat, _), one in server.messages.items() if chat == second.id and one["from"]["id"] == BOT]
    assert sum("another" in one for one in server.refused) == 0
    item = await stage.comment()
    shown = await stage.office.messages.message_of("other", item)
    card = server.messages[second.id, int(shown.split(":")[1])]
    await driver.press_on("Mo", "Reject", card)
    await until(other.ear.idle)
    await driver.fill("Mo", "too stiff")
    await until(other.ear.idle)
    await stage.settle()
    assert "too stiff" in (await stage.shown(item)).text
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    stage.told("Mo")
    await driver.say("Mo", "queue")  # the first one still listens
    assert "Nothing is waiting" in stage.told("Mo")


async def test_in_a_strange_group_the_bot_says_its_id(stage: Stage, server: TelegramServer) -> None:
    driver = made(stage)
    strange = server.chats[GROUP].__class__(-1001000000010, "supergroup", "Strange")
    server.chats[strange.id] = strange
    server.member(strange.id, "member", driver.people["Mo"])
    await driver.handled()
    server.say(driver.people["Mo"], strange.id, "/id")
    server.say(driver.people["Mo"], strange.id, "/approve 1")
    await driver.handled()
    said = [
        one["text"] for (chat, _), one in server.messages.items() if chat == strange.id and one["from"]["id"] == BOT
    ]
    assert len(said) == 3
    assert all(str(strange.id) in one for one in said)
    wrong = TelegramChannel.build(
        "x", {"token_env": "TELEGRAM_TOKEN_OF_TESTS", "chat": -5, "base_url": server.url}, Path(), secret=SECRET
    )
    server.push({"message": {"message_id": 1, "date": 1, "chat": strange.wire(), "text": "x"}})
    assert "-5" in next(iter(await wrong.check()))
    server.refused.clear()


async def test_a_second_listener_is_told_in_the_log_and_ours_goes_on(
    stage: Stage, server: TelegramServer, caplog: pytest.LogCaptureFixture
) -> None:
    driver, item = made(stage), await stage.comment()
    other = TelegramChannel.build(
        "x",
        {"token_env": "TELEGRAM_TOKEN_OF_TESTS", "chat": GROUP, "base_url": f"{server.url}/"},
        Path(),
        secret=SECRET,
    )
    assert other._hub is driver.adapter._hub
    server._interrupt()
    await driver.press("Mo", "Take it", item=item)
    assert "yours now" in stage.told("Mo")
    server.refused.clear()


async def test_a_wrong_token_is_said_in_words(stage: Stage, server: TelegramServer) -> None:
    driver = made(stage)
    await driver.stop()
    server.token = "7001:another"
    driver.adapter = driver._make()
    with pytest.raises(AccountDisconnected, match="token"):
        await driver.adapter.run(stage.office)
    (problem,) = await driver.adapter.check()
    assert "BotFather" in problem
    server.token = TOKEN


async def test_doctor_names_what_is_missing(driver: TelegramDriver, server: TelegramServer, tmp_path: Path) -> None:
    assert await driver.adapter.check() == []
    server.chats[GROUP].members[BOT] = "restricted"
    (problem,) = await driver.adapter.check()
    assert "restricted" in problem
    server.chats[GROUP].members[BOT] = "member"
    server.webhook = {"url": "https://elsewhere.example/x"}
    (problem,) = await driver.adapter.check()
    assert "webhook" in problem
    server.webhook = {}
    base = {"token_env": "TELEGRAM_TOKEN_OF_TESTS", "chat": GROUP, "base_url": server.url}
    (privacy,) = await TelegramChannel.build("r", base | {"free_words": True}, tmp_path, secret=SECRET).check()
    assert "/setprivacy" in privacy
    (topic,) = await TelegramChannel.build("s", base | {"topic": 3}, tmp_path, secret=SECRET).check()
    assert "no topics" in topic
    await server.away()
    (away,) = await driver.adapter.check()
    assert "cannot be asked now" in away


def test_options_are_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("T", TOKEN)
    good: dict[str, Any] = {"token_env": "T", "chat": -100, "base_url": "http://127.0.0.1:9"}
    for wrong, named in (
        ({"chat": "@group"}, "chat"),
        ({"colour": "red"}, "colour"),
        ({"token_env": ""}, "token_env"),
        ({"mode": "push"}, "mode"),
        ({"mode": "webhook"}, "webhook_url"),
        ({"base_url": "http://api.example.org"}, "https"),
    ):
        with pytest.raises(Misconfigured, match=named):
            TelegramChannel.build("room", good | wrong, tmp_path, secret=SECRET)
    kept = TelegramChannel.build("room", good, tmp_path, secret=SECRET)
    with pytest.raises(Misconfigured, match="webhook_url"):
        TelegramChannel.build(
            "more", good | {"mode": "webhook", "webhook_url": "https://a.example"}, tmp_path, secret=SECRET
        )
    assert kept.channel_id == "room"


async def test_an_update_that_breaks_us_holds_up_no_other(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    driver, item = made(stage), await stage.comment()
    work = driver.adapter.ear._work

    async def breaks(update: Any) -> None:
        if "poison" in str(update):
            raise KeyError("poison")
        await work(update)

    monkeypatch.setattr(driver.adapter.ear, "_work", breaks)
    driver.server.say(driver.people["Mo"], GROUP, "/poison")
    await driver.say("Mo", "queue")
    told = stage.told("Mo")
    assert told.count(f"#{item}") == 1


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_guide_holds_all_that_is_needed(lang: str) -> None:
    for needed in ("@BotFather", "/newbot", "/setprivacy", "webhook_url", "[channels.telegram]", "/link"):
        assert needed in setup(lang)
