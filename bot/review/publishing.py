"""Decisions that lead to a reply on the page, or take it back."""

from __future__ import annotations

import uuid
from dataclasses import replace

from bot.domain.addressing import address_of, addressed, reserved_of, shifted
from bot.domain.capabilities import PageCapabilities, TextLimit
from bot.domain.decision import DecisionAnswer, DecisionKind, Refused
from bot.domain.people import Right
from bot.domain.score import Score
from bot.domain.suggestion import Suggestion
from bot.domain.texts import open_gap
from bot.domain.transitions import ItemState, PublicationState
from bot.review import handling
from bot.review.answers import agree, agree_until, refuse, refuse_decided
from bot.review.context import Context
from bot.review.length import too_long
from bot.store.moves import mark_sent, take_back
from bot.store.rows import DecisionRow, ItemRow
from bot.store.times import span

S = ItemState
P = PublicationState
PERSON = "person:"


def approve(context: Context) -> DecisionAnswer:
    """Publish a suggestion as it stands."""
    tx, request, item = context.tx, context.request, context.item
    found = tx.suggestions.get(request.suggestion_id) if request.suggestion_id else None
    if found is None or found[0] != item.id or found[1]:
        raise refuse(request, Refused.STALE, "no_suggestion", item=item)
    suggestion = found[2]
    if suggestion.origin == PERSON + request.person.id and _others_approve(context):
        raise refuse(request, Refused.FOUR_EYES, "four_eyes", item=item)
    return _approved(context, suggestion.text, suggestion.score)


def edit(context: Context) -> DecisionAnswer:
    """Publish the person's own text; a proposal where somebody else has to approve it."""
    request = context.request
    if _others_approve(context):
        return _proposed(context)
    return _approved(context, request.text, context.score)


def private(context: Context) -> DecisionAnswer:
    """With a text: send it privately where the platform can. Without: suggestions that lead to a private talk."""
    request, page = context.request, context.page
    if not request.text.strip():
        return handling.toward_private(context)
    if page is None or not page.can_private_reply:
        platform = page.platform if page else context.item.page_id
        raise refuse(request, Refused.CANNOT, "cannot_private", item=context.item, platform=platform)
    _check_private_window(context, page)
    if _others_approve(context):
        raise refuse(request, Refused.FOUR_EYES, "four_eyes", item=context.item)
    return _approved(context, request.text, context.score, is_private=True)


def _check_private_window(context: Context, page: PageCapabilities) -> None:
    comment = context.tx.comments.get(context.item.comment_id)
    days = page.private_within.days
    if not page.private_within or comment is None:
        return
    if context.tx.now >= comment.created_at + span(page.private_within):
        raise refuse(
            context.request, Refused.TOO_LATE, "private_late", item=context.item, platform=page.platform, days=days
        )


def _others_approve(context: Context) -> bool:
    brand_id, person = context.item.brand_id, context.request.person
    return context.tx.brands.policy(brand_id).four_eyes or not person.may(Right.DECIDE, brand_id)


def _check_text(context: Context, text: str) -> None:
    request, item = context.request, context.item
    if not text.strip():
        raise refuse(request, Refused.TEXT_INVALID, "empty", item=item)
    gap = open_gap(text)
    if gap:
        raise refuse(request, Refused.TEXT_INVALID, "gap", item=item, gap=gap)
    limit = _limit(context)
    platform = context.page.platform if context.page else item.page_id
    refusal = too_long(request, item, text, limit, platform, context.measure)
    if refusal is not None:
        raise refusal


def _held_back(context: Context, text: str, score: Score | None) -> list[str]:
    """Rules of the findings that must not go out as they stand: refused, unless the person insists."""
    found = score.blocks if score else ()
    if not found or context.request.insist:
        return [one.rule for one in found]
    told = context.score.blocks if context.score else ()  # in the person's language
    first, *others = told or found
    words = text[first.start : first.end].strip()
    key = ("blocked" if words else "blocked_whole") + ("_more" if others else "")
    request, because = context.request, first.why
    raise refuse(request, Refused.BLOCKED, key, item=context.item, because=because, words=words, more=len(others))


def _limit(context: Context) -> TextLimit:
    """The page's limit as its platform last told it, less what goes with every reply to this comment."""
    row = context.tx.brands.page(context.item.page_id)
    comment = context.tx.comments.get(context.item.comment_id)
    base = context.page.text_limit if context.page else TextLimit(most=0)
    most = row.reply_limit if row and row.reply_limit else base.most
    reserved = reserved_of(comment.extra) if comment else 0
    return replace(base, most=max(1, most - reserved) if most else 0)


def _addressed(context: Context, text: str) -> str:
    """The text as it will stand on the page: people are told of it there only when it names them."""
    comment = context.tx.comments.get(context.item.comment_id)
    return addressed(text, address_of(comment.extra)) if comment else text


def _proposed(context: Context) -> DecisionAnswer:
    tx, request, item = context.tx, context.request, context.item
    text = _addressed(context, request.text)
    _check_text(context, text)
    if context.score is None:
        raise refuse(request, Refused.TEXT_INVALID, "empty", item=item)
    context.keep(text=text, score=context.score, proposed=True)
    score = shifted(context.score, len(text) - len(request.text))
    offer = Suggestion(text=text, lang=item.lang, score=score, origin=PERSON + request.person.id, stopped="person")
    others = [one for _, _, one in tx.suggestions.current(item.id)]
    tx.suggestions.withdraw(item.id)
    tx.suggestions.add([(item.id, item.round, [offer, *others])])
    best = max(context.score.total, item.best_score or 0)
    return agree(request, "proposed", tx.items.touch(item, best_score=best))


def _approved(context: Context, given: str, score: Score | None, *, is_private: bool = False) -> DecisionAnswer:
    tx, request, item = context.tx, context.request, context.item
    text = _addressed(context, given)
    _check_text(context, text)
    overruled = _held_back(context, given, score)
    detail = {"overruled": overruled} if overruled else {}
    decision_id = context.keep(text=text, score=score, suggestion_id=request.suggestion_id, **detail)
    policy = tx.brands.policy(item.brand_id)
    if policy.client_approval & set(item.kinds.split()):
        return agree(request, "approved_first", tx.items.move(item, S.DECIDING))
    tx.jobs.cancel(item.id, ("remind",))
    return _send(context, item, decision_id, text, "approved", is_private=is_private)


def _send(
    context: Context, item: ItemRow, decision_id: int, text: str, key: str, *, is_private: bool = False
) -> DecisionAnswer:
    """The intent, with its key, in the same transaction as the decision; the call comes later."""
    tx = context.tx
    grace = tx.brands.policy(item.brand_id).undo_grace
    publication_id = tx.publications.add(
        item_id=item.id,
        decision_id=decision_id,
        page_id=item.page_id,
        idem_key=uuid.uuid4().hex,
        text=text,
        private=is_private,
    )
    run_at = tx.after(grace)
    tx.jobs.enqueue("publish", f"publish:{publication_id}", item_id=item.id, run_at=run_at, priority=0,
                    payload=str(publication_id))  # fmt: skip
    moved = tx.items.move(item, S.DECIDING, next_at=run_at) if item.state is not S.DECIDING else tx.items.touch(item)
    return agree_until(tx, context.request, key, moved, grace)


def pending_first(context: Context) -> DecisionRow | None:
    """The first approval that waits for the client's, None when the reply is on its way already."""
    if context.tx.publications.latest(context.item.id) is not None:
        return None
    approvals = (DecisionKind.APPROVE.value, DecisionKind.EDIT.value, DecisionKind.PRIVATE.value)
    decisions = [one for one in context.tx.decisions.of(context.item.id) if one.undone_at is None]
    return next((one for one in reversed(decisions) if one.kind in approvals), None)


def approve_second(context: Context) -> DecisionAnswer:
    """The client agrees to what a moderator approved."""
    request, item = context.request, context.item
    first = pending_first(context)
    if first is None:
        raise refuse_decided(context.tx, request, item)
    if first.person_id == request.person.id:
        raise refuse(request, Refused.FOUR_EYES, "second_by_other", item=item)
    context.keep(text=first.text)
    context.tx.jobs.cancel(item.id, ("remind",))
    is_private = first.kind == DecisionKind.PRIVATE.value
    return _send(context, item, first.id, first.text, "approved_second", is_private=is_private)


def undo(context: Context) -> DecisionAnswer:
    """Take back an approval before it goes out, or a rejection, leaving or hiding."""
    tx, request, item = context.tx, context.request, context.item
    if item.state is S.HIDDEN:
        return handling.unhide(context)
    if item.state is not S.DECIDING:
        return handling.reopen(context)
    free = take_back(tx, item)
    publication = tx.publications.latest(item.id)
    if free is None or (publication is not None and publication.state is not P.WITHDRAWN):
        raise refuse(request, Refused.TOO_LATE, "too_late", item=item)
    tx.decisions.take_back(item.id)
    context.keep()
    moved = tx.items.move(free, S.WAITING)
    handling.remind_again(tx, moved)
    return agree(request, "undone", moved)


def resolve_sent(context: Context) -> DecisionAnswer:
    """A person looked: the reply is on the page."""
    tx, item = context.tx, context.item
    publication = tx.publications.latest(item.id)
    if publication is None or publication.state is not P.UNKNOWN:
        raise refuse_decided(tx, context.request, item)
    context.keep()
    moved = mark_sent(tx, publication, ext_id=None, actor=context.request.person.id)
    return agree(context.request, "resolved_sent", moved or item)


def resolve_unsent(context: Context) -> DecisionAnswer:
    """A person looked: it is not there. It is sent again under the same key."""
    tx, item = context.tx, context.item
    publication = tx.publications.latest(item.id)
    if publication is None or publication.state is not P.UNKNOWN:
        raise refuse_decided(tx, context.request, item)
    context.keep()
    tx.publications.move(publication, P.INTENT)
    tx.jobs.enqueue("publish", f"publish:{publication.id}", item_id=item.id, priority=0, payload=str(publication.id))
    return agree(context.request, "resolved_unsent", tx.items.move(item, S.PUBLISHING, reason=""))
