"""What came of a published reply: did the author answer, in what mood, how long did the talk run, who joined."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.domain.transitions import ItemState
from bot.followup.looking import END, LOOK, next_pause
from bot.store.rows import CommentRow, ItemRow, JobRow, PublicationRow
from bot.store.times import span
from bot.store.tx import Tx

S = ItemState


def answer_to_read(tx: Tx, job: JobRow) -> tuple[ItemRow, CommentRow] | None:
    """The author's first answer, where its mood is not known yet."""
    item = tx.items.get(job.item_id or 0)
    row = tx.outcomes.get(item.id) if item else None
    if item is None or row is None or row.answer_comment_id is None or row.mood_after:
        return None
    comment = tx.comments.get(row.answer_comment_id)
    return (item, comment) if comment is not None else None


def follow(tx: Tx, job: JobRow, mood_after: str) -> None:
    """Count the talk as it stands; at the end of the follow-up time close it. Safe to run any number of times."""
    item = tx.items.get(job.item_id or 0, lock=True)
    publication = tx.publications.latest(item.id) if item else None
    comment = tx.comments.get(item.comment_id) if item else None
    if item is None or publication is None or comment is None or publication.sent_at is None:
        if not job.key.endswith(LOOK):
            tx.jobs.done(job)
        return
    ends = job.key.endswith(END)
    turns, others = _talk(tx, comment, publication)
    fields: dict[str, Any] = {"turns": turns, "others_joined": others, "closed": ends}
    if mood_after:
        fields["mood_after"] = mood_after
    tx.outcomes.save(item.id, **fields)
    if ends and item.state is S.PUBLISHED:
        tx.audit.add("clock", "followed_up", item_id=item.id, brand_id=item.brand_id, turns=turns, others=others)
        tx.items.move(item, S.FOLLOWED_UP)
    elif mood_after:
        tx.audit.add("engine", "answer_read", item_id=item.id, brand_id=item.brand_id, mood=mood_after)
        tx.items.touch(item)
    if not job.key.endswith(LOOK):
        tx.jobs.done(job)


def keep_looking(tx: Tx, job: JobRow) -> None:
    """Plan the next look, later than this one; none once the follow-up time is over."""
    item = tx.items.get(job.item_id or 0)
    if not job.key.endswith(LOOK):
        return
    publication = tx.publications.latest(item.id) if item else None
    comment = tx.comments.get(item.comment_id) if item else None
    if item is None or item.state is not S.PUBLISHED or publication is None or comment is None:
        tx.jobs.done(job)
        return
    sent_at = publication.sent_at or tx.now
    last_turn = max((one.created_at for one in tx.comments.after(comment, sent_at)), default=sent_at)
    run_at = tx.now + next_pause(tx.now, last_turn)
    if run_at >= sent_at + span(tx.brands.policy(item.brand_id).follow_for):
        tx.jobs.done(job)  # the last look comes with the end of the follow-up
        return
    row = replace(job, attempts=1)
    tx.jobs.retry(row, run_at=run_at, error="", count=False, payload=str(tx.now))


def give_up_looking(tx: Tx, job: JobRow, reason: str) -> None:
    """The platform shows this thread no longer: what is known stays."""
    item = tx.items.get(job.item_id or 0)
    if item is not None:
        tx.audit.add("page", "not_followed", item_id=item.id, brand_id=item.brand_id, reason=reason)
    tx.jobs.done(job)


def _talk(tx: Tx, comment: CommentRow, publication: PublicationRow) -> tuple[int, int]:
    """(turns after the reply by the author and the page, other people who joined)."""
    turns, others = 0, set()
    for one in tx.comments.after(comment, publication.sent_at or 0):
        if one.own and one.ext_id == publication.ext_reply_id:
            continue
        if one.own or one.author_ext_id == comment.author_ext_id:
            turns += 1
        else:
            others.add(one.author_ext_id or one.author_name)
    return turns, len(others)
