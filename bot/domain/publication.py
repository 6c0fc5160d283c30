"""One attempt to publish one approved text. The intent is committed before the platform is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.comment import Author


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishOrder:
    """What a page adapter is asked to publish: exactly `text`, under `parent_ext_id`, once per `idem_key`."""

    page_id: str
    item_id: int
    publication_id: int
    idem_key: str
    text: str
    lang: str
    parent_ext_id: str
    thread_ext_id: str
    post_ext_id: str
    attempt: int = 1
    private: bool = False
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The platform accepted the reply under this id."""

    ext_id: str
    url: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReply:
    """A reply that already stands on the page, found when looking before sending again."""

    ext_id: str
    text: str
    parent_ext_id: str
    author: Author
    created_at: datetime | None = None
    idem_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedReply:
    """A published reply whose thread is watched. `extra` is the `extra` of the comment it answers."""

    ext_id: str
    parent_ext_id: str
    thread_ext_id: str
    post_ext_id: str
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a published reply within the follow-up time. Moods are values of `Mood` or ""."""

    item_id: int
    answered_back: bool
    answered_at: datetime | None = None
    mood_before: str = ""
    mood_after: str = ""
    turns: int = 0
    others_joined: int = 0
    closed: bool = False
