"""Brings a page's past in, portion by portion: resumable, and never more than one portion in memory."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.comment import Comment, Portion
from bot.domain.errors import MaybeSent, NotSent, PermanentRefusal, RetryLater
from bot.intake.record import bring_past
from bot.ports import PageAdapter
from bot.store import Store
from bot.store.times import span
from bot.store.tx import Tx

NOTE = "backfill"
MOST_TRIES = 8
LONGEST_WAIT = timedelta(minutes=20)
PAUSE = timedelta(seconds=5)


@dataclass(slots=True)
class Brought:
    """How far it has got. `done` of `of` as the platform counts, 0 of 0 where it does not say."""

    seen: int = 0
    new: int = 0
    own: int = 0
    done: int = 0
    of: int = 0
    oldest: datetime | None = None
    resumed: bool = False


class ComeBackLater(PermanentRefusal):
    """The platform wants a longer pause than a person waits for; what is done is kept. `after` says how long."""

    def __init__(self, reason: str, *, after: timedelta) -> None:
        super().__init__(reason)
        self.after = after


async def backfill(
    store: Store,
    page: PageAdapter,
    since: datetime,
    *,
    tell: Callable[[Brought], None],
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> Brought:
    """Everything since a day. Run again it goes on where it was stopped, and adds nothing twice.

    Raises `PermanentRefusal` where the page cannot, `ComeBackLater` where a quota is used up for long.
    """
    if not page.capabilities.can_backfill:
        raise PermanentRefusal(f"{page.capabilities.platform} cannot be asked for past comments; use tertulia import")
    brought = Brought()
    resume = await _noted(store, page.page_id, since)
    brought.resumed = bool(resume)
    tries = 0
    while True:
        try:
            async for portion in page.history(since, resume):
                resume, tries = portion.resume or resume, 0
                await _keep(store, page, since, portion, brought)
                tell(brought)
            break
        except (RetryLater, NotSent, MaybeSent) as error:
            tries += 1
            wait = error.after if isinstance(error, RetryLater) else PAUSE * 2**tries
            if wait > LONGEST_WAIT or tries > MOST_TRIES:
                raise ComeBackLater(str(error), after=wait) from error
            await sleep(wait.total_seconds())
    await store.write(lambda tx: tx.page_notes.save(page.page_id, NOTE, ""))
    return brought


async def _noted(store: Store, page_id: str, since: datetime) -> str:
    text = await store.read(lambda tx: tx.page_notes.get(page_id, NOTE))
    noted: dict[str, str] = json.loads(text) if text else {}
    return noted.get("resume", "") if noted.get("since") == since.isoformat() else ""


async def _keep(store: Store, page: PageAdapter, since: datetime, portion: Portion, brought: Brought) -> None:
    """One portion and the place after it are one commit."""
    comments = [one for one in portion.comments if one.created_at >= since]
    note = json.dumps({"since": since.isoformat(), "resume": portion.resume})

    def save(tx: Tx) -> list[bool]:
        new = bring_past(tx, comments, work_since=_work_since(tx, page.page_id)) if comments else []
        tx.page_notes.save(page.page_id, NOTE, note)
        return new

    _count(brought, comments, await store.write(save), portion)


def _work_since(tx: Tx, page_id: str) -> int:
    """What is younger than the time in which the team answers at all can still be answered."""
    page = tx.brands.page(page_id)
    policy = tx.brands.policy(page.brand_id if page else "")
    return tx.now - span(policy.expire_after)


def _count(brought: Brought, comments: list[Comment], new: list[bool], portion: Portion) -> None:
    brought.seen += len(comments)
    brought.new += sum(new)
    brought.own += sum(one.author.is_page for one, fresh in zip(comments, new, strict=True) if fresh)
    brought.done, brought.of = portion.done, portion.of
    oldest = min((one.created_at for one in comments), default=None)
    if oldest is not None:
        brought.oldest = oldest if brought.oldest is None else min(brought.oldest, oldest)
