"""LinkedIn's comments and posts become ours, whatever they leave out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given

from bot.adapters.pages.linkedin import parse, render
from bot.domain.publication import PublishOrder
from tests.adapters.pages import golden
from tests.adapters.pages.any_json import like
from tests.adapters.pages.contract import check_types
from tests.fakes.linkedin import ORG

HERE = Path(__file__).parent / "golden"
TOP = "urn:li:comment:(urn:li:activity:7001,8001)"
FIELDS = (
    "id", "$URN", "commentUrn", "object", "actor", "actor~", "created", "time", "message", "text", "parentComment",
    "commentsSummary", "aggregatedTotalComments", "elements", "paging", "links", "rel", "total", "commentary",
    "lifecycleState", "publishedAt", "localizedName",
)  # fmt: skip
VALUES = (TOP, "urn:li:activity:7001", ORG, 1772443503569, "8001", "next", "PUBLISHED", "urn:li:share:1")


@pytest.mark.parametrize("name", golden.names(HERE))
def test_what_the_platform_sends_becomes_this_comment(name: str) -> None:
    golden.check(HERE, name, lambda wire: parse.comment_of(wire, "page", ORG))


def test_there_are_enough_pairs() -> None:
    assert len(golden.names(HERE)) >= 12


@given(like(FIELDS, VALUES))
@example({"commentUrn": TOP, "created": {"time": 10**30}, "message": {"text": None}})
def test_any_json_is_a_comment_or_none(wire: Any) -> None:
    comment = parse.comment_of(wire, "page", ORG)
    if comment is not None:
        check_types(comment)
    post = parse.post_of(wire)
    assert post is None or post.ext_id.startswith("urn:li:")
    assert isinstance(parse.more_follow(wire, 0, 10), bool)
    assert isinstance(parse.replies_of(wire), int)


def test_a_post_is_read_as_people_see_it() -> None:
    row = {
        "id": "urn:li:share:1",
        "author": ORG,
        "commentary": r"{hashtag|\#|bread} by @[Ana Ruiz](urn:li:person:x) \(warm\) 5 \* 2 \| \#2",
        "publishedAt": 1772443503569,
    }
    post = parse.post_of(row)
    assert post is not None
    assert post.text == "#bread by Ana Ruiz (warm) 5 * 2 | #2"
    assert post.created_at is not None
    assert parse.post_of({**row, "lifecycleState": "DRAFT"}) is None


@pytest.mark.parametrize(
    ("answer", "more"),
    [
        ({"elements": [], "paging": {"links": [{"rel": "next", "href": "x"}]}}, True),
        ({"elements": [{}], "paging": {"total": 30}}, True),
        ({"elements": [{}] * 10, "paging": {"total": 10}}, False),
        ({"elements": [{}] * 10}, True),
        ({"elements": [{}] * 9, "paging": {"links": []}}, False),
    ],
)
def test_a_list_goes_on_where_the_platform_says_so(answer: Any, more: bool) -> None:
    assert parse.more_follow(answer, 0, 10) is more


def test_a_reply_to_a_reply_goes_below_the_first_comment_with_every_sign_escaped() -> None:
    order = PublishOrder(
        page_id="page", item_id=1, publication_id=1, idem_key="k", text="(Yes) {it} is\n@you", lang="en",
        parent_ext_id="urn:li:comment:(urn:li:activity:7001,8002)", thread_ext_id=TOP, post_ext_id="urn:li:share:1",
    )  # fmt: skip
    path, body = render.reply_of(order, ORG)
    assert path == "/rest/socialActions/urn%3Ali%3Acomment%3A%28urn%3Ali%3Aactivity%3A7001%2C8001%29/comments"
    assert body == {
        "actor": ORG, "object": "urn:li:activity:7001", "parentComment": TOP, "message": {"text": order.text},
    }  # fmt: skip
