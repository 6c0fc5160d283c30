"""Cards and reminders on their way to the review channels: a lane for each channel, so that none holds up another.

One job stands for "this item, in this channel": whatever happens to the item while the channel is away, the newest
state is shown when it is back, once. A lane is tried for as long as it takes.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from bot.domain.card import Card
from bot.domain.errors import PermanentRefusal, RetryLater
from bot.domain.transitions import OPEN_FOR_DECISION, ItemState
from bot.pipeline.retelling import Untold, untold
from bot.pipeline.saying import sentence
from bot.pipeline.work import Channel, Work
from bot.review.waiting import time_passed
from bot.store.rows import ItemRow, JobRow
from bot.store.tx import Tx

LANE = "show:"
BATCH = 20
GROUPED_FROM = 5
"""So many new cards at once are posted as one list."""
PATIENCE = timedelta(minutes=2)
"""For one call of an adapter, which may have to wait for its turn; longer ones are tried again."""
RETRY_MOST = timedelta(minutes=1)
URGENT = 3
CATCHING_UP = 2
"""The priority of what a channel has missed: after everything that is new, and the newest first."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What one job comes to now. `card` None: the channel is up to date, or there is nothing to show any more.
    `untold` is the card as stored, before its reasons were put into the channel's language."""

    job: JobRow
    card: Card | None = None
    message: str = ""
    together: tuple[int, ...] = ()
    untold: Untold | None = None


async def announce(work: Work, jobs: Sequence[JobRow]) -> None:
    """An item changed: every channel that is about its brand gets a job, unless one waits already."""

    def spread(tx: Tx) -> None:
        for item in tx.items.many([job.item_id for job in jobs if job.item_id]).values():
            for channel_id, channel in work.channels.items():
                if channel.shows(item.brand_id):
                    _enqueue(tx, channel_id, item)
        tx.jobs.done_many(jobs)

    await work.store.write(spread)


def _enqueue(tx: Tx, channel_id: str, item: ItemRow) -> None:
    kind = LANE + channel_id
    urgent = item.urgency >= URGENT and item.state in OPEN_FOR_DECISION
    tx.jobs.enqueue(kind, f"{kind}:{item.id}", item_id=item.id, priority=0 if urgent else 1)


async def remind(work: Work, job: JobRow) -> None:
    """Time passed over an item: do what the policy says; what is to be said waits in the channels' lanes."""

    def plan(tx: Tx) -> None:
        reminder = time_passed(tx, job)
        if reminder is None:
            return
        payload = json.dumps({"key": reminder.key, "waited": reminder.waited})
        for channel_id, channel in work.channels.items():
            if channel.shows(reminder.item.brand_id):
                key = f"say:{channel_id}:{reminder.item.id}:{tx.now}"
                tx.jobs.enqueue(LANE + channel_id, key, item_id=reminder.item.id, payload=payload)

    await work.store.write(plan)


async def show(work: Work, jobs: Sequence[JobRow]) -> None:
    """Bring one channel up to date: changed cards are drawn again, new ones posted (grouped where there are many),
    reminders said. The first failure of the connection ends the round; what is left is tried again in its order."""
    channel_id = jobs[0].kind.removeprefix(LANE)
    channel = work.channels.get(channel_id)
    if channel is None:
        await work.store.write(lambda tx: tx.jobs.done_many(jobs))
        return
    lane = _Lane(work, channel_id, channel)
    left = sorted(jobs, key=_turn)
    said = [job for job in left if job.payload]
    dues = await lane.load([job for job in left if not job.payload])
    try:
        left = await lane.cards(dues, left)
        for job in said:
            await lane.reminder(job)
            left.remove(job)
    except Exception as error:
        await lane.later(left, error)


def _turn(job: JobRow) -> tuple[int, bool, int, int]:
    """The urgent first; what is new in the order in which it came; words after cards."""
    if job.priority == CATCHING_UP:
        return (job.priority, bool(job.payload), 0, job.id)
    return (job.priority, bool(job.payload), job.item_id or 0, job.id)


class _Lane:
    """One round for one channel."""

    def __init__(self, work: Work, channel_id: str, channel: Channel) -> None:
        self._work, self._id, self._channel = work, channel_id, channel

    async def load(self, jobs: Sequence[JobRow]) -> list[Due]:
        """What the jobs come to now."""
        dues = await self._work.store.read(lambda tx: [self._due(tx, job) for job in jobs])
        return [await self._told(due) for due in dues]

    async def _told(self, due: Due) -> Due:
        """The card's reasons in the channel's language."""
        return due if due.untold is None else replace(due, card=await self._work.retelling.told(due.untold))

    async def cards(self, dues: Sequence[Due], left: list[JobRow]) -> list[JobRow]:
        """Show what is due; the answer is what is left of the jobs."""
        fresh = [due for due in dues if due.card is not None and not due.message]
        many = len(fresh) >= GROUPED_FROM
        for due in dues:
            if due.card is None:
                await self._settle(due.job, None, "")
            elif due.message or not many:
                await self._one(due)
            else:
                continue
            left.remove(due.job)
        if many:
            await self._post_many(fresh)
            left = [job for job in left if job not in [due.job for due in fresh]]
        return left

    async def reminder(self, job: JobRow) -> None:
        """Say it, unless somebody decided meanwhile."""
        told = json.loads(job.payload)
        text = await self._work.store.read(partial(sentence, self._work, job, told, self._channel.lang))
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                if text:
                    await self._channel.adapter.say(text, item_id=job.item_id or 0)
        except PermanentRefusal as refusal:
            log.error("channel %s refuses a reminder of item %s: %s", self._id, job.item_id, refusal)
        await self._work.store.write(lambda tx: tx.jobs.done(job))

    async def later(self, jobs: Sequence[JobRow], error: Exception) -> None:
        """Give back what could not be shown. There is no last attempt: the channel may be away for a day."""
        log.warning("channel %s could not show %s cards: %r", self._id, len(jobs), error)

        def give_back(tx: Tx) -> None:
            for job in jobs:
                pause = min(self._work.timings.backoff(job.attempts), RETRY_MOST)
                after = error.after if isinstance(error, RetryLater) else pause
                tx.jobs.retry(job, run_at=tx.after(after), error=repr(error))

        await self._work.store.write(give_back)

    def _due(self, tx: Tx, job: JobRow) -> Due:
        item = tx.items.get(job.item_id or 0)
        message, shown = tx.cards.get(job.item_id or 0, self._id)
        if item is None or shown >= item.version or not self._channel.shows(item.brand_id):
            return Due(job=job)
        work = self._work
        found = untold(tx, item, work.shelf.of(tx), work.capabilities(), self._channel.lang, work.hints)
        if found is None:
            return Due(job=job)
        together = tuple(tx.cards.items_of(self._id, message)) if message else ()
        return Due(job=job, card=found.card, message=message, together=together, untold=found)

    async def _one(self, due: Due) -> None:
        """A card of its own; or one of a list, which is drawn again. Who is to be decided on anew leaves the list."""
        card, adapter = due.card, self._channel.adapter
        assert card is not None
        listed = len(due.together) > 1
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                if listed and card.state not in OPEN_FOR_DECISION:
                    await adapter.show_many(await self._all(due.together), due.message)
                    message = due.message
                else:
                    message = await adapter.show(card, "" if listed else due.message)
        except PermanentRefusal as refusal:
            log.error("channel %s refuses the card of item %s: %s", self._id, card.item_id, refusal)
            message = due.message
        await self._settle(due.job, card, message)

    async def _all(self, item_ids: Sequence[int]) -> list[Card]:
        def load(tx: Tx) -> list[Untold]:
            brands, pages = self._work.shelf.of(tx), self._work.capabilities()
            rows = tx.items.many(item_ids)
            made = [untold(tx, rows[one], brands, pages, self._channel.lang) for one in item_ids if one in rows]
            return [found for found in made if found is not None]

        return [await self._work.retelling.told(found) for found in await self._work.store.read(load)]

    async def _post_many(self, dues: Sequence[Due]) -> None:
        cards = [due.card for due in dues if due.card is not None]
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                messages = await self._channel.adapter.show_many(cards)
        except PermanentRefusal as refusal:
            log.error("channel %s refuses a list of %s cards: %s", self._id, len(cards), refusal)
            for due in dues:
                await self._one(due)
            return
        for due, message in zip(dues, messages, strict=True):
            await self._settle(due.job, due.card, message)

    async def _settle(self, job: JobRow, card: Card | None, message: str) -> None:
        """Remember what is shown; the job goes on where the item changed while it was being shown.

        The row is locked before its version is read: a change that is being committed found our job still there and
        left it to us.
        """

        def settle(tx: Tx) -> None:
            item = tx.items.get(job.item_id or 0, lock=True)
            if card is not None:
                tx.cards.save(card.item_id, self._id, ext_message_id=message, version=card.version)
            _, shown = tx.cards.get(job.item_id or 0, self._id)
            if card is not None and item is not None and item.version > shown and item.state not in _PREPARING:
                tx.jobs.retry(job, run_at=tx.now, error="", count=False)
            else:
                tx.jobs.done(job)

        await self._work.store.write(settle)


_PREPARING = frozenset({ItemState.NEW, ItemState.READING, ItemState.DRAFTING})


def forget_lanes(tx: Tx, channels: Sequence[str]) -> None:
    """Drop what waits for channels that are no longer configured."""
    tx.jobs.drop_kinds(LANE, keep=[LANE + one for one in channels])
