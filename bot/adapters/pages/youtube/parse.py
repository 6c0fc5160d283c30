"""From the Data API's resources to comments. Pure."""

from __future__ import annotations

import html
import re
from typing import Any

from bot.adapters.pages.shared import wire
from bot.domain.comment import Author, Comment, CommentEvent, Post

HELD = ("heldForReview", "likelySpam", "rejected")
_BREAK = re.compile(r"<br\s*/?>\n?", re.IGNORECASE)
_TAG = re.compile(r"</?(?:a|b|i|u|s|em|strong|span|p)(?:\s[^<>]*)?>", re.IGNORECASE)


def text_of(snippet: wire.Wire, *, plain: bool = False) -> str:
    """The words as they were written. `textOriginal` is given to its author alone; what is displayed is HTML unless
    plain text was asked for."""
    original = wire.text(snippet, "textOriginal")
    if original:
        return original
    shown = wire.text(snippet, "textDisplay")
    return shown if plain else html.unescape(_TAG.sub("", _BREAK.sub("\n", shown)))


def top_of(ext_id: str) -> str:
    """The top comment of a reply: replies are called after it."""
    return ext_id.partition(".")[0]


def comment_of(row: Any, page_id: str, own: str, *, plain: bool = False, video: str = "") -> Comment | None:
    """A comment or reply; of a thread, its top comment."""
    if wire.table(row, "snippet", "topLevelComment"):
        video = video or wire.text(row, "snippet", "videoId")
        row = wire.table(row, "snippet", "topLevelComment")
    snippet, ext_id = wire.table(row, "snippet"), wire.text(row, "id")
    at = wire.moment(snippet.get("publishedAt"))
    if not ext_id or at is None:
        return None
    parent = wire.text(snippet, "parentId") or (top_of(ext_id) if "." in ext_id else "")
    video = wire.text(snippet, "videoId") or video
    held = wire.text(snippet, "moderationStatus") in HELD
    return Comment(
        page_id=page_id,
        ext_id=ext_id,
        text=text_of(snippet, plain=plain),
        author=author_of(snippet, own),
        created_at=at,
        post=Post(ext_id=video) if video else None,
        parent_ext_id=parent,
        thread_ext_id=parent or ext_id,
        url=f"https://www.youtube.com/watch?v={video}&lc={ext_id}" if video else "",
        event=CommentEvent.HIDDEN if held else CommentEvent.CREATED,
    )


def author_of(snippet: wire.Wire, own: str) -> Author:
    """Whose channel wrote; a closed channel has no id any more. Names begin with @ since they are handles."""
    channel = wire.table(snippet, "authorChannelId")
    ext_id = wire.text(channel, "value") or wire.text(snippet, "authorChannelId")
    name = wire.text(snippet, "authorDisplayName")
    handle = name if name.startswith("@") else ""
    return Author(ext_id=ext_id, name=name.removeprefix("@"), handle=handle, is_page=bool(own) and ext_id == own)


def thread_of(row: Any, page_id: str, own: str, *, plain: bool = False) -> tuple[list[Comment], int]:
    """A thread's comments as far as they came with it, and how many replies it has."""
    top = comment_of(row, page_id, own, plain=plain)
    if top is None:
        return [], 0
    video = top.post.ext_id if top.post else ""
    rows = wire.rows(row, "replies", "comments")
    below = [comment_of(one, page_id, own, plain=plain, video=video) for one in rows]
    return [top, *(one for one in below if one is not None)], wire.number(row, "snippet", "totalReplyCount")


def post_of(row: Any, own: str) -> Post | None:
    """A video."""
    ext_id, snippet = wire.text(row, "id"), wire.table(row, "snippet")
    if not ext_id:
        return None
    words = [wire.text(snippet, "title"), wire.text(snippet, "description")]
    return Post(
        ext_id=ext_id,
        text="\n\n".join(one for one in words if one),
        author=Author(ext_id=own, name=wire.text(snippet, "channelTitle"), is_page=True),
        created_at=wire.moment(snippet.get("publishedAt")),
        url=f"https://www.youtube.com/watch?v={ext_id}",
    )
