"""Promises that fall due, and the weekly digest: what the program says by itself, once, in the review channels."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from bot.domain.errors import TertuliaError
from bot.domain.people import Person, Role
from bot.domain.report import Report, ReportKind
from bot.domain.suggestion import Suggestion
from bot.pipeline.evidence import EvidenceService
from bot.pipeline.returning import Owed, keep_return, offers, owed
from bot.pipeline.showing import LANE
from bot.pipeline.work import Work
from bot.reports.returns import return_drafts
from bot.reports.words import day_name
from bot.store.rows import JobRow
from bot.store.times import moment
from bot.store.tx import Tx

JOB = "look-back"
EVERY = timedelta(minutes=10)
AHEAD = timedelta(hours=12)
"""A promise is brought up this long before it is due."""
MONDAY, HOUR = 0, 8
"""The digest comes on Monday at eight, UTC."""
LANGS = ("en", "es")
MOST = 20
PROGRAM = Person(id="program", name="Tertulia", roles=(("*", Role.ADMIN),))

log = logging.getLogger(__name__)


def plan(tx: Tx) -> None:
    """See to it that the work goes on; one job in the whole installation."""
    tx.jobs.enqueue(JOB, JOB, priority=2)


async def look_back(work: Work, job: JobRow) -> None:
    """Bring up what is due. What was said is marked in the same transaction, so it is said once."""
    brands = await work.store.read(work.shelf.of)
    for brand_id in brands:
        await _promises(work, brand_id)
        await _digest(work, brand_id)
    await work.store.write(lambda tx: tx.jobs.retry(job, run_at=tx.after(EVERY), error="", count=False))


async def _promises(work: Work, brand_id: str) -> None:
    """Each promise that falls due becomes an item that waits with a draft; where it cannot, people are reminded."""

    def due(tx: Tx) -> list[Owed]:
        rows = tx.digests.unsaid_promises(brand_id, due_before=tx.after(AHEAD), most=MOST)
        return [owed(tx, row, work.shelf.of(tx), work.capabilities()) for row in rows]

    for found in await work.store.read(due):
        made = await asyncio.to_thread(offers, work.coach, found) if found.answers is not None else []
        await work.store.write(partial(_bring_up, work, found, made))


def _bring_up(work: Work, found: Owed, made: list[Suggestion], tx: Tx) -> None:
    row = found.promise
    if not tx.digests.promise_said(row.comment_id) or tx.items.of_comment(row.comment_id) is not None:
        return
    if made:
        keep_return(tx, found, made)
        return
    texts = {lang: _reminder(row, tx, lang) for lang in LANGS}
    _say(work, tx, row.brand_id, f"promise:{row.comment_id}", texts, row.item_id)


def _reminder(row: Any, tx: Tx, lang: str) -> str:
    due, late = moment(row.due_at), row.due_at < tx.now
    day = day_name(due, lang)
    name = row.author_name or ""
    draft = return_drafts(row.said, name, row.lang or lang, seed=row.comment_id, most=1)[0]
    if lang == "es":
        when = f"venció el {day}" if late else f"para el {day}"
        return f"Promesa {row.comment_id} {when}{f', a {name}' if name else ''}: «{row.said}»\nPara cumplirla: {draft}"
    when = f"was due {day}" if late else f"due {day}"
    return f"Promise {row.comment_id} {when}{f', to {name}' if name else ''}: “{row.said}”\nTo keep it: {draft}"


async def _digest(work: Work, brand_id: str) -> None:
    now = work.store.clock.now()
    if now.weekday() != MONDAY or now.hour < HOUR:
        return
    mark = f"digest:{brand_id}"
    today = int(now.timestamp()) // 86_400
    if await work.store.read(lambda tx: tx.evidence.mark(mark)) >= today:
        return
    service = EvidenceService(work.store, work.coach, work.shelf, work.wording)
    try:
        made = [await service.report(ReportKind.DIGEST, PROGRAM, brand_id=brand_id, lang=lang) for lang in LANGS]
    except TertuliaError as error:
        log.error("the digest of %s cannot be made: %s", brand_id, error)
        return
    texts = {report.lang: digest_text(report) for report in made}

    def say(tx: Tx) -> None:
        if tx.evidence.mark(mark) < today:
            _say(work, tx, brand_id, f"digest:{brand_id}:{today}", texts, None)
            tx.evidence.set_mark(mark, today)

    await work.store.write(say)


def digest_text(report: Report) -> str:
    """A digest as one message."""
    return "\n\n".join([f"{report.title}\n{report.verdict}", *report.paragraphs])


def _say(work: Work, tx: Tx, brand_id: str, key: str, texts: Mapping[str, str], item_id: int | None) -> None:
    payload = json.dumps({"key": "text", "texts": texts}, ensure_ascii=False)
    for channel_id, channel in work.channels.items():
        if channel.shows(brand_id):
            tx.jobs.enqueue(LANE + channel_id, f"say:{channel_id}:{key}", item_id=item_id, payload=payload)
