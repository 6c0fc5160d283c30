"""Following a published reply: asking where the platform does not tell, reading the mood of the answer, counting."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from bot.domain.errors import AccountDisconnected, PermanentRefusal, RetryLater
from bot.domain.situation import Situation
from bot.followup.follow import answer_to_read, follow, give_up_looking, keep_looking
from bot.followup.looking import Look, look_due
from bot.pipeline.situations import Situations
from bot.pipeline.work import Work
from bot.ports import PageAdapter
from bot.store.errors import Raced
from bot.store.page_moves import page_down
from bot.store.rows import JobRow
from bot.store.times import moment
from bot.store.tx import Tx

MOST_TRIES = 6
WAIT_CONNECTED = timedelta(minutes=10)

log = logging.getLogger(__name__)


async def follow_up(work: Work, job: JobRow) -> None:
    """Ask the page for answers where that is needed; then count the talk, and read the author's answer once."""
    try:
        if await _asked(work, job):
            await _counted(work, job)
    except Raced as raced:
        log.info("follow-up is tried again: %s", raced)


async def _asked(work: Work, job: JobRow) -> bool:
    """Bring in what was written below the reply; False when that is put off or over and the job is settled."""

    def load(tx: Tx) -> tuple[Look | None, bool]:
        look = look_due(tx, job)
        page = tx.brands.page(look.page_id) if look else None
        return look, page is None or page.connected

    look, connected = await work.store.read(load)
    page = work.pages.get(look.page_id) if look else None
    if look is None or page is None or not page.capabilities.polls_answers:
        if look is not None and not look.last:
            await work.store.write(lambda tx: tx.jobs.done(job))
            return False
        return True
    if not connected:
        return look.last or await _put_off(work, job, WAIT_CONNECTED, "page not connected")
    return await _call(work, page, job, look)


async def _call(work: Work, page: PageAdapter, job: JobRow, look: Look) -> bool:
    try:
        async with asyncio.timeout(work.timings.call.total_seconds()):
            found = await page.answers(look.followed, moment(look.since))
    except RetryLater as error:
        return await _put_off(work, job, error.after, str(error), count=False)
    except AccountDisconnected as error:
        why = str(error) or "disconnected"
        await work.store.write(lambda tx: page_down(tx, look.page_id, why))
        return look.last or await _put_off(work, job, WAIT_CONNECTED, why)
    except PermanentRefusal as error:
        reason = error.reason
        if look.last:
            return True
        await work.store.write(lambda tx: give_up_looking(tx, job, reason))
        return False
    except Exception as error:
        log.warning("page %s could not be asked for answers: %r", look.page_id, error)
        if job.attempts >= MOST_TRIES:
            return True  # looked at again at the next regular time; at the end it is counted as it stands
        return await _put_off(work, job, work.timings.backoff(job.attempts), repr(error))
    if found:
        await work.door().accept(found)
    return True


async def _put_off(work: Work, job: JobRow, after: timedelta, error: str, *, count: bool = True) -> bool:
    await work.store.write(lambda tx: tx.jobs.retry(job, run_at=tx.after(after), error=error, count=count))
    return False


async def _counted(work: Work, job: JobRow) -> None:
    def load(tx: Tx) -> Situation | None:
        found = answer_to_read(tx, job)
        return Situations(tx, work.shelf.of(tx)).of(*found) if found else None

    situation = await work.store.read(load)
    mood = ""
    if situation is not None:
        reading = await asyncio.to_thread(work.coach.read, situation)
        mood = reading.mood.value

    def settle(tx: Tx) -> None:
        follow(tx, job, mood)
        keep_looking(tx, job)

    await work.store.write(settle)
