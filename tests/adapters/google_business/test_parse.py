"""What the platform sends becomes comments, whatever it sends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from bot.adapters.pages.google_business import parse
from tests.adapters.pages import golden
from tests.adapters.pages.any_json import like
from tests.adapters.pages.contract import check_types

HERE = Path(__file__).parent / "golden"
FIELDS = (
    "name", "reviewId", "reviewer", "displayName", "isAnonymous", "starRating", "comment", "createTime", "updateTime",
    "reviewReply", "reviewReplyState", "policyViolation", "policyViolations",
)  # fmt: skip


@pytest.mark.parametrize("name", golden.names(HERE))
def test_what_the_platform_sends_becomes_this_comment(name: str) -> None:
    golden.check(HERE, name, lambda wire: parse.review_of(wire, "page"))


def test_there_are_enough_pairs() -> None:
    assert len(golden.names(HERE)) >= 12


@settings(deadline=None)
@given(like(FIELDS, ["FIVE", "accounts/1/locations/2/reviews/3", "2026-03-02T09:25:03Z", "REJECTED"]))
def test_any_json_is_a_comment_or_none(wire: Any) -> None:
    one = parse.review_of(wire, "page")
    if one is not None:
        check_types(one)
    for each in parse.both_of(wire, "page"):
        check_types(each)
    parse.rejected_of(wire)


def test_a_rejected_reply_names_its_policy() -> None:
    row = {"name": "r", "reviewReply": {"comment": "x", "reviewReplyState": "REJECTED", "policyViolation": "SPAM"}}
    found = parse.rejected_of(row)
    assert found is not None
    assert (found.review, found.policy) == ("r", "SPAM")
    assert parse.rejected_of({"name": "r", "reviewReply": {"comment": "x"}}) is None
