"""When a published reply's thread is looked at on pages that do not tell us of answers: ever more seldom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.addressing import for_adapter
from bot.domain.publication import FollowedReply
from bot.domain.transitions import ItemState
from bot.store.moves import FIRST_LOOK
from bot.store.rows import JobRow
from bot.store.times import span
from bot.store.tx import Tx

LOOK = ":look"
END = ":end"
LONGEST = timedelta(days=1)
OVERLAP = timedelta(minutes=5)
"""Asked for again each time: platforms' clocks differ, and what is known comes in only once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What to ask a page for. `last`: the follow-up time is over."""

    page_id: str
    followed: FollowedReply
    since: int
    last: bool


def look_due(tx: Tx, job: JobRow) -> Look | None:
    """What a job asks for; None for a job that only counts, or where there is nothing to look under."""
    if not job.key.endswith((LOOK, END)):
        return None
    item = tx.items.get(job.item_id or 0)
    publication = tx.publications.latest(item.id) if item else None
    comment = tx.comments.get(item.comment_id) if item else None
    if item is None or publication is None or comment is None or not publication.ext_reply_id or publication.private:
        return None
    last = job.key.endswith(END)
    if item.state is not ItemState.PUBLISHED:
        return None
    sent_at = publication.sent_at or tx.now
    since = int(job.payload) if job.payload.isdigit() else sent_at
    followed = FollowedReply(
        ext_id=publication.ext_reply_id,
        parent_ext_id=comment.ext_id,
        thread_ext_id=comment.thread_ext_id,
        post_ext_id=comment.post_ext_id,
        extra=for_adapter(comment.extra),
    )
    return Look(page_id=item.page_id, followed=followed, since=since - span(OVERLAP), last=last)


def next_pause(now: int, last_turn: int) -> int:
    """How long until the next look (microseconds): half of the time since somebody last wrote, from ten minutes to a
    day. So a talk that goes on is looked at often, and one that rests ever more seldom."""
    return max(span(FIRST_LOOK), min(span(LONGEST), (now - last_turn) // 2))
