"""From a message in a discussion group to a comment. Pure; what is missing is empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.adapters.pages.shared import wire
from bot.domain.comment import Author, Comment, CommentEvent, Post

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_MEDIA = (
    "photo", "video", "animation", "sticker", "voice", "video_note", "audio", "document", "poll", "location", "contact",
    "story", "dice", "venue",
)  # fmt: skip
_FORWARDER = "777000"
"""The account in whose name Telegram forwards a channel's posts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The page: its channel and the linked group by id, the channel's public name ("" for none), the bot's own id.
    `whole_group`: what is written in the group outside of posts counts as comments too."""

    channel: str
    group: str
    username: str = ""
    bot: str = ""
    whole_group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One message that concerns the page: a post of the channel as it came into the group, or a comment.
    `root` is the group's message below which it stands, "" for none."""

    number: str
    root: str = ""
    post: Post | None = None
    comment: Comment | None = None


def message_in(update: object) -> tuple[wire.Wire, bool]:
    """The message of an update, and whether it is an edit; empty where there is none."""
    edited = wire.table(update, "edited_message")
    return (edited, True) if edited else (wire.table(update, "message"), False)


def chat_in(update: object) -> str:
    """The id of the chat an update is about, "" for none."""
    message, _ = message_in(update)
    return wire.text(message, "chat", "id") or wire.text(update, "my_chat_member", "chat", "id")


def status_in(update: object) -> str:
    """What became of the bot's membership, where the update tells."""
    return wire.text(update, "my_chat_member", "new_chat_member", "status")


def found_in(update: object, page_id: str, place: Place) -> Found | None:
    """What an update brings; None for what is no comment: service messages, other groups, machines, and talk of the
    group that stands below no post."""
    message, edited = message_in(update)
    number = wire.text(message, "message_id")
    if not number or wire.text(message, "chat", "id") != place.group:
        return None
    if _is_forward(message, place):
        return Found(number=number, root=number, post=post_of(message, place))
    answered = wire.table(message, "reply_to_message")
    root = _root(message, answered, place)
    author = author_of(message, place)
    if not (root or place.whole_group) or not has_words(message) or author is None:
        return None
    post = post_of(answered, place) if _is_forward(answered, place) else None
    parent = "" if post is not None or not answered else ident(place.group, wire.text(answered, "message_id"))
    own = ident(place.group, number)
    comment = Comment(
        page_id=page_id,
        ext_id=own,
        text=words_of(message),
        author=author,
        created_at=wire.moment(message.get("date")) or _LONG_AGO,
        post=post,
        parent_ext_id=parent,
        thread_ext_id=parent or own,
        url=url_of(number, root, place),
        event=CommentEvent.EDITED if edited else CommentEvent.CREATED,
        extra=_extra(message),
    )
    return Found(number=number, root=root, post=post, comment=comment)


def ident(group: str, number: str) -> str:
    """A message's id, told apart from those of another group that may be linked later."""
    return f"{group}:{number}" if number else ""


def post_of(forward: wire.Wire, place: Place) -> Post:
    """A post, as Telegram forwarded it into the group."""
    number = wire.text(forward, "forward_origin", "message_id") or wire.text(forward, "forward_from_message_id")
    origin = wire.table(forward, "forward_origin").get("date")
    at = wire.moment(origin) or wire.moment(forward.get("forward_date")) or wire.moment(forward.get("date"))
    name = wire.text(forward, "sender_chat", "title")
    return Post(
        ext_id=ident(place.channel, number) or ident(place.group, wire.text(forward, "message_id")),
        text=words_of(forward),
        author=Author(ext_id=place.channel, name=name, is_page=True),
        created_at=at,
        url=f"{_channel_url(place)}/{number}" if number else "",
    )


def author_of(message: wire.Wire, place: Place) -> Author | None:
    """Who wrote it; None for machines. The channel, the group (an anonymous admin) and the bot are the page; another
    channel speaks for itself."""
    speaker = wire.table(message, "sender_chat")
    if speaker:
        ext_id = wire.text(speaker, "id")
        name, handle = wire.text(speaker, "title"), wire.text(speaker, "username")
        page = ext_id in (place.channel, place.group)
        return Author(ext_id=ext_id, name=name, handle=f"@{handle}" if handle else "", is_page=page)
    sender = wire.table(message, "from")
    ext_id = wire.text(sender, "id")
    if sender.get("is_bot") is True and ext_id != place.bot:
        return None
    names = (wire.text(sender, "first_name"), wire.text(sender, "last_name"))
    handle = wire.text(sender, "username")
    return Author(
        ext_id=ext_id,
        name=" ".join(name for name in names if name) or handle,
        handle=f"@{handle}" if handle else "",
        is_page=bool(ext_id) and ext_id == place.bot,
    )


def words_of(message: wire.Wire) -> str:
    """What was written: the text, a picture's caption, a sticker's emoji."""
    found = wire.text(message, "text") or wire.text(message, "caption")
    return found or wire.text(message, "sticker", "emoji") or wire.text(message, "poll", "question")


def has_words(message: wire.Wire) -> bool:
    """Whether somebody said or showed something, and not Telegram (somebody joined, a message was pinned)."""
    return bool(words_of(message)) or any(message.get(kind) for kind in _MEDIA)


def url_of(number: str, root: str, place: Place) -> str:
    """Where people see it. Groups without a public name have addresses that only their members can open."""
    bare = place.group.removeprefix("-100")
    return f"https://t.me/c/{bare}/{number}" + (f"?thread={root}" if root else "")


def _channel_url(place: Place) -> str:
    return f"https://t.me/{place.username or 'c/' + place.channel.removeprefix('-100')}"


def _root(message: wire.Wire, answered: wire.Wire, place: Place) -> str:
    if _is_forward(answered, place):
        return wire.text(answered, "message_id")
    return wire.text(message, "message_thread_id")


def _is_forward(message: wire.Wire, place: Place) -> bool:
    """A post of the channel, brought into the group by Telegram itself."""
    if message.get("is_automatic_forward") is not True:
        return False
    return wire.text(message, "sender_chat", "id") in ("", place.channel) or (
        wire.text(message, "from", "id") == _FORWARDER and not wire.table(message, "sender_chat")
    )


def _extra(message: wire.Wire) -> tuple[tuple[str, str], ...]:
    media = " ".join(kind for kind in _MEDIA if message.get(kind))
    return (("media", media),) if media else ()
