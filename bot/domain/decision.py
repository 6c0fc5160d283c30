"""What a moderator decides on a card, and what the desk answers. One card, one decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.people import Person
from bot.domain.transitions import ItemState


class DecisionKind(StrEnum):
    """The things a person can do with a card."""

    APPROVE = "approve"
    """Publish suggestion `suggestion_id` as it stands."""
    EDIT = "edit"
    """Publish `text`, written or changed by the person."""
    ANOTHER = "another"
    """Ask for other suggestions."""
    REWORD = "reword"
    """Ask for other suggestions, saying how (`note`: "warmer, no discount")."""
    REJECT = "reject"
    CLAIM = "claim"
    RELEASE = "release"
    ASSIGN = "assign"
    ESCALATE = "escalate"
    PRIVATE = "private"
    """Answer in public that it goes on in private, and open a private reply where the platform can."""
    LEAVE = "leave"
    HIDE = "hide"
    UNHIDE = "unhide"
    LIKE = "like"
    """The page likes the comment; whatever else is decided on the card stays open."""
    UNLIKE = "unlike"
    UNDO = "undo"
    REOPEN = "reopen"
    APPROVE_SECOND = "approve_second"
    RESOLVE_SENT = "resolve_sent"
    """For an `unknown` publication: a person looked and the reply is there."""
    RESOLVE_UNSENT = "resolve_unsent"
    """For an `unknown` publication: a person looked and it is not there; send it again."""


LIKES = frozenset({DecisionKind.LIKE.value, DecisionKind.UNLIKE.value})
"""Decisions that stand beside whatever else is decided, and are not taken back with it."""


class HideReason(StrEnum):
    """Decency reasons; there is none for criticism, on purpose."""

    ABUSE = "abuse"
    HATE = "hate"
    SPAM = "spam"
    PRIVATE_DATA = "private_data"
    DANGER = "danger"


class Refused(StrEnum):
    """Why a request was not carried out. Values are stable; the sentence comes with the answer."""

    ALREADY_DECIDED = "already_decided"
    NO_RIGHT = "no_right"
    NOT_FOUND = "not_found"
    TOO_LATE = "too_late"
    STALE = "stale"
    """The person decided on a version of the card that has changed since."""
    TEXT_INVALID = "text_invalid"
    NOT_ALLOWED = "not_allowed"
    FOUR_EYES = "four_eyes"
    BLOCKED = "blocked"
    """A finding says that the text must not go out as it stands; asked again with `insist`, it is published."""
    CANNOT = "cannot"
    """The platform has no such function (hide on Google reviews, say)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRequest:
    """A person pressed something. `seen_version` is the item version shown on the card they pressed
    (None: typed command without a card). `via` names the channel ("console", "terminal", "discord"…).
    `request_id` deduplicates redelivered clicks."""

    item_id: int
    kind: DecisionKind
    person: Person
    via: str
    suggestion_id: int | None = None
    text: str = ""
    note: str = ""
    assignee: str = ""
    hide_reason: HideReason | None = None
    seen_version: int | None = None
    request_id: str = ""
    insist: bool = False
    """The person was told of the findings that hold the text back and publishes it all the same; kept in the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionAnswer:
    """What came of a request: always an answer, never silence. `message` is a sentence in the person's language."""

    ok: bool
    message: str
    state: ItemState | None = None
    refused: Refused | None = None
    decided_by: str = ""
    undo_until: datetime | None = None
    undo_for: timedelta | None = None
