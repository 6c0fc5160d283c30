"""From the Graph API's wire form to comments: deliveries of `comments` and `live_comments`, rows of its lists. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.graph_delivery import Delivered, delivered, short
from bot.domain.comment import Author, Comment, CommentEvent, Post

E = CommentEvent
FIELDS = ("comments", "live_comments")
VERBS = {
    "add": E.CREATED, "remove": E.DELETED, "delete": E.DELETED, "deleted": E.DELETED, "edited": E.EDITED,
    "edit": E.EDITED, "hide": E.HIDDEN, "unhide": E.SHOWN,
}  # fmt: skip
LIVE = "live"


def delivery(data: Any, page_id: str, own: str, now: datetime) -> Delivered:
    """Comments of one delivery, see `delivered`."""
    return delivered(data, own, now, lambda change, here, at: change_of(change, page_id, here, at))


def change_of(change: wire.Wire, page_id: str, own: str, at: datetime) -> Comment | str:
    """One change as a comment, or the name of what it is instead."""
    value, field = wire.table(change, "value"), wire.text(change, "field") or "comments"
    ext_id = wire.text(value, "id") or wire.text(value, "comment_id")
    verb = wire.text(value, "verb").lower()
    event = VERBS.get(verb or "add")
    if field not in FIELDS or event is None or not ext_id:
        return short(field) if field not in FIELDS else short(verb) if event is None else "without id"
    media, parent = _media(value), wire.text(value, "parent_id")
    parent = "" if parent in (ext_id, media) else parent
    return Comment(
        page_id=page_id,
        ext_id=ext_id,
        text=wire.text(value, "text"),
        author=author_of(value, own),
        created_at=wire.moment(value.get("timestamp") or value.get("created_time")) or at,
        post=Post(ext_id=media) if media else None,
        parent_ext_id=parent,
        thread_ext_id=parent or ext_id,
        event=event,
        extra=_extra(value, field),
    )


def _media(value: wire.Wire) -> str:
    """Some senders name the picture by its number alone, or as the post that it is."""
    names = (("media", "id"), ("media_id",), ("media",), ("post_id",))
    return next((found for path in names if (found := wire.text(value, *path))), "")


def _extra(value: wire.Wire, field: str) -> tuple[tuple[str, str], ...]:
    live = field == "live_comments" or wire.text(value, "media", "media_product_type").upper() == "LIVE"
    pairs = [(LIVE, "yes")] if live else []
    if wire.text(value, "media", "ad_id"):
        pairs.append(("advertisement", wire.text(value, "media", "ad_title") or "yes"))
    return tuple(pairs)


def author_of(value: wire.Wire, own: str) -> Author:
    """Who wrote: `from`, or only a name; nobody where the person did not let the app see them."""
    ext_id = wire.text(value, "from", "id") or wire.text(value, "user", "id")
    handle = wire.text(value, "from", "username") or wire.text(value, "username")
    own_ids = {ext_id, wire.text(value, "from", "self_ig_scoped_id")} - {""}
    is_page = (bool(own) and own in own_ids) or wire.table(value, "from").get("self") is True
    return Author(ext_id=ext_id, name=handle, handle=f"@{handle}" if handle else "", is_page=is_page)


def comment_of(row: Any, page_id: str, own: str, *, media: str = "", parent: str = "") -> Comment | None:
    """A row of a list, or a comment asked for by its id."""
    ext_id, at = wire.text(row, "id"), wire.moment(wire.table(row).get("timestamp"))
    if not ext_id or at is None:
        return None
    media, parent = media or wire.text(row, "media", "id"), parent or wire.text(row, "parent_id")
    return Comment(
        page_id=page_id,
        ext_id=ext_id,
        text=wire.text(row, "text"),
        author=author_of(row, own),
        created_at=at,
        post=Post(ext_id=media) if media else None,
        parent_ext_id=parent,
        thread_ext_id=parent or ext_id,
        event=E.HIDDEN if wire.table(row).get("hidden") is True else E.CREATED,
    )


def tree_of(row: Any, page_id: str, own: str, *, media: str = "") -> list[Comment]:
    """A row with the replies that came with it."""
    top = comment_of(row, page_id, own, media=media)
    if top is None:
        return []
    below = [comment_of(one, page_id, own, media=media, parent=top.ext_id) for one in wire.rows(row, "replies", "data")]
    return [top, *(one for one in below if one is not None)]


def post_of(row: Any, own: str) -> Post | None:
    """A picture or film of the account."""
    ext_id = wire.text(row, "id")
    if not ext_id:
        return None
    return Post(
        ext_id=ext_id,
        text=wire.text(row, "caption"),
        author=Author(ext_id=own, name=wire.text(row, "username"), is_page=True),
        created_at=wire.moment(wire.table(row).get("timestamp")),
        url=wire.link(row, "permalink"),
    )
