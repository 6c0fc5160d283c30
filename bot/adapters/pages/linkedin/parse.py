"""From LinkedIn's posts and comments to ours. Pure.

A comment is named by its URN, which holds what it stands under: `urn:li:comment:(urn:li:activity:7001,8001)`. Threads
have one level: an answer to a reply stands beside it, below the same first comment.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from bot.adapters.pages.shared import wire
from bot.domain.comment import Author, Comment, Post

SITE = "https://www.linkedin.com/feed/update"
_COMMENT = re.compile(r"urn:li:comment:\((urn:li:[A-Za-z]+:[^,()]+),([^,()]+)\)")
_HASHTAG = re.compile(r"\{hashtag\|(?:\\?#|＃)\|([^{}|]*)\}")
_MENTION = re.compile(r"@\[([^\[\]]*)\]\(urn:li:[^()\s]*\)")
_ESCAPED = re.compile(r"\\([\\|{}@\[\]()<>#*_~])")


def parts_of(urn: str) -> tuple[str, str]:
    """(what a comment stands under, its number there), ("", "") for what is no comment's URN."""
    found = _COMMENT.fullmatch(urn)
    return (found[1], found[2]) if found else ("", "")


def urn_of(row: Any) -> str:
    """A comment's URN, put together where only its parts were sent; "" where it cannot be."""
    for name in ("commentUrn", "$URN"):
        if parts_of(wire.text(row, name))[0]:
            return wire.text(row, name)
    place, number = wire.text(row, "object"), wire.text(row, "id")
    made = f"urn:li:comment:({place},{number})"
    return made if parts_of(made)[0] else ""


def comment_of(row: Any, page_id: str, own: str, *, parent: str = "") -> Comment | None:
    """A comment; None for what has no URN or no time. `parent` is the comment below which it was listed."""
    urn, at = urn_of(row), wire.moment(wire.table(row, "created").get("time"))
    if not urn or at is None:
        return None
    above = wire.text(row, "parentComment") or parent
    return Comment(
        page_id=page_id,
        ext_id=urn,
        text=wire.text(row, "message", "text"),
        author=author_of(row, own),
        created_at=at,
        parent_ext_id=above,
        thread_ext_id=above or urn,
        url=url_of(urn),
    )


def author_of(row: Any, own: str) -> Author:
    """Who wrote. The platform gives a URN; a name only where it was asked for with it and may be told."""
    actor = wire.text(row, "actor") or wire.text(row, "created", "actor")
    told = wire.table(row, "actor~")
    names = [wire.text(told, name) for name in ("localizedFirstName", "localizedLastName")]
    name = " ".join(one for one in names if one) or wire.text(told, "localizedName")
    return Author(ext_id=actor, name=name, is_page=bool(own) and actor == own)


def replies_of(row: Any) -> int:
    """How many replies stand below a comment."""
    summary = wire.table(row, "commentsSummary")
    return max(wire.number(summary, "aggregatedTotalComments"), wire.number(summary, "totalFirstLevelComments"))


def url_of(urn: str) -> str:
    """Where a comment can be seen."""
    place, _ = parts_of(urn)
    return f"{SITE}/{place}?commentUrn={quote(urn, safe='')}" if place else ""


def post_of(row: Any) -> Post | None:
    """A published post; None for drafts and for what has no URN."""
    urn = wire.text(row, "id")
    if not urn.startswith("urn:li:") or wire.text(row, "lifecycleState") not in ("", "PUBLISHED"):
        return None
    times = (wire.moment(wire.table(row).get(name)) for name in ("publishedAt", "createdAt"))
    return Post(
        ext_id=urn,
        text=plain(wire.text(row, "commentary")),
        author=Author(ext_id=wire.text(row, "author")),
        created_at=next((one for one in times if one is not None), None),
        url=f"{SITE}/{urn}",
    )


def plain(commentary: str) -> str:
    """A post's text as people read it: tags and mentions by their names, escapes taken away."""
    named = _MENTION.sub(r"\1", _HASHTAG.sub(r"#\1", commentary))
    return _ESCAPED.sub(r"\1", named)


def more_follow(answer: Any, start: int, count: int) -> bool:
    """Whether a list goes on after this page of it. A page may hold fewer than were asked for."""
    paging = wire.table(answer, "paging")
    if any(wire.text(link, "rel") == "next" for link in wire.rows(paging, "links")):
        return True
    if "total" in paging:
        return start + count < wire.number(paging, "total")
    return sum(1 for _ in wire.rows(answer, "elements")) >= count
