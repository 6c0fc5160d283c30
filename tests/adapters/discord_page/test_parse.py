"""Discord's messages become comments, whatever they leave out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given

from bot.adapters.pages.discord import parse, render
from bot.adapters.pages.discord.parse import Place
from bot.domain.comment import Post
from bot.domain.publication import PublishOrder
from tests.adapters.pages import golden
from tests.adapters.pages.any_json import like
from tests.adapters.pages.contract import check_types

HERE = Path(__file__).parent / "golden"
TALK = Place(post=Post(ext_id="4001", text="talk"), guild="2001")
FIELDS = (
    "id", "channel_id", "type", "timestamp", "content", "author", "username", "bot", "webhook_id", "message_reference",
    "message_id", "referenced_message", "member", "nick", "ids", "parent_id", "thread_metadata", "name", "guild_id",
)  # fmt: skip


@pytest.mark.parametrize("name", golden.names(HERE))
def test_what_the_platform_sends_becomes_this_comment(name: str) -> None:
    golden.check(HERE, name, lambda wire: parse.comment_of(wire, "page", "1001", TALK, ours={"503"}))


def test_there_are_enough_pairs() -> None:
    assert len(golden.names(HERE)) >= 12


@given(like(FIELDS, ["1318301112345600001", "4001", 19, 0, "2026-03-02T09:25:03.569000+00:00", True]))
@example({"id": "99999999999999999999", "channel_id": "1", "timestamp": None})
def test_any_json_is_a_comment_or_none(wire: Any) -> None:
    comment = parse.comment_of(wire, "page", "1001", TALK)
    if comment is not None:
        check_types(comment)
    for gone in parse.gone_of(wire, "page", datetime(2026, 3, 2, tzinfo=UTC)):
        check_types(gone)
    place = parse.place_of(wire, {"4002"})
    assert place is None or parse.is_id(place.post.ext_id)


@pytest.mark.parametrize(("parent", "top"), [("4002", "5001/5001"), ("4001", "4001/5001")])
def test_a_thread_hangs_on_its_first_message(parent: str, top: str) -> None:
    thread = {"id": "5001", "parent_id": parent, "guild_id": "2001", "name": "Sourdough", "thread_metadata": {"a": 1}}
    place = parse.place_of(thread, {"4002"})
    assert place is not None
    assert (place.top, place.post.text, place.guild) == (top, "Sourdough", "2001")


def test_many_deleted_at_once_are_all_told() -> None:
    data = {"ids": ["1", "2"], "channel_id": "4001"}
    assert [one.ext_id for one in parse.gone_of(data, "page", datetime(2026, 3, 2, tzinfo=UTC))] == ["4001/1", "4001/2"]


def test_a_reply_is_sent_to_the_letter_and_calls_nobody_but_its_author() -> None:
    order = PublishOrder(
        page_id="page", item_id=1, publication_id=1, idem_key="k" * 80, text="@everyone <@5> **yes**", lang="en",
        parent_ext_id="4001/9", thread_ext_id="4001/8", post_ext_id="4001",
    )  # fmt: skip
    path, body = render.reply_of(order)
    assert (path, body["content"]) == ("/channels/4001/messages", order.text)
    assert body["message_reference"]["message_id"] == "9"
    assert body["allowed_mentions"] == {"parse": [], "replied_user": True}
    assert len(body["nonce"]) <= 25
    assert body["enforce_nonce"] is True
