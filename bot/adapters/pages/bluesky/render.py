"""From an order to the record that is written, with its rich text. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import regex
from atproto_client.utils.facet_detection import detect_facets, detect_mentions

from bot.domain.errors import PermanentRefusal
from bot.domain.publication import PublishOrder
from bot.domain.troubles import Trouble, trouble

POST = "app.bsky.feed.post"
_SORTABLE = "234567abcdefghijklmnopqrstuvwxyz"
_LANGUAGE = regex.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_SPAN = 2 * 365 * 24 * 3600 * 1_000_000
_FROM = 1_704_067_200_000_000  # 2024, in microseconds


def rkey_of(idem_key: str) -> str:
    """The record key that belongs to our key: always the same one, in the form the platform wants (a "TID", thirteen
    letters that spell a time and a clock)."""
    digest = int.from_bytes(hashlib.sha256(idem_key.encode()).digest()[:16], "big")
    number = ((_FROM + digest % _SPAN) << 10) | ((digest >> 64) & 0x3FF)
    letters = []
    for _ in range(13):
        letters.append(_SORTABLE[number & 31])
        number >>= 5
    return "".join(reversed(letters))


def stamp(now: datetime) -> str:
    """A moment as records carry it."""
    return now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def handles_in(text: str) -> list[str]:
    """The handles that a text mentions."""
    return [one.handle for one in detect_mentions(text)]


def facets_of(text: str, dids: Mapping[str, str]) -> list[dict[str, Any]]:
    """Links, hashtags and mentions of a text, by their place in its UTF-8 bytes; the text itself stays as it is.
    `dids` are the handles that exist."""
    found = [one.model_dump(by_alias=True, exclude_none=True) for one in detect_facets(text)]
    for mention in detect_mentions(text):
        did = dids.get(mention.handle)
        if did:
            feature = {"$type": "app.bsky.richtext.facet#mention", "did": did}
            index = {"byteStart": mention.byte_start, "byteEnd": mention.byte_end}
            found.append({"$type": "app.bsky.richtext.facet", "index": index, "features": [feature]})
    return sorted(found, key=lambda one: int(one["index"]["byteStart"]))


def record_of(order: PublishOrder, parent_cid: str, dids: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """The post record: exactly the text, below its comment and the top of its thread."""
    extra = dict(order.extra)
    parent = {"uri": order.parent_ext_id, "cid": parent_cid or extra.get("cid", "")}
    root = {"uri": extra.get("root") or parent["uri"], "cid": extra.get("root_cid") or parent["cid"]}
    if root["uri"] == parent["uri"]:
        root = parent
    if not parent["cid"] or not root["cid"]:
        raise PermanentRefusal(trouble(Trouble.COMMENT_GONE, "its cid is not known"))
    record: dict[str, Any] = {
        "$type": POST,
        "text": order.text,
        "createdAt": stamp(now),
        "reply": {"root": root, "parent": parent},
    }
    if facets := facets_of(order.text, dids):
        record["facets"] = facets
    if _LANGUAGE.match(order.lang) and order.lang != "und":
        record["langs"] = [order.lang]
    return record
