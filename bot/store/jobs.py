"""The lease table. A claim moves `run_at` to the end of its lease, so that "due" is one indexed comparison and a
dead worker's jobs come back by themselves. See docs/decisions/0001-jobs.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, literal, select, union_all, update

from bot.store.base import Repo
from bot.store.errors import Raced
from bot.store.rows import JobRow
from bot.store.schema import item, job

PRIORITIES = (0, 1, 2)
PAGE_DOWN = "page not connected"
"""What a job says that waits for its page."""


# Statements of the hot path are built once: SQLAlchemy then knows their compiled form by sight.
_DUE = (
    select(job.c.id)
    .where(
        job.c.kind == bindparam("of_kind"),
        job.c.priority == bindparam("of_priority"),
        job.c.run_at <= bindparam("by_now"),
    )
    .order_by(job.c.run_at)
    .limit(bindparam("most"))
)


def _claiming(due: Select[Any]) -> Any:
    until = bindparam("until", type_=job.c.run_at.type)
    return (
        update(job)
        .where(job.c.id.in_(due.scalar_subquery()))
        .values(run_at=until, lease_until=until, worker=bindparam("by"), attempts=job.c.attempts + 1)
        .returning(*job.c)
    )


_CLAIM, _CLAIM_SKIPPING = _claiming(_DUE), _claiming(_DUE.with_for_update(skip_locked=True))
_HOLD = select(job.c.lease_until).where(job.c.id == bindparam("of_id"), job.c.worker == bindparam("by"))
_DONE = delete(job).where(job.c.id == bindparam("of_id"), job.c.worker == bindparam("by"))
_DROP = delete(job).where(job.c.id == bindparam("of_id"))
_CANCEL = delete(job).where(
    job.c.item_id == bindparam("of_item"),
    job.c.kind.in_(bindparam("of_kinds", expanding=True)),
    (job.c.worker == literal("")) | (job.c.lease_until < bindparam("by_now")),
)


@lru_cache(maxsize=16)
def _next_due(kinds: tuple[str, ...]) -> Any:
    parts = [
        select(literal(kind).label("kind"), func.min(job.c.run_at).label("at")).where(
            job.c.kind == bindparam(f"k{n}_{priority}", kind), job.c.priority == priority
        )
        for n, kind in enumerate(kinds)
        for priority in PRIORITIES
    ]
    return union_all(*parts)


class Jobs(Repo):
    """Short idempotent work, enqueued in the transaction that asks for it."""

    def enqueue(
        self,
        kind: str,
        key: str,
        *,
        item_id: int | None = None,
        run_at: int | None = None,
        priority: int = 1,
        payload: str = "",
    ) -> None:
        """One job per `key`: a second one with the same key changes nothing."""
        self.enqueue_many(
            kind, [{"key": key, "item_id": item_id, "payload": payload}], run_at=run_at, priority=priority
        )

    def enqueue_many(
        self, kind: str, rows: Sequence[dict[str, Any]], *, run_at: int | None = None, priority: int = 1
    ) -> None:
        """The same for many; `rows` hold key, item_id and payload."""
        if not rows:
            return
        at = self.now if run_at is None else run_at
        values = [{"kind": kind, "run_at": at, "priority": priority, **row} for row in rows]
        self.run(self.insert(job).on_conflict_do_nothing(index_elements=["key"]), values)
        self.effects.wake.add(kind)

    def claim(self, kind: str, *, most: int, worker: str, lease: int) -> list[JobRow]:
        """Take up to `most` due jobs for `lease` microseconds, the most urgent first."""
        found: list[JobRow] = []
        for priority in PRIORITIES:
            if len(found) >= most:
                break
            found.extend(self._claim(kind, priority, most - len(found), worker, lease))
        return found

    def _claim(self, kind: str, priority: int, most: int, worker: str, lease: int) -> list[JobRow]:
        taken = _CLAIM_SKIPPING if self.conn.dialect.name == "postgresql" else _CLAIM
        values = {"of_kind": kind, "of_priority": priority, "by_now": self.now, "most": most, "by": worker}
        rows = self.run(taken, {**values, "until": self.now + lease}).mappings()
        return [JobRow(**row) for row in rows]

    def renew(self, ids: Sequence[int], *, worker: str, lease: int) -> frozenset[int]:
        """Prolong leases; the answer holds the jobs that are still this worker's."""
        until = self.now + lease
        statement = (
            update(job)
            .where(job.c.id.in_(ids), job.c.worker == worker)
            .values(run_at=until, lease_until=until)
            .returning(job.c.id)
        )
        return frozenset(self.run(statement).scalars())

    def hold(self, row: JobRow) -> None:
        """Raise `Raced` unless the lease is still this worker's: asked right before what must not happen twice."""
        until = self.run(_HOLD, {"of_id": row.id, "by": row.worker}).scalar()
        if until is None or until <= self.now:
            raise Raced(f"the lease of job {row.key} is over")

    def done(self, row: JobRow) -> None:
        """Delete a finished job; `Raced` (and so the whole transaction undone) when another worker has it."""
        result = self.run(_DONE, {"of_id": row.id, "by": row.worker})
        if result.rowcount != 1:
            raise Raced(f"job {row.key} went to another worker")

    def drop(self, job_id: int) -> None:
        """Delete a job whoever holds it: what it was for has happened."""
        self.run(_DROP, {"of_id": job_id})

    def done_many(self, rows: Sequence[JobRow]) -> None:
        """The same for a batch with one worker."""
        if not rows:
            return
        ids = [row.id for row in rows]
        result = self.run(delete(job).where(job.c.id.in_(ids), job.c.worker == rows[0].worker))
        if result.rowcount != len(ids):
            raise Raced("part of the batch went to another worker")

    def retry(self, row: JobRow, *, run_at: int, error: str, count: bool = True, payload: str | None = None) -> None:
        """Give the job back until `run_at`. `count` False does not reckon this attempt (nothing was tried); a
        `payload` replaces the job's."""
        attempts = row.attempts if count else max(0, row.attempts - 1)
        changed = {} if payload is None else {"payload": payload}
        statement = (
            update(job)
            .where(job.c.id == row.id, job.c.worker == row.worker)
            .values(run_at=run_at, lease_until=None, worker="", attempts=attempts, last_error=error[:500], **changed)
        )
        if self.run(statement).rowcount != 1:
            raise Raced(f"job {row.key} went to another worker")
        self.effects.wake.add(row.kind)

    def by_key(self, key: str) -> JobRow | None:
        """The job of a key, held or not."""
        row = self.run(select(job).where(job.c.key == key)).mappings().first()
        return JobRow(**row) if row else None

    def again(self, row: JobRow, *, run_at: int, payload: str) -> None:
        """For a job that comes back for ever: its next turn, and what it remembers until then."""
        statement = (
            update(job)
            .where(job.c.id == row.id, job.c.worker == row.worker)
            .values(run_at=run_at, lease_until=None, worker="", attempts=0, last_error="", payload=payload)
        )
        if self.run(statement).rowcount != 1:
            raise Raced(f"job {row.key} went to another worker")
        self.effects.wake.add(row.kind)

    def bring_forward(self, key: str, *, run_at: int | None = None, payload: str | None = None) -> bool:
        """Bring a job that nobody holds forward, and change what it remembers; False when it is held or unknown."""
        at = self.now if run_at is None else run_at
        values: dict[str, Any] = {"run_at": at} | ({} if payload is None else {"payload": payload})
        statement = update(job).where(job.c.key == key, job.c.worker == "").values(**values).returning(job.c.kind)
        kind = self.run(statement).scalar()
        if kind is not None:
            self.effects.wake.add(kind)
        return kind is not None

    def hasten(self, kind: str, page_id: str) -> None:
        """Make a page's jobs of a kind that wait in nobody's hands due now."""
        of_page = select(item.c.id).where(item.c.page_id == page_id)
        where = (job.c.kind == kind, job.c.worker == "", job.c.run_at > self.now, job.c.item_id.in_(of_page))
        waited = job.c.last_error == PAGE_DOWN  # an approval in its grace time is left alone
        self.run(update(job).where(*where, waited).values(run_at=self.now))
        self.effects.wake.add(kind)

    def cancel(self, item_id: int, kinds: Iterable[str]) -> None:
        """Remove an item's jobs of these kinds that no worker holds."""
        self.run(_CANCEL, {"of_item": item_id, "of_kinds": list(kinds), "by_now": self.now})

    def drop_kinds(self, prefix: str, *, keep: Sequence[str]) -> None:
        """Delete the jobs of kinds that begin like this, apart from those to keep."""
        self.run(delete(job).where(job.c.kind.startswith(prefix, autoescape=True), job.c.kind.not_in(keep)))

    def next_due(self, kinds: Sequence[str]) -> dict[str, int]:
        """When the next job of each kind is due; kinds without jobs are absent."""
        soonest: dict[str, int] = {}
        for row in self.run(_next_due(tuple(kinds))):
            if row.at is not None:
                soonest[row.kind] = min(row.at, soonest.get(row.kind, row.at))
        return soonest

    def due_counts(self) -> dict[str, int]:
        """Jobs due now, by kind."""
        rows = self.run(select(job.c.kind, func.count()).where(job.c.run_at <= self.now).group_by(job.c.kind))
        return dict(rows.all())

    def oldest_due(self) -> int | None:
        """When the oldest due job became due."""
        value: int | None = self.run(select(func.min(job.c.run_at)).where(job.c.run_at <= self.now)).scalar()
        return value
