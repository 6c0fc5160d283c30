"""Moves that several stages make, each within the caller's transaction."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.transitions import ITEM_MOVES, ItemState, PublicationState
from bot.store.rows import CommentRow, ItemRow, PublicationRow
from bot.store.tx import Tx

S = ItemState
P = PublicationState
_FUTURE = ("draft", "remind", "publish")
FIRST_LOOK = timedelta(minutes=10)
"""When a published reply's thread is first looked at, on pages that do not tell us of answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Reasons the product itself gives; shown in the reader's language, so kept as codes."""

    WROTE_AGAIN = "wrote_again"
    ANSWERED_BY_HAND = "answered_by_hand"
    EDITED = "edited"
    DELETED = "deleted"
    HIDDEN_ON_PAGE = "hidden_on_page"
    EXPIRED = "expired"
    NO_ANSWER_IN_TIME = "no_answer_in_time"
    CRISIS = "crisis"
    FORGOTTEN = "forgotten"
    PROMISE_KEPT = "promise_kept"
    PROMISE_OFF = "promise_off"


def take_back(tx: Tx, item: ItemRow) -> ItemRow | None:
    """Make sure that nothing of the item is published any more: the item as it stands then, None when the platform
    may already have been called."""
    publication = tx.publications.latest(item.id)
    if publication is not None and publication.state is P.INTENT:
        tx.publications.move(publication, P.WITHDRAWN)
    elif item.state in (S.PUBLISHING, S.UNKNOWN):
        return None
    tx.jobs.cancel(item.id, ("publish",))
    return tx.items.move(item, S.WAITING) if item.state is S.PUBLISHING else item


def supersede(tx: Tx, item: ItemRow, reason: str, *, actor: str = "page", who: str = "") -> ItemRow | None:
    """End an item because the conversation went on without it; None when it is too late or it has ended. `who`: the
    colleague who answered, where the platform says it."""
    if item.state is S.PUBLISHED or (item.state is not S.PUBLISHING and S.SUPERSEDED not in ITEM_MOVES[item.state]):
        return None
    free = take_back(tx, item)
    if free is None:
        return None
    tx.suggestions.withdraw(item.id)
    tx.jobs.cancel(item.id, _FUTURE)
    detail = {"reason": reason, "who": who} if who else {"reason": reason}
    tx.audit.add(actor, "superseded", item_id=item.id, brand_id=item.brand_id, **detail)
    return tx.items.move(free, S.SUPERSEDED, reason=reason, new_content=True)


def redraw(
    tx: Tx,
    item: ItemRow,
    *,
    notes: tuple[str, ...] = (),
    base: str = "",
    state: ItemState = S.DRAFTING,
    quick: bool = False,
) -> ItemRow:
    """Ask for a new round of suggestions; `state` READING has the comment read anew. Offers of earlier rounds stay
    withdrawn but on record. `quick` when a person waits for it."""
    tx.suggestions.withdraw(item.id)
    tx.jobs.cancel(item.id, _FUTURE)
    round_ = item.round + 1
    fields = {"reading": None} if state is S.READING else {}
    moved = tx.items.move(item, state, round=round_, reason="", new_content=True, **fields)
    payload = json.dumps({"notes": notes, "base": base}, ensure_ascii=False) if notes or base else ""
    tx.jobs.enqueue("draft", f"draft:{item.id}:{round_}", item_id=item.id, payload=payload, priority=0 if quick else 1)
    return moved


def mark_sent(
    tx: Tx, publication: PublicationRow, *, ext_id: str | None, url: str = "", at: int | None = None, actor: str
) -> ItemRow | None:
    """The reply stands on the page: publication and item follow, and the follow-up is planned. None when the item
    had left the path of publishing; the publication is marked all the same."""
    steps = {P.INTENT: (P.SENDING, P.SENT), P.SENDING: (P.SENT,), P.UNKNOWN: (P.SENT,)}[publication.state]
    sent_at = at or tx.now
    tx.publications.move(publication, *steps, ext_reply_id=ext_id, url=url, sent_at=sent_at, error="")
    item = tx.items.get(publication.item_id, lock=True)
    if item is None:
        return None
    tx.audit.add(actor, "published", item_id=item.id, brand_id=item.brand_id, ext_id=ext_id or "", url=url)
    tx.outcomes.save(item.id, mood_before=item.mood)
    _keep_own(tx, item, publication, ext_id, sent_at)
    if item.promise_id is not None:
        _kept(tx, item.promise_id, publication)
    path = {
        S.DECIDING: (S.PUBLISHING, S.PUBLISHED),
        S.PUBLISHING: (S.PUBLISHED,),
        S.UNKNOWN: (S.PUBLISHED,),
        S.FAILED: (S.PUBLISHING, S.PUBLISHED),
    }.get(item.state)
    if path is None:
        return None
    policy = tx.brands.policy(item.brand_id)
    tx.jobs.cancel(item.id, ("remind",))
    tx.jobs.enqueue("follow", f"follow:{item.id}:end", item_id=item.id, run_at=tx.after(policy.follow_for), priority=2)
    first = tx.after(FIRST_LOOK)
    tx.jobs.enqueue("follow", f"follow:{item.id}:look", item_id=item.id, run_at=first, priority=2, payload=str(sent_at))
    return tx.items.move(item, *path, reason="")


def _kept(tx: Tx, ref: int, publication: PublicationRow) -> None:
    decision = tx.decisions.get(publication.decision_id)
    by = decision.person_id if decision else "engine"
    if tx.digests.settle_promise(ref, "kept", by):
        tx.audit.add(by, "promise_kept", item_id=publication.item_id, promise=ref)


def settle_promise(tx: Tx, ref: int, by: str, *, kept: bool) -> bool:
    """A person says that a promise was kept, or that it is off: the item that was to keep it ends, where nothing of it
    has gone out yet. False when somebody had said so before."""
    state = "kept" if kept else "dropped"
    if not tx.digests.settle_promise(ref, state, by):
        return False
    tx.audit.add(by, f"promise_{state}", brand_id=tx.digests.brand_of_promise(ref), promise=ref)
    item = tx.items.of_comment(ref)
    if item is not None:
        supersede(tx, item, Reason.PROMISE_KEPT if kept else Reason.PROMISE_OFF, actor=by)
    return True


def answer_anew(tx: Tx, item: ItemRow, comment_id: int) -> None:
    """The author wrote again before a promise to them was kept: what keeps it answers their newest words, and whoever
    had approved it looks at them first."""
    if item.state not in (S.WAITING, S.ESCALATED, S.DECIDING, S.DRAFTING):
        return
    free = take_back(tx, item)
    if free is None:
        return
    steps = (S.WAITING,) if free.state is S.DECIDING else ()
    tx.audit.add("page", "wrote_again", item_id=item.id, brand_id=item.brand_id)
    moved = tx.items.move(free, *steps, answers_id=comment_id, reading=None, new_content=True)
    if steps:
        tx.decisions.take_back(item.id)
        plan_reminders(tx, moved, received_at=moved.created_at)


def _keep_own(tx: Tx, item: ItemRow, publication: PublicationRow, ext_id: str | None, at: int) -> None:
    """Put the reply into its thread, so that later comments see it; its own delivery is then a known one."""
    comment = tx.comments.get(item.comment_id)
    if comment is None or not ext_id or publication.private:
        return
    tx.comments.insert_new([own_row(tx, comment, ext_id, publication.text, at)])


def own_row(tx: Tx, parent: CommentRow, ext_id: str, text: str, at: int) -> dict[str, object]:
    """A reply of the page as a row of its thread."""
    return {
        "page_id": parent.page_id,
        "ext_id": ext_id,
        "post_ext_id": parent.post_ext_id,
        "parent_ext_id": parent.ext_id,
        "thread_ext_id": parent.thread_ext_id or parent.ext_id,
        "author_ext_id": "",
        "author_name": "",
        "author_handle": "",
        "own": True,
        "text": text,
        "lang": parent.lang,
        "url": "",
        "extra": "",
        "created_at": at,
        "received_at": tx.now,
    }


def plan_reminders(tx: Tx, item: ItemRow, *, received_at: int) -> tuple[int, int]:
    """Enqueue the next reminder; returns (deadline, when the reminder is due)."""
    policy = tx.brands.policy(item.brand_id)
    deadline = received_at + _micros(policy.reply_within)
    first = max(tx.now, received_at) + _micros(policy.remind_after)
    due = min(first, max(deadline, tx.now + _micros(policy.remind_after)))
    tx.jobs.enqueue("remind", f"remind:{item.id}:{item.round}", item_id=item.id, run_at=due, priority=2)
    return deadline, due


def _micros(length: timedelta) -> int:
    return length // timedelta(microseconds=1)
