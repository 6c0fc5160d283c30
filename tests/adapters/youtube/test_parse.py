"""The Data API's resources become comments, and the fake's are what the API's own description says."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings

from bot.adapters.pages.youtube import parse, render
from bot.domain.publication import PublishOrder
from tests.adapters.pages import golden
from tests.adapters.pages.any_json import like
from tests.adapters.pages.contract import check_types
from tests.fakes.google import FakeYouTube, undescribed

HERE = Path(__file__).parent / "golden"
FIELDS = (
    "id", "snippet", "topLevelComment", "replies", "comments", "videoId", "textDisplay", "textOriginal", "value",
    "authorDisplayName", "authorChannelId", "publishedAt", "parentId", "moderationStatus", "totalReplyCount", "title",
)  # fmt: skip


@pytest.mark.parametrize("name", golden.names(HERE))
def test_what_the_platform_sends_becomes_this_comment(name: str) -> None:
    golden.check(HERE, name, lambda wire: parse.comment_of(wire, "page", "UCbakery"))


def test_there_are_enough_pairs() -> None:
    assert len(golden.names(HERE)) >= 12


@settings(deadline=None)
@given(like(FIELDS, ["Ugy1", "Ugy1.r1", "2026-03-02T09:25:03Z", "heldForReview", "<br>&#39;<a href="]))
@example({"id": 1, "snippet": {"topLevelComment": {"id": 2, "snippet": {"publishedAt": 1, "textDisplay": None}}}})
def test_any_json_is_a_comment_or_none(wire: Any) -> None:
    comments, count = parse.thread_of(wire, "page", "UCbakery")
    assert isinstance(count, int)
    for comment in comments:
        check_types(comment)
    one = parse.comment_of(wire, "page", "UCbakery")
    if one is not None:
        check_types(one)
    parse.post_of(wire, "UCbakery")


def test_plain_text_stays_as_it_is() -> None:
    assert parse.text_of({"textDisplay": "a &lt; <b>b</b>"}, plain=True) == "a &lt; <b>b</b>"
    assert parse.text_of({"textDisplay": "a &lt; <b>b</b><br />c"}) == "a < b\nc"


def test_what_the_fake_answers_and_what_we_send_is_in_the_api_s_own_description() -> None:
    fake = FakeYouTube(lambda: datetime(2026, 3, 2, tzinfo=UTC))
    video = fake.write_post("Bread")
    top = fake.write("ana", "Hi", post=video)
    fake.write("ben", "Hello", post=video, parent=top)
    assert undescribed(fake.thread(fake.things[top]), "CommentThread") == []
    assert undescribed(fake._channels({}), "ChannelListResponse") == []
    assert undescribed(fake._videos({"id": video}), "VideoListResponse") == []
    assert undescribed(fake._uploads({"playlistId": "UUbakery"}), "PlaylistItemListResponse") == []
    order = PublishOrder(
        page_id="page", item_id=1, publication_id=1, idem_key="k", text="Hi", lang="en", parent_ext_id=f"{top}.r1",
        thread_ext_id="", post_ext_id=video,
    )  # fmt: skip
    sent = render.reply_of(order)
    assert undescribed(sent, "Comment") == []
    assert sent["snippet"]["parentId"] == top
