"""From a status to a comment, from a server's description to its limits. Pure.

Other servers speak the same API with small differences: ids that are no numbers, fields that are absent or null, no
content warnings, no edits. What is missing is empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import regex

from bot.adapters.pages.mastodon.markup import text_of
from bot.adapters.pages.shared import wire
from bot.domain.addressing import ADDRESS, RESERVED
from bot.domain.capabilities import TextLimit
from bot.domain.comment import Author, Comment, CommentEvent, Post, Turn, Who

VISIBILITIES = ("public", "unlisted", "private", "direct")
"""From the widest to the narrowest."""
_GRAPHEME = regex.compile(r"\X")
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
DIRECT = Post(ext_id="direct", text="Direct message · Mensaje directo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a status stands: the first comment of its thread and the post above that; `parent` is "" where it is
    itself the first."""

    thread: str = ""
    parent: str = ""
    post: Post | None = None


def status_id(status: object) -> str:
    """The id, "" for something that is no status."""
    return wire.text(status, "id")


def author_of(status: object, own_id: str) -> Author:
    """Who wrote it. Empty where the server does not say."""
    account = wire.table(status, "account")
    handle = wire.text(account, "acct") or wire.text(account, "username")
    name = wire.text(account, "display_name").strip() or wire.text(account, "username") or handle
    ext_id = wire.text(account, "id")
    return Author(
        ext_id=ext_id, name=name, handle=f"@{handle}" if handle else "", is_page=bool(own_id) and ext_id == own_id
    )


def words_of(status: object) -> str:
    """What was written: a content warning stands as a line of its own above it, as readers see it."""
    mentions = {
        wire.text(one, "url"): wire.text(one, "acct")
        for one in wire.rows(status, "mentions")
        if wire.text(one, "url") and wire.text(one, "acct")
    }
    body = text_of(wire.text(status, "content"), mentions)
    warning = wire.text(status, "spoiler_text").strip()
    return f"{warning}\n\n{body}".strip() if warning else body


def comment_of(status: object, page_id: str, own_id: str, place: Place | None = None) -> Comment | None:
    """A status as a comment; None for a boost, for something without an id, and for what no one can read."""
    ext_id = status_id(status)
    if not ext_id or wire.table(status, "reblog"):
        return None
    place = place or place_alone(status)
    direct = wire.text(status, "visibility") == "direct"
    created = wire.moment(wire.table(status).get("created_at")) or _LONG_AGO
    return Comment(
        page_id=page_id,
        ext_id=ext_id,
        text=words_of(status),
        author=author_of(status, own_id),
        created_at=created,
        post=place.post or (DIRECT if direct else None),
        parent_ext_id=place.parent,
        thread_ext_id=place.thread or ext_id,
        lang_hint=wire.text(status, "language"),
        url=wire.link(status, "url") or wire.link(status, "uri"),
        extra=_extra(status),
    )


def _extra(status: object) -> tuple[tuple[str, str], ...]:
    """What is needed to answer: how widely it was said, its warning, how its author is addressed."""
    handle = wire.text(status, "account", "acct") or wire.text(status, "account", "username")
    warning = wire.text(status, "spoiler_text").strip()
    visibility = wire.text(status, "visibility")
    found = {
        "visibility": visibility if visibility in ("", *VISIBILITIES) else "private",  # a narrow one of another server
        "spoiler": warning,
        ADDRESS: f"@{handle} " if handle else "",
        RESERVED: str(len(_GRAPHEME.findall(warning))) if warning else "",
        "media": " ".join(kind for one in wire.rows(status, "media_attachments") if (kind := wire.text(one, "type"))),
    }
    return tuple((key, value) for key, value in found.items() if value)


def place_alone(status: object) -> Place:
    """Where a status stands as far as it says itself."""
    parent = wire.text(status, "in_reply_to_id")
    return Place(thread=parent or status_id(status), parent=parent)


def place_below(status: object, ancestors: Sequence[object], own_id: str) -> Place:
    """Where a status stands, given what is above it, the oldest first. A post of the page at the top is the post;
    the first status below it is the thread's first comment."""
    above = [one for one in ancestors if status_id(one)]
    if not above:
        return place_alone(status) if wire.text(status, "in_reply_to_id") else Place(thread=status_id(status))
    parent = wire.text(status, "in_reply_to_id")
    top = above[0]
    if author_of(top, own_id).is_page:
        post = post_of(top, own_id)
        first = status_id(above[1]) if len(above) > 1 else status_id(status)
        return Place(thread=first, parent="" if parent == post.ext_id else parent, post=post)
    return Place(thread=status_id(top), parent=parent)


def post_of(status: object, own_id: str) -> Post:
    """A status as the post under which comments stand."""
    return Post(
        ext_id=status_id(status),
        text=words_of(status),
        author=author_of(status, own_id),
        created_at=wire.moment(wire.table(status).get("created_at")),
        url=wire.link(status, "url") or wire.link(status, "uri"),
    )


def turn_of(status: object, own_id: str, author_id: str) -> Turn:
    """A status as a turn of a conversation with `author_id`."""
    author = author_of(status, own_id)
    who = Who.BRAND if author.is_page else Who.CUSTOMER if author.ext_id == author_id else Who.OTHER
    at = wire.moment(wire.table(status).get("created_at"))
    return Turn(who=who, text=words_of(status), name=author.name, at=at)


def edited_at(status: object) -> str:
    """When it was last edited, as the server writes it; "" for never."""
    return wire.text(status, "edited_at")


def as_edited(comment: Comment) -> Comment:
    """The comment as an edit of one that is known."""
    return replace(comment, event=CommentEvent.EDITED)


def gone(page_id: str, ext_id: str, now: datetime) -> Comment:
    """A status that is no longer there."""
    return Comment(page_id=page_id, ext_id=ext_id, text="", author=Author(), created_at=now, event=CommentEvent.DELETED)


def limit_of(instance: object, base: TextLimit) -> TextLimit:
    """The server's own limit: `configuration.statuses` of Mastodon, `max_toot_chars` of Pleroma and others."""
    statuses = wire.table(instance, "configuration", "statuses")
    most = wire.number(statuses, "max_characters") or wire.number(instance, "max_toot_chars")
    weight = wire.number(statuses, "characters_reserved_per_url")
    return replace(base, most=most if most > 0 else base.most, link_weight=weight if weight > 0 else base.link_weight)


def statuses_in(answer: Any) -> list[wire.Wire]:
    """The statuses of a list, in its order."""
    return [one for one in answer if wire.text(one, "id")] if isinstance(answer, list) else []


def mentioned_in(notifications: Any) -> list[wire.Wire]:
    """The statuses of mentions among notifications, in their order."""
    rows = notifications if isinstance(notifications, list) else ()
    mentions = [one for one in rows if wire.text(one, "type") == "mention"]
    return [wire.table(one, "status") for one in mentions if wire.text(one, "status", "id")]
