"""From the Community Management API's objects to comments. Pure."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from bot.adapters.pages.shared import wire
from bot.domain.comment import Author, Comment, Post

_COMMENT = re.compile(r"urn:li:comment:\((urn:li:\w+:[\w-]+),([\w-]+)\)\Z", re.ASCII)


def parts_of(urn: str) -> tuple[str, str]:
    """(what it stands below, its number) of a comment's name; ("", "") for anything else."""
    match = _COMMENT.match(urn)
    return (match[1], match[2]) if match else ("", "")


def encoded(urn: str) -> str:
    """A name as it stands in a path: everything that is no letter or digit is escaped, brackets and colons too."""
    return quote(urn, safe="")


def urn_of(row: Any) -> str:
    """A comment's name; made of what it stands below and its number where the long name is missing."""
    found = wire.text(row, "commentUrn") or wire.text(row, "$URN")
    if found:
        return found
    below, number = wire.text(row, "object"), wire.text(row, "id")
    if number.startswith("urn:li:comment:"):
        return number
    return f"urn:li:comment:({below},{number})" if below and number else ""


def comment_of(row: Any, page_id: str, own: str, *, post_id: str = "") -> Comment | None:
    """A comment or reply. People are numbers without a name, unless the app may see who they are."""
    ext_id, at = urn_of(row), wire.moment(wire.table(row, "created").get("time"))
    if not ext_id or at is None:
        return None
    below = wire.text(row, "object") or parts_of(ext_id)[0]
    parent = wire.text(row, "parentComment")
    post_id = post_id or below
    return Comment(
        page_id=page_id,
        ext_id=ext_id,
        text=wire.text(row, "message", "text"),
        author=author_of(row, own),
        created_at=at,
        post=Post(ext_id=post_id) if post_id else None,
        parent_ext_id=parent,
        thread_ext_id=parent or ext_id,
        url=f"https://www.linkedin.com/feed/update/{post_id}" if post_id.startswith("urn:li:") else "",
        extra=(("object", below),) if below else (),
    )


def author_of(row: Any, own: str) -> Author:
    """Who wrote, for whom: a page's words are the page's, whoever of it typed them."""
    urn = wire.text(row, "actor") or wire.text(row, "created", "actor")
    person = wire.table(row, "actor~")
    name = " ".join(
        one for one in (wire.text(person, "localizedFirstName"), wire.text(person, "localizedLastName")) if one
    )
    return Author(ext_id=urn, name=name or wire.text(person, "localizedName"), is_page=bool(own) and urn == own)


def replies_of(row: Any) -> int:
    """How many replies a comment has."""
    return wire.number(row, "commentsSummary", "aggregatedTotalComments") or wire.number(
        row, "commentsSummary", "totalFirstLevelComments"
    )


def post_of(row: Any, own: str) -> Post | None:
    """A post of the page."""
    ext_id = wire.text(row, "id")
    if not ext_id:
        return None
    data = wire.table(row)
    return Post(
        ext_id=ext_id,
        text=wire.text(row, "commentary"),
        author=Author(ext_id=wire.text(row, "author"), is_page=wire.text(row, "author") == own),
        created_at=wire.moment(data.get("publishedAt")) or wire.moment(data.get("createdAt")),
        url=f"https://www.linkedin.com/feed/update/{ext_id}",
    )
