"""The webhook page's body: whatever comes in, the answer is comments or a refusal with a sentence."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.adapters.pages.webhook.parse import MOST_BYTES, MOST_DEPTH, Parsed, Unacceptable, nesting, parse
from bot.domain.comment import CommentEvent

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
keys = st.sampled_from(["id", "text", "event", "author", "created_at", "post", "parent_id", "comments", "extra", "url"])


def _parse(data: Any) -> Parsed:
    return parse(json.dumps(data).encode(), "p", NOW)


def _answer(body: bytes) -> Parsed | Unacceptable:
    try:
        return parse(body, "p", NOW)
    except Unacceptable as refusal:
        return refusal


@given(st.binary(max_size=400))
def test_any_bytes_give_comments_or_a_sentence(body: bytes) -> None:
    found = _answer(body)
    if isinstance(found, Unacceptable):
        assert found.status in (400, 413, 422)
        assert found.sentence.endswith(".")
    else:
        assert found.comments


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(keys, json_values, max_size=8))
def test_any_object_gives_comments_or_a_sentence(data: dict[str, Any]) -> None:
    found = _answer(json.dumps(data).encode())
    if isinstance(found, Unacceptable):
        assert found.status in (400, 422)
        return
    for comment in found.comments:
        assert comment.ext_id.strip()
        assert comment.created_at.tzinfo is not None
        (comment.text + comment.ext_id + comment.author.name).encode("utf-8")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=300))
def test_text_is_kept_character_for_character(text: str) -> None:
    assert _parse({"id": "1", "text": text}).comments[0].text == text


@given(st.text(alphabet='[]{}"\\a', max_size=60))
def test_nesting_of_valid_json_is_never_counted_too_low(text: str) -> None:
    wrapped = "[" * 5 + json.dumps(text) + "]" * 5
    assert nesting(wrapped) == 5


def test_a_whole_comment() -> None:
    data = {
        "id": 17, "text": "¿Abrís hoy?", "author": {"id": "a1", "name": "Ana", "handle": "@ana"},
        "created_at": "2026-11-01T10:00:00+01:00", "post": {"id": "p1", "text": "Hoy"}, "parent_id": "9",
        "lang": "es", "url": "https://x.example/17", "extra": {"cid": "z"},
    }  # fmt: skip
    comment = _parse(data).comments[0]
    assert (comment.ext_id, comment.parent_ext_id, comment.thread_ext_id) == ("17", "9", "9")
    assert comment.created_at == datetime(2026, 11, 1, 9, tzinfo=UTC)
    assert comment.post is not None
    assert comment.post.text == "Hoy"
    assert comment.extra == (("cid", "z"),)


def test_events_and_batches() -> None:
    parsed = _parse({"comments": [{"id": "1", "event": "deleted"}, {"id": "2", "event": "edited", "text": "x"}]})
    assert [each.event for each in parsed.comments] == [CommentEvent.DELETED, CommentEvent.EDITED]


def test_unknown_keys_are_named_once_and_are_no_error() -> None:
    parsed = _parse({"comments": [{"id": str(n), "text": "", "likes": n} for n in range(30)], "cursor": 1})
    assert parsed.ignored == ("comments[].likes", "cursor")


@pytest.mark.parametrize("text", ["", "🙂", "x" * 50_000, "‮abc", "a\u200bb", "<script>alert(1)</script>"])
def test_odd_texts_are_ordinary(text: str) -> None:
    assert _parse({"id": "1", "text": text}).comments[0].text == text


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b"", 400, "not JSON"),
        (b"\xff\xfe{}", 400, "not UTF-8"),
        (b"[" * 100_000, 400, "nested"),
        (b'{"id": NaN, "text": ""}', 400, "NaN"),
        (b"9" * 5000, 400, "JSON"),
        (b"[]", 422, "must be a JSON object"),
        (b"{}", 422, "id is missing"),
        (b'{"id": "1"}', 422, "text is missing"),
        (b'{"id": " ", "text": ""}', 422, "empty"),
        (b'{"id": true, "text": ""}', 422, "true or false"),
        (b'{"id": "1", "text": 5}', 422, "must be a text"),
        (b'{"id": "1", "text": "\\ud83d"}', 422, "surrogate"),
        (b'{"id": "1", "text": "a\\u0000"}', 422, "NUL"),
        (b'{"id": "1", "text": "", "event": "liked"}', 422, "created, edited, deleted, hidden or shown"),
        (b'{"id": "1", "text": "", "created_at": "yesterday"}', 422, "must be a time"),
        (b'{"id": "1", "text": "", "url": "javascript:alert(1)"}', 422, "https://"),
        (b'{"comments": []}', 422, "1 to 1000"),
        (b'{"comments": [{"id": "1", "text": ""}, 5]}', 422, "comments[1] must be an object"),
        (b"x" * (MOST_BYTES + 1), 413, "at most"),
    ],
)
def test_refusals_say_why(body: bytes, status: int, words: str) -> None:
    with pytest.raises(Unacceptable) as caught:
        parse(body, "p", NOW)
    assert caught.value.status == status
    assert words in caught.value.sentence


def test_depth_is_allowed_up_to_its_limit() -> None:
    inside: Any = "x"
    for _ in range(MOST_DEPTH - 1):
        inside = {"a": inside}
    assert _parse({"id": "1", "text": "", "more": inside}).ignored == ("more",)
