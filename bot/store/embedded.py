"""SQLite as the backend: the writer thread, and a glance at what other processes wrote."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from sqlalchemy import Connection, Engine

from bot.store.base import Effects
from bot.store.writer import Writer


class Embedded:
    """One process is the rule; others (an import beside the server) are noticed by `data_version`."""

    leader = True

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = Writer(engine)
        self._seen: int | None = None

    def submit(self, work: Callable[[Connection], Any]) -> Future[Any]:
        """Queue for the next group commit."""
        return self._writer.submit(work)

    def before_commit(self, conn: Connection, effects: Effects) -> None:
        """Nothing: other processes look for themselves once a second."""

    def written_elsewhere(self, conn: Connection) -> bool:
        """SQLite counts commits by other connections; the writer's own do not count."""
        version = conn.exec_driver_sql("PRAGMA data_version").scalar_one()
        changed = self._seen is not None and version != self._seen
        self._seen = version
        return changed

    def stand_for_leader(self) -> None:
        """Nothing to do: the one process leads."""

    def close(self) -> None:
        """Finish what waits, then fold the write-ahead log back."""
        self._writer.close()
        self._engine.dispose()
