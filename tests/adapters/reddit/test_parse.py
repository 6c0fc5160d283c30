"""What the platform sends becomes comments, whatever it sends."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from bot.adapters.pages.reddit import parse, render
from bot.domain.comment import Comment
from tests.adapters.pages import golden
from tests.adapters.pages.any_json import like
from tests.adapters.pages.contract import check_types

HERE = Path(__file__).parent / "golden"
FIELDS = (
    "kind", "data", "children", "replies", "name", "id", "author", "author_fullname", "body", "created_utc",
    "parent_id",
    "link_id", "link_title", "permalink", "context", "removed", "spam", "subreddit", "title", "selftext",
)  # fmt: skip


def _one(wire: Any) -> Comment | None:
    return parse.either_of(parse.data_of(wire), "page", "Mirlo_Bakery")


@pytest.mark.parametrize("name", golden.names(HERE))
def test_what_the_platform_sends_becomes_this_comment(name: str) -> None:
    golden.check(HERE, name, _one)


def test_there_are_enough_pairs() -> None:
    assert len(golden.names(HERE)) >= 12


@settings(deadline=None)
@given(like(FIELDS, ["t1", "t1_a", "t3_b", 1772443503.0, "[deleted]", "/r/a/comments/b/c/d/?context=3"]))
def test_any_json_is_a_comment_or_none(wire: Any) -> None:
    one = parse.comment_of(wire, "page", "Mirlo_Bakery")
    if one is not None:
        check_types(one)
    for each in parse.tree_of(wire, "page", "Mirlo_Bakery"):
        check_types(each)
    parse.post_of(wire)
    render.refusal(wire)


def test_a_tree_knows_its_top() -> None:
    def node(name: str, parent: str, *below: Any) -> dict[str, Any]:
        data = {"name": name, "body": name, "created_utc": 1.0, "parent_id": parent, "link_id": "t3_p"}
        return {"kind": "t1", "data": {**data, "replies": {"data": {"children": list(below)}} if below else ""}}

    tree = {"data": {"children": [node("t1_a", "t3_p", node("t1_b", "t1_a", node("t1_c", "t1_b")))]}}
    found = parse.tree_of(tree, "page", "x")
    assert [(one.ext_id, one.parent_ext_id, one.thread_ext_id) for one in found] == [
        ("t1_a", "", "t1_a"), ("t1_b", "t1_a", "t1_a"), ("t1_c", "t1_b", "t1_a")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("try again in 9 minutes.", timedelta(minutes=9, seconds=5)), ("Take a break for 1 hour",
        timedelta(seconds=3605)),
        ("30 seconds", timedelta(seconds=35)), ("", timedelta(minutes=10)), ("9999999999 hours", timedelta(minutes=10)),
        ("999 hours", timedelta(days=1)),
    ],
)  # fmt: skip
def test_how_long_reddit_wants_us_to_wait(said: str, wait: timedelta) -> None:
    assert render.wait_of(said) == wait


def test_what_was_asked_for_raw_stays_as_it_is() -> None:
    assert parse.text_of({"body": "&amp;"}, raw=True) == "&amp;"
