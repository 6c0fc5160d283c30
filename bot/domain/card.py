"""A card: everything a moderator sees of one item, as data. Built from the store each time; adapters render it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.capabilities import TextLimit
from bot.domain.comment import Author, Turn
from bot.domain.decision import DecisionKind
from bot.domain.reading import Reading
from bot.domain.suggestion import Suggestion
from bot.domain.transitions import ItemState


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedSuggestion:
    """A suggestion as it stands on a card: `number` is what people press or type, from 1."""

    id: int
    number: int
    suggestion: Suggestion


@dataclass(frozen=True, slots=True, kw_only=True)
class CardDecision:
    """Who decided what, when and with which text."""

    kind: DecisionKind
    by: str
    at: datetime
    text: str = ""
    note: str = ""
    via: str = ""
    undo_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardOutcome:
    """What came back after publishing."""

    published_at: datetime | None = None
    url: str = ""
    answered_back: bool = False
    answer_text: str = ""
    mood_before: str = ""
    mood_after: str = ""
    problem: str = ""
    """Why publishing failed or is unknown, for the moderator; empty when all is well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """`version` rises with every change of the item: a press on an older version is answered as stale.
    `actions` are what this state allows (rights are checked when pressed). `context` are the turns above
    the comment, oldest first."""

    item_id: int
    version: int
    brand_id: str
    brand_name: str
    page_id: str
    page_name: str
    platform: str
    state: ItemState
    author: Author
    comment: str
    commented_at: datetime
    comment_url: str
    post_text: str
    context: tuple[Turn, ...]
    reading: Reading | None
    suggestions: tuple[OfferedSuggestion, ...]
    actions: tuple[DecisionKind, ...]
    claimed_by: str = ""
    deadline: datetime | None = None
    reason: str = ""
    hint: str = ""
    """What such replies drew on this page before, when there is enough to tell."""
    decision: CardDecision | None = None
    outcome: CardOutcome | None = None
    reply_limit: int = 0
    text_limit: TextLimit | None = None
    """How the platform counts a reply to this comment; None where its page is not configured."""
    address: str = ""
    """What is put in front of a text that does not name the author, see `bot.domain.addressing`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One line of the inbox. `kinds` are the comment's; "promise" first where the item keeps one."""

    item_id: int
    version: int
    state: ItemState
    brand_id: str
    page_id: str
    page_name: str
    platform: str
    author: str
    excerpt: str
    lang: str
    kinds: tuple[str, ...]
    mood: str
    urgency: str
    best_score: int | None
    claimed_by: str
    deadline: datetime | None
    received_at: datetime
    answered_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """Some lines of the inbox, how many there are in all, and how to ask for more."""

    rows: tuple[QueueRow, ...]
    total: int
    next_cursor: str = ""
    counts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One line of an item's history, from intake to outcome."""

    at: datetime
    actor: str
    action: str
    detail: str = ""
