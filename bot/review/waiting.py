"""Time passes over what waits: reminders, deadlines, expiry. Silence never publishes."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.transitions import ItemState
from bot.store.moves import Reason
from bot.store.rows import ItemRow, JobRow
from bot.store.times import span
from bot.store.tx import Tx

S = ItemState
_WAITS = frozenset({S.WAITING, S.ESCALATED, S.DECIDING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What is to be said in the channels: `key` of a sentence, and how long the item has waited in microseconds."""

    item: ItemRow
    key: str
    waited: int


def time_passed(tx: Tx, job: JobRow) -> Reminder | None:
    """A reminder is due: escalate, expire or remind as the policy says, and plan the next. None: nothing to say."""
    item = tx.items.get(job.item_id or 0, lock=True)
    comment = tx.comments.get(item.comment_id) if item else None
    if item is None or comment is None or item.state not in _WAITS or _going_out(tx, item):
        tx.jobs.done(job)
        return None
    policy = tx.brands.policy(item.brand_id)
    since = max(comment.received_at, item.created_at)
    deadline = item.deadline_at or since + span(policy.reply_within)
    expires = since + span(policy.expire_after)
    waited = tx.now - since
    late = tx.now >= deadline
    if tx.now >= expires or (late and policy.on_timeout == "expire"):
        tx.audit.add("clock", "expired", item_id=item.id, brand_id=item.brand_id)
        tx.jobs.done(job)
        return Reminder(item=tx.items.move(item, S.EXPIRED, reason=Reason.EXPIRED), key="expired", waited=waited)
    key = "late" if late else "remind"
    if late and policy.on_timeout == "escalate" and item.state is S.WAITING:
        item = tx.items.move(item, S.ESCALATED, reason=Reason.NO_ANSWER_IN_TIME, urgency=max(item.urgency, 2))
        key = "escalated"
    tx.audit.add("clock", "reminded" if key != "escalated" else "escalated", item_id=item.id, brand_id=item.brand_id)
    again = tx.now + span(policy.remind_after)
    upcoming = [at for at in (deadline, expires, again) if at > tx.now]
    tx.jobs.retry(job, run_at=min(upcoming), error="", count=False)
    return Reminder(item=item, key=key, waited=waited)


def _going_out(tx: Tx, item: ItemRow) -> bool:
    return item.state is S.DECIDING and tx.publications.latest(item.id) is not None
