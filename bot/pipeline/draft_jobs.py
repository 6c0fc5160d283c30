"""Drafting in batches: comments are read together, suggestions made one by one. Safe to run again at any point."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.reading import Reading
from bot.domain.situation import Suggestions
from bot.domain.transitions import ItemState
from bot.pipeline.context import fetch_contexts
from bot.pipeline.drafting import Draft, keep_reading, keep_suggestions, still_wanted
from bot.pipeline.returning import redrawn
from bot.pipeline.situations import Situations
from bot.pipeline.work import Work
from bot.store.codec import load
from bot.store.errors import Raced
from bot.store.rows import ItemRow, JobRow
from bot.store.tx import Tx

MOST_ATTEMPTS = 5

log = logging.getLogger(__name__)


async def draft(work: Work, jobs: Sequence[JobRow]) -> None:
    """Read and suggest for a batch of claimed jobs. A job that fails is given back alone."""
    await fetch_contexts(work, jobs)
    drafts = await work.store.read(lambda tx: _load(work, tx, jobs))
    wanted = {one.job.id for one in drafts}
    overtaken = [job for job in jobs if job.id not in wanted]
    if overtaken:
        await asyncio.gather(*(_drop(work, job) for job in overtaken))
    readings = await _read(work, [one for one in drafts if one.unread])
    await asyncio.gather(*(_one(work, one, readings.get(one.job.id)) for one in drafts))


def _load(work: Work, tx: Tx, jobs: Sequence[JobRow]) -> list[Draft]:
    items = tx.items.many([job.item_id for job in jobs if job.item_id is not None])
    comments = tx.comments.many([item.comment_id for item in items.values()])
    situations = Situations(tx, work.shelf.of(tx))
    drafts = []
    for job in jobs:
        item = items.get(job.item_id or 0)
        if item is None or not still_wanted(item, job):
            continue
        comment = comments[item.comment_id]
        drafts.append(Draft(job=job, item=item, comment=comment, situation=situations.of(item, comment)))
    return drafts


async def _read(work: Work, drafts: Sequence[Draft]) -> dict[int, Reading | Exception]:
    if not drafts:
        return {}
    await work.calm()
    try:
        found = await asyncio.to_thread(work.coach.read_many, [one.situation for one in drafts])
        return {one.job.id: reading for one, reading in zip(drafts, found, strict=True)}
    except Exception:
        log.exception("a batch of %d comments could not be read together; reading them one by one", len(drafts))
    readings: dict[int, Reading | Exception] = {}
    for one in drafts:
        try:
            readings[one.job.id] = await asyncio.to_thread(work.coach.read, one.situation)
        except Exception as error:
            readings[one.job.id] = error
    return readings


async def _one(work: Work, one: Draft, reading: Reading | Exception | None) -> None:
    try:
        if isinstance(reading, Exception):
            raise reading
        item: ItemRow = one.item
        if reading is not None:
            kept = reading
            item = await work.store.write(lambda tx: keep_reading(tx, one, kept))
        if item.state is ItemState.DRAFTING:
            await _suggest(work, one, item)
    except Raced:
        await _drop(work, one.job)
    except Exception as error:
        log.exception("drafting for item %s failed", one.item.id)
        await _failed(work, one, error)


async def _suggest(work: Work, one: Draft, item: ItemRow) -> None:
    reading = load(Reading, item.reading) if item.reading else None
    situation = _with_reading(one, reading)
    seen = await work.store.read(lambda tx: tx.suggestions.texts(item.id)) if item.round > 1 else ()
    await work.calm()
    offered = await _offered(work, replace(situation, item=item), seen)

    def keep(tx: Tx) -> None:
        keep_suggestions(tx, one, item, offered, situation.situation.brand)

    await work.store.write(keep)


async def _offered(work: Work, one: Draft, seen: tuple[str, ...]) -> Suggestions:
    if one.item.promise_id is not None:
        promise = await work.store.read(lambda tx: tx.digests.get_promise(one.item.promise_id or 0))
        if promise is not None:
            made = await asyncio.to_thread(redrawn, work.coach, one, promise.said, len(seen))
            if made is not None:
                return made
    request = one.request(seen, seconds=work.timings.suggest.total_seconds())
    return await work.coach.suggest(one.situation, request)


def _with_reading(one: Draft, reading: Reading | None) -> Draft:
    return replace(one, situation=replace(one.situation, reading=reading))


async def _drop(work: Work, job: JobRow) -> None:
    """Overtaken: the item went on without this draft. A lost lease is somebody else's job now."""

    def settle(tx: Tx) -> None:
        item = tx.items.get(job.item_id or 0)
        if still_wanted(item, job):
            tx.jobs.retry(job, run_at=tx.now, error="the item changed meanwhile")
        else:
            tx.jobs.done(job)

    try:
        await work.store.write(settle)
    except Raced:
        log.info("job %s is another worker's now", job.key)


async def _failed(work: Work, one: Draft, error: Exception) -> None:
    """Try again later; after some attempts the item goes to people without suggestions, never nowhere."""
    job = one.job

    def settle(tx: Tx) -> None:
        item = tx.items.get(job.item_id or 0, lock=True)
        if job.attempts < MOST_ATTEMPTS or item is None or not still_wanted(item, job):
            tx.jobs.retry(job, run_at=tx.after(work.timings.backoff(job.attempts)), error=repr(error))
            return
        tx.audit.add("engine", "engine_failed", item_id=item.id, brand_id=item.brand_id, error=type(error).__name__)
        steps = {ItemState.NEW: (ItemState.READING, ItemState.DRAFTING), ItemState.READING: (ItemState.DRAFTING,)}
        drafting = tx.items.move(item, *steps[item.state]) if item.state in steps else item
        moved = keep_suggestions(tx, one, drafting, Suggestions(offers=()), one.situation.brand)
        tx.items.touch(moved, reason="engine_failed")

    try:
        await work.store.write(settle)
    except Raced:
        log.info("job %s is another worker's now", job.key)
