"""A person's data, given out or taken out on request; and what is older than a brand keeps, taken out every day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.domain.errors import BadInput
from bot.pipeline.measuring import COMMENTS as COUNTED
from bot.pipeline.work import Work
from bot.store import Store
from bot.store.forget_moves import forget_old, forget_person
from bot.store.rows import CommentRow, JobRow
from bot.store.times import moment, span
from bot.store.tx import Tx

JOB = "forget-old"
EVERY, SOON = timedelta(hours=24), timedelta(seconds=5)
PORTION = 200
_TIMES = ("at", "created_at", "received_at", "edited_at", "deleted_at", "sent_at", "answered_at", "due_at", "undone_at")
_TEAM = frozenset({"person_id", "person_name", "settled_by", "actor", "request_id", "answer", "idem_key", "body"})
"""What is about the team or the program, and no part of what somebody may ask for about themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One author of one page."""

    page_id: str
    brand_id: str
    ext_id: str
    name: str
    handle: str
    comment_ids: tuple[int, ...]


class PersonData:
    """For whoever has the store's files: the terminal's commands."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def export(self, page_id: str, who: str) -> dict[str, Any]:
        """What is stored of an author, as plain values."""
        return self._store.read_sync(lambda tx: export(tx, find(tx, page_id, who)))

    def forget(self, page_id: str, who: str, *, by: str) -> int:
        """Take it out of every table; how many comments there were."""

        def work(tx: Tx) -> int:
            found = find(tx, page_id, who)
            rows = list(tx.comments.many(found.comment_ids).values())
            return forget_person(tx, rows, by=by, brand_id=found.brand_id)

        return self._store.write_sync(work)

    def count(self, page_id: str, who: str) -> Found:
        """Whom a request means."""
        return self._store.read_sync(lambda tx: find(tx, page_id, who))


def find(tx: Tx, page_id: str, who: str) -> Found:
    """The author a person named by platform id, handle or name. Raises `BadInput` where it is nobody or several."""
    page = tx.brands.page(page_id)
    if page is None:
        known = ", ".join(sorted(one.id for one in tx.brands.pages()))
        raise BadInput(f"there is no page {page_id!r}; known are {known}")
    rows = tx.forgetting.authors(page_id, who)
    people = {(row.author_ext_id, "" if row.author_ext_id else row.author_name): row for row in rows}
    if not people:
        raise BadInput(f"nobody called {who!r} has written on {page_id}, by id, handle or name")
    if len(people) > 1:
        known = ", ".join(sorted(ext_id or name for ext_id, name in people))
        raise BadInput(f"{len(people)} people on {page_id} are called {who!r}; name one by id: {known}")
    row = rows[-1]
    ids = tx.forgetting.comments_of(page_id, row.author_ext_id, row.author_name)
    return Found(
        page_id=page_id,
        brand_id=page.brand_id,
        ext_id=row.author_ext_id,
        name=row.author_name,
        handle=row.author_handle,
        comment_ids=tuple(ids),
    )


def export(tx: Tx, found: Found) -> dict[str, Any]:
    """Their comments, our replies to them, and what was kept about both; times as ISO 8601."""
    replies = tx.forgetting.replies_to(found.comment_ids)
    items = tx.forgetting.items_of(found.comment_ids)
    kept = tx.forgetting.kept_of(items)
    readings = [
        {name: one[name] for name in ("id", "state", "kinds", "mood", "lang", "reading")}
        for one in (_item(tx, item_id) for item_id in items)
    ]
    return {
        "author": {"page": found.page_id, "id": found.ext_id, "name": found.name, "handle": found.handle},
        "comments": [_comment(row) for row in _in_time(tx, found.comment_ids)],
        "replies": [_comment(row) for row in _in_time(tx, replies)],
        "items": readings,
        **{name: [_plain(row) for row in rows] for name, rows in kept.items()},
    }


def _item(tx: Tx, item_id: int) -> dict[str, Any]:
    item = tx.items.get(item_id)
    assert item is not None
    return {"id": item.id, "state": item.state.value, "kinds": item.kinds, "mood": item.mood, "lang": item.lang,
            "reading": item.reading}  # fmt: skip


def _in_time(tx: Tx, ids: tuple[int, ...] | list[int]) -> list[CommentRow]:
    return sorted(tx.comments.many(list(ids)).values(), key=lambda row: (row.created_at, row.id))


def _comment(row: CommentRow) -> dict[str, Any]:
    return _plain({name: getattr(row, name) for name in CommentRow.__dataclass_fields__})


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    made = {name: value for name, value in row.items() if name not in _TEAM and value not in (None, "")}
    return {name: moment(made[name]).isoformat() if name in _TIMES else made[name] for name in made}


# ---------------------------------------------------------------- every day


def plan(tx: Tx) -> None:
    """See to it that the work goes on; one job in the whole installation."""
    tx.jobs.enqueue(JOB, JOB, priority=2)


async def forget_old_ones(work: Work, job: JobRow) -> None:
    """A portion of every page's oldest; comes back at once while there is more, else tomorrow. Looking for them goes
    through all comments, so nobody waits for it; reports have counted them before."""
    found = await work.store.read(_old_ones)

    def step(tx: Tx) -> None:
        for page_id, brand_id, ids in found:
            forget_old(tx, page_id, brand_id, ids)
        full = any(len(ids) == PORTION for _, _, ids in found)
        tx.jobs.retry(job, run_at=tx.after(SOON if full else EVERY), error="", count=False)

    await work.store.write(step)


def _old_ones(tx: Tx) -> list[tuple[str, str, list[int]]]:
    counted = tx.evidence.mark(COUNTED)
    found = []
    for page in tx.brands.pages():
        before = tx.now - span(tx.brands.policy(page.brand_id).retention)
        ids = tx.forgetting.old(page.id, before, counted=counted, most=PORTION)
        found.append((page.id, page.brand_id, ids))
    return found
