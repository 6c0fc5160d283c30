"""What people say on a page, as it came in. Adapters build these values; nothing else is known of a platform."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Who(StrEnum):
    """Whose turn it is in a conversation, seen from the page."""

    CUSTOMER = "customer"
    BRAND = "brand"
    OTHER = "other"


class CommentEvent(StrEnum):
    """What happened to a comment on its platform."""

    CREATED = "created"
    EDITED = "edited"
    DELETED = "deleted"
    HIDDEN = "hidden"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who wrote a comment. Never called a user: users are the team.

    `ext_id` is the platform's id as a string, `name` what people see, both may be empty
    where the platform does not say who it was.
    """

    ext_id: str = ""
    name: str = ""
    handle: str = ""
    is_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What the page (or somebody else) published, under which comments stand."""

    ext_id: str
    text: str = ""
    author: Author = field(default_factory=Author)
    created_at: datetime | None = None
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One comment as the platform gave it. `text` is kept character for character.

    `parent_ext_id` is the comment this one answers ("" for a top-level comment), `thread_ext_id`
    the top-level comment of its thread. Times are aware UTC datetimes.
    """

    page_id: str
    ext_id: str
    text: str
    author: Author
    created_at: datetime
    post: Post | None = None
    parent_ext_id: str = ""
    thread_ext_id: str = ""
    lang_hint: str = ""
    url: str = ""
    event: CommentEvent = CommentEvent.CREATED
    extra: tuple[tuple[str, str], ...] = ()
    """Platform fields needed to answer (for example Bluesky's cid), as plain pairs. Two keys are read by the core,
    see `bot.domain.addressing`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """A part of a page's past. `resume` goes on after it ("" where the platform has no such place); `done` of `of`
    says how far it has got, where the platform tells (0 of 0 elsewhere)."""

    comments: tuple[Comment, ...]
    resume: str = ""
    done: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn of a conversation, oldest first in every sequence of turns."""

    who: Who
    text: str
    name: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters [start, end) of a text, as Python counts code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]
