"""Redeliveries, lost connections, restarts, outages, bursts, and what does not fit."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import aiohttp
import pytest
from aiohttp import web

from bot.adapters.chat.room.events import Answer, Attachment
from bot.adapters.chat.slack.parse import Spot
from bot.adapters.chat.slack.speaker import Speaker
from bot.adapters.chat.text_card import Role, line
from bot.domain.decision import DecisionKind
from bot.domain.errors import AccountDisconnected, MaybeSent, NotSent, RetryLater
from bot.domain.report import Chart
from tests.adapters.chat.slack.conftest import MO, ROOM, Floor, labels, shown
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_rules import MOST_IN_ALL, texts_of

LONG = "¡Ay, qué ilusión! 🎉👩‍👩‍👧‍👦 Fuimos <!channel> el sábado *con* los niños & la abuela <@U0MO> y… " * 60


async def test_an_envelope_that_was_not_acknowledged_comes_again_and_is_answered_once(floor: Floor) -> None:
    said = floor.slack.says("U0MO", ROOM, "<@U0BOT> help")
    await floor.slack.until(lambda: floor.thread(said["ts"]))
    for envelope in list(floor.slack.delivery.sent):
        again = await floor.slack.delivery.again(envelope)
        assert again.attempt == 0
    assert len(floor.thread(said["ts"])) == 1


async def test_everything_is_acknowledged_even_what_nobody_asked_for(floor: Floor) -> None:
    odd = [
        floor.slack.event({"type": "channel_rename", "channel": {"id": ROOM}, "event_ts": "1"}),
        floor.slack.event({"type": "message", "subtype": "channel_join", "user": "U0MO", "channel": ROOM, "ts": "2.0"}),
        floor.slack.event({"type": "message", "subtype": "bot_message", "bot_id": "B1", "channel": ROOM, "ts": "3.0"}),
        floor.slack.event({"type": "reaction_added", "user": "U0MO", "reaction": "+1", "item": {}, "event_ts": "4"}),
    ]
    await floor.slack.until(lambda: all(one.acked.is_set() for one in odd))
    assert floor.slack.delivery.unanswered == []
    assert floor.posts() == []


@pytest.mark.parametrize("reason", ["refresh_requested", "warning"])
async def test_asked_to_leave_a_socket_it_takes_another(floor: Floor, reason: str) -> None:
    _, message = await floor.card()
    before = floor.slack.delivery.sockets[0]
    await floor.slack.delivery.disconnect(reason)
    await floor.slack.until(lambda: [one for one in floor.slack.delivery.sockets if one is not before])
    floor.slack.presses("U0MO", ROOM, message, "Approve 1")
    await floor.whispered("#1")


async def test_a_connection_that_breaks_is_made_again(floor: Floor) -> None:
    for socket in list(floor.slack.delivery.sockets):
        assert socket._req is not None
        socket._req.transport.abort()  # type: ignore[union-attr]
    await floor.slack.until(lambda: not floor.slack.delivery.sockets)
    await floor.slack.until(lambda: floor.slack.delivery.sockets)
    floor.slack.commands("U0MO", ROOM, "help")
    await floor.whispered("approve 1")


async def test_slack_is_away_and_comes_back(floor: Floor) -> None:
    await floor.slack.stop()
    item_id = await floor.house.comment("When do you open?")
    await floor.house.settle()
    assert await floor.office.messages.message_of("room", item_id) == ""
    with pytest.raises((NotSent, MaybeSent)):
        await floor.channel.say("hello?")
    await floor.slack.start()
    await floor.slack.until(lambda: floor.slack.delivery.sockets, 15)
    await floor.house.later(timedelta(hours=1))
    message = await floor.message_of(item_id)
    assert len(floor.posts()) == 1
    floor.slack.presses("U0MO", ROOM, message, "Approve 1")
    await floor.whispered("#1")


async def test_a_button_works_after_a_restart(floor: Floor) -> None:
    _, message = await floor.card()
    await floor.restart()
    floor.slack.presses("U0MO", ROOM, message, "Approve 1")
    await floor.whispered("#1")
    await floor.house.settle()
    assert len(floor.house.page.replies) == 1


async def test_a_card_whose_answer_was_lost_is_not_posted_twice(floor: Floor) -> None:
    floor.slack.fail("chat.postMessage", "dropped")
    item_id = await floor.house.comment("When do you open?")
    await floor.house.settle()
    await floor.house.later(timedelta(minutes=5))
    assert await floor.office.messages.message_of("room", item_id)
    assert len(floor.posts()) == 1


async def test_a_card_posted_just_before_a_crash_is_found(floor: Floor) -> None:
    item_id, message = await floor.card()
    card = await floor.house.desk.card(item_id, MO)
    assert card is not None
    await floor.restart()
    assert await floor.channel.show(card) == f"{ROOM}:{message['ts']}"
    assert len(floor.posts()) == 1


async def test_a_deleted_card_is_posted_anew_when_it_changes(floor: Floor) -> None:
    item_id, message = await floor.card()
    floor.slack.deletes(ROOM, message["ts"])
    await floor.house.approve(item_id)
    await floor.house.settle()
    assert len(floor.posts()) == 1
    assert "Mo" in shown(await floor.message_of(item_id))


async def test_patience_is_kept(floor: Floor) -> None:
    floor.slack.fail("chat.postMessage", "ratelimited")
    await floor.card()
    assert ("chat.postMessage", "ratelimited") in floor.slack.refused
    assert len(floor.posts()) == 1


async def test_a_burst_is_grouped_and_each_can_be_opened(floor: Floor) -> None:
    items = [await floor.house.comment(f"Question {number}?", who=f"p{number}") for number in range(12)]
    await floor.house.settle()
    cards = [card for item in items if (card := await floor.house.desk.card(item, MO))]
    before = len(floor.posts())
    ids = await floor.channel.show_many(cards)
    assert len(set(ids)) == 1
    assert len(floor.posts()) == before + 1
    group = floor.posts()[-1]
    assert "Question 11?" in shown(group)
    floor.slack.presses("U0ANA", ROOM, group, f"#{items[3]}")
    opened = await floor.whispered("Question 3?")
    assert "Aprobar 1" in labels(opened)


async def test_a_burst_of_cards_keeps_to_the_pace(quiet_floor: Floor) -> None:
    quiet_floor.slack.paced = True
    await quiet_floor.enter(per_second=1.0)
    items = [await quiet_floor.house.comment(f"Question {number}?", who=f"p{number}") for number in range(3)]
    await quiet_floor.house.settle()
    assert [await quiet_floor.office.messages.message_of("room", item) != "" for item in items] == [True] * 3
    assert [one for one in quiet_floor.slack.refused if one[1] == "ratelimited"] == []


async def test_a_long_comment_full_of_emoji_fits_and_its_rest_is_in_the_thread(floor: Floor) -> None:
    _, message = await floor.card(LONG)
    card = shown(message)
    assert "&lt;!channel&gt;" in card
    assert "<!channel>" not in card
    assert sum(len(text) for text in texts_of(message["blocks"])) < MOST_IN_ALL
    rest = "\n".join(shown(each) for each in floor.thread(message["ts"]))
    assert rest.count("abuela") >= 60
    assert "<@U0MO>" not in rest
    assert "thread" in card
    count = len(floor.thread(message["ts"]))
    await floor.restart()
    await floor.house.press(1, DecisionKind.REJECT, MO, note="too long")
    await floor.house.settle()
    assert len(floor.thread(message["ts"])) == count
    assert "rejected" in shown(floor.thread(message["ts"])[0])


async def test_a_reminder_stands_in_the_cards_thread(floor: Floor) -> None:
    item_id, message = await floor.card()
    await floor.channel.say("Acme: <!here> a comment has been waiting", item_id=item_id)
    assert "&lt;!here&gt;" in shown(floor.thread(message["ts"])[0])


async def test_a_token_that_slack_does_not_take_ends_it_with_the_reason(quiet_floor: Floor) -> None:
    quiet_floor.slack.fail("auth.test", "token_revoked")
    await quiet_floor.enter()
    assert quiet_floor.running is not None
    with pytest.raises(AccountDisconnected, match="install the app again"):
        await quiet_floor.running
    await quiet_floor.enter(app_token="xapp-wrong")
    with pytest.raises(AccountDisconnected, match="invalid_auth"):
        await quiet_floor.running


async def test_errors_say_whether_it_can_have_arrived(quiet_floor: Floor) -> None:
    slack, client = quiet_floor.slack, None
    await quiet_floor.enter()
    client = quiet_floor.channel._client
    slack.fail("users.info", web.json_response({"ok": False, "error": "internal_error"}, status=500), "ratelimited")
    with pytest.raises(MaybeSent):
        await client.account("U0MO")
    with pytest.raises(RetryLater) as patience:
        await client.account("U0MO")
    assert patience.value.after == timedelta(seconds=1)
    slack.fail("users.info", web.Response(text="<html>", content_type="text/html", status=502))
    with pytest.raises(MaybeSent):
        await client.account("U0MO")


async def test_doctor_names_what_is_missing(quiet_floor: Floor) -> None:
    slack = quiet_floor.slack
    await quiet_floor.enter()
    assert await quiet_floor.channel.check() == []
    slack.scopes -= {"files:write", "groups:history"}
    slack.rooms[ROOM].members.discard("U0BOT")
    problems = " ".join(await quiet_floor.channel.check())
    assert "files:write" in problems
    assert "groups:history" in problems
    assert "/invite @Tertulia" in problems
    slack.fail("apps.connections.open", "not_allowed_token_type")
    assert "Socket Mode cannot be opened" in " ".join(await quiet_floor.channel.check())
    await quiet_floor.leave()
    await quiet_floor.enter(app_token=slack.bot_token)
    assert "app-level token" in " ".join(await quiet_floor.channel.check())


async def test_by_http_with_a_signature(quiet_floor: Floor, http: str) -> None:
    slack = quiet_floor.slack
    slack.delivery.request_url = http
    _, message = await quiet_floor.card()
    pressed = slack.presses("U0MO", ROOM, message, "Approve 1")
    await quiet_floor.whispered("#1")
    said = slack.says("U0ANA", ROOM, "<@U0BOT> ayuda")
    await slack.until(lambda: quiet_floor.thread(said["ts"]))
    slack.commands("U0MO", ROOM, "help")
    await quiet_floor.whispered("approve 1")
    await slack.until(lambda: all(one.acked.is_set() for one in slack.delivery.sent))
    assert pressed.took < 3
    assert set(slack.delivery.statuses) == {200}


async def test_http_refuses_what_slack_did_not_sign(quiet_floor: Floor, http: str, slack: FakeSlack) -> None:
    body = b'{"type": "url_verification", "challenge": "c", "token": "x"}'
    signed = slack.delivery.signature(body) | {"Content-Type": "application/json"}
    old = slack.delivery.signature(body, at=1_000_000) | {"Content-Type": "application/json"}
    forged = signed | {"X-Slack-Signature": "v0=" + "0" * 64}
    async with aiohttp.ClientSession() as session:
        async with session.post(http, data=body, headers=signed) as answer:
            assert (answer.status, await answer.json()) == (200, {"challenge": "c"})
        for headers in (old, forged, {"Content-Type": "application/json"}):
            async with session.post(http, data=body, headers=headers) as answer:
                assert answer.status == 401
        async with session.post(http, data=b"{not json", headers=forged) as answer:
            assert answer.status in (400, 401)
        async with session.post(http, data=b"x" * 1_100_000, headers=forged) as answer:
            assert answer.status == 413


async def test_a_press_that_was_acknowledged_is_worked_on_before_leaving(floor: Floor) -> None:
    _, message = await floor.card()
    pressed = floor.slack.presses("U0MO", ROOM, message, "Approve 1")
    await floor.slack.until(pressed.acked.is_set)
    await floor.leave()
    await floor.house.settle()
    assert len(floor.house.page.replies) == 1


async def test_a_server_that_tells_less_is_enough(floor: Floor) -> None:
    """Optional fields are left out, the history cannot be read, private words are not known."""
    slack = floor.slack
    slack.fail("conversations.history", web.Response(status=404, text="no such method"))
    item_id, message = await floor.card()
    event = {"type": "message", "user": "U0MO", "text": "approve 2", "channel": ROOM, "ts": slack.ts()}
    slack.event({**event, "thread_ts": message["ts"]})
    await slack.until(lambda: floor.thread(message["ts"]))
    await floor.house.settle()
    assert len(floor.house.page.replies) == 1
    slack.fail("chat.postEphemeral", "unknown_method", web.Response(status=404, text=""))
    slack.presses("U0ANA", ROOM, slack.first[message["ts"]], "Approve 1")
    told = await floor.whispered("Ya lo decidió Mo")
    assert told["by"] == "response_url"
    assert item_id == 1


async def test_pictures_and_files_are_uploaded_where_the_answer_is(floor: Floor) -> None:
    channel, slack = floor.channel, floor.slack
    speaker = Speaker(channel._client, channel._outbox, channel._room)
    chart = Chart(key="health", title="Answered", alt="a line that rises", svg="", png=b"\x89PNG")
    file = Attachment(name="brief.pdf", mime="application/pdf", data=b"%PDF")
    said = Answer(lines=(line(Role.SAYS, "Here:"),), charts=(chart,), files=(file,))
    asked = slack.says("U0MO", ROOM, "figures, please")
    await speaker.answer(said, Spot(channel=ROOM, user="U0MO", message_ts=asked["ts"]))
    assert [(one["data"], one["channel"], one["thread_ts"]) for one in slack.files.values()] == [
        (b"\x89PNG", ROOM, asked["ts"]),
        (b"%PDF", ROOM, asked["ts"]),
    ]
    slack.files.clear()
    await speaker.answer(replace(said, private=True), Spot(channel=ROOM, user="U0MO", message_ts=asked["ts"]))
    assert {one["channel"] for one in slack.files.values()} == {slack.direct("U0MO").id}
    slack.scopes.discard("files:write")
    await speaker.answer(said, Spot(channel=ROOM, user="U0MO", message_ts=asked["ts"]))
    assert "needed: files:write" in shown(slack.ephemerals[-1])


async def test_no_press_is_lost_among_disconnects_and_redeliveries(floor: Floor) -> None:
    slack, house = floor.slack, floor.house
    presses = []
    for number in range(24):
        _, message = await floor.card(f"Question {number}?", who=f"p{number}")
        presses.append(slack.presses("U0MO", ROOM, message, "Approve 1"))
        if number % 4 == 0:
            await slack.delivery.disconnect("refresh_requested" if number % 8 else "warning")
        if number % 6 == 0:
            await slack.until(presses[-1].acked.is_set)
            await slack.delivery.again(presses[-1])
    await slack.until(lambda: all(one.acked.is_set() or one in slack.delivery.unanswered for one in presses))
    await floor.channel.settled()
    await house.settle(rounds=60)
    lost = [one for one in presses if one in slack.delivery.unanswered]
    assert lost == []
    assert len(house.page.replies) == 24
    assert len(floor.posts()) == 24
