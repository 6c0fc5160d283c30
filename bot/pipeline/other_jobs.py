"""Hiding and following: the small jobs."""

from __future__ import annotations

import asyncio
import json
import logging

from bot.domain.decision import HideReason
from bot.domain.situation import Situation
from bot.followup.follow import answer_to_read, follow
from bot.pipeline.situations import Situations
from bot.pipeline.work import Work
from bot.store.errors import Raced
from bot.store.rows import JobRow
from bot.store.tx import Tx

MOST_TRIES = 6

log = logging.getLogger(__name__)


async def hide(work: Work, job: JobRow) -> None:
    """Tell the platform to hide or show a comment; doing it twice does no harm."""
    wish = json.loads(job.payload)

    def load(tx: Tx) -> tuple[str, str] | None:
        item = tx.items.get(job.item_id or 0)
        comment = tx.comments.get(item.comment_id) if item else None
        return (comment.page_id, comment.ext_id) if comment else None

    found = await work.store.read(load)
    page = work.pages.get(found[0]) if found else None
    problem = ""
    if found is None or page is None:
        problem = "the page is not configured"
    else:
        try:
            async with asyncio.timeout(work.timings.call.total_seconds()):
                await page.hide(found[1], hidden=wish["hidden"], reason=HideReason(wish["reason"]))
        except Exception as error:
            log.warning("page %s could not hide or show a comment: %r", found[0], error)
            problem = repr(error)

    def settle(tx: Tx) -> None:
        if problem and job.attempts < MOST_TRIES:
            tx.jobs.retry(job, run_at=tx.after(work.timings.backoff(job.attempts)), error=problem)
            return
        if problem:
            tx.audit.add("engine", "hide_failed", item_id=job.item_id, error=problem)
            item = tx.items.get(job.item_id or 0)
            if item is not None:
                tx.items.touch(item)
        tx.jobs.done(job)

    await work.store.write(settle)


async def follow_up(work: Work, job: JobRow) -> None:
    """Count the talk after a reply; read the mood of the author's answer once."""

    def load(tx: Tx) -> Situation | None:
        found = answer_to_read(tx, job)
        return Situations(tx, work.shelf.of(tx)).of(*found) if found else None

    situation = await work.store.read(load)
    mood = ""
    if situation is not None:
        reading = await asyncio.to_thread(work.coach.read, situation)
        mood = reading.mood.value
    try:
        await work.store.write(lambda tx: follow(tx, job, mood))
    except Raced as raced:
        log.info("follow-up is tried again: %s", raced)
