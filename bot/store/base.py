"""What the repositories share: the connection, the dialect's insert, and what is to be told after the commit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.sqlite.dml import Insert

from bot.ports import ItemChanged


@dataclass(slots=True)
class Effects:
    """Told to others only after the commit: kinds of jobs to wake, items to show anew."""

    wake: set[str] = field(default_factory=set)
    changed: list[ItemChanged] = field(default_factory=list)
    announce: bool = False
    """Whether any chat channel shows cards, so that announce jobs are worth a row."""


@cache
def _insert(table: Table, dialect: str) -> Insert:
    """Made once: SQLAlchemy then knows its compiled form by sight."""
    if dialect == "postgresql":
        return postgresql.insert(table)  # type: ignore[return-value]
    return sqlite.insert(table)


@dataclass(slots=True)
class Repo:
    """Base of the repositories. `now` is the transaction's time in microseconds."""

    conn: Connection
    now: int
    effects: Effects

    def insert(self, table: Table) -> Insert:
        """An INSERT that knows ON CONFLICT; both dialects spell it alike."""
        return _insert(table, self.conn.dialect.name)

    def run(self, statement: Any, parameters: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None = None) -> Any:
        """Execute; typed loosely because a result's columns are known only to the caller."""
        return self.conn.execute(statement, parameters)
