"""Carries out a person's decision, or refuses it with a sentence. One card, one decision; no press is swallowed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain.capabilities import PageCapabilities
from bot.domain.decision import DecisionAnswer, DecisionKind, DecisionRequest, Refused
from bot.domain.people import Right
from bot.domain.score import Score
from bot.domain.transitions import ItemState
from bot.review import handling, liking, publishing
from bot.review.answers import Refusal, refuse, refuse_decided
from bot.review.context import Context
from bot.review.length import Measure
from bot.review.rights import ALLOWED, right_for
from bot.store.codec import dump, load
from bot.store.rows import ItemRow
from bot.store.tx import Tx

K = DecisionKind
S = ItemState

_STALE_MATTERS = frozenset({K.APPROVE, K.EDIT, K.REWORD, K.PRIVATE, K.REJECT, K.LEAVE, K.HIDE})

_HANDLERS: Mapping[DecisionKind, Callable[[Context], DecisionAnswer]] = {
    K.APPROVE: publishing.approve,
    K.EDIT: publishing.edit,
    K.APPROVE_SECOND: publishing.approve_second,
    K.PRIVATE: publishing.private,
    K.UNDO: publishing.undo,
    K.RESOLVE_SENT: publishing.resolve_sent,
    K.RESOLVE_UNSENT: publishing.resolve_unsent,
    K.ANOTHER: handling.another,
    K.REWORD: handling.reword,
    K.REJECT: handling.reject,
    K.CLAIM: handling.claim,
    K.RELEASE: handling.release,
    K.ASSIGN: handling.assign,
    K.ESCALATE: handling.escalate,
    K.LEAVE: handling.leave,
    K.HIDE: handling.hide,
    K.UNHIDE: handling.unhide,
    K.LIKE: liking.like,
    K.UNLIKE: liking.unlike,
    K.REOPEN: handling.reopen,
}


def decide(
    tx: Tx,
    request: DecisionRequest,
    page_of: Callable[[str], PageCapabilities | None],
    measure: Measure,
    score: Score | None = None,
) -> DecisionAnswer:
    """The answer to a press. `page_of` says what a page's platform can do, None when its adapter is not configured;
    `score` is that of a text the person wrote, made beforehand.

    A click delivered twice (same `request_id`) gets the first answer again. Raises `Raced` when another
    transaction was first: call again, and the answer is then about the new state.
    """
    done = tx.decisions.by_request(request.request_id)
    if done is not None and done.item_id == request.item_id and done.person_id == request.person.id:
        return load(DecisionAnswer, done.answer)
    try:
        item = _checked(tx, request)
        page = page_of(item.page_id)
        context = Context(tx=tx, request=request, item=item, page=page, measure=measure, score=score)
        return _carried_out(context)
    except Refusal as refusal:
        return refusal.answer


def _checked(tx: Tx, request: DecisionRequest) -> ItemRow:
    item = tx.items.get(request.item_id, lock=True)
    person = request.person
    if item is None or not any(person.may(right, item.brand_id) for right in (Right.SEE, right_for(request.kind))):
        raise refuse(request, Refused.NOT_FOUND, "not_found")
    if not _may(request, item):
        raise refuse(request, Refused.NO_RIGHT, "no_right", item=item)
    if item.state not in ALLOWED[request.kind]:
        if request.kind is K.UNDO:
            late = item.state in (S.PUBLISHING, S.PUBLISHED, S.FOLLOWED_UP, S.UNKNOWN)
            why = (Refused.TOO_LATE, "too_late") if late else (Refused.NOT_ALLOWED, "nothing_to_undo")
            raise refuse(request, *why, item=item)
        raise refuse_decided(tx, request, item)
    seen = request.seen_version
    if request.kind in _STALE_MATTERS and seen is not None and seen < item.content_version:
        raise refuse(request, Refused.STALE, "stale", item=item)
    return item


def _may(request: DecisionRequest, item: ItemRow) -> bool:
    person, kind = request.person, request.kind
    if person.may(right_for(kind), item.brand_id):
        return True
    if kind is K.EDIT:  # a manager's text is kept as a proposal that somebody else approves
        return person.may(Right.ASK, item.brand_id)
    return kind is K.REJECT and item.state is S.DECIDING and person.may(Right.APPROVE_SECOND, item.brand_id)


def _carried_out(context: Context) -> DecisionAnswer:
    tx, request = context.tx, context.request
    answer = _HANDLERS[request.kind](context)
    if context.decision_id:
        tx.decisions.change(context.decision_id, answer=dump(DecisionAnswer, answer))
    return answer
