"""From the Graph API's wire form to comments: deliveries of the field `feed`, and rows of its lists. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.graph_delivery import Delivered, delivered, short
from bot.domain.comment import Author, Comment, CommentEvent, Post

E = CommentEvent
VERBS = {
    "add": E.CREATED, "edited": E.EDITED, "edit": E.EDITED, "update": E.EDITED, "remove": E.DELETED,
    "delete": E.DELETED, "hide": E.HIDDEN, "unhide": E.SHOWN,
}  # fmt: skip
POSTS = ("post", "status", "photo", "video", "share", "album", "link")
MENTION, VISITOR = "mention", "visitor post"


def delivery(data: Any, page_id: str, own: str, now: datetime, *, visitor_posts: bool = True) -> Delivered:
    """Comments of one delivery, see `delivered`."""
    return delivered(data, own, now, lambda change, here, at: change_of(change, page_id, here, at, visitor_posts))


def change_of(change: wire.Wire, page_id: str, own: str, at: datetime, visitor_posts: bool = True) -> Comment | str:
    """One change as a comment, or the name of what it is instead."""
    value, field = wire.table(change, "value"), wire.text(change, "field") or "feed"
    item, verb = wire.text(value, "item").lower(), wire.text(value, "verb").lower()
    if field not in ("feed", MENTION):
        return short(field)
    event = VERBS.get(verb or "add")
    ext_id = wire.text(value, "comment_id")
    if event is None:
        return short(f"{item} {verb}")
    if ext_id and item in ("comment", ""):
        return _comment(value, page_id, ext_id, own, event, at)
    post_id, author = wire.text(value, "post_id"), author_of(value, own)
    known = author.ext_id or event is E.DELETED  # of what is gone the platform often names nobody
    if visitor_posts and item in POSTS and post_id and known and not author.is_page:
        return _visitor_post(value, page_id, own, event, at, kind=MENTION if field == MENTION else VISITOR)
    return short(f"{item or 'unknown'} {verb}")


def _comment(value: wire.Wire, page_id: str, ext_id: str, own: str, event: E, at: datetime) -> Comment:
    post_id, parent = wire.text(value, "post_id"), wire.text(value, "parent_id")
    if not post_id and parent and ext_id.startswith(f"{parent}_"):  # comments were once called after their post
        post_id = parent
    parent = "" if parent in (post_id, ext_id) or _same_post(parent, post_id) else parent
    extra = [("photo", link)] if (link := wire.link(value, "photo") or wire.link(value, "video")) else []
    return Comment(
        page_id=page_id,
        ext_id=ext_id,
        text=wire.text(value, "message"),
        author=author_of(value, own),
        created_at=wire.moment(value.get("created_time")) or at,
        post=_post(value, post_id),
        parent_ext_id=parent,
        thread_ext_id=parent or ext_id,
        url=wire.link(value, "permalink_url"),
        event=event,
        extra=(*extra, *_about_post(value)),
    )


def _same_post(parent: str, post_id: str) -> bool:
    """A parent that is the post itself, written without the page's number in front."""
    return bool(parent) and bool(post_id) and "_" not in parent and post_id.endswith(f"_{parent}")


def _visitor_post(value: wire.Wire, page_id: str, own: str, event: E, at: datetime, *, kind: str) -> Comment:
    """What somebody wrote on the page itself, or elsewhere naming it: a comment below no post."""
    ext_id = wire.text(value, "post_id")
    return Comment(
        page_id=page_id,
        ext_id=ext_id,
        text=wire.text(value, "message"),
        author=author_of(value, own),
        created_at=wire.moment(value.get("created_time")) or at,
        thread_ext_id=ext_id,
        url=wire.link(value, "permalink_url") or wire.link(value, "post", "permalink_url"),
        event=event,
        extra=(("kind", kind),),
    )


def _post(value: wire.Wire, post_id: str) -> Post | None:
    if not post_id:
        return None
    return Post(ext_id=post_id, text=wire.text(value, "post", "message"), url=wire.link(value, "post", "permalink_url"))


def _about_post(value: wire.Wire) -> tuple[tuple[str, str], ...]:
    """Comments on advertisements come through posts that nobody finds on the page."""
    promoted = wire.text(value, "post", "promotion_status")
    if wire.table(value, "post").get("is_published") is False or promoted in ("active", "extendable"):
        return (("advertisement", "yes"),)
    return ()


def author_of(value: wire.Wire, own: str) -> Author:
    """Who wrote; often nobody is named, since people must have let the app see them."""
    ext_id = wire.text(value, "from", "id") or wire.text(value, "sender_id")
    name = wire.text(value, "from", "name") or wire.text(value, "sender_name")
    return Author(ext_id=ext_id, name=name, is_page=bool(ext_id) and ext_id == own)


def comment_of(row: Any, page_id: str, own: str, *, post_id: str = "") -> Comment | None:
    """A row of a list, or a comment asked for by its id."""
    ext_id, at = wire.text(row, "id"), wire.moment(wire.table(row).get("created_time"))
    if not ext_id or at is None:
        return None
    parent = wire.text(row, "parent", "id")
    post_id = post_id or wire.text(row, "object", "id")
    picture = wire.link(row, "attachment", "media", "image", "src") or wire.link(row, "attachment", "url")
    return Comment(
        page_id=page_id,
        ext_id=ext_id,
        text=wire.text(row, "message"),
        author=author_of(row, own),
        created_at=at,
        post=Post(ext_id=post_id) if post_id else None,
        parent_ext_id=parent,
        thread_ext_id=parent or ext_id,
        url=wire.link(row, "permalink_url"),
        event=E.HIDDEN if wire.table(row).get("is_hidden") is True else E.CREATED,
        extra=(("photo", picture),) if picture else (),
    )


def post_of(row: Any, own: str) -> Post | None:
    """A post of the page's feed."""
    ext_id = wire.text(row, "id")
    if not ext_id:
        return None
    return Post(
        ext_id=ext_id,
        text=wire.text(row, "message") or wire.text(row, "story"),
        author=author_of(wire.table(row), own),
        created_at=wire.moment(wire.table(row).get("created_time")),
        url=wire.link(row, "permalink_url"),
    )
