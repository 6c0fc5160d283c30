"""Announcing and reminding: the small jobs that talk to channels."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from bot.domain.card import Card
from bot.pipeline.cards import build_card
from bot.pipeline.work import Channel, Work
from bot.review.waiting import Reminder, time_passed
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
    def load(tx: Tx) -> tuple[Card, str] | None:
        item = tx.items.get(job.item_id or 0)
        if item is None or not channel.shows(item.brand_id):
            return None
        message, shown = tx.cards.get(item.id, channel_id)
        if shown >= item.version:
            return None
        card = build_card(tx, item, work.shelf.of(tx), work.capabilities(), channel.lang)
        return (card, message) if card else None

    found = await work.store.read(load)
    if found is None:
        return
    card, message = found
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
