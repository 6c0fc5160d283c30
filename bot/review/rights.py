"""Which right each decision needs, and in which states it makes sense."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.decision import DecisionKind
from bot.domain.people import Right
from bot.domain.transitions import OPEN_FOR_DECISION, ItemState

K = DecisionKind
S = ItemState

NEEDS: Mapping[DecisionKind, Right] = {
    K.ANOTHER: Right.ASK,
    K.REWORD: Right.ASK,
    K.ESCALATE: Right.ASK,
    K.CLAIM: Right.CLAIM,
    K.RELEASE: Right.CLAIM,
    K.ASSIGN: Right.CLAIM,
    K.APPROVE_SECOND: Right.APPROVE_SECOND,
}
"""Everything else needs `Right.DECIDE`. A manager's EDIT becomes a proposal, see `decide`."""

LIKEABLE = OPEN_FOR_DECISION | {S.DECIDING, S.PUBLISHED, S.FOLLOWED_UP, S.LEFT, S.REJECTED, S.EXPIRED, S.FAILED}
"""A like is no reply: it is given before, after or instead of one, as long as the comment stands."""

ALLOWED: Mapping[DecisionKind, frozenset[ItemState]] = {
    K.APPROVE: OPEN_FOR_DECISION,
    K.EDIT: OPEN_FOR_DECISION,
    K.PRIVATE: OPEN_FOR_DECISION,
    K.ANOTHER: OPEN_FOR_DECISION,
    K.REWORD: OPEN_FOR_DECISION,
    K.REJECT: OPEN_FOR_DECISION | {S.DECIDING},
    K.LEAVE: OPEN_FOR_DECISION | {S.FAILED},
    K.HIDE: OPEN_FOR_DECISION,
    K.ESCALATE: frozenset({S.WAITING}),
    K.CLAIM: OPEN_FOR_DECISION | {S.NEW, S.READING, S.DRAFTING, S.FAILED, S.UNKNOWN},
    K.RELEASE: OPEN_FOR_DECISION | {S.NEW, S.READING, S.DRAFTING, S.FAILED, S.UNKNOWN},
    K.ASSIGN: OPEN_FOR_DECISION | {S.NEW, S.READING, S.DRAFTING, S.FAILED, S.UNKNOWN},
    K.UNHIDE: frozenset({S.HIDDEN}),
    K.LIKE: LIKEABLE,
    K.UNLIKE: LIKEABLE,
    K.UNDO: frozenset({S.DECIDING, S.REJECTED, S.LEFT, S.HIDDEN}),
    K.REOPEN: frozenset({S.LEFT, S.REJECTED, S.EXPIRED, S.FAILED, S.SUPERSEDED}),
    K.APPROVE_SECOND: frozenset({S.DECIDING}),
    K.RESOLVE_SENT: frozenset({S.UNKNOWN}),
    K.RESOLVE_UNSENT: frozenset({S.UNKNOWN}),
}


def right_for(kind: DecisionKind) -> Right:
    """The right a decision needs."""
    return NEEDS.get(kind, Right.DECIDE)


def actions(
    state: ItemState,
    *,
    second_due: bool,
    can_hide: bool,
    can_private: bool,
    can_like: bool = False,
    liked: bool = False,
) -> tuple[DecisionKind, ...]:
    """What a card in this state offers, in the order shown. `second_due`: the client's approval is awaited; `liked`:
    the page likes the comment already."""
    offered = [kind for kind in DecisionKind if state in ALLOWED[kind]]
    if not second_due:
        offered = [kind for kind in offered if kind is not K.APPROVE_SECOND]
        if state is S.DECIDING:
            offered = [kind for kind in offered if kind is not K.REJECT]
    if not can_hide:
        offered = [kind for kind in offered if kind not in (K.HIDE, K.UNHIDE)]
    needless = {K.LIKE, K.UNLIKE} - ({K.UNLIKE if liked else K.LIKE} if can_like else set())
    offered = [kind for kind in offered if kind not in needless]
    return tuple(kind for kind in offered if can_private or kind is not K.PRIVATE)
