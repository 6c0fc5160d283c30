"""Golden pairs: an update as Telegram sends it, and what it means. A new pair of files is a new test."""

from __future__ import annotations

import json
import string
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.adapters.pages.telegram import render
from bot.adapters.pages.telegram.parse import Place, chat_in, found_in, status_in
from bot.domain.comment import Comment
from bot.domain.publication import PublishOrder

FOLDER = Path(__file__).parent / "golden"
PLACE = Place(channel="-1001000000002", group="-1001000000003", username="bakery", bot="7001")
NAMES = sorted(path.name.removesuffix(".in.json") for path in FOLDER.glob("*.in.json"))


def told(update: Any) -> Any:
    """What is found in an update, as JSON."""
    found = found_in(update, "page", PLACE)
    return json.loads(json.dumps(asdict(found), default=str)) if found is not None else None


def test_there_are_enough() -> None:
    assert len(NAMES) >= 12


@pytest.mark.parametrize("name", NAMES)
def test_pair(name: str) -> None:
    update = json.loads((FOLDER / f"{name}.in.json").read_text(encoding="utf-8"))
    expected = json.loads((FOLDER / f"{name}.out.json").read_text(encoding="utf-8"))
    assert told(update) == expected


def test_the_whole_group_counts_where_that_is_wished() -> None:
    update = json.loads((FOLDER / "talk_outside_of_posts.in.json").read_text(encoding="utf-8"))
    place = Place(channel=PLACE.channel, group=PLACE.group, whole_group=True)
    found = found_in(update, "page", place)
    assert found is not None
    assert isinstance(found.comment, Comment)
    assert (found.root, found.comment.post) == ("", None)


def test_a_reply_is_the_text_and_nothing_else() -> None:
    order = PublishOrder(
        page_id="page", item_id=1, publication_id=1, idem_key="k", text="<b>*No*</b> markup_", lang="en",
        parent_ext_id="-1001000000003:11", thread_ext_id="", post_ext_id="",
    )  # fmt: skip
    assert render.message_of(order, -1001000000003) == {
        "chat_id": -1001000000003,
        "text": "<b>*No*</b> markup_",
        "reply_parameters": {"message_id": 11},
    }


KEYS = st.sampled_from(
    [
        "message",
        "edited_message",
        "chat",
        "from",
        "sender_chat",
        "id",
        "message_id",
        "text",
        "caption",
        "date",
        "photo",
        "reply_to_message",
        "message_thread_id",
        "is_automatic_forward",
        "forward_origin",
        "sticker",
        "emoji",
        "is_bot",
    ]
)
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.sampled_from([-1001000000003, 7001])
)
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6), max_leaves=30
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(JSON)
def test_no_json_breaks_the_parser(value: Any) -> None:
    found_in({"message": value}, "page", PLACE)
    found_in(value, "page", PLACE)
    group = {"chat": {"id": -1001000000003}, "message_id": 1, "message_thread_id": 10, "text": string.ascii_letters}
    found = found_in({"message": {**group, **(value if isinstance(value, dict) else {})}}, "page", PLACE)
    assert found is None or found.comment is None or isinstance(found.comment.text, str)
    assert isinstance(chat_in(value) + status_in(value), str)
