"""Inbox items. The only place that changes an item's state, and it asks the transition table each time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, case, select, update

from bot.domain.transitions import ItemState, check_item_move
from bot.ports import ItemChanged
from bot.store.base import Repo
from bot.store.errors import Raced
from bot.store.jobs import Jobs
from bot.store.rows import ItemRow
from bot.store.schema import comment, item

S = ItemState
OPEN, PUBLISHED, ENDED, COMING = 0, 1, 2, 3
_PREPARING = frozenset({S.NEW, S.READING, S.DRAFTING})
_OUT = frozenset({S.PUBLISHED, S.FOLLOWED_UP})
_OVER = frozenset({S.LEFT, S.REJECTED, S.HIDDEN, S.EXPIRED, S.SUPERSEDED})

# Statements of the hot path are built once: SQLAlchemy then knows their compiled form by sight.
_GET = select(item).where(item.c.id == bindparam("wanted"))
_GET_LOCKED = _GET.with_for_update()
_WRITE = (
    update(item)
    .where(item.c.id == bindparam("of_id"), item.c.state == bindparam("was"), item.c.version == bindparam("seen"))
    .returning(*item.c)
)


def shelf(state: ItemState, rounds: int) -> int:
    """Where the inbox shows an item: what needs a person, what is out, what is over, what is being prepared.
    A redraft stays where people saw it."""
    if state in _PREPARING:
        return COMING if rounds <= 1 else OPEN
    if state in _OUT:
        return PUBLISHED
    return ENDED if state in _OVER else OPEN


def to_item(mapping: Any) -> ItemRow:
    """A row of `item` as a value."""
    fields = {**mapping, "state": ItemState(mapping["state"])}
    answers = fields.pop("answers_id")
    if answers is not None:
        fields |= {"comment_id": answers, "promise_id": fields["comment_id"]}
    return ItemRow(**fields)


class Items(Repo):
    """Rows of `item`."""

    def insert_many(self, rows: Sequence[dict[str, Any]]) -> dict[int, int]:
        """New items; the answer maps comment row id to item id."""
        if not rows:
            return {}
        values = [
            {"state": S.NEW.value, "shelf": COMING, "created_at": self.now, "updated_at": self.now, "round": 1, **row}
            for row in rows
        ]
        made = self.run(self.insert(item).returning(item.c.id, item.c.comment_id, item.c.brand_id), values).all()
        self.effects.changed.extend(
            ItemChanged(item_id=row.id, version=1, state=S.NEW.value, brand_id=row.brand_id) for row in made
        )
        return {row.comment_id: row.id for row in made}

    def get(self, item_id: int, *, lock: bool = False) -> ItemRow | None:
        """One item. `lock` holds the row until the end of the transaction (PostgreSQL)."""
        statement = _GET_LOCKED if lock and self.conn.dialect.name == "postgresql" else _GET
        row = self.run(statement, {"wanted": item_id}).mappings().first()
        return to_item(row) if row else None

    def many(self, ids: Sequence[int]) -> dict[int, ItemRow]:
        """Items by id."""
        return {row["id"]: to_item(row) for row in self.run(select(item).where(item.c.id.in_(ids))).mappings()}

    def of_comment(self, comment_id: int) -> ItemRow | None:
        """The item of a comment; of the page's own reply the item that keeps its promise, None where there is none."""
        row = self.run(select(item).where(item.c.comment_id == comment_id)).mappings().first()
        return to_item(row) if row else None

    def in_thread(
        self, page_id: str, thread_ext_id: str, author_ext_id: str, states: Sequence[ItemState]
    ) -> list[ItemRow]:
        """An author's items in one thread that are in one of `states`, oldest first."""
        statement = (
            select(item)
            .join(comment, comment.c.id == item.c.comment_id)
            .where(
                comment.c.page_id == page_id,
                comment.c.thread_ext_id == thread_ext_id,
                comment.c.author_ext_id == author_ext_id,
                item.c.state.in_([state.value for state in states]),
            )
            .order_by(comment.c.created_at, item.c.id)
        )
        return [to_item(row) for row in self.run(statement).mappings()]

    def returns(self, page_id: str, thread_ext_id: str, author_ext_id: str) -> list[ItemRow]:
        """Items of one thread that keep a promise to this author, whatever their state."""
        if not author_ext_id:
            return []
        statement = (
            select(item)
            .join(comment, comment.c.id == item.c.answers_id)
            .where(
                comment.c.page_id == page_id,
                comment.c.thread_ext_id == thread_ext_id,
                comment.c.author_ext_id == author_ext_id,
            )
            .order_by(item.c.id)
        )
        return [to_item(row) for row in self.run(statement).mappings()]

    def returns_to(self, comment_id: int) -> list[ItemRow]:
        """Items that keep a promise by answering this comment."""
        statement = select(item).where(item.c.answers_id == comment_id).order_by(item.c.id)
        return [to_item(row) for row in self.run(statement).mappings()]

    def of_author(self, page_id: str, author_ext_id: str, states: Sequence[ItemState], *, since: int) -> list[ItemRow]:
        """An author's items on a page in one of `states`, newest first."""
        statement = (
            select(item)
            .join(comment, comment.c.id == item.c.comment_id)
            .where(
                comment.c.page_id == page_id,
                comment.c.author_ext_id == author_ext_id,
                comment.c.created_at >= since,
                item.c.state.in_([state.value for state in states]),
            )
            .order_by(comment.c.created_at.desc())
            .limit(20)
        )
        return [to_item(row) for row in self.run(statement).mappings()]

    def move(self, row: ItemRow, *path: ItemState, new_content: bool = False, **fields: Any) -> ItemRow:
        """Take an item along `path`, every step checked by the table; raises `ForbiddenMove`, or `Raced` when the
        row is no longer as `row` says. `new_content` makes decisions on older versions stale. Returns the new row."""
        if new_content:
            fields["content_version"] = row.version + 1
        state = row.state
        for step in path:
            check_item_move(state, step)
            state = step
        rounds = fields.get("round", row.round)
        return self._write(row, {"state": state.value, "shelf": shelf(state, rounds), **fields})

    def touch(self, row: ItemRow, **fields: Any) -> ItemRow:
        """Change columns without changing the state; still a new version, since the card shows them."""
        return self._write(row, dict(fields))

    def touch_page(self, page_id: str, *, forget: str = "") -> None:
        """A new version of every item of a page that waits for people or for the page, since their cards say how the
        page stands. `forget` is a reason that no longer holds. Their announcing gives way to that of new ones."""
        told = [state.value for state in (S.WAITING, S.DECIDING, S.ESCALATED, S.PUBLISHING, S.FAILED, S.UNKNOWN)]
        fields: dict[str, Any] = {"version": item.c.version + 1, "updated_at": self.now}
        if forget:
            fields["reason"] = case((item.c.reason == forget, ""), else_=item.c.reason)
        statement = update(item).where(item.c.page_id == page_id, item.c.state.in_(told)).values(**fields)
        rows = [to_item(row) for row in self.run(statement.returning(*item.c)).mappings()]
        for row in rows:
            self._tell(row, priority=2)

    def _write(self, row: ItemRow, fields: dict[str, Any]) -> ItemRow:
        known = {"of_id": row.id, "was": row.state.value, "seen": row.version}
        values = {"version": row.version + 1, "updated_at": self.now, **fields}
        found = self.run(_WRITE, {**known, **values}).mappings().first()
        if found is None:
            raise Raced(f"item {row.id} changed meanwhile")
        new = to_item(found)
        self._tell(new)
        return new

    def _tell(self, row: ItemRow, *, priority: int = 1) -> None:
        self.effects.changed.append(
            ItemChanged(item_id=row.id, version=row.version, state=row.state.value, brand_id=row.brand_id)
        )
        if self.effects.announce and row.state not in _PREPARING:
            jobs = Jobs(self.conn, self.now, self.effects)
            jobs.enqueue("announce", f"announce:{row.id}:{row.version}", item_id=row.id, priority=priority)
