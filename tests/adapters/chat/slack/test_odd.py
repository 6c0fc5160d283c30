"""What no fake of ours would send: odd shapes, other servers' habits, answers that are none."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from aiohttp import web

from bot.adapters.chat.slack import parse
from bot.adapters.chat.slack.client import SlackClient
from bot.adapters.chat.slack.render import note
from bot.domain.errors import MaybeSent, RetryLater
from tests.adapters.chat.slack.conftest import ROOM, Floor
from tests.fakes.slack import FakeSlack

EVENTS: tuple[dict[str, Any], ...] = (
    {"type": "message"},
    {"type": "message", "channel": None, "user": None, "text": None, "ts": None},
    {"type": "message", "channel": ROOM, "user": {"id": "U0MO"}, "text": ["a"], "ts": 1.5, "blocks": "none"},
    {"type": "message", "subtype": "message_changed", "channel": ROOM, "message": None, "previous_message": []},
    {"type": "message", "subtype": "message_deleted", "channel": ROOM, "previous_message": None},
    {"type": "message", "subtype": "of_next_year", "channel": ROOM, "user": "U0MO", "text": "hello", "ts": "9.1"},
    {"type": "app_home_opened", "tab": "home"},
    {"type": "emoji_changed", "subtype": 7},
)
PAYLOADS: tuple[dict[str, Any], ...] = (
    {"type": "block_actions", "actions": [{"type": "button", "action_id": "a"}]},
    {
        "type": "block_actions",
        "user": None,
        "channel": "C1",
        "message": [],
        "actions": [{"action_id": "a", "value": 5}],
    },
    {"type": "view_submission", "view": {"callback_id": "tertulia"}, "user": {"id": "U0MO"}},
    {"type": "view_submission", "view": {"callback_id": "tertulia", "state": {"values": {"a": {"b": None}}}}},
    {"type": "shortcut", "callback_id": "x"},
    {"type": "view_closed", "view": {"callback_id": "x"}, "user": {"id": "U0MO"}},
    {"type": "of_next_year"},
)


async def test_nothing_odd_ends_the_listening_or_comes_again(floor: Floor, caplog: pytest.LogCaptureFixture) -> None:
    slack = floor.slack
    _, message = await floor.card()
    odd = [slack.event(event) for event in EVENTS] + [slack.delivery.send("interactive", one) for one in PAYLOADS]
    odd += [slack.delivery.send("slash_commands", {"command": "/tertulia"})] * 2
    odd += [
        slack.delivery.send("of_next_year", {"a": 1}),
        slack.delivery.send("events_api", {"type": "event_callback"}),
    ]
    await slack.until(lambda: all(one.acked.is_set() for one in odd))
    assert slack.delivery.unanswered == []
    slack.presses("U0MO", ROOM, message, "Approve 1")
    await floor.whispered("#1")


async def test_an_odd_kind_is_counted_and_told_once(floor: Floor, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        odd = [floor.slack.delivery.send("interactive", PAYLOADS[0]) for _ in range(9)]
        await floor.slack.until(lambda: all(one.acked.is_set() for one in odd))
        await floor.channel.settled()
        await floor.slack.until(lambda: floor.channel._odd.count["block_actions"] == 9)
    told = [record for record in caplog.records if record.message == "slack.unreadable"]
    assert [record.__dict__["what"] for record in told] == ["block_actions"]


async def test_a_body_without_an_announced_length_and_a_limit_that_was_hit(floor: Floor, http: str) -> None:
    slack = floor.slack
    form = {"channel_id": ROOM, "user_id": "U0MO", "command": "/tertulia", "text": "help"}
    command = urlencode(form).encode()
    limited = json.dumps({"type": "app_rate_limited", "minute_rate_limited": 1518467820}).encode()

    async def in_pieces(body: bytes) -> AsyncIterator[bytes]:
        for start in range(0, len(body), 20):
            yield body[start : start + 20]

    async with aiohttp.ClientSession() as session:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        headers = slack.delivery.signature(command) | kind
        async with session.post(http, data=in_pieces(command), headers=headers) as answer:
            assert answer.status == 200
        await floor.whispered("approve 1")
        headers = slack.delivery.signature(limited) | {"Content-Type": "application/json"}
        async with session.post(http, data=limited, headers=headers) as answer:
            assert answer.status == 200
        huge = b"x" * 1_100_000
        async with session.post(http, data=in_pieces(huge), headers=slack.delivery.signature(huge) | kind) as answer:
            assert answer.status == 413


@pytest.mark.parametrize(
    "answer",
    [
        web.Response(text="ok"),
        web.json_response(["ok"]),
        web.json_response(None),
        web.Response(text="{", content_type="application/json"),
        web.json_response({"ok": True}),
        web.json_response({"ok": True, "channel": None, "message": {"text": "hello"}}),
    ],
    ids=["text", "list", "null", "half", "nothing-in-it", "no-time"],
)
async def test_an_answer_that_is_none_may_have_been_carried_out(slack: FakeSlack, answer: web.Response) -> None:
    client = SlackClient(slack.bot_token, slack.base_url)
    slack.fail("conversations.open", answer)
    with pytest.raises(MaybeSent):
        await client.direct("U0MO")


async def test_what_is_optional_in_answers_is_not_needed(slack: FakeSlack) -> None:
    client = SlackClient(slack.bot_token, slack.base_url)
    slack.fail("chat.postMessage", web.json_response({"ok": True, "message": {"ts": "1.2"}}))
    assert await client.post(ROOM, note("hello")) == "1.2"
    slack.fail("conversations.info", web.json_response({"ok": True}))
    assert await client.conversation(ROOM) == {}
    slack.fail("users.info", web.json_response({"ok": True, "user": None}))
    assert (await client.account("U0MO")).name == "U0MO"


@pytest.mark.parametrize(("told", "seconds"), [("30", 30), ("0", 0.5), ("1.5", 1.5), ("soon", 1), ("999999", 3600)])
async def test_patience_is_asked_for_in_many_ways(slack: FakeSlack, told: str, seconds: float) -> None:
    client = SlackClient(slack.bot_token, slack.base_url)
    slack.fail("conversations.open", web.Response(status=429, text="slow down", headers={"Retry-After": told}))
    with pytest.raises(RetryLater) as patience:
        await client.direct("U0MO")
    assert patience.value.after.total_seconds() == seconds


async def test_a_server_that_reads_the_address_only_is_asked_by_it(slack: FakeSlack) -> None:
    client = SlackClient(slack.bot_token, slack.base_url)
    slack.fail("users.info", web.Response(status=405, text="GET only"))
    assert (await client.account("U0MO")).name == "Mo"
    slack.fail("conversations.info", web.json_response({"ok": False, "error": "not found"}, status=404))
    assert (await client.conversation(ROOM))["id"] == ROOM


@pytest.mark.parametrize("code", ["1f44d", "zz", "", "110000", "1f1ea-1f1f8"])
def test_an_emoji_without_code_points_stays_a_word(code: str) -> None:
    blocks = [{"type": "rich_text", "elements": [{"type": "emoji", "name": "ours", "unicode": code}]}]
    event = {
        "type": "message",
        "user": "U0MO",
        "text": "<@U0BOT> :ours:",
        "channel": ROOM,
        "ts": "1.1",
        "blocks": blocks,
    }
    said = parse.message(event, "U0BOT")
    assert isinstance(said, parse.Words)
    assert said.heard({"U0MO": "Mo"}, "U0BOT").text in (":ours:", "👍", "🇪🇸")


async def test_a_card_whose_blocks_are_not_taken_is_there_in_words(floor: Floor) -> None:
    floor.slack.fail("chat.postMessage", "invalid_blocks")
    item_id, message = await floor.card()
    assert not message["blocks"]
    assert message["text"].startswith(f"#{item_id} ")
    floor.slack.says("U0MO", ROOM, f"<@U0BOT> #{item_id} approve 1")
    await floor.slack.until(lambda: all(one.acked.is_set() for one in floor.slack.delivery.sent))
    await floor.channel.settled()
    await floor.house.settle()
    assert len(floor.house.page.replies) == 1


async def test_socket_mode_that_was_switched_off_is_tried_again_and_named(
    floor: Floor, caplog: pytest.LogCaptureFixture
) -> None:
    floor.slack.fail("apps.connections.open", *["socket_mode_not_enabled"] * 3)
    await floor.slack.delivery.disconnect("link_disabled")
    await floor.slack.until(lambda: not floor.slack.faults["apps.connections.open"] and floor.slack.delivery.sockets)
    told = [record.__dict__["reason"] for record in caplog.records if record.message == "slack.unreachable"]
    assert set(told) == {"socket_mode_not_enabled"}
    floor.slack.commands("U0MO", ROOM, "help")
    await floor.whispered("approve 1")
