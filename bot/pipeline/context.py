"""What was said above a comment, fetched from its page where the store has not seen it.

People answer each other in threads that began before we were asked, or without us. Such turns are context for the
coach and for the card; they are kept with the comment, and are nobody's work.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.addressing import CONTEXT, for_adapter, stored_extra
from bot.domain.comment import Author, Comment, Post, Turn
from bot.domain.texts import storable
from bot.domain.transitions import ItemState
from bot.pipeline.work import Work
from bot.ports import PageAdapter
from bot.store.rows import CommentRow, JobRow
from bot.store.times import micros, moment
from bot.store.tx import Tx

PATIENCE = timedelta(seconds=6)
MOST_TURNS = 20
_UNREAD = frozenset({ItemState.NEW, ItemState.READING})

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a page gave for one comment."""

    row: CommentRow
    post: Post | None
    turns: Sequence[Turn]


async def fetch_contexts(work: Work, jobs: Sequence[JobRow]) -> None:
    """For comments that are not read yet. A page that does not answer in time is done without."""
    able = {page_id for page_id, page in work.pages.items() if page.capabilities.can_fetch_thread}
    if not able:
        return
    wanted = await work.store.read(lambda tx: _wanted(tx, jobs, able))
    if not wanted:
        return
    made = await asyncio.gather(*(_fetch(work.pages[row.page_id], row) for row in wanted))
    found = [one for one in made if one is not None]
    if found:
        await work.store.write(lambda tx: _keep(tx, found))


def _wanted(tx: Tx, jobs: Sequence[JobRow], able: set[str]) -> list[CommentRow]:
    items = tx.items.many([job.item_id for job in jobs if job.item_id is not None])
    unread = [one.comment_id for one in items.values() if one.state in _UNREAD and one.page_id in able]
    return [row for row in tx.comments.many(unread).values() if _unknown_above(tx, row)]


def _unknown_above(tx: Tx, row: CommentRow) -> bool:
    if CONTEXT in stored_extra(row.extra):
        return False
    parent = row.parent_ext_id
    if parent and parent != row.post_ext_id and not tx.comments.by_ext(row.page_id, [parent]):
        return True
    return bool(row.post_ext_id) and not tx.comments.post_text(row.page_id, row.post_ext_id) and not parent


async def _fetch(page: PageAdapter, row: CommentRow) -> Fetched | None:
    comment = Comment(
        page_id=row.page_id,
        ext_id=row.ext_id,
        text=row.text,
        author=Author(ext_id=row.author_ext_id, name=row.author_name, handle=row.author_handle),
        created_at=moment(row.created_at),
        post=Post(ext_id=row.post_ext_id) if row.post_ext_id else None,
        parent_ext_id=row.parent_ext_id,
        thread_ext_id=row.thread_ext_id,
        extra=for_adapter(row.extra),
    )
    try:
        async with asyncio.timeout(PATIENCE.total_seconds()):
            post, turns = await page.thread(comment)
    except Exception as error:  # the reply can be written without it; the page's own loop notices what is wrong
        log.info("page %s gave no context for %s: %r", row.page_id, row.ext_id, error)
        return None
    return Fetched(row=row, post=post, turns=turns[-MOST_TURNS:])


def _keep(tx: Tx, found: Sequence[Fetched]) -> None:
    for one in found:
        if one.post is not None and one.post.ext_id and one.post.text:
            created = micros(one.post.created_at) if one.post.created_at else None
            tx.comments.save_post(
                one.row.page_id,
                one.post.ext_id,
                text=storable(one.post.text),
                author=storable(one.post.author.name),
                url=one.post.url,
                created_at=created,
            )
        extra = {**stored_extra(one.row.extra), CONTEXT: storable(_dump(one.turns))}
        tx.comments.change(one.row.id, extra=json.dumps(list(extra.items()), ensure_ascii=False))


def _dump(turns: Sequence[Turn]) -> str:
    rows = [[one.who.value, one.text, one.name, micros(one.at) if one.at else None] for one in turns]
    return json.dumps(rows, ensure_ascii=False)
