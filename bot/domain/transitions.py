"""The states of an inbox item and of a publication, and the only table of moves between them.

The store refuses a move that is not in the table, so that a defect shows as an error and not as a reply
published twice.
"""

from __future__ import annotations

from enum import StrEnum

from bot.domain.errors import ForbiddenMove


class ItemState(StrEnum):
    """Where an inbox item stands (one item per comment)."""

    NEW = "new"
    READING = "reading"
    DRAFTING = "drafting"
    WAITING = "waiting"
    DECIDING = "deciding"
    """Approved and within the grace time, or approved once and awaiting the client's approval."""
    PUBLISHING = "publishing"
    PUBLISHED = "published"
    FOLLOWED_UP = "followed-up"
    LEFT = "left"
    REJECTED = "rejected"
    HIDDEN = "hidden"
    ESCALATED = "escalated"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    FAILED = "failed"
    UNKNOWN = "unknown"


class PublicationState(StrEnum):
    """Where one attempt to publish stands. `SENDING` is committed before the platform is called."""

    INTENT = "intent"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"


S = ItemState
P = PublicationState

ITEM_MOVES: dict[ItemState, frozenset[ItemState]] = {
    S.NEW: frozenset({S.READING, S.SUPERSEDED, S.LEFT}),
    S.READING: frozenset({S.DRAFTING, S.LEFT, S.SUPERSEDED, S.ESCALATED}),
    S.DRAFTING: frozenset({S.WAITING, S.SUPERSEDED, S.LEFT, S.ESCALATED, S.EXPIRED, S.REJECTED, S.HIDDEN}),
    S.WAITING: frozenset({S.DECIDING, S.DRAFTING, S.LEFT, S.REJECTED, S.HIDDEN, S.ESCALATED, S.EXPIRED, S.SUPERSEDED}),
    S.DECIDING: frozenset({S.PUBLISHING, S.WAITING, S.SUPERSEDED, S.EXPIRED, S.LEFT, S.REJECTED}),
    S.PUBLISHING: frozenset({S.PUBLISHED, S.FAILED, S.UNKNOWN, S.WAITING}),
    S.PUBLISHED: frozenset({S.FOLLOWED_UP, S.SUPERSEDED}),
    S.FOLLOWED_UP: frozenset(),
    S.LEFT: frozenset({S.DRAFTING, S.WAITING, S.SUPERSEDED}),
    S.REJECTED: frozenset({S.DRAFTING, S.WAITING, S.SUPERSEDED}),
    S.HIDDEN: frozenset({S.WAITING, S.DRAFTING, S.SUPERSEDED}),
    S.ESCALATED: frozenset({S.WAITING, S.DRAFTING, S.DECIDING, S.LEFT, S.REJECTED, S.HIDDEN, S.EXPIRED, S.SUPERSEDED}),
    S.EXPIRED: frozenset({S.WAITING, S.DRAFTING, S.SUPERSEDED}),
    S.SUPERSEDED: frozenset({S.READING, S.DRAFTING, S.WAITING}),
    S.FAILED: frozenset({S.WAITING, S.PUBLISHING, S.LEFT, S.SUPERSEDED}),
    S.UNKNOWN: frozenset({S.PUBLISHED, S.PUBLISHING, S.WAITING, S.FAILED}),
}

PUBLICATION_MOVES: dict[PublicationState, frozenset[PublicationState]] = {
    P.INTENT: frozenset({P.SENDING, P.WITHDRAWN, P.FAILED}),
    P.SENDING: frozenset({P.SENT, P.INTENT, P.FAILED, P.UNKNOWN}),
    P.UNKNOWN: frozenset({P.SENT, P.INTENT, P.FAILED}),
    P.SENT: frozenset(),
    P.FAILED: frozenset(),
    P.WITHDRAWN: frozenset(),
}

ENDED: frozenset[ItemState] = frozenset({S.FOLLOWED_UP, S.LEFT, S.REJECTED, S.HIDDEN, S.EXPIRED, S.SUPERSEDED})
"""States in which nothing more happens by itself. A person may reopen all but `FOLLOWED_UP`."""

OPEN_FOR_DECISION: frozenset[ItemState] = frozenset({S.WAITING, S.ESCALATED})
"""States in which a moderator may decide."""


def check_item_move(old: ItemState, new: ItemState) -> None:
    """Raise `ForbiddenMove` unless an item may go from `old` to `new`."""
    if new not in ITEM_MOVES[old]:
        raise ForbiddenMove(what="item", old=old.value, new=new.value)


def check_publication_move(old: PublicationState, new: PublicationState) -> None:
    """Raise `ForbiddenMove` unless a publication may go from `old` to `new`."""
    if new not in PUBLICATION_MOVES[old]:
        raise ForbiddenMove(what="publication", old=old.value, new=new.value)
