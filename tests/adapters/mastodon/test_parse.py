"""What a server sends becomes a comment, whatever it sends."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.adapters.pages.mastodon import parse, render
from bot.adapters.pages.mastodon.markup import text_of
from bot.adapters.pages.shared.cursors import read_cursor
from bot.domain.capabilities import LengthUnit, TextLimit
from bot.domain.comment import Comment
from bot.domain.publication import PublishOrder
from bot.publish.limits import count
from tests.adapters.pages import golden
from tests.adapters.pages.contract import check_types

HERE = Path(__file__).parent / "golden"
BASE = TextLimit(most=500, unit=LengthUnit.GRAPHEMES, link_weight=23, short_mentions=True)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=6),
    max_leaves=20,
)
FIELDS = (
    "id", "content", "account", "mentions", "in_reply_to_id", "created_at", "visibility", "spoiler_text", "reblog",
    "media_attachments", "language", "url", "uri", "edited_at", "username", "acct", "display_name", "status", "type",
)  # fmt: skip
STATUS = st.dictionaries(st.sampled_from(FIELDS), JSON | st.dictionaries(st.sampled_from(FIELDS), JSON), max_size=12)


@pytest.mark.parametrize("name", golden.names(HERE))
def test_what_the_server_sends_becomes_this_comment(name: str) -> None:
    golden.check(HERE, name, lambda wire: parse.comment_of(wire, "page", "1"))


def test_there_are_enough_pairs() -> None:
    assert len(golden.names(HERE)) >= 12


@given(JSON | STATUS)
@example({"id": "1", "content": "<![x["})
@example({"id": "1", "content": "<a href='x'", "mentions": [{"url": "x", "acct": "y"}]})
@example({"id": "1", "created_at": "9999999999999999999"})
def test_any_json_is_a_comment_or_none(wire: Any) -> None:
    made = parse.comment_of(wire, "page", "1")
    if isinstance(made, Comment):
        check_types(made)
    parse.place_below(wire, [wire], "1")
    parse.post_of(wire, "1")
    parse.turn_of(wire, "1", "2")
    parse.mentioned_in([wire])
    parse.limit_of(wire, BASE)
    parse.edited_at(wire)


@given(
    st.text(max_size=300) | st.from_regex(r"(<[a-z!/\[]{0,6}[^>]{0,10}>?|&[a-z#0-9]{0,6};?|\w ){0,20}", fullmatch=True)
)
def test_any_markup_is_some_text(html: str) -> None:
    assert isinstance(text_of(html, {}), str)


@given(st.text(max_size=120))
def test_a_cursor_of_any_form_is_read(cursor: str) -> None:
    assert set(read_cursor(cursor, "mentions", "own")) == {"mentions", "own", "recent"}
    assert set(read_cursor(json.dumps({"recent": cursor, "mentions": 5}), "mentions", "own")) == {
        "mentions",
        "own",
        "recent",
    }


@given(st.lists(st.text(alphabet="abc <>&\"' 🥖é\n", min_size=1, max_size=20), min_size=1, max_size=4))
def test_plain_text_survives_the_server_s_markup(lines: list[str]) -> None:
    """As Mastodon writes it: escaped, lines by <br />, paragraphs by <p>."""
    text = "\n".join(line.replace("\n", " ").strip() or "x" for line in lines)
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    assert text_of(f"<p>{escaped.replace(chr(10), '<br />')}</p>", {}) == text


def test_where_a_status_stands_in_its_thread() -> None:
    own = {"id": "10", "account": {"id": "1"}, "content": "<p>Bread on Saturday</p>"}
    first = {"id": "11", "account": {"id": "2"}, "in_reply_to_id": "10"}
    ours = {"id": "12", "account": {"id": "1"}, "in_reply_to_id": "11"}
    again = {"id": "13", "account": {"id": "2"}, "in_reply_to_id": "12"}
    place = parse.place_below(first, [own], "1")
    assert (place.thread, place.parent, place.post and place.post.text) == ("11", "", "Bread on Saturday")
    place = parse.place_below(again, [own, first, ours], "1")
    assert (place.thread, place.parent) == ("11", "12")
    place = parse.place_below(again, [first, ours], "1")
    assert (place.thread, place.parent, place.post) == ("11", "12", None)


@pytest.mark.parametrize(
    ("instance", "most", "weight"),
    [
        ({"configuration": {"statuses": {"max_characters": 5000, "characters_reserved_per_url": 25}}}, 5000, 25),
        ({"max_toot_chars": 1000}, 1000, 23),
        ({"configuration": {"statuses": {"max_characters": "11000"}}}, 11000, 23),
        ({"configuration": None}, 500, 23),
        ([], 500, 23),
    ],
)
def test_the_server_s_own_limit(instance: Any, most: int, weight: int) -> None:
    limit = parse.limit_of(instance, BASE)
    assert (limit.most, limit.link_weight) == (most, weight)


def test_a_text_is_counted_as_the_server_counts_it() -> None:
    text = "@ana@a-long-name-of-a-server.example look (https://news.example/a/very/long/path). 👨‍👩‍👧‍👦"
    assert count(text, BASE) == len("@ana look (") + 23 + len("). ") + 1
    assert count("mail me at a@b.example", BASE) == len("mail me at a@b.example")


ORDER = PublishOrder(
    page_id="page", item_id=1, publication_id=1, idem_key="k", text="Hola", lang="es-MX",
    parent_ext_id="200", thread_ext_id="200", post_ext_id="",
)  # fmt: skip


def _with(**fields: Any) -> PublishOrder:
    values = {name: getattr(ORDER, name) for name in ORDER.__dataclass_fields__}
    return PublishOrder(**{**values, **fields})


@pytest.mark.parametrize(
    ("widest", "theirs", "private", "ours"),
    [
        ("public", "public", False, "public"),
        ("public", "direct", False, "direct"),
        ("public", "private", False, "private"),
        ("unlisted", "public", False, "unlisted"),
        ("private", "unlisted", False, "private"),
        ("public", "public", True, "direct"),
        ("public", "", False, "public"),
    ],
)
def test_a_reply_is_never_seen_by_more_people_than_the_comment(
    widest: str, theirs: str, private: bool, ours: str
) -> None:
    order = _with(extra=(("visibility", theirs),) if theirs else (), private=private)
    assert render.status_of(order, widest)["visibility"] == ours


def test_a_reply_keeps_the_warning_the_language_and_the_key() -> None:
    made = render.status_of(_with(extra=(("spoiler", "food"),)), "public")
    assert (made["spoiler_text"], made["sensitive"], made["language"]) == ("food", True, "es")
    assert (made["status"], made["in_reply_to_id"], made["idempotency_key"]) == ("Hola", "200", "k")
    assert "language" not in render.status_of(_with(lang="und"), "public")
    assert "language" not in render.status_of(_with(lang=""), "public")


def test_something_gone_is_a_deletion() -> None:
    assert parse.gone("page", "7", datetime(2026, 3, 2, tzinfo=UTC)).event == "deleted"
