"""Calling the page: between two transactions, with the errors of the adapter translated into what happens next."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from bot.domain.errors import AccountDisconnected, MaybeSent, NotSent, PermanentRefusal, RetryLater
from bot.domain.publication import PublishOrder
from bot.pipeline.work import Work
from bot.ports import PageAdapter
from bot.publish import sending
from bot.publish.sending import Begun, Step
from bot.store.errors import Raced
from bot.store.rows import JobRow
from bot.store.times import moment

MOST_TRIES = 12

log = logging.getLogger(__name__)


async def publish(work: Work, job: JobRow) -> None:
    """One claimed publish job: begin, then call or look, then settle."""
    capabilities = work.capabilities()
    try:
        begun = await work.store.write(lambda tx: sending.begin(tx, job, capabilities.get))
        page = work.pages.get(begun.page_id)
        if begun.step is Step.STOP or page is None:
            return
        if begun.step is Step.LOOK:
            await _look(work, page, job, begun)
        elif begun.order is not None:
            await _call(work, page, job, begun.order)
    except Raced as raced:
        log.info("publishing stopped: %s", raced)


async def _call(work: Work, page: PageAdapter, job: JobRow, order: PublishOrder) -> None:
    store, pause = work.store, work.timings.backoff(job.attempts)
    try:
        async with asyncio.timeout(work.timings.call.total_seconds()):
            published = await page.publish(order)
    except NotSent as error:
        text = str(error)
        if job.attempts >= MOST_TRIES:
            await store.write(lambda tx: sending.refused(tx, job, reason=text))
        else:
            await store.write(lambda tx: sending.not_sent(tx, job, error=text, after=pause))
    except RetryLater as error:
        wait, text = error.after, str(error)
        await store.write(lambda tx: sending.not_sent(tx, job, error=text, after=wait, count=False))
    except PermanentRefusal as error:
        text = error.reason
        await store.write(lambda tx: sending.refused(tx, job, reason=text))
    except AccountDisconnected as error:
        text = str(error) or "disconnected"
        await store.write(lambda tx: sending.disconnected(tx, job, error=text))
    except (TimeoutError, MaybeSent) as error:
        text = str(error) or "no answer in time"
        await _maybe(work, page, job, text)
    except Exception as error:  # an adapter's defect says nothing about what the platform did
        log.exception("page %s raised what an adapter must not raise", page.page_id)
        await _maybe(work, page, job, repr(error))
    else:
        await store.write(lambda tx: sending.sent(tx, job, published))


async def _maybe(work: Work, page: PageAdapter, job: JobRow, error: str) -> None:
    after = work.timings.look_again
    await work.store.write(lambda tx: sending.maybe_sent(tx, job, page.capabilities, error=error, after=after))


async def _look(work: Work, page: PageAdapter, job: JobRow, begun: Begun) -> None:
    store = work.store
    if not page.capabilities.can_list_own:
        await store.write(lambda tx: sending.unknown(tx, job, error="the platform cannot list replies"))
        return
    try:
        async with asyncio.timeout(work.timings.call.total_seconds()):
            replies = await page.own_replies(begun.parent, moment(begun.since))
    except Exception as error:
        log.warning("page %s could not be looked at: %r", page.page_id, error)
        text = repr(error)
        after = max(work.timings.look_again, _asked_to_wait(error))
        await store.write(lambda tx: sending.cannot_look(tx, job, error=text, after=after))
        return
    await store.write(lambda tx: sending.looked(tx, job, page.capabilities, replies))


def _asked_to_wait(error: Exception) -> timedelta:
    return error.after if isinstance(error, RetryLater) else timedelta(0)
