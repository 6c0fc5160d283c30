"""Decisions that do not publish: ask again, hand over, leave, hide, open again."""

from __future__ import annotations

import json

from bot.domain.decision import DecisionAnswer, HideReason, Refused
from bot.domain.people import Right
from bot.domain.transitions import ItemState
from bot.review.answers import agree, refuse
from bot.review.context import Context
from bot.store.moves import plan_reminders, redraw
from bot.store.rows import ItemRow
from bot.store.tx import Tx

S = ItemState
_PRIVATE_NOTE = {
    "en": "take it private, answering in public first",
    "es": "llévalo a privado, respondiendo antes en público",
}
_FUTURE = ("draft", "remind", "publish")


def another(context: Context) -> DecisionAnswer:
    """Other suggestions, none of those offered before."""
    context.keep()
    return agree(context.request, "drawing", redraw(context.tx, context.item, quick=True))


def reword(context: Context) -> DecisionAnswer:
    """Other suggestions, changed as the note says; about one suggestion when it is named."""
    request = context.request
    if not request.note.strip():
        raise refuse(request, Refused.TEXT_INVALID, "no_note", item=context.item)
    return _reworded(context, request.note.strip())


def toward_private(context: Context) -> DecisionAnswer:
    """Suggestions that answer in public and go on in private."""
    lang = context.request.person.lang
    return _reworded(context, _PRIVATE_NOTE["es" if lang == "es" else "en"])


def _reworded(context: Context, note: str) -> DecisionAnswer:
    tx, request, item = context.tx, context.request, context.item
    base = request.text
    if not base and request.suggestion_id:
        found = tx.suggestions.get(request.suggestion_id)
        base = found[2].text if found and found[0] == item.id else ""
    context.keep(note=note)
    return agree(request, "drawing", redraw(tx, item, notes=(note,), base=base, quick=True))


def reject(context: Context) -> DecisionAnswer:
    """Nothing is published. Where a client's approval was awaited, the item goes back to the team instead."""
    tx, request, item = context.tx, context.request, context.item
    if item.state is not S.DECIDING:
        context.keep()
        tx.jobs.cancel(item.id, _FUTURE)
        return agree(request, "rejected", tx.items.move(item, S.REJECTED, reason=request.note))
    if tx.publications.latest(item.id) is not None:
        raise refuse(request, Refused.TOO_LATE, "too_late", item=item)
    tx.decisions.take_back(item.id)
    context.keep(returned=True)
    moved = tx.items.move(item, S.WAITING, reason=request.note)
    remind_again(tx, moved)
    return agree(request, "returned", moved)


def claim(context: Context) -> DecisionAnswer:
    """The person takes the item; others see who has it."""
    tx, request, item = context.tx, context.request, context.item
    if item.claimed_by and item.claimed_by != request.person.id:
        name = tx.team.name(item.claimed_by)
        raise refuse(request, Refused.ALREADY_DECIDED, "already_claimed", item=item, by=name, name=name)
    context.keep()
    return agree(request, "claimed", tx.items.touch(item, claimed_by=request.person.id, claimed_at=tx.now))


def release(context: Context) -> DecisionAnswer:
    """Give it back; somebody else's only with the right to decide."""
    tx, request, item = context.tx, context.request, context.item
    mine = item.claimed_by in ("", request.person.id)
    if not mine and not request.person.may(Right.DECIDE, item.brand_id):
        raise refuse(request, Refused.NO_RIGHT, "no_right", item=item)
    context.keep()
    return agree(request, "released", tx.items.touch(item, claimed_by="", claimed_at=None))


def assign(context: Context) -> DecisionAnswer:
    """Hand the item to somebody by name, login or id."""
    tx, request, item = context.tx, context.request, context.item
    person = tx.team.get(request.assignee) or tx.team.find(request.assignee)
    if person is None or not person.may(Right.CLAIM, item.brand_id):
        raise refuse(request, Refused.NOT_FOUND, "no_assignee", item=item, name=request.assignee)
    context.keep(assignee=person.id)
    moved = tx.items.touch(item, claimed_by=person.id, claimed_at=tx.now)
    return agree(request, "assigned", moved, name=person.name)


def escalate(context: Context) -> DecisionAnswer:
    """Raise it above the others."""
    tx, item = context.tx, context.item
    context.keep()
    urgency = max(item.urgency, 2)
    moved = tx.items.move(item, S.ESCALATED, reason=context.request.note, urgency=urgency)
    return agree(context.request, "escalated", moved)


def leave(context: Context) -> DecisionAnswer:
    """No reply, on purpose."""
    tx, item = context.tx, context.item
    context.keep()
    tx.jobs.cancel(item.id, _FUTURE)
    return agree(context.request, "left", tx.items.move(item, S.LEFT, reason=context.request.note))


def hide(context: Context) -> DecisionAnswer:
    """Hide for decency; the platform is told by a job."""
    tx, request, item = context.tx, context.request, context.item
    if request.hide_reason is None:
        raise refuse(request, Refused.NOT_ALLOWED, "hide_reason", item=item)
    _can_hide(context)
    context.keep(hide_reason=request.hide_reason.value)
    tx.jobs.cancel(item.id, _FUTURE)
    _tell_page(tx, item, hidden=True, reason=request.hide_reason)
    return agree(request, "hiding", tx.items.move(item, S.HIDDEN, reason=request.hide_reason.value))


def unhide(context: Context) -> DecisionAnswer:
    """Show it again."""
    tx, item = context.tx, context.item
    _can_hide(context)
    context.keep()
    reason = HideReason(item.reason) if item.reason in set(HideReason) else HideReason.ABUSE
    _tell_page(tx, item, hidden=False, reason=reason)
    return agree(context.request, "showing", _back(tx, item))


def _can_hide(context: Context) -> None:
    page = context.page
    if page is None or not page.can_hide:
        platform = page.platform if page else context.item.page_id
        raise refuse(context.request, Refused.CANNOT, "cannot_hide", item=context.item, platform=platform)


def _tell_page(tx: Tx, item: ItemRow, *, hidden: bool, reason: HideReason) -> None:
    payload = json.dumps({"hidden": hidden, "reason": reason.value})
    tx.jobs.enqueue("hide", f"hide:{item.id}:{item.version}", item_id=item.id, payload=payload, priority=0)


def reopen(context: Context) -> DecisionAnswer:
    """Open an item that had ended; its suggestions come back, or are drawn anew."""
    context.keep()
    context.tx.decisions.take_back(context.item.id, but=context.decision_id)
    return agree(context.request, "reopened", _back(context.tx, context.item))


def _back(tx: Tx, item: ItemRow) -> ItemRow:
    if not tx.suggestions.current(item.id) and item.state is not S.FAILED:
        unread = item.reading is None and item.promise_id is None and item.state is S.SUPERSEDED
        return redraw(tx, item, state=S.READING if unread else S.DRAFTING, quick=True)
    moved = tx.items.move(item, S.WAITING, reason="")
    remind_again(tx, moved)
    return moved


def remind_again(tx: Tx, item: ItemRow) -> None:
    """Plan the next reminder for an item that waits again."""
    comment = tx.comments.get(item.comment_id)
    if comment is not None:
        plan_reminders(tx, item, received_at=max(comment.received_at, item.created_at))
