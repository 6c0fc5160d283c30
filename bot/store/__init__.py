"""The store: SQLite by default, PostgreSQL by URL. `open_store` is the way in."""

from __future__ import annotations

from importlib import import_module

from bot.domain.errors import StoreBroken
from bot.ports import Clock
from bot.store.embedded import Embedded
from bot.store.engines import is_sqlite, read_engine, write_engine
from bot.store.feed import Feed
from bot.store.migrate import migrate
from bot.store.store import Backend, Store
from bot.store.tx import Tx

__all__ = ["Store", "StoreBroken", "Tx", "open_store"]


def open_store(url: str, clock: Clock) -> Store:
    """Open (and make or upgrade) the store at a SQLAlchemy URL. Raises `StoreBroken` with a clear sentence."""
    engine = write_engine(url)
    try:
        migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    feed = Feed()
    backend: Backend = (
        Embedded(engine) if is_sqlite(url) else import_module("bot.store.postgres").Postgres(engine, feed)
    )
    return Store(backend, read_engine(url), clock, feed)
