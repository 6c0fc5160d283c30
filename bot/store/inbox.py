"""The inbox's pages and counts, and the numbers behind health and metrics. Reads only."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func, or_, select, text

from bot.domain.transitions import ItemState
from bot.store.base import Repo
from bot.store.items import COMING, ENDED, OPEN, PUBLISHED
from bot.store.schema import comment, item, page
from bot.store.search import found, scanned

EXCERPT = 240
FEW = 400
"""Up to so many hits of a search are sorted by themselves."""
SHELVES = {"open": OPEN, "published": PUBLISHED, "ended": ENDED, "coming": COMING}

_COLUMNS = (
    item.c.id,
    item.c.version,
    item.c.state,
    item.c.brand_id,
    item.c.page_id,
    item.c.lang,
    item.c.kinds,
    item.c.mood,
    item.c.urgency,
    item.c.best_score,
    item.c.claimed_by,
    item.c.deadline_at,
    item.c.answered_back,
    item.c.answers_id,
    item.c.created_at,
    comment.c.author_name,
    comment.c.author_handle,
    comment.c.received_at,
    func.substr(comment.c.text, 1, EXCERPT).label("excerpt"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hits:
    """The condition of a search, None without one."""

    where: Any = None
    few: bool = False


class Inbox(Repo):
    """Queries over items and their comments."""

    def brand_ids(self) -> list[str]:
        """Brands that have pages."""
        return list(self.run(select(page.c.brand_id).distinct()).scalars())

    def shelves(self, brand_ids: Sequence[str], page_id: str = "") -> dict[int, int]:
        """Items by shelf."""
        statement = select(item.c.shelf, func.count()).where(item.c.brand_id.in_(brand_ids)).group_by(item.c.shelf)
        if page_id:
            statement = statement.where(item.c.page_id == page_id)
        return dict(self.run(statement).all())

    def states(self) -> dict[str, int]:
        """All items by state."""
        return dict(self.run(select(item.c.state, func.count()).group_by(item.c.state)).all())

    def rows(
        self,
        brand_ids: Sequence[str],
        *,
        view: str,
        person_id: str = "",
        page_id: str = "",
        search: str = "",
        cursor: str = "",
        most: int = 50,
    ) -> list[Any]:
        """Up to `most` rows after `cursor`. The open shelf comes most urgent first and then oldest first, the
        others newest first. Each brand is read by its own index and the answers are merged."""
        queue = view == "open"
        parts = []
        hits = self._hits(search)
        for brand_id in brand_ids:
            statement = self._part(brand_id, view, person_id, page_id, hits)
            statement = _after(statement, cursor, queue=queue).limit(most)
            parts.append(list(self.run(statement)))
        key = _queue_key if queue else _newest_key
        return list(heapq.merge(*parts, key=key))[:most]

    def _hits(self, search: str) -> _Hits:
        """What a search means for the statements: few hits are looked up one by one, many are met in the order of
        the list."""
        if not search:
            return _Hits()
        ids = found(search, self.conn.dialect.name)
        if ids is None:
            return _Hits(where=scanned(search))
        few = list(self.run(ids.limit(FEW + 1)).scalars())
        if len(few) <= FEW:
            return _Hits(where=or_(item.c.comment_id.in_(few), item.c.answers_id.in_(few)), few=True)
        return _Hits(where=item.c.comment_id.in_(ids))

    def _part(self, brand_id: str, view: str, person_id: str, page_id: str, hits: _Hits) -> Select[Any]:
        brand: Any = item.c.brand_id
        shelf: Any = item.c.shelf
        if hits.few:  # hides the list's own index from SQLite, which would walk all of it for the order
            brand, shelf = func.coalesce(brand, ""), func.coalesce(shelf, 0)
        where = [brand == brand_id]
        if view == "answered":
            where.extend((shelf == PUBLISHED, item.c.answered_back))
        elif view in SHELVES:
            where.append(shelf == SHELVES[view])
        elif view == "mine":
            # the second condition lets SQLite see that the partial index on claims holds the answer
            where.extend((item.c.claimed_by == person_id, item.c.claimed_by != text("''")))
        if page_id:
            where.append(item.c.page_id == page_id)
        if hits.where is not None:
            where.append(hits.where)
        answered = func.coalesce(item.c.answers_id, item.c.comment_id)
        return select(*_COLUMNS).join(comment, comment.c.id == answered).where(and_(*where))

    def total(self, brand_ids: Sequence[str], *, view: str, person_id: str, page_id: str, search: str) -> int:
        """How many rows a view has in all."""
        total, hits = 0, self._hits(search)
        for brand_id in brand_ids:
            part = self._part(brand_id, view, person_id, page_id, hits).with_only_columns(func.count())
            total += self.run(part).scalar_one()
        return total

    def answered(self, brand_ids: Sequence[str], page_id: str) -> int:
        """Published replies whose author answered back."""
        where = [item.c.brand_id.in_(brand_ids), item.c.shelf == PUBLISHED, item.c.answered_back]
        if page_id:
            where.append(item.c.page_id == page_id)
        total: int = self.run(select(func.count()).select_from(item).where(*where)).scalar_one()
        return total

    def oldest_waiting(self) -> int | None:
        """When the longest waiting item came."""
        waiting = [ItemState.WAITING.value, ItemState.ESCALATED.value]
        ids = self.brand_ids()
        statement = select(func.min(item.c.created_at)).where(item.c.brand_id.in_(ids), item.c.state.in_(waiting))
        value: int | None = self.run(statement).scalar()
        return value


def _queue_key(row: Any) -> tuple[int, int, int]:
    return (-row.urgency, row.created_at, row.id)


def _newest_key(row: Any) -> tuple[int, int]:
    return (-row.created_at, -row.id)


def cursor_after(row: Any) -> str:
    """The cursor that continues after a row."""
    return f"{row.urgency}.{row.created_at}.{row.id}"


def _after(statement: Select[Any], cursor: str, *, queue: bool) -> Select[Any]:
    c = item.c
    if cursor:
        try:
            urgency, created, item_id = (int(part) for part in cursor.split("."))
        except ValueError:
            return _after(statement, "", queue=queue)  # a mangled link shows the first page
        if queue:
            later = or_(c.created_at > created, and_(c.created_at == created, c.id > item_id))
            statement = statement.where(or_(c.urgency < urgency, and_(c.urgency == urgency, later)))
        else:
            statement = statement.where(or_(c.created_at < created, and_(c.created_at == created, c.id < item_id)))
    if queue:
        return statement.order_by(c.urgency.desc(), c.created_at, c.id)
    return statement.order_by(c.created_at.desc(), c.id.desc())
