"""A page's past: kept as a record, for threads, authors and reports. It asks nobody for a reply.

A past comment is a row without an inbox item. What the page answered to it at the time is a row of its own below it,
and reports pair the two as they pair every comment with the page's reply (see docs/pages.md).
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.comment import Comment, CommentEvent
from bot.intake.accept import accept, forgotten, keep_posts, known_pages, values_of
from bot.store.tx import Tx


def record(tx: Tx, told: Sequence[Comment]) -> list[bool]:
    """Keep comments without items; True for each that was new. Raises `BadInput` for an unknown page."""
    known_pages(tx, told)
    gone = forgotten(tx, told)
    comments = [one for one in told if (one.page_id, one.ext_id) not in gone]
    keep_posts(tx, comments)
    new = dict(tx.comments.insert_new([values_of(tx, one, {}) for one in comments]))
    return [new.pop((one.page_id, one.ext_id), None) is not None for one in told]


def bring_past(tx: Tx, comments: Sequence[Comment], *, work_since: int) -> list[bool]:
    """One portion of a page's past, True for each comment that was new.

    Older comments become the record. What came after `work_since` (microseconds) can still be answered and comes in
    as it would have live; so does all that the page wrote itself, since it may answer an item that is still open.
    """
    created = [one for one in comments if one.event is CommentEvent.CREATED]
    ordered = sorted(created, key=lambda one: one.created_at)
    live = [one for one in ordered if one.author.is_page or tx.moment(work_since) <= one.created_at]
    past = [one for one in ordered if one not in live]
    answers = dict(zip((_key(one) for one in past), record(tx, past), strict=True)) if past else {}
    answers |= dict(zip((_key(one) for one in live), accept(tx, live), strict=True)) if live else {}
    return [answers.get(_key(one), False) for one in comments]


def _key(one: Comment) -> tuple[str, str]:
    return one.page_id, one.ext_id
