"""What a platform can do, read from each adapter's manifest. Rendering degrades by these, never by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class LengthUnit(StrEnum):
    """How a platform counts a text."""

    CHARACTERS = "characters"
    UTF16 = "utf16"
    GRAPHEMES = "graphemes"
    BYTES = "bytes"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLimit:
    """At most `most` of `unit`; a link counts `link_weight` of them where set (Mastodon: 23). `short_mentions`: of
    "@name@server" only "@name" counts."""

    most: int
    unit: LengthUnit = LengthUnit.CHARACTERS
    also_bytes: int = 0
    link_weight: int = 0
    short_mentions: bool = False


class Idempotency(StrEnum):
    """What keeps a platform from publishing twice when an answer is lost."""

    KEY = "key"
    """It honours our key: sending again is safe while the key is kept."""
    LIST = "list"
    """Own replies can be listed and compared before sending again."""
    NONE = "none"
    """Neither: after a lost answer a person must look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCapabilities:
    """A page adapter's manifest. `visibility_grace`: how long after sending a reply may still be missing
    from the page's own list; `key_kept`: how long the platform remembers an idempotency key."""

    platform: str
    text_limit: TextLimit
    idempotency: Idempotency
    key_kept: timedelta = timedelta(0)
    visibility_grace: timedelta = timedelta(seconds=30)
    can_hide: bool = False
    can_like: bool = False
    """The page can like a comment and take that back (`ports.Likes`)."""
    can_private_reply: bool = False
    private_within: timedelta = timedelta(0)
    """How old a comment may be for a private reply; zero: any age."""
    can_fetch_thread: bool = False
    can_list_own: bool = False
    pushes: bool = False
    can_backfill: bool = False
    """Past comments can be listed (`PageAdapter.history`)."""
    polls_answers: bool = False
    """Answers under a published reply do not come by themselves: `PageAdapter.answers` has to ask."""
    one_reply_only: bool = False
    """The platform keeps one reply for each comment; a second replaces the first."""
    writes_per_day: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatCapabilities:
    """A chat adapter's manifest. Limits are in the platform's own unit."""

    platform: str
    text_limit: TextLimit
    buttons: bool = False
    modals: bool = False
    reactions: bool = False
    threads: bool = False
    edits: bool = False
    files: bool = False
    private_words: bool = False
    commands: bool = False
    markup: str = "plain"
    """"plain", "discord", "telegram-html", "slack", "markdown", "matrix-html", "zulip", "ansi" or "html"."""
    ack_within: timedelta = timedelta(seconds=3)
    buttons_most: int = 0
    callback_bytes: int = 0
