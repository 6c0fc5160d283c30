"""Mattermost from the socket up: cards, buttons, dialogs, words, outages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.adapters.chat.mattermost import adapter
from bot.adapters.chat.mattermost.adapter import MattermostChannel
from bot.adapters.chat.mattermost.socket import Listener
from bot.adapters.chat.mattermost.speaking import Where
from bot.adapters.chat.room.events import Answer, Attachment
from bot.adapters.chat.text_card import Role, line
from bot.domain.brand import Policy
from bot.domain.errors import AccountDisconnected, Misconfigured
from bot.domain.report import Chart
from bot.domain.transitions import ItemState
from bot.pipeline.office import make_office
from bot.pipeline.work import Channel
from tests.adapters.chat.mattermost.driver import COMMAND_TOKEN, SECRET, MattermostDriver, plain
from tests.fakes.mattermost import until
from tests.pipeline.conftest import ANA, CLIENT, MAX, MO, House, house
from tests.scenarios.chat.driver import Shown

__all__ = ["house"]


class Now:
    """Whatever adapter the driver has at the moment."""

    def __init__(self, driver: MattermostDriver) -> None:
        self._driver = driver

    def __getattr__(self, name: str) -> Any:
        return getattr(self._driver.adapter, name)


async def begin(house: House, driver: MattermostDriver) -> None:
    for name, person in (("Mo", MO), ("Ana", ANA), ("Max", MAX), ("Client", CLIENT)):
        account = driver.account(name)
        await house.store.write(lambda tx, p=person, a=account: tx.team.link(p.id, "mattermost", a))
    house.work.channels["room"] = Channel(adapter=Now(driver))  # type: ignore[index]
    await driver.start(make_office(house.store, house.desk, house.coach, house.work.shelf))


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


@pytest.fixture
async def wordy(house: House) -> AsyncIterator[MattermostDriver]:
    """A channel whose server cannot call the bot back."""
    driver = MattermostDriver(buttons=False)
    await begin(house, driver)
    yield driver
    await driver.stop()
    assert not driver.server.refused, driver.server.refused


def words(shown: Sequence[Shown]) -> str:
    return "\n".join(each.text for each in shown)


# ---------------------------------------------------------------- deciding


async def test_an_edited_reply_goes_through_a_dialog(house: House, team: MattermostDriver) -> None:
    item = await house.waiting("When do you open?")
    await team.press("Mo", "Edit 1", item=item)
    (form,) = [each for each in team.seen("Mo") if each.form]
    assert "Which day suits you?" in form.text
    await team.fill("Mo", "At nine. Shall I keep you a table?")
    await house.settle()
    assert [each.order.text for each in house.page.replies] == ["At nine. Shall I keep you a table?"]


async def test_a_press_on_an_old_card_is_answered_and_decides_nothing(house: House, team: MattermostDriver) -> None:
    item = await house.waiting("When do you open?")
    await team.press("Mo", "Approve 1", item=item)
    await house.settle()
    team.seen("Ana")
    await team.press_stale("Ana", "Approve 2", item=item)
    await house.settle()
    assert words(team.seen("Ana"))
    assert len(house.page.replies) == 1


async def test_a_press_after_a_restart_decides(house: House, team: MattermostDriver) -> None:
    item = await house.waiting("When do you open?")
    await team.restart()
    await team.press("Mo", "Approve 1", item=item)
    await house.settle()
    assert await house.state(item) is ItemState.PUBLISHED


async def test_what_was_pressed_when_the_program_stops_is_answered(
    house: House, team: MattermostDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = await house.waiting("When do you open?")
    deciding, go_on = asyncio.Event(), asyncio.Event()
    decide = house.desk.decide

    async def slow(request: Any) -> Any:
        deciding.set()
        await go_on.wait()
        return await decide(request)

    monkeypatch.setattr(house.desk, "decide", slow)
    team.adapter._callbacks.ack_seconds = 0.05
    await team.server.press(team.people["Mo"], await team._post_of(item), "Approve 1")  # told that it is worked on
    await deciding.wait()
    restart = asyncio.create_task(team.restart())
    await until(lambda: not team.server.listening())
    go_on.set()
    await restart
    await house.settle()
    assert await house.state(item) is ItemState.PUBLISHED
    assert "Approved" in words(team.seen("Mo"))


async def test_a_press_delivered_twice_is_one_decision(house: House, team: MattermostDriver) -> None:
    item = await house.waiting("When do you open?")
    await team.press("Mo", "Approve 1", item=item)
    team.seen("Mo")
    await team.redeliver()
    assert not team.seen("Mo")
    await house.settle()
    assert len(house.page.replies) == 1


async def test_a_stranger_is_told_how_to_link_and_decides_nothing(house: House, team: MattermostDriver) -> None:
    item = await house.waiting("When do you open?")
    await team.press("Eve", "Approve 1", item=item)
    await house.settle()
    (told,) = [each for each in team.seen("Eve") if each.private]
    assert "link" in told.text
    assert await house.state(item) is ItemState.WAITING
    assert not [each for each in team.seen("Mo") if each.private]


async def test_a_forged_press_is_answered_and_decides_nothing(house: House, team: MattermostDriver) -> None:
    item = await house.waiting("When do you open?")
    await team.press("Mo", "Why", item=item)
    url, body = team.server.last_call
    approve = next(
        each["integration"]["context"]
        for each in team.server.posts[body["post_id"]]["props"]["attachments"][0]["actions"]
        if each["name"] == "Approve 1"
    )
    async with httpx.AsyncClient() as client:
        for context in ({**approve, "seal": "0" * 32}, {"action": approve["action"]}, {}, None, "x"):
            answer = await client.post(url, json={**body, "context": context, "trigger_id": "t1"})
            assert answer.status_code == 200
            assert answer.json()["ephemeral_text"]
        elsewhere = {**body, "context": approve, "channel_id": "x" * 26}
        assert (await client.post(url, json=elsewhere)).json()["ephemeral_text"]
        for content in (b"", b"[]", b"{", b"null", b"[" * 100_000, b"x" * 2_000_000):
            assert (await client.post(url, content=content)).status_code == 200
    await house.settle()
    assert await house.state(item) is ItemState.WAITING


async def test_a_dialog_is_worth_nothing_in_another_hand(house: House, team: MattermostDriver) -> None:
    item = await house.waiting("When do you open?")
    await team.press("Mo", "Edit 1", item=item)
    await team.fill("Mo", "   ")
    url, body = team.server.last_call
    async with httpx.AsyncClient() as client:
        answer = await client.post(url, json={**body, "user_id": team.account("Ana"), "submission": {"text": "Mine."}})
    assert answer.json()["error"]
    await house.settle()
    assert not house.page.replies


async def test_a_cancelled_dialog_does_nothing(house: House, team: MattermostDriver) -> None:
    item = await house.waiting("When do you open?")
    await team.press("Mo", "Reject", item=item)
    await team.server.submit(team.people["Mo"], team.server.dialogs[-1], {"note": "no"}, cancelled=True)
    await house.settle()
    assert await house.state(item) is ItemState.WAITING


async def test_a_dialog_that_comes_too_late_is_asked_for_in_words(house: House, team: MattermostDriver) -> None:
    item = await house.waiting("When do you open?")
    team.server.trigger_seconds = -1.0
    await team.press("Mo", "Reject", item=item)
    (asked,) = [each for each in team.seen("Mo") if each.private]
    assert "wrong" in asked.text
    team.server.refused.clear()  # the late dialog
    place = team.server.direct(team.server.bot, team.people["Mo"])
    await team.server.say(team.people["Mo"], "too salesy", channel=place, root=asked.id)
    await team.settled()
    await house.settle()
    assert await house.state(item) is ItemState.REJECTED


# ---------------------------------------------------------------- talking


async def test_a_mention_is_answered_in_its_thread_and_chatter_is_not(house: House, team: MattermostDriver) -> None:
    await team.chatter("Mo", "tertulia is nice, isn't it?")
    assert not team.seen("Mo")
    await team.say("Mo", "queue")
    (answer,) = team.seen("Mo")
    assert team.server.posts[answer.under]["message"] == "@tertulia queue"


async def test_words_in_a_direct_message_need_no_mention(house: House, team: MattermostDriver) -> None:
    await house.waiting("When do you open?")
    team.seen("Mo")
    await team.say("Mo", "queue", private=True)
    (answer,) = [each for each in team.seen("Mo") if each.private]
    assert "When do you open?" in answer.text
    assert not [each for each in team.seen("Ana") if "When do you open?" in each.text and each.private]


async def test_a_command_in_a_card_s_thread_counts_and_talk_there_does_not(
    house: House, team: MattermostDriver
) -> None:
    item = await house.waiting("When do you open?")
    team.seen("Mo")
    await team.chatter("Ana", "I would say nine, but ask Mo first", item=item)
    assert not team.seen("Mo")
    await team.chatter("Mo", "approve 1", item=item)
    await house.settle()
    assert await house.state(item) is ItemState.PUBLISHED


async def test_a_message_delivered_twice_is_answered_once(house: House, team: MattermostDriver) -> None:
    await team.say("Mo", "queue")
    team.seen("Mo")
    await team.redeliver()
    assert not team.seen("Mo")


async def test_a_corrected_message_is_heard_again(house: House, team: MattermostDriver) -> None:
    post = await team.server.say(team.people["Mo"], "@tertulia qeue")
    await team.settled()
    team.seen("Mo")
    await team.server.edit(team.people["Mo"], post, "@tertulia queue")
    await team.settled()
    assert "waiting" in words(team.seen("Mo"))


async def test_elsewhere_the_answer_is_for_the_person_alone(house: House, team: MattermostDriver) -> None:
    await house.waiting("When do you open?")
    team.seen("Mo")
    kitchen = team.server.channel("kitchen", team.server.bot, team.people["Mo"], team.people["Eve"])
    await team.server.say(team.people["Mo"], "@tertulia queue", channel=kitchen)
    await team.settled()
    assert not team.server.shown(kitchen)
    assert "When do you open?" in words([each for each in team.seen("Mo") if each.private])


async def test_with_the_right_to_whisper_private_words_stay_in_the_channel(
    house: House, team: MattermostDriver
) -> None:
    team.server.may_whisper = True
    await house.policy(Policy(undo_grace=timedelta(seconds=10)))
    item = await house.waiting("When do you open?")
    await team.press("Mo", "Approve 1", item=item)
    assert not team.server.shown(team.server.direct(team.server.bot, team.people["Mo"]))
    (told,) = [each for each in team.seen("Mo") if each.private]
    assert "Undo" in told.buttons
    await house.settle()


async def test_without_that_right_they_come_as_direct_messages(house: House, team: MattermostDriver) -> None:
    await house.policy(Policy(undo_grace=timedelta(seconds=10)))
    item = await house.waiting("When do you open?")
    await team.press("Mo", "Approve 1", item=item)
    assert [each for each in team.server.forbidden if "ephemeral" in each]
    assert "Undo" in [label for each in team.seen("Mo") if each.private for label in each.buttons]
    await house.settle()


async def test_the_slash_command_is_believed_by_its_token(house: House, team: MattermostDriver) -> None:
    await house.waiting("When do you open?")
    url = f"{team.web.url}/chat/room/command"
    answer = await team.server.command(team.people["Mo"], url, COMMAND_TOKEN, "queue")
    assert "When do you open?" in plain(answer.json()["text"])
    assert answer.json()["response_type"] == "ephemeral"
    forged = await team.server.command(team.people["Mo"], url, "another token", "queue")
    assert forged.status_code == 401


# ---------------------------------------------------------------- without buttons


async def test_without_callbacks_a_reaction_approves(house: House, wordy: MattermostDriver) -> None:
    item = await house.waiting("When do you open?")
    card = await wordy.card(item)
    assert card is not None
    assert not card.buttons
    await wordy.settled()
    await wordy.press("Mo", "Approve 1", item=item)
    await house.settle()
    assert await house.state(item) is ItemState.PUBLISHED


async def test_without_dialogs_a_reply_to_the_question_counts(house: House, wordy: MattermostDriver) -> None:
    item = await house.waiting("When do you open?")
    await wordy.settled()
    await wordy.press("Mo", "Reject", item=item)
    await wordy.fill("Mo", "too salesy")
    await house.settle()
    assert await house.state(item) is ItemState.REJECTED


async def test_people_may_react_to_a_card_as_they_like(house: House, wordy: MattermostDriver) -> None:
    item = await house.waiting("When do you open?")
    await wordy.settled()
    wordy.seen("Mo")
    for name in ("tada", "heart", "our_own_emoji"):
        await wordy.server.reacts(wordy.people["Mo"], await wordy._post_of(item), name)
    await wordy.settled()
    assert not wordy.seen("Mo")


async def test_buttons_are_given_up_when_the_server_cannot_call(
    house: House, team: MattermostDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "LOOK_AGAIN_SECONDS", (0.1,) * adapter.SURE_AFTER + (3600.0,))  # none at the very end
    team.server.callbacks_allowed = False
    await team.restart()
    await until(lambda: team.adapter._speaker.back is None, 15)
    item = await house.waiting("When do you open?")
    await team.settled()
    card = await team.card(item)
    assert card is not None
    assert not card.buttons
    assert "approve 1" in card.text
    found = await team.adapter.check()
    assert any("AllowedUntrustedInternalConnections" in each for each in found), found
    team.server.refused.clear()


# ---------------------------------------------------------------- trouble


async def test_after_an_outage_what_was_said_and_pressed_meanwhile_is_heard(
    house: House, wordy: MattermostDriver
) -> None:
    item = await house.waiting("When do you open?")
    await wordy.settled()
    post = (await wordy.card(item)).id  # type: ignore[union-attr]
    mo = wordy.people["Mo"]
    wordy.seen("Mo")
    await wordy.away(True)
    await wordy.server.say(mo, "@tertulia queue", heard=False)
    await wordy.server.say(mo, "queue", channel=wordy.server.direct(wordy.server.bot, mo), heard=False)
    await wordy.server.reacts(mo, post, "one", heard=False)
    await wordy.away(False)
    await house.settle()
    await wordy.settled()
    assert await house.state(item) is ItemState.PUBLISHED
    answers = [each for each in wordy.seen("Mo") if "waiting" in each.text]
    assert len(answers) >= 2


async def test_a_hole_in_the_numbers_is_asked_for(house: House, team: MattermostDriver) -> None:
    await team.server.say(team.people["Mo"], "@tertulia help", heard=False)
    await team.server.say(team.people["Ana"], "good morning")
    await team.settled()
    assert "approve 1" in words(team.seen("Mo"))


async def test_what_was_said_while_the_program_was_down_is_heard_once(house: House, team: MattermostDriver) -> None:
    await team.say("Mo", "help")
    await team._halt()
    await team.server.say(team.people["Mo"], "@tertulia voice")
    team.seen("Mo")
    team.adapter = team._made()
    await team._run()
    assert len([each for each in team.seen("Mo") if each.under]) == 1
    await team.restart()
    assert not [each for each in team.seen("Mo") if each.under]


async def test_a_question_that_was_being_answered_at_a_stop_is_answered_at_the_next_start(
    house: House, team: MattermostDriver
) -> None:
    never = asyncio.Event()

    async def hear(heard: Any) -> Any:
        never.set()
        await asyncio.Event().wait()

    team.adapter._house.heard = hear  # type: ignore[method-assign]
    await team.server.say(team.people["Mo"], "@tertulia queue")
    await never.wait()
    await team.server.say(team.people["Ana"], "good morning")
    await team.restart()
    assert team.seen("Mo")


async def test_old_history_is_not_answered_at_the_first_start(house: House) -> None:
    driver = MattermostDriver()
    driver.server._made(driver.server.room, driver.account("Mo"), "@tertulia queue")
    await begin(house, driver)
    assert not driver.server.shown()
    await driver.stop()


async def test_a_dropped_connection_is_made_again(house: House, team: MattermostDriver) -> None:
    for _ in range(3):
        await team.server.drop()
        await until(lambda: team.server.listening() == 1)
    await team._connected()
    await team.say("Mo", "queue")
    assert team.seen("Mo")


async def test_a_burst_is_delivered_in_order_though_the_server_asks_for_patience(
    house: House, team: MattermostDriver
) -> None:
    items = [await house.comment(f"Question {number}?", who=f"author{number}") for number in range(30)]
    team.server.limit_next = 10
    await house.settle(rounds=40)
    await team.settled()
    shown = [await house.store.read(lambda tx, i=i: tx.cards.get(i, "room")[0]) for i in items]
    assert all(shown)
    posts = [each["id"] for each in team.server.shown() if "tertulia" in each["props"]]
    assert [each for each in posts if each in set(shown)] == list(dict.fromkeys(shown))


async def test_a_lost_answer_makes_no_second_card(house: House, team: MattermostDriver) -> None:
    team.server.lose_answers = 1
    item = await house.waiting("When do you open?")
    await house.later(timedelta(seconds=10))
    assert await team.card(item)
    assert len(team.cards()) == 1


async def test_a_card_posted_just_before_a_crash_is_found_again(house: House, team: MattermostDriver) -> None:
    item = await house.waiting("When do you open?")
    await house.store.write(lambda tx: tx.cards.save(item, "room", ext_message_id="", version=0))
    team.server._pending.clear()  # half a minute later
    await team.restart()
    await house.store.write(lambda tx: tx.items.touch(tx.items.get(item)))
    await house.settle()
    assert len(team.cards()) == 1


async def test_a_card_that_somebody_deleted_is_posted_anew(house: House, team: MattermostDriver) -> None:
    item = await house.waiting("When do you open?")
    await team.server.erase((await team.card(item)).id)  # type: ignore[union-attr]
    await team.chatter("Mo", "oops")
    await house.approve(item)
    await house.settle()
    team.server.refused.clear()  # the change of what is not there
    (card,) = team.cards()
    assert "Approve 1" not in card.buttons
    assert (await team.card(item)) == card


async def test_a_long_spanish_comment_full_of_emoji_fits_and_nothing_is_lost(
    house: House, team: MattermostDriver
) -> None:
    team.server.max_post_size = 4000
    await team.restart()
    comment = "¡¡Qué pena más grande me habéis dado!! 😭🥐👩‍👩‍👧‍👦 " * 150 + "y no vuelvo."
    item = await house.waiting(comment)
    card = await team.card(item)
    assert card is not None
    assert "Full text" in card.buttons
    team.seen("Mo")
    await team.press("Mo", "Full text", item=item)
    whole = "".join(each.text for each in team.seen("Mo") if each.private)
    assert "y no vuelvo." in whole
    assert whole.count("👩‍👩‍👧‍👦") == 150


async def test_what_the_public_writes_calls_nobody(house: House, team: MattermostDriver) -> None:
    item = await house.waiting("@channel @here look https://evil.example [x](http://y) ?")
    message = team.server.posts[(await team.card(item)).id]["message"]  # type: ignore[union-attr]
    for bad in ("@channel", "@here", "https://evil", "[x]("):
        assert bad not in message
    assert "@channel @here look https://evil.example [x](http://y) ?" in plain(message)


async def test_reminders_go_into_the_card_s_thread(house: House, team: MattermostDriver) -> None:
    item = await house.waiting("When do you open?")
    await team.adapter.say("It has been waiting.", item_id=item)
    assert team.seen("Mo")[-1].under == (await team.card(item)).id  # type: ignore[union-attr]


# ---------------------------------------------------------------- doctor


async def test_the_doctor_finds_nothing_where_all_is_well(house: House, team: MattermostDriver) -> None:
    assert await team.adapter.check() == []


async def test_the_doctor_names_what_is_missing(house: House, team: MattermostDriver) -> None:
    async def found(**changed: Any) -> str:
        settings = replace(team.adapter._settings, **changed)
        return " ".join(await MattermostChannel("room", settings, secret=SECRET).check())

    assert "token" in await found(token="x" * 26)
    assert "options.channel" in await found(channel="a" * 26)
    assert "/invite @tertulia" in await found(channel=team.server.channel("other", team.people["Mo"]).id)
    assert "options.url" in await found(url="http://127.0.0.1:1")
    assert await found(channel="team/moderation") == ""
    team.server.refused.clear()


def test_wrong_options_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MM_TOKEN", "t")
    good = {"url": "https://chat.example", "token_env": "MM_TOKEN", "channel": "team/moderation"}
    assert MattermostChannel.build("room", good, tmp_path).capabilities.buttons is False
    back = {**good, "callback_url": "https://bot.example/"}
    assert MattermostChannel.build("room", back, tmp_path).capabilities.buttons is True
    for key, value in (("url", "chat"), ("channel", "x"), ("callback_url", "bot"), ("chanel", "x"), ("token_env", "")):
        with pytest.raises(Misconfigured, match=key):
            MattermostChannel.build("room", {**back, key: value}, tmp_path)


async def test_files_and_pictures_are_uploaded(house: House, team: MattermostDriver) -> None:
    chart = Chart(key="health", title="Does it talk?", alt="", svg="", png=b"\x89PNG\r\n\x1a\n")
    briefs = tuple(Attachment(name=f"brief{n}.pdf", mime="application/pdf", data=b"%PDF-1.7") for n in range(6))
    answer = Answer(lines=(line(Role.SAYS, "Here."),), charts=(chart,), files=briefs)
    await team.adapter._house.answer(answer, Where(channel=team.server.room.id))
    files = [each.files for each in team.seen("Mo")]
    assert files[1:] == [("does-it-talk.png", *(f"brief{n}.pdf" for n in range(4))), ("brief4.pdf", "brief5.pdf")]


async def test_a_file_too_large_is_said_and_the_words_are_there(house: House, team: MattermostDriver) -> None:
    team.server.max_file_size = 10
    answer = Answer(lines=(line(Role.SAYS, "Here."),), files=(Attachment(name="a", mime="text/plain", data=b"x" * 11),))
    await team.adapter._house.answer(answer, Where(channel=team.server.room.id))
    assert words(team.seen("Mo")).startswith("Here.\nA file belongs to this")
    team.server.refused.clear()


async def test_the_slowest_answer_comes_by_itself(house: House, team: MattermostDriver) -> None:
    item = await house.waiting("When do you open?")
    team.adapter._callbacks.ack_seconds = 0.0
    shown = await team.server.press(team.people["Mo"], await team._post_of(item), "Why")
    assert "in a moment" in shown["ephemeral_text"]
    await team.settled()
    assert any("Score" in each.text for each in team.seen("Mo"))


async def test_a_refused_token_is_told_and_not_hammered(house: House, team: MattermostDriver) -> None:
    await team._halt()
    team.adapter = team._made()
    await team.adapter._house.known()
    listener = Listener(team.server.url, "x" * 26, gap=_nothing, event=_nothing_with, pauses=(0.01, 0.01))
    with pytest.raises(AccountDisconnected, match="token"):
        await listener.run()


async def _nothing() -> None:
    return None


async def _nothing_with(event: Any) -> None:
    return None
