"""From notifications, post views and threads to comments. Pure.

A post is named by its at-uri, which is the comment's id; its cid is needed to answer it and travels in `extra`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.adapters.pages.shared import wire
from bot.domain.comment import Author, Comment, CommentEvent, Post, Turn, Who

REASONS = ("reply", "mention", "quote")
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
MOST_DEEP = 200
"""Threads are read so deep; the platform gives less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a post stands: the first comment of its thread, what it answers ("" where it is the first), the post."""

    thread: str
    parent: str = ""
    post: Post | None = None


def uri_of(view: object) -> str:
    """The at-uri of a post view or notification, "" for anything else."""
    uri = wire.text(view, "uri")
    return uri if uri.startswith("at://") else ""


def did_of(uri: str) -> str:
    """Whose record an at-uri names."""
    return uri.removeprefix("at://").split("/", 1)[0] if uri.startswith("at://") else ""


def rkey_of(uri: str) -> str:
    """The record key of an at-uri."""
    return uri.rsplit("/", 1)[-1]


def author_of(view: object, own_did: str) -> Author:
    """Who wrote it; of a post without an author its uri says at least whose it is."""
    did = wire.text(view, "author", "did") or did_of(uri_of(view))
    handle = wire.text(view, "author", "handle")
    known = handle if handle != "handle.invalid" else ""
    return Author(
        ext_id=did,
        name=wire.text(view, "author", "displayName").strip() or known,
        handle=f"@{known}" if known else "",
        is_page=bool(own_did) and did == own_did,
    )


def said_at(view: object) -> datetime:
    """When it was written. Authors' programs say so themselves; nobody is believed to write in the future."""
    claimed = wire.moment(wire.text(view, "record", "createdAt"))
    indexed = wire.moment(wire.text(view, "indexedAt"))
    known = [each for each in (claimed, indexed) if each is not None]
    return min(known, default=_LONG_AGO)


def parent_of(view: object) -> str:
    """The uri of what a post answers, "" for one that answers nothing."""
    return wire.text(view, "record", "reply", "parent", "uri")


def root_of(view: object) -> str:
    """The uri at the top of its thread: itself where it answers nothing."""
    return wire.text(view, "record", "reply", "root", "uri") or uri_of(view)


def comment_of(view: object, page_id: str, own_did: str, place: Place | None = None) -> Comment | None:
    """A post view or a notification as a comment; None for anything that is no post."""
    uri = uri_of(view)
    kind = wire.text(view, "record", "$type")
    if not uri or kind not in ("", "app.bsky.feed.post"):
        return None
    place = place or place_alone(view, own_did)
    langs = wire.table(view, "record").get("langs")
    lang = wire.text({"first": langs[0]}, "first") if isinstance(langs, list) and langs else ""
    return Comment(
        page_id=page_id,
        ext_id=uri,
        text=wire.text(view, "record", "text"),
        author=author_of(view, own_did),
        created_at=said_at(view),
        post=place.post,
        parent_ext_id=place.parent,
        thread_ext_id=place.thread or uri,
        lang_hint=lang,
        url=url_of(view),
        extra=_extra(view),
    )


def _extra(view: object) -> tuple[tuple[str, str], ...]:
    """The strong references that an answer needs: this post and the top of its thread."""
    cid = wire.text(view, "cid")
    root, root_cid = root_of(view), wire.text(view, "record", "reply", "root", "cid") or cid
    embed = wire.text(view, "record", "embed", "$type").rsplit(".", 1)[-1]
    pairs = {"cid": cid, "root": root, "root_cid": root_cid, "media": embed}
    return tuple((key, value) for key, value in pairs.items() if value)


def url_of(view: object) -> str:
    """Where people see it."""
    uri = uri_of(view)
    handle = wire.text(view, "author", "handle")
    name = handle if handle and handle != "handle.invalid" else did_of(uri)
    return f"https://bsky.app/profile/{name}/post/{rkey_of(uri)}" if uri and name else ""


def place_alone(view: object, own_did: str) -> Place:
    """Where a post stands as far as its record says: enough for what stands at the top, or directly below a post of
    ours, or in somebody else's thread."""
    uri, parent, root = uri_of(view), parent_of(view), root_of(view)
    if not parent:
        return Place(thread=uri)
    if did_of(root) != own_did:
        return Place(thread=root, parent=parent)
    post = Post(ext_id=root)
    return Place(thread=uri, post=post) if parent == root else Place(thread=parent, parent=parent, post=post)


def post_of(view: object, own_did: str) -> Post:
    """A post view as the post under which comments stand."""
    return Post(
        ext_id=uri_of(view),
        text=wire.text(view, "record", "text"),
        author=author_of(view, own_did),
        created_at=said_at(view),
        url=url_of(view),
    )


def turn_of(view: object, own_did: str, author_did: str) -> Turn:
    """A post view as a turn of a conversation with `author_did`."""
    author = author_of(view, own_did)
    who = Who.BRAND if author.is_page else Who.CUSTOMER if author.ext_id == author_did else Who.OTHER
    return Turn(who=who, text=wire.text(view, "record", "text"), name=author.name, at=said_at(view))


def gone(page_id: str, uri: str, now: datetime) -> Comment:
    """A post that is no longer there."""
    return Comment(page_id=page_id, ext_id=uri, text="", author=Author(), created_at=now, event=CommentEvent.DELETED)


def above(thread: object) -> list[wire.Wire]:
    """The post views above a thread's post, the top first; the chain ends where one is deleted or blocked."""
    found: list[wire.Wire] = []
    node = wire.table(thread, "parent")
    while uri_of(wire.table(node, "post")) and len(found) < MOST_DEEP:
        found.append(wire.table(node, "post"))
        node = wire.table(node, "parent")
    return found[::-1]


def below(thread: object) -> Iterator[tuple[wire.Wire, tuple[str, ...]]]:
    """(post view, the uris between it and the thread's post) of all that stands below, top down."""
    stack: list[tuple[wire.Wire, tuple[str, ...]]] = [(one, ()) for one in wire.rows(thread, "replies")]
    while stack:
        node, path = stack.pop(0)
        view = wire.table(node, "post")
        uri = uri_of(view)
        if not uri or len(path) > MOST_DEEP:
            continue
        yield view, path
        stack.extend((one, (*path, uri)) for one in wire.rows(node, "replies"))


def place_below(view: object, parents: Sequence[object], own_did: str) -> Place:
    """Where a post stands, given what is above it, the top first."""
    uri, parent = uri_of(view), parent_of(view)
    if not parents or not parent:
        return place_alone(view, own_did)
    top = parents[0]
    if not author_of(top, own_did).is_page or parent_of(top):
        return (
            Place(thread=root_of(view), parent=parent)
            if did_of(root_of(view)) != own_did
            else Place(thread=uri_of(top), parent=parent, post=Post(ext_id=root_of(view)))
        )
    post = post_of(top, own_did)
    first = uri_of(parents[1]) if len(parents) > 1 else uri
    return Place(thread=first, parent="" if parent == post.ext_id else parent, post=post)


def as_edited(comment: Comment) -> Comment:
    """The comment as an edit of one that is known."""
    return replace(comment, event=CommentEvent.EDITED)
