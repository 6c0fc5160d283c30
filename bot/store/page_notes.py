"""What a page's adapter remembers in the store, shared by all replicas."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select

from bot.store.base import Repo
from bot.store.schema_more import page_note
from bot.store.times import span

KEPT = timedelta(days=40)
"""Counters of windows that ended longer ago are swept."""


class PageNotes(Repo):
    """Rows of `page_note`: texts under a key, and counters that never go above what is allowed."""

    def get(self, page_id: str, key: str) -> str:
        """What was noted, "" at first."""
        where = (page_note.c.page_id == page_id, page_note.c.key == key)
        found: str | None = self.run(select(page_note.c.value).where(*where)).scalar()
        return found or ""

    def save(self, page_id: str, key: str, value: str) -> None:
        """Note it."""
        fields = {"value": value, "updated_at": self.now}
        statement = self.insert(page_note).values(page_id=page_id, key=key, **fields)
        self.run(statement.on_conflict_do_update(index_elements=["page_id", "key"], set_=fields))

    def amount(self, page_id: str, key: str) -> int:
        """What a counter holds."""
        where = (page_note.c.page_id == page_id, page_note.c.key == key)
        found: int | None = self.run(select(page_note.c.amount).where(*where)).scalar()
        return found or 0

    def spend(self, page_id: str, key: str, amount: int, most: int) -> int:
        """Book on a counter unless that takes it above `most`: what is booked then, or -1. One statement, so that
        two replicas cannot both take the last of it."""
        if amount > most:
            return -1
        added = {"amount": page_note.c.amount + amount, "updated_at": self.now}
        statement = self.insert(page_note).values(page_id=page_id, key=key, amount=amount, updated_at=self.now)
        upsert = statement.on_conflict_do_update(
            index_elements=["page_id", "key"], set_=added, where=page_note.c.amount + amount <= most
        )
        booked: int | None = self.run(upsert.returning(page_note.c.amount)).scalar()
        if booked == amount:  # a new window: old ones are of no more use
            old = self.now - span(KEPT)
            self.run(delete(page_note).where(page_note.c.page_id == page_id, page_note.c.amount > 0,
                                             page_note.c.updated_at < old))  # fmt: skip
        return -1 if booked is None else booked
