"""Publishing in three transactions: begin (committed before the call), the call, finish. Never twice.

A worker that finds a publication already `sending` does not know whether the reply stands on the page: it looks
before anything is sent again. See docs/decisions/0004-publish-once.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.domain.addressing import for_adapter
from bot.domain.capabilities import Idempotency, PageCapabilities
from bot.domain.publication import OwnReply, Published, PublishOrder
from bot.domain.texts import same_text
from bot.domain.transitions import ItemState, PublicationState
from bot.domain.troubles import Trouble
from bot.store.jobs import PAGE_DOWN
from bot.store.moves import mark_sent
from bot.store.page_moves import page_down
from bot.store.rows import CommentRow, JobRow, PublicationRow
from bot.store.times import micros, span
from bot.store.tx import Tx

S = ItemState
P = PublicationState

MOST_LOOKS = 8
WAIT_CONNECTED = timedelta(seconds=60)
_CLOCKS_DIFFER = timedelta(minutes=2)


class Step(StrEnum):
    """What the worker does next."""

    CALL = "call"
    LOOK = "look"
    STOP = "stop"
    """Nothing more: done, withdrawn, put off, or handed to a person. The job is settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What `begin` found. `order` for CALL, `parent` and `since` (microseconds) for LOOK."""

    step: Step
    order: PublishOrder | None = None
    page_id: str = ""
    parent: str = ""
    since: int = 0


def begin(tx: Tx, job: JobRow, page_of: Callable[[str], PageCapabilities | None]) -> Begun:
    """Claimed: say what to do, and write down "sending" before anything is called. `page_of` None: no adapter."""
    publication = tx.publications.get(int(job.payload))
    page = page_of(publication.page_id) if publication else None
    item = tx.items.get(publication.item_id, lock=True) if publication else None
    if publication is None or item is None or publication.state in (P.SENT, P.FAILED, P.WITHDRAWN, P.UNKNOWN):
        tx.jobs.done(job)
        return Begun(step=Step.STOP)
    comment = tx.comments.get(item.comment_id)
    row = tx.brands.page(item.page_id)
    if comment is None or row is None or page is None or not row.connected:
        tx.jobs.retry(job, run_at=tx.after(WAIT_CONNECTED), error=PAGE_DOWN, count=False)
        return Begun(step=Step.STOP)
    if publication.state is P.INTENT and publication.private and not private_in_time(tx, comment, page):
        tx.jobs.hold(job)
        _too_late_for_private(tx, job, publication)
        return Begun(step=Step.STOP)
    tx.jobs.hold(job)
    if publication.state is P.SENDING and not _key_still_known(tx, publication, page):
        return _look(tx, publication, comment)
    if publication.state is P.SENDING:  # the platform keeps our key: the same order again is one reply
        publication = tx.publications.move(publication, P.INTENT)
    started = publication.sending_at if page.idempotency is Idempotency.KEY else None
    sending = tx.publications.move(
        publication, P.SENDING, attempts=publication.attempts + 1, sending_at=started or tx.now, looked_at=None
    )
    if item.state is S.DECIDING:
        tx.items.move(item, S.PUBLISHING, next_at=None)
    return Begun(step=Step.CALL, page_id=publication.page_id, order=_order(sending, comment))


def private_in_time(tx: Tx, comment: CommentRow, page: PageCapabilities) -> bool:
    """Whether the platform still lets the comment be answered in private."""
    return not page.private_within or tx.now < comment.created_at + span(page.private_within)


def _too_late_for_private(tx: Tx, job: JobRow, publication: PublicationRow) -> None:
    tx.publications.move(publication, P.FAILED, error=Trouble.PRIVATE_TOO_LATE)
    item = tx.items.get(publication.item_id, lock=True)
    if item is not None and item.state is S.DECIDING:
        item = tx.items.move(item, S.PUBLISHING, next_at=None)
    _item_to(tx, publication, S.FAILED, Trouble.PRIVATE_TOO_LATE)
    tx.audit.add("page", "refused", item_id=publication.item_id, reason=Trouble.PRIVATE_TOO_LATE)
    tx.jobs.done(job)


def _key_still_known(tx: Tx, publication: PublicationRow, page: PageCapabilities) -> bool:
    if page.idempotency is not Idempotency.KEY or publication.sending_at is None:
        return False
    return tx.now - publication.sending_at < span(page.key_kept) * 9 // 10


def _look(tx: Tx, publication: PublicationRow, comment: CommentRow) -> Begun:
    since = (publication.sending_at or publication.created_at) - span(_CLOCKS_DIFFER)
    return Begun(step=Step.LOOK, page_id=publication.page_id, parent=comment.ext_id, since=since)


def _order(publication: PublicationRow, comment: CommentRow) -> PublishOrder:
    return PublishOrder(
        page_id=publication.page_id,
        item_id=publication.item_id,
        publication_id=publication.id,
        idem_key=publication.idem_key,
        text=publication.text,
        lang=comment.lang,
        parent_ext_id=comment.ext_id,
        thread_ext_id=comment.thread_ext_id,
        post_ext_id=comment.post_ext_id,
        attempt=publication.attempts,
        private=publication.private,
        extra=for_adapter(comment.extra),
    )


def _sending(tx: Tx, job: JobRow) -> PublicationRow | None:
    publication = tx.publications.get(int(job.payload))
    return publication if publication is not None and publication.state is P.SENDING else None


def sent(tx: Tx, job: JobRow, published: Published) -> None:
    """The platform said yes. Kept even when the lease ran out meanwhile: the reply is there."""
    publication = _sending(tx, job)
    if publication is None:  # its own delivery through the page was quicker
        _let_go(tx, job)
        return
    at = micros(published.at) if published.at else None
    mark_sent(tx, publication, ext_id=published.ext_id, url=published.url, at=at, actor="engine")
    tx.jobs.drop(job.id)


def _let_go(tx: Tx, job: JobRow) -> None:
    publication = tx.publications.get(int(job.payload))
    if publication is not None and publication.state is P.SENT:
        tx.jobs.drop(job.id)
    else:
        tx.jobs.done(job)


def not_sent(tx: Tx, job: JobRow, *, error: str, after: timedelta, count: bool = True) -> None:
    """Certainly not on the page: back to the intent, tried again later."""
    publication = _sending(tx, job)
    if publication is not None:
        tx.publications.move(publication, P.INTENT, error=error)
    tx.jobs.retry(job, run_at=tx.after(after), error=error, count=count)


def disconnected(tx: Tx, job: JobRow, *, error: str) -> None:
    """The page's access is gone: it stops, the reply waits, people are told."""
    publication = _sending(tx, job)
    if publication is not None:
        tx.publications.move(publication, P.INTENT, error=error)
        page_down(tx, publication.page_id, error)
        tx.audit.add("page", "disconnected", item_id=publication.item_id, why=error)
        item = tx.items.get(publication.item_id)
        if item is not None:
            tx.items.touch(item, reason="disconnected")
    tx.jobs.retry(job, run_at=tx.after(WAIT_CONNECTED), error=PAGE_DOWN, count=False)


def refused(tx: Tx, job: JobRow, *, reason: str) -> None:
    """The platform refused for good: a person decides what now."""
    publication = _sending(tx, job)
    if publication is not None:
        tx.publications.move(publication, P.FAILED, error=reason)
        _item_to(tx, publication, S.FAILED, reason)
        tx.audit.add("page", "refused", item_id=publication.item_id, reason=reason)
    tx.jobs.done(job)


def maybe_sent(tx: Tx, job: JobRow, page: PageCapabilities, *, error: str, after: timedelta) -> None:
    """Nobody knows: stays `sending`, and is looked at after a while. Where nothing can be looked up and the
    platform knows no key, a person is asked at once."""
    if page.idempotency is Idempotency.NONE and not page.can_list_own:
        unknown(tx, job, error=error)
        return
    tx.jobs.retry(job, run_at=tx.after(after), error=error)


def unknown(tx: Tx, job: JobRow, *, error: str) -> None:
    """Looking did not help: never again without a person."""
    publication = _sending(tx, job)
    if publication is not None:
        tx.publications.move(publication, P.UNKNOWN, error=error)
        _item_to(tx, publication, S.UNKNOWN, "not_confirmed")
        tx.audit.add("engine", "unconfirmed", item_id=publication.item_id, error=error)
    tx.jobs.done(job)


def _item_to(tx: Tx, publication: PublicationRow, state: ItemState, reason: str) -> None:
    item = tx.items.get(publication.item_id, lock=True)
    if item is not None and item.state is S.PUBLISHING:
        tx.items.move(item, state, reason=reason)


def looked(tx: Tx, job: JobRow, page: PageCapabilities, replies: Sequence[OwnReply]) -> None:
    """The page's own replies were listed: found means sent; missing after the visibility grace, twice, means
    that it may be sent again."""
    publication = _sending(tx, job)
    if publication is None:
        _let_go(tx, job)
        return
    taken = tx.publications.by_reply(publication.page_id, [one.ext_id for one in replies])
    found = next((one for one in replies if one.ext_id not in taken and _ours(one, publication)), None)
    if found is not None:
        at = micros(found.created_at) if found.created_at else None
        mark_sent(tx, publication, ext_id=found.ext_id, at=at, actor="engine")
        tx.jobs.drop(job.id)
        return
    visible_at = (publication.sending_at or tx.now) + span(page.visibility_grace)
    if tx.now < visible_at or publication.looked_at is None:
        tx.publications.looked(publication.id)
        pause = span(page.visibility_grace) // 2
        tx.jobs.retry(job, run_at=max(visible_at, tx.now + pause), error="not seen on the page yet", count=False)
        return
    tx.publications.move(publication, P.INTENT, error="not on the page after looking twice")
    tx.audit.add("engine", "not_on_page", item_id=publication.item_id)
    tx.jobs.retry(job, run_at=tx.now, error="not on the page after looking twice", count=False)


def _ours(reply: OwnReply, publication: PublicationRow) -> bool:
    if reply.idem_key:
        return reply.idem_key == publication.idem_key
    return same_text(reply.text, publication.text)


def cannot_look(tx: Tx, job: JobRow, *, error: str, after: timedelta) -> None:
    """Listing failed: tried again some times, then a person is asked."""
    if job.attempts >= MOST_LOOKS:
        unknown(tx, job, error=error)
        return
    tx.jobs.retry(job, run_at=tx.after(after), error=error)
