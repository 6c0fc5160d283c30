"""What the platform delivers becomes comments, whatever it delivers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings

from bot.adapters.pages.instagram import parse
from bot.domain.comment import Comment
from tests.adapters.pages import golden
from tests.adapters.pages.any_json import like
from tests.adapters.pages.contract import check_types

HERE = Path(__file__).parent / "golden"
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
FIELDS = (
    "entry", "changes", "id", "time", "field", "value", "sample", "verb", "comment_id", "media", "media_id",
    "parent_id",
    "from", "username", "text", "timestamp", "replies", "data", "hidden", "messaging", "ad_id", "self", "user",
)  # fmt: skip


def _one(wire: Any) -> Comment | None:
    if isinstance(wire, dict) and "timestamp" in wire:
        return parse.comment_of(wire, "page", "1784")
    found = parse.delivery(wire, "page", "1784", NOW).comments
    return found[0] if found else None


@pytest.mark.parametrize("name", golden.names(HERE))
def test_what_the_platform_sends_becomes_this_comment(name: str) -> None:
    golden.check(HERE, name, _one)


def test_there_are_enough_pairs() -> None:
    assert len(golden.names(HERE)) >= 12


@settings(deadline=None)
@given(like(FIELDS, ["comments", "live_comments", "1784", "2026-03-02T09:25:03+0000", 1772443503]))
@example({"entry": [[{"changes": [{"value": {"comment_id": 1, "verb": "add"}}]}]]})
@example({"entry": {"id": None, "time": 10**30, "changes": {"field": "feed", "value": {"comment_id": "1"}}}})
@example([[[[[[[[{"entry": []}]]]]]]]])
def test_any_json_is_comments_or_counted(wire: Any) -> None:
    for comment in parse.delivery(wire, "page", "1784", NOW).comments:
        check_types(comment)
    row = parse.comment_of(wire, "page", "1784")
    if row is not None:
        check_types(row)
    parse.post_of(wire, "1784")
    for one in parse.tree_of(wire, "page", "1784"):
        check_types(one)


def test_a_comment_on_an_advertisement_that_is_told_twice_is_one() -> None:
    value = {"id": "1", "text": "hi", "from": {"id": "5", "username": "ana"}, "media": {"id": "7", "ad_id": "9"}}
    change = {"field": "comments", "value": value}
    found = parse.delivery({"entry": [{"id": "1784", "changes": [change, change]}]}, "page", "1784", NOW)
    assert [one.ext_id for one in found.comments] == ["1"]
    assert found.ignored["twice"] == 1
