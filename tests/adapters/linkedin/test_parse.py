"""What the platform sends becomes comments, whatever it sends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from bot.adapters.pages.linkedin import parse
from tests.adapters.pages import golden
from tests.adapters.pages.any_json import like
from tests.adapters.pages.contract import _check_types

HERE = Path(__file__).parent / "golden"
FIELDS = (
    "id", "$URN", "commentUrn", "actor", "actor~", "object", "message", "text", "created", "time", "parentComment",
    "author",
    "commentsSummary", "aggregatedTotalComments", "commentary", "publishedAt", "localizedFirstName",
)  # fmt: skip


@pytest.mark.parametrize("name", golden.names(HERE))
def test_what_the_platform_sends_becomes_this_comment(name: str) -> None:
    golden.check(HERE, name, lambda wire: parse.comment_of(wire, "page", "urn:li:organization:77"))


def test_there_are_enough_pairs() -> None:
    assert len(golden.names(HERE)) >= 12


@settings(deadline=None)
@given(like(FIELDS, ["urn:li:comment:(urn:li:activity:1,2)", "urn:li:activity:1", "7", 1772443503000]))
def test_any_json_is_a_comment_or_none(wire: Any) -> None:
    one = parse.comment_of(wire, "page", "urn:li:organization:77")
    if one is not None:
        _check_types(one)
    parse.post_of(wire, "urn:li:organization:77")
    parse.replies_of(wire)


def test_names_are_taken_apart_and_escaped() -> None:
    urn = "urn:li:comment:(urn:li:activity:1,2)"
    assert parse.parts_of(urn) == ("urn:li:activity:1", "2")
    assert parse.parts_of("urn:li:share:1") == ("", "")
    assert parse.encoded(urn) == "urn%3Ali%3Acomment%3A%28urn%3Ali%3Aactivity%3A1%2C2%29"
