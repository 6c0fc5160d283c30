"""Announcing, reminding, hiding and following: the small jobs."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from bot.domain.decision import HideReason
from bot.domain.situation import Situation
from bot.followup.follow import answer_to_read, follow
from bot.pipeline.retelling import Untold, untold
from bot.pipeline.situations import Situations
from bot.pipeline.work import Channel, Work
from bot.review.waiting import Reminder, time_passed
from bot.store.errors import Raced
from bot.store.rows import JobRow
from bot.store.tx import Tx

MOST_TRIES = 6

log = logging.getLogger(__name__)

_SAY: Mapping[str, tuple[str, str]] = {
    "remind": (
        "{brand}: a comment by {author} has been waiting for {waited}.",
        "{brand}: hay un comentario de {author} que espera desde hace {waited}.",
    ),
    "late": (
        "{brand}: the comment by {author} is past its deadline ({waited} now).",
        "{brand}: el comentario de {author} ya ha pasado de plazo (lleva {waited}).",
    ),
    "escalated": (
        "{brand}: the comment by {author} was escalated; nobody decided for {waited}.",
        "{brand}: el comentario de {author} se ha escalado; nadie decidió en {waited}.",
    ),
    "expired": (
        "{brand}: the comment by {author} expired without a decision; nothing was published.",
        "{brand}: el comentario de {author} ha caducado sin decisión; no se publicó nada.",
    ),
}


async def announce(work: Work, job: JobRow) -> None:
    """Show the item's card, as it stands now, in every channel that is not up to date. A channel that fails is
    tried again; those that worked are not told twice."""
    problems: list[str] = []
    for channel_id, channel in work.channels.items():
        try:
            await _show(work, job, channel_id, channel)
        except Exception as error:
            log.warning("channel %s could not show item %s: %r", channel_id, job.item_id, error)
            problems.append(f"{channel_id}: {error!r}")
    await _settle(work, job, problems)


async def _show(work: Work, job: JobRow, channel_id: str, channel: Channel) -> None:
    def load(tx: Tx) -> tuple[Untold, str] | None:
        item = tx.items.get(job.item_id or 0)
        if item is None or not channel.shows(item.brand_id):
            return None
        message, shown = tx.cards.get(item.id, channel_id)
        if shown >= item.version:
            return None
        card = untold(tx, item, work.shelf.of(tx), work.capabilities(), channel.lang)
        return (card, message) if card else None

    found = await work.store.read(load)
    if found is None:
        return
    card, message = await work.retelling.told(found[0]), found[1]
    async with asyncio.timeout(work.timings.call.total_seconds()):
        shown_as = await channel.adapter.show(card, message)
    await work.store.write(
        lambda tx: tx.cards.save(card.item_id, channel_id, ext_message_id=shown_as, version=card.version)
    )


async def _settle(work: Work, job: JobRow, problems: list[str]) -> None:
    def settle(tx: Tx) -> None:
        if problems and job.attempts < MOST_TRIES:
            tx.jobs.retry(job, run_at=tx.after(work.timings.backoff(job.attempts)), error="; ".join(problems))
        else:
            tx.jobs.done(job)

    await work.store.write(settle)


async def remind(work: Work, job: JobRow) -> None:
    """Time passed over an item: do what the policy says, then tell the channels."""
    reminder = await work.store.write(lambda tx: time_passed(tx, job))
    if reminder is None:
        return
    for channel_id, channel in work.channels.items():
        if channel.shows(reminder.item.brand_id):
            text = await work.store.read(partial(_sentence, work, reminder, channel.lang))
            try:
                await channel.adapter.say(text, item_id=reminder.item.id)
            except Exception as error:  # the card itself shows the new state; the sentence is an extra
                log.warning("channel %s could not be reminded: %r", channel_id, error)


def _sentence(work: Work, reminder: Reminder, lang: str, tx: Tx) -> str:
    item = reminder.item
    comment = tx.comments.get(item.comment_id)
    brand = work.shelf.of(tx).get(item.brand_id)
    author = (comment.author_name or comment.author_handle) if comment else ""
    second = 1 if lang == "es" else 0
    return _SAY[reminder.key][second].format(
        brand=brand.name if brand else item.brand_id,
        author=author or ("alguien" if second else "somebody"),
        waited=_length(timedelta(microseconds=reminder.waited)),
    )


def _length(waited: timedelta) -> str:
    minutes = int(waited.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} d"


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
