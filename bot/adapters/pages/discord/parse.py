"""From Discord's messages to comments. Pure.

A message is named by its channel and its own id, "3001/9001": neither is enough to find it. A thread is a channel of
its own; the first message of a forum's thread has the thread's id.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.adapters.pages.shared import wire
from bot.domain.comment import Author, Comment, CommentEvent, Post

PLAIN, REPLY = 0, 19
TEXT, ANNOUNCEMENT, FORUM, MEDIA = 0, 5, 15, 16
BEGINNING = datetime(2015, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A channel or thread. `top` is the message that a thread hangs on, "" in a channel; `guild` its server."""

    post: Post
    top: str = ""
    guild: str = ""


def parted(ext_id: str) -> tuple[str, str]:
    """(channel, message), ("", "") for what is no message's name."""
    channel, _, message = ext_id.partition("/")
    return (channel, message) if is_id(channel) and is_id(message) else ("", "")


def is_id(text: str) -> bool:
    """Whether this can be one of Discord's ids."""
    return text.isascii() and text.isdigit() and 0 < len(text) < 21


def made_at(ident: str) -> datetime | None:
    """The time that an id holds."""
    return BEGINNING + timedelta(milliseconds=int(ident) >> 22) if is_id(ident) else None


def comment_of(message: Any, page_id: str, own: str, place: Place, *, ours: Collection[str] = ()) -> Comment | None:
    """A message of a person or of ourselves; None for other bots, for notices of the platform and for what has no id.
    `ours` are ids of colleagues."""
    channel, ident = wire.text(message, "channel_id"), wire.text(message, "id")
    at = wire.moment(wire.table(message).get("timestamp")) or made_at(ident)
    writer = wire.text(message, "author", "id")
    if not (is_id(channel) and is_id(ident)) or at is None:
        return None
    if wire.number(message, "type") not in (PLAIN, REPLY) or wire.text(message, "webhook_id"):
        return None
    if wire.table(message, "author").get("bot") is True and writer != own:
        return None
    ext_id, parent = f"{channel}/{ident}", parent_of(message)
    return Comment(
        page_id=page_id,
        ext_id=ext_id,
        text=wire.text(message, "content"),
        author=author_of(message, is_page=bool(writer) and (writer == own or writer in ours)),
        created_at=at,
        post=place.post,
        parent_ext_id=parent,
        thread_ext_id=place.top or top_of(message) or ext_id,
        url=f"https://discord.com/channels/{place.guild or '@me'}/{channel}/{ident}",
    )


def parent_of(message: Any) -> str:
    """The message that this one answers in the same channel."""
    if wire.number(message, "type") != REPLY:
        return ""
    channel = wire.text(message, "message_reference", "channel_id") or wire.text(message, "channel_id")
    return _name(channel, wire.text(message, "message_reference", "message_id"))


def top_of(message: Any) -> str:
    """The beginning of a chain of answers in a channel, as far as the message tells: two steps up."""
    above = wire.table(message, "referenced_message")
    return parent_of(above) or parent_of(message)


def _name(channel: str, ident: str) -> str:
    return f"{channel}/{ident}" if is_id(channel) and is_id(ident) else ""


def author_of(message: Any, *, is_page: bool) -> Author:
    """Who wrote: the name in the server, else the one everywhere, else the account's."""
    author = wire.table(message, "author")
    names = (wire.text(message, "member", "nick"), wire.text(author, "global_name"), wire.text(author, "username"))
    return Author(
        ext_id=wire.text(author, "id"),
        name=next((one for one in names if one), ""),
        handle=wire.text(author, "username"),
        is_page=is_page,
    )


def place_of(channel: Any, forums: Collection[str] = ()) -> Place | None:
    """A channel, or a thread of one; `forums` are the channels whose threads begin with a message of their own."""
    ident, parent, guild = (wire.text(channel, name) for name in ("id", "parent_id", "guild_id"))
    if not is_id(ident):
        return None
    thread = bool(wire.table(channel, "thread_metadata"))
    words = [wire.text(channel, "name"), "" if thread else wire.text(channel, "topic")]
    post = Post(
        ext_id=ident,
        text="\n\n".join(one for one in words if one),
        author=Author(ext_id=wire.text(channel, "owner_id")),
        created_at=made_at(ident) if thread else None,
        url=f"https://discord.com/channels/{guild or '@me'}/{ident}",
    )
    top = _name(ident if parent in forums else parent, ident) if thread else ""
    return Place(post=post, top=top, guild=guild)


def gone_of(data: Any, page_id: str, now: datetime) -> list[Comment]:
    """The messages that an event says were deleted: one, or many at once."""
    listed = wire.table(data).get("ids")
    ids = [wire.text(data, "id"), *(str(one) for one in (listed if isinstance(listed, list) else ()))]
    names = [name for one in ids if (name := _name(wire.text(data, "channel_id"), one))]
    return [
        Comment(page_id=page_id, ext_id=one, text="", author=Author(), created_at=now, event=CommentEvent.DELETED)
        for one in names
    ]
