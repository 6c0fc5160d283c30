"""From Reddit's things to comments. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Container, Iterator
from typing import Any

from bot.adapters.pages.shared import wire
from bot.domain.comment import Author, Comment, CommentEvent, Post

E = CommentEvent
SITE = "https://www.reddit.com"
DELETED, REMOVED = "[deleted]", "[removed]"
MOST_DEPTH = 100
_CONTEXT = re.compile(r"/comments/(\w+)/")


def data_of(thing: Any) -> wire.Wire:
    """What is inside a thing, or the object itself."""
    inner = wire.table(thing, "data")
    return inner if inner and "kind" in wire.table(thing) else wire.table(thing)


def things(listing: Any, kinds: Container[str] = ("t1", "")) -> Iterator[wire.Wire]:
    """The comments of a listing, or of several; or things of other kinds."""
    for one in listing if isinstance(listing, list) else [listing]:
        for child in wire.rows(one, "data", "children"):
            if wire.text(child, "kind") in kinds:
                yield data_of(child)


def either_of(row: wire.Wire, page_id: str, own: str, *, thread: str = "", raw: bool = False) -> Comment | None:
    """A comment, or what somebody posted."""
    if wire.text(row, "name").startswith("t3_"):
        return submission_of(row, page_id, own, raw=raw)
    return comment_of(row, page_id, own, thread=thread, raw=raw)


def submission_of(thing: Any, page_id: str, own: str, *, raw: bool = False) -> Comment | None:
    """What somebody else posted in a subreddit of ours: a comment below no post. None for our own posts."""
    row = data_of(thing)
    ext_id, at = fullname(row, "t3"), wire.moment(row.get("created_utc"))
    author, body = author_of(row, own), text_of(row, "selftext", raw=raw)
    if not ext_id or at is None or author.is_page:
        return None
    gone = wire.text(row, "author") == DELETED or body == DELETED
    words = [text_of(row, "title", raw=raw), "" if body in (DELETED, REMOVED) else body]
    permalink = wire.text(row, "permalink")
    return Comment(
        page_id=page_id,
        ext_id=ext_id,
        text="" if gone else "\n\n".join(one for one in words if one),
        author=author,
        created_at=at,
        thread_ext_id=ext_id,
        url=f"{SITE}{permalink}" if permalink.startswith("/") else "",
        event=E.DELETED if gone else event_of(row, body),
        extra=(("kind", "post"), *([("subreddit", sub)] if (sub := wire.text(row, "subreddit")) else [])),
    )


def fullname(row: wire.Wire, kind: str = "t1") -> str:
    """ "t1_abc", made of the short id where the long one is missing."""
    name, short = wire.text(row, "name"), wire.text(row, "id")
    return name if name.startswith(f"{kind}_") else f"{kind}_{short}" if short else ""


def comment_of(thing: Any, page_id: str, own: str, *, thread: str = "", raw: bool = False) -> Comment | None:
    """A comment of a listing or of the inbox. `thread` is the top comment, where it is known; `raw` says that the API
    was asked not to escape."""
    row = data_of(thing)
    ext_id, at = fullname(row), wire.moment(row.get("created_utc"))
    if not ext_id or at is None or "body" not in row:
        return None
    body, post_id, parent = text_of(row, raw=raw), link_of(row), wire.text(row, "parent_id")
    author = author_of(row, own)
    parent = parent if parent.startswith("t1_") or _answers_a_post(row, author, own) else ""
    permalink = wire.text(row, "permalink") or wire.text(row, "context").partition("?")[0]
    return Comment(
        page_id=page_id,
        ext_id=ext_id,
        text="" if body == DELETED else body,
        author=author,
        created_at=at,
        post=Post(ext_id=post_id, text=html.unescape(wire.text(row, "link_title"))) if post_id else None,
        parent_ext_id=parent,
        thread_ext_id=thread or parent or ext_id,
        url=f"{SITE}{permalink}" if permalink.startswith("/") else "",
        event=event_of(row, body),
        extra=(("subreddit", sub),) if (sub := wire.text(row, "subreddit")) else (),
    )


def _answers_a_post(row: wire.Wire, author: Author, own: str) -> bool:
    """What we wrote directly below somebody else's post answers that post."""
    poster = wire.text(row, "link_author")
    return author.is_page and bool(poster) and poster.casefold() != own.casefold()


def text_of(row: wire.Wire, key: str = "body", *, raw: bool = False) -> str:
    """The Markdown as written: unless asked for `raw_json`, the API escapes three signs in it."""
    body = wire.text(row, key)
    return body if raw or "&" not in body else html.unescape(body)


def link_of(row: wire.Wire) -> str:
    """The post; rows of the inbox name it in their link alone."""
    found = wire.text(row, "link_id")
    match = _CONTEXT.search(wire.text(row, "context") or wire.text(row, "permalink"))
    return found or (f"t3_{match[1]}" if match else "")


def event_of(row: wire.Wire, body: str) -> E:
    """Taken back by its author, removed by a moderator, or there."""
    if body == DELETED:
        return E.DELETED
    return E.HIDDEN if body == REMOVED or row.get("removed") is True or row.get("spam") is True else E.CREATED


def author_of(row: wire.Wire, own: str) -> Author:
    """Who wrote; nobody where the account is gone."""
    name = wire.text(row, "author")
    if name in ("", DELETED):
        return Author()
    is_page = bool(own) and name.casefold() == own.casefold()
    return Author(ext_id=wire.text(row, "author_fullname") or name, name=name, handle=f"u/{name}", is_page=is_page)


def tree_of(
    listing: Any, page_id: str, own: str, thread: str = "", depth: int = 0, *, raw: bool = False
) -> list[Comment]:
    """A tree of comments, from its top, each with its top's name."""
    found: list[Comment] = []
    for row in things(listing):
        made = comment_of(row, page_id, own, thread=thread, raw=raw)
        if made is None:
            continue
        found.append(made)
        if depth < MOST_DEPTH and isinstance(row.get("replies"), dict):
            found += tree_of(row["replies"], page_id, own, thread or made.thread_ext_id, depth + 1, raw=raw)
    return found


def post_of(thing: Any) -> Post | None:
    """A post."""
    row = data_of(thing)
    ext_id = fullname(row, "t3")
    if not ext_id:
        return None
    words = [wire.text(row, "title"), wire.text(row, "selftext")]
    permalink = wire.text(row, "permalink")
    return Post(
        ext_id=ext_id,
        text="\n\n".join(html.unescape(one) for one in words if one),
        author=Author(name=wire.text(row, "author")),
        created_at=wire.moment(row.get("created_utc")),
        url=f"{SITE}{permalink}" if permalink.startswith("/") else "",
    )
