"""What the network sends becomes a comment, and an order a record that the lexicons accept."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from atproto_client import models
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.pages.bluesky import parse, render
from bot.adapters.pages.bluesky.hiding import with_hidden
from bot.adapters.pages.shared.cursors import read_cursor
from bot.domain.comment import Comment
from bot.domain.errors import PermanentRefusal
from bot.domain.publication import PublishOrder
from tests.adapters.pages import golden
from tests.adapters.pages.contract import check_types
from tests.fakes.bluesky import TID

HERE = Path(__file__).parent / "golden"
OWN = "did:plc:bakery00000000000000000"
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CID = "bafyreihffx5a2e7k5uwrmmgofbvzujc5cmw5h4espouwuxt3liqoflx3ee"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=6),
    max_leaves=20,
)
FIELDS = (
    "uri", "cid", "author", "did", "handle", "displayName", "record", "reply", "root", "parent", "text", "createdAt",
    "indexedAt", "langs", "embed", "$type", "post", "replies", "reason",
)  # fmt: skip
VIEW = st.recursive(
    JSON | st.sampled_from(["at://did:plc:a/app.bsky.feed.post/3k", "at://", "did:plc:a", "app.bsky.feed.post"]),
    lambda inner: st.dictionaries(st.sampled_from(FIELDS), inner | st.lists(inner, max_size=3), max_size=8),
    max_leaves=25,
)
ORDER = PublishOrder(
    page_id="page", item_id=1, publication_id=1, idem_key="k1", text="Hola", lang="es",
    parent_ext_id=f"at://{OWN}/app.bsky.feed.post/3kparent00000", thread_ext_id="t", post_ext_id="",
    extra=(("cid", CID), ("root", f"at://{OWN}/app.bsky.feed.post/3kroot0000000"), ("root_cid", CID)),
)  # fmt: skip


def _with(**fields: Any) -> PublishOrder:
    values = {name: getattr(ORDER, name) for name in ORDER.__dataclass_fields__}
    return PublishOrder(**{**values, **fields})


@pytest.mark.parametrize("name", golden.names(HERE))
def test_what_the_network_sends_becomes_this_comment(name: str) -> None:
    golden.check(HERE, name, lambda wire: parse.comment_of(wire, "page", OWN))


def test_there_are_enough_pairs() -> None:
    assert len(golden.names(HERE)) >= 12


@given(VIEW)
def test_any_json_is_a_comment_or_none(wire: Any) -> None:
    made = parse.comment_of(wire, "page", OWN)
    if isinstance(made, Comment):
        check_types(made)
    parse.place_below(wire, [wire], OWN)
    parse.post_of(wire, OWN)
    parse.turn_of(wire, OWN, "x")
    list(parse.below(wire))
    parse.above(wire)


@given(st.text(max_size=120))
def test_a_cursor_of_any_form_is_read(cursor: str) -> None:
    assert set(read_cursor(cursor, "notices", "own")) == {"notices", "own", "recent"}


@given(st.text(max_size=60))
def test_one_key_gives_one_record_key_and_it_is_a_tid(key: str) -> None:
    assert render.rkey_of(key) == render.rkey_of(key)
    assert TID.match(render.rkey_of(key))


def test_two_keys_give_two_record_keys() -> None:
    assert len({render.rkey_of(f"key-{number}") for number in range(20_000)}) == 20_000


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=280))
def test_any_text_makes_a_record_that_the_lexicon_accepts_and_stays_as_it_is(text: str) -> None:
    record = render.record_of(_with(text=text), "", {}, NOW)
    models.AppBskyFeedPost.Record.model_validate(record)
    assert record["text"] == text
    for facet in record.get("facets", ()):
        assert 0 <= facet["index"]["byteStart"] < facet["index"]["byteEnd"] <= len(text.encode())


def test_links_and_mentions_are_placed_by_bytes() -> None:
    text = "¡Hola 👋 @ana.test! Mira https://bread.example/más y @nadie.test"
    facets = render.record_of(_with(text=text), "", {"ana.test": "did:plc:ana"}, NOW)["facets"]
    raw = text.encode()
    said = [raw[one["index"]["byteStart"] : one["index"]["byteEnd"]].decode() for one in facets]
    assert said == ["@ana.test", "https://bread.example/más"]
    assert facets[0]["features"][0]["did"] == "did:plc:ana"


def test_a_reply_names_its_comment_and_the_top_of_its_thread() -> None:
    reply = render.record_of(ORDER, "", {}, NOW)["reply"]
    assert reply["parent"] == {"uri": ORDER.parent_ext_id, "cid": CID}
    assert reply["root"]["uri"].endswith("3kroot0000000")
    alone = render.record_of(
        _with(extra=(("cid", CID), ("root", ORDER.parent_ext_id), ("root_cid", "old"))), "new", {}, NOW
    )
    assert alone["reply"]["root"] == alone["reply"]["parent"] == {"uri": ORDER.parent_ext_id, "cid": "new"}
    with pytest.raises(PermanentRefusal):
        render.record_of(_with(extra=()), "", {}, NOW)


@pytest.mark.parametrize(
    ("lang", "langs"), [("es", ["es"]), ("pt-BR", ["pt-BR"]), ("", None), ("und", None), ("<b>", None)]
)
def test_a_language_is_said_where_it_is_one(lang: str, langs: list[str] | None) -> None:
    assert render.record_of(_with(lang=lang), "", {}, NOW).get("langs") == langs


def test_where_a_post_stands_in_a_thread_of_ours() -> None:
    root = {"uri": f"at://{OWN}/app.bsky.feed.post/r", "author": {"did": OWN}, "record": {"text": "Bread"}}
    ref = {"uri": root["uri"], "cid": "c"}

    def below(name: str, did: str, parent: str) -> dict[str, Any]:
        return {
            "uri": f"at://{did}/app.bsky.feed.post/{name}",
            "author": {"did": did},
            "record": {"reply": {"root": ref, "parent": {"uri": parent, "cid": "c"}}},
        }

    first = below("a", "did:plc:ana", str(root["uri"]))
    ours = below("b", OWN, first["uri"])
    again = below("c", "did:plc:ana", ours["uri"])
    place = parse.place_below(first, [root], OWN)
    assert (place.thread, place.parent, place.post and place.post.text) == (first["uri"], "", "Bread")
    place = parse.place_below(again, [root, first, ours], OWN)
    assert (place.thread, place.parent) == (first["uri"], ours["uri"])


def test_hiding_keeps_what_else_stands_on_the_list() -> None:
    root, one, two = "at://a/app.bsky.feed.post/r", "at://b/app.bsky.feed.post/1", "at://b/app.bsky.feed.post/2"
    standing = {"$type": "app.bsky.feed.threadgate", "post": root, "createdAt": "2026-01-01T00:00:00.000Z",
                "allow": [], "hiddenReplies": [one]}  # fmt: skip
    made = with_hidden(standing, root, two, hidden=True, now=NOW)
    assert made == {**standing, "hiddenReplies": [one, two]}
    assert with_hidden(standing, root, one, hidden=True, now=NOW) is None
    assert with_hidden(standing, root, one, hidden=False, now=NOW) == {**standing, "hiddenReplies": []}
    full = {**standing, "hiddenReplies": [f"at://x/app.bsky.feed.post/{n}" for n in range(300)]}
    with pytest.raises(PermanentRefusal):
        with_hidden(full, root, two, hidden=True, now=NOW)
