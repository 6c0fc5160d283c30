"""What concerns a page and is no publishing: hiding, liking, and telling the channels that it came or went."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from bot.domain.decision import HideReason
from bot.domain.errors import AccountDisconnected, PermanentRefusal, RetryLater
from bot.pipeline.work import Work
from bot.ports import Likes, PageAdapter
from bot.review.messages import reason_text
from bot.store.page_moves import page_down
from bot.store.rows import JobRow
from bot.store.tx import Tx

MOST_TRIES = 6
MOST_TELLINGS = 150
"""About a day of a channel that cannot be reached; the cards say it all the while."""

log = logging.getLogger(__name__)

_SAY: Mapping[str, tuple[str, str]] = {
    "down": (
        "{page} is disconnected: {why} Its comments and approved replies are kept, and go on once it is connected "
        "again. The other pages are not touched; `tertulia doctor` says how to mend it.",
        "{page} se ha desconectado: {why} Sus comentarios y las respuestas aprobadas se guardan y siguen su curso "
        "cuando vuelva. Las demás páginas no se ven afectadas; `tertulia doctor` dice cómo arreglarlo.",
    ),
    "up": (
        "{page} is connected again. What people wrote meanwhile is being fetched; replies that waited go out now.",
        "{page} vuelve a estar conectada. Se recoge lo que se escribió mientras tanto y salen las respuestas que "
        "esperaban.",
    ),
}


async def tell(work: Work, job: JobRow) -> None:
    """Tell the channels, once each: the first job makes one for every channel, which is tried until it worked."""
    told = json.loads(job.payload)
    channel_id = told.get("channel", "")
    if not channel_id:
        await work.store.write(lambda tx: _each_channel(work, tx, job, told))
        return
    channel = work.channels.get(channel_id)
    problem = ""
    if channel is not None:
        text = await work.store.read(lambda tx: _sentence(tx, told, channel.lang))
        try:
            async with asyncio.timeout(work.timings.call.total_seconds()):
                await channel.adapter.say(text)
        except Exception as error:
            log.warning("channel %s could not be told of page %s: %r", channel_id, told["page"], error)
            problem = repr(error)

    def settle(tx: Tx) -> None:
        if problem and job.attempts < MOST_TELLINGS:
            tx.jobs.retry(job, run_at=tx.after(work.timings.backoff(job.attempts)), error=problem)
        else:
            tx.jobs.done(job)

    await work.store.write(settle)


def _each_channel(work: Work, tx: Tx, job: JobRow, told: dict[str, str]) -> None:
    page = tx.brands.page(told["page"])
    for channel_id, channel in work.channels.items():
        if page is not None and channel.shows(page.brand_id):
            payload = json.dumps({**told, "channel": channel_id}, ensure_ascii=False)
            tx.jobs.enqueue("tell", f"{job.key}:{channel_id}", payload=payload, priority=0)
    tx.jobs.done(job)


def _sentence(tx: Tx, told: dict[str, str], lang: str) -> str:
    page = tx.brands.page(told["page"])
    why = reason_text(told["why"], lang).rstrip(".") + "."
    return _SAY[told["what"]][1 if lang == "es" else 0].format(page=page.name if page else told["page"], why=why)


async def hide(work: Work, job: JobRow) -> None:
    """Tell the platform to hide or show a comment; doing it twice does no harm."""
    wish = json.loads(job.payload)

    async def ask(page: PageAdapter, ext_id: str) -> None:
        await page.hide(ext_id, hidden=wish["hidden"], reason=HideReason(wish["reason"]))

    await _ask(work, job, ask)


async def like(work: Work, job: JobRow) -> None:
    """Tell the platform to like a comment, or to take that back; doing it twice does no harm."""
    wish = json.loads(job.payload)

    async def ask(page: PageAdapter, ext_id: str) -> None:
        if not isinstance(page, Likes):
            raise PermanentRefusal("this page cannot like comments")
        await page.like(ext_id, liked=wish["liked"])

    await _ask(work, job, ask, undo=wish["decision"])


async def _ask(
    work: Work, job: JobRow, ask: Callable[[PageAdapter, str], Awaitable[None]], *, undo: int | None = None
) -> None:
    """Ask the page of the job's comment for something that may be asked for twice. Where it will not do it, the log
    says so, and the decision `undo` counts as taken back."""

    def load(tx: Tx) -> tuple[str, str] | None:
        item = tx.items.get(job.item_id or 0)
        comment = tx.comments.get(item.comment_id) if item else None
        return (comment.page_id, comment.ext_id) if comment else None

    found = await work.store.read(load)
    page = work.pages.get(found[0]) if found else None
    if found is None or page is None:
        await _failed(work, job, "the page is not configured", undo=undo)
        return
    try:
        async with asyncio.timeout(work.timings.call.total_seconds()):
            await ask(page, found[1])
    except PermanentRefusal as error:
        await _failed(work, job, error.reason, again=False, undo=undo)
    except Exception as error:
        log.warning("page %s could not %s a comment: %r", found[0], job.kind, error)
        after = error.after if isinstance(error, RetryLater) else timedelta(0)
        if isinstance(error, AccountDisconnected):
            why = str(error) or "disconnected"
            await work.store.write(lambda tx: page_down(tx, page.page_id, why))
        await _failed(work, job, str(error) or repr(error), after=after, undo=undo)
    else:
        await work.store.write(lambda tx: tx.jobs.done(job))


async def _failed(
    work: Work,
    job: JobRow,
    problem: str,
    *,
    again: bool = True,
    after: timedelta = timedelta(0),
    undo: int | None = None,
) -> None:
    pause = max(after, work.timings.backoff(job.attempts))

    def settle(tx: Tx) -> None:
        if again and job.attempts < MOST_TRIES:
            tx.jobs.retry(job, run_at=tx.after(pause), error=problem)
            return
        tx.audit.add("engine", f"{job.kind}_failed", item_id=job.item_id, error=problem)
        if undo is not None:
            tx.decisions.change(undo, undone_at=tx.now)
        item = tx.items.get(job.item_id or 0)
        if item is not None:
            tx.items.touch(item)
        tx.jobs.done(job)

    await work.store.write(settle)
