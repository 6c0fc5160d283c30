"""Matrix against a real homeserver: cards, reactions, replies, threads, outages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.chat.matrix.client import Invite
from bot.adapters.chat.matrix.speaking import Where
from bot.adapters.chat.room.events import Answer, Attachment
from bot.adapters.chat.text_card import Role, line
from bot.domain.errors import PermanentRefusal
from bot.domain.report import Chart
from bot.domain.transitions import ItemState
from bot.pipeline.office import make_office
from bot.pipeline.work import Channel
from tests.adapters.chat.matrix.driver import MatrixDriver
from tests.fakes.synapse import Synapse
from tests.pipeline.conftest import ANA, CLIENT, MAX, MO, House, house
from tests.scenarios.chat.driver import Shown

__all__ = ["house"]


class Now:
    """Whatever adapter the driver has at the moment."""

    def __init__(self, driver: MatrixDriver) -> None:
        self._driver = driver

    def __getattr__(self, name: str) -> Any:
        return getattr(self._driver.adapter, name)


async def begin(house: House, driver: MatrixDriver) -> None:
    for name, person in (("Mo", MO), ("Ana", ANA), ("Max", MAX), ("Client", CLIENT)):
        account = driver.account(name)
        await house.store.write(lambda tx, p=person, a=account: tx.team.link(p.id, "matrix", a))
    house.work.channels["room"] = Channel(adapter=Now(driver))  # type: ignore[index, arg-type]
    await driver.start(make_office(house.store, house.desk, house.coach, house.work.shelf))


@pytest.fixture
async def team(house: House, synapse: Synapse) -> AsyncIterator[MatrixDriver]:
    driver = MatrixDriver(synapse)
    await begin(house, driver)
    yield driver
    await driver.stop()


def words(shown: Sequence[Shown]) -> str:
    return "\n".join(each.text for each in shown)


async def test_a_reaction_approves_and_the_card_is_locked(house: House, team: MatrixDriver) -> None:
    item = await house.waiting("When do you open? <b>@room</b>")
    await team.settled()
    card = await team.card(item)
    assert card is not None
    assert "When do you open? <b>@room</b>" in card.text
    assert "1️⃣" in card.buttons
    await team.press("Mo", "Approve 1", item=item)
    await house.settle()
    assert await house.state(item) is ItemState.PUBLISHED
    card = await team.card(item)
    assert card is not None
    assert "published" in card.text
    assert len(team.cards()) == 1


async def test_words_decide_in_a_reply_and_talk_in_the_thread_does_not(house: House, team: MatrixDriver) -> None:
    item = await house.waiting("When do you open?")
    team.seen("Mo")
    await team.chatter("Ana", "Tertulia would say nine, I guess", item=item)
    await team.chatter("Ana", "we talked about Tertulia yesterday")
    assert not team.seen("Mo")
    await team.chatter("Mo", "approve 1", item=item)
    await house.settle()
    assert await house.state(item) is ItemState.PUBLISHED


async def test_a_question_is_answered_in_its_thread(house: House, team: MatrixDriver) -> None:
    event = await team._sent("Mo", team.home, "m.room.message", {"msgtype": "m.text", "body": "!tertulia queue"})
    (answer,) = team.seen("Mo")
    assert answer.under == event


async def test_private_words_come_in_a_room_of_two(house: House, team: MatrixDriver) -> None:
    item = await house.waiting("When do you open?")
    team.seen("Eve")
    await team.say("Eve", "approve 1", item=item)
    (told,) = [each for each in team.seen("Eve") if each.private]
    assert "link" in told.text
    assert not [each for each in team.seen("Mo") if "link" in each.text]
    await team.say("Mo", "queue", private=True)
    assert "When do you open?" in words([each for each in team.seen("Mo") if each.private])


async def test_who_left_the_room_of_two_is_invited_into_another(house: House, team: MatrixDriver) -> None:
    item = await house.waiting("When do you open?")
    await team.say("Eve", "approve 1", item=item)
    assert [each for each in team.seen("Eve") if each.private]
    (room,) = [each for each in team._rooms_of("Eve") if each != team.home]
    await team.chats["Eve"].call("POST", f"rooms/{room}/leave", {})
    team._shared["Eve"][room] = False
    await team.say("Eve", "approve 2", item=item)
    assert "link" in words([each for each in team.seen("Eve") if each.private])


async def test_a_rejection_asks_why_and_the_reply_counts(house: House, team: MatrixDriver) -> None:
    item = await house.waiting("When do you open?")
    await team.settled()
    await team.press("Mo", "Reject", item=item)
    await team.restart()
    await team.fill("Mo", "too salesy")
    await house.settle()
    assert await house.state(item) is ItemState.REJECTED


async def test_edit_by_reply_shows_the_draft_and_publishes_on_a_word(house: House, team: MatrixDriver) -> None:
    item = await house.waiting("When do you open?")
    await team.press("Mo", "Edit 1", item=item)
    await team.fill("Mo", "At nine. Shall I keep you a table?")
    assert not house.page.replies
    await team._reply("Mo", "send")
    await house.settle()
    assert [each.order.text for each in house.page.replies] == ["At nine. Shall I keep you a table?"]


async def test_a_corrected_message_is_heard_again_and_a_repeated_one_is_not(house: House, team: MatrixDriver) -> None:
    event = await team._sent("Mo", team.home, "m.room.message", {"msgtype": "m.text", "body": "Tertulia: qeue"})
    team.seen("Mo")
    new = {"msgtype": "m.text", "body": "Tertulia: queue"}
    relation = {"rel_type": "m.replace", "event_id": event}
    edit = {"msgtype": "m.text", "body": "* Tertulia: queue", "m.new_content": new, "m.relates_to": relation}
    await team._sent("Mo", team.home, "m.room.message", edit)
    assert "waiting" in words(team.seen("Mo"))
    await team.redeliver()
    assert not team.seen("Mo")


async def test_a_restart_misses_nothing_and_repeats_nothing(house: House, team: MatrixDriver) -> None:
    item = await house.waiting("When do you open?")
    await team.say("Mo", "help")
    team.seen("Mo")
    await team.halt()
    chat, card = team.chats["Mo"], await team._event_of(item)
    relation = {"rel_type": "m.annotation", "event_id": card, "key": "1️⃣"}
    await chat.send(team.home, "m.reaction", {"m.relates_to": relation})
    for number in range(40):  # more than one sync brings
        await chat.send(team.home, "m.room.message", {"msgtype": "m.text", "body": f"chat {number}"})
    await chat.send(team.home, "m.room.message", {"msgtype": "m.text", "body": "Tertulia: voice"})
    await team.adapter._house.client.close()
    team.adapter = team.made()
    await team.run()
    await house.settle()
    assert await house.state(item) is ItemState.PUBLISHED
    answers = [each for each in team.seen("Mo") if each.under]
    assert len([each for each in answers if each.under != card]) == 1
    await team.restart()
    assert not [each for each in team.seen("Mo") if each.under]


async def test_a_card_sent_again_after_a_crash_is_the_same_event(house: House, team: MatrixDriver) -> None:
    item = await house.waiting("When do you open?")
    await house.store.write(lambda tx: tx.cards.save(item, "room", ext_message_id="", version=0))
    await team.restart()
    await house.store.write(lambda tx: tx.items.touch(tx.items.get(item)))
    await house.settle()
    assert len(team.cards()) == 1


async def test_a_card_that_was_taken_away_is_posted_anew(house: House, team: MatrixDriver) -> None:
    item = await house.waiting("When do you open?")
    event = await team._event_of(item)
    taken = await team.chats["Mo"].call("PUT", f"rooms/{team.home}/redact/{event}/x{item}", {})
    await team.settled(taken["event_id"])
    await house.approve(item)
    await house.settle()
    card = await team.card(item)
    assert card is not None
    assert card.id != event
    assert "Which day suits you?" in card.text


async def test_a_long_spanish_comment_full_of_emoji_fits_and_nothing_is_lost(house: House, team: MatrixDriver) -> None:
    item = await house.waiting("¡¡Qué pena más grande me habéis dado!! 😭🥐👩‍👩‍👧‍👦 " * 900 + "y no vuelvo.")
    await team.settled()
    card = await team.card(item)
    assert card is not None
    whole = "".join(each.text for each in team.seen("Mo") if each.under == card.id)
    assert "y no vuelvo." in whole
    assert whole.count("👩‍👩‍👧‍👦") == 900


async def test_invitations_of_strangers_are_declined(house: House, team: MatrixDriver, synapse: Synapse) -> None:
    declined = Invite(room="!there:elsewhere.example", by="@x:elsewhere.example")
    left: list[str] = []

    async def leave(room: str) -> None:
        left.append(room)

    team.adapter._house.client.leave = leave  # type: ignore[method-assign]
    await team.adapter._house.invited(declined)
    assert left == ["!there:elsewhere.example"]


async def test_an_encrypted_room_is_refused_with_a_sentence(house: House, synapse: Synapse) -> None:
    driver = MatrixDriver(synapse, encrypted=True)
    with pytest.raises(PermanentRefusal, match="encrypted"):
        await begin(house, driver)
    assert "without encryption" in words(driver.seen("Mo"))
    (problem,) = await driver.made().check()
    assert "encrypted" in problem
    await driver.stop()


async def test_the_doctor_names_what_is_missing(house: House, team: MatrixDriver, synapse: Synapse) -> None:
    assert await team.made().check() == []
    assert "access token" in " ".join(await team.made(token="nonsense").check())
    assert "options.homeserver" in " ".join(await team.made(homeserver="http://127.0.0.1:1").check())
    assert "options.room" in " ".join(await team.made(room="#nowhere:tertulia.test").check())
    other = str((await team.chats["Mo"].call("POST", "createRoom", {}))["room_id"])
    assert "invite it" in " ".join(await team.made(room=other).check())
    power = {"events_default": 50}  # who made the room may do everything
    await team.chats["Mo"].call("PUT", f"rooms/{team.home}/state/m.room.power_levels", power)
    assert "power level" in " ".join(await team.made().check())


async def test_files_and_pictures_are_uploaded(house: House, team: MatrixDriver) -> None:
    chart = Chart(key="health", title="Health", alt="", svg="", png=b"\x89PNG\r\n\x1a\n")
    brief = Attachment(name="brief.pdf", mime="application/pdf", data=b"%PDF-1.7")
    answer = Answer(lines=(line(Role.SAYS, "Here."),), charts=(chart,), files=(brief,))
    await team.adapter._house.answer(answer, Where(room=team.home))
    assert [each.files for each in team.seen("Mo")] == [(), ("health.png",), ("brief.pdf",)]


async def test_after_an_outage_the_cards_come(house: House, team: MatrixDriver) -> None:
    await team.away(True)
    item = await house.comment("When do you open?")
    showing = asyncio.create_task(house.settle())
    await team.away(False)
    await showing
    await house.settle()
    assert await team.card(item) is not None
    await team.say("Mo", "queue")
    assert "When do you open?" in words(team.seen("Mo"))


async def test_the_servers_limits_are_waited_for(house: House, tmp_path: Path) -> None:
    server = Synapse(tmp_path / "slow", message_limit={"per_second": 20, "burst_count": 4})
    server.start()
    try:
        driver = MatrixDriver(server)
        await begin(house, driver)
        items = [await house.comment(f"Question {number}?", who=f"author{number}") for number in range(8)]
        await house.settle(rounds=40)
        shown = [await driver._event_of(item) for item in items]
        cards = [each.id for each in driver.cards()]
        assert [each for each in cards if each in set(shown)] == list(dict.fromkeys(shown))
        await driver.stop()
    finally:
        server.stop()
