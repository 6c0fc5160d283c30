"""What the platform delivers becomes comments, whatever it delivers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings

from bot.adapters.pages.facebook import parse
from bot.domain.comment import Comment, CommentEvent
from tests.adapters.pages import golden
from tests.adapters.pages.any_json import like
from tests.adapters.pages.contract import check_types

HERE = Path(__file__).parent / "golden"
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
FIELDS = (
    "entry", "changes", "id", "time", "field", "value", "sample", "item", "verb", "comment_id", "post_id", "parent_id",
    "from", "name", "message", "created_time", "post", "messaging", "attachment", "media", "image", "src", "is_hidden",
    "parent", "object", "permalink_url", "sender_id", "photo",
)  # fmt: skip


def _one(wire: Any) -> Comment | None:
    if isinstance(wire, dict) and "created_time" in wire and "id" in wire:
        return parse.comment_of(wire, "page", "1010")
    found = parse.delivery(wire, "page", "1010", NOW).comments
    return found[0] if found else None


@pytest.mark.parametrize("name", golden.names(HERE))
def test_what_the_platform_sends_becomes_this_comment(name: str) -> None:
    golden.check(HERE, name, _one)


def test_there_are_enough_pairs() -> None:
    assert len(golden.names(HERE)) >= 12


@settings(deadline=None)
@given(like(FIELDS, ["feed", "comment", "add", "1010", "1010_7", "2026-03-02T09:25:03+0000", 1772443503]))
@example({"entry": [[{"changes": [{"value": {"comment_id": 1, "verb": "add"}}]}]]})
@example({"entry": {"id": None, "time": 10**30, "changes": {"field": "feed", "value": {"comment_id": "1"}}}})
@example([[[[[[[[{"entry": []}]]]]]]]])
def test_any_json_is_comments_or_counted(wire: Any) -> None:
    for comment in parse.delivery(wire, "page", "1010", NOW).comments:
        check_types(comment)
    row = parse.comment_of(wire, "page", "1010")
    if row is not None:
        check_types(row)
    parse.post_of(wire, "1010")


def test_a_batch_keeps_its_order_and_counts_what_is_none() -> None:
    def change(verb: str, **more: Any) -> dict[str, Any]:
        value = {"item": "comment", "verb": verb, "comment_id": "7_1", "post_id": "1010_7", "message": verb}
        return {"field": "feed", "value": {**value, **more}}

    like_ = {"field": "feed", "value": {"item": "like", "verb": "add"}}
    entries = [
        {"id": "1010", "time": 1, "changes": [change("add"), like_, change("edited")]},
        {"id": "1010", "time": 2, "changes": [change("remove"), {"field": "conversations", "value": {}}, "?"]},
    ]
    found = parse.delivery({"object": "page", "entry": entries}, "page", "1010", NOW)
    E = CommentEvent
    assert [one.event for one in found.comments] == [E.CREATED, E.EDITED, E.DELETED]
    assert sum(found.ignored.values()) == 3


def test_posts_of_visitors_can_be_left_alone() -> None:
    wire = {"entry": [{"id": "1010", "changes": [{"field": "feed", "value": {
        "item": "post", "verb": "add", "post_id": "1010_9", "from": {"id": "5"}}}]}]}  # fmt: skip
    assert parse.delivery(wire, "page", "1010", NOW).comments
    assert not parse.delivery(wire, "page", "1010", NOW, visitor_posts=False).comments
