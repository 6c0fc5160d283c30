"""SQLAlchemy engines for both stores, with what each needs set on every connection."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import QueuePool

BUSY_MS = 10_000
_SQLITE = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # NORMAL may lose the "sending" mark on a power cut, and so publish twice
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_MS}",
    "PRAGMA cache_size=-8000",
    "PRAGMA temp_store=MEMORY",
)


def parse(url: str) -> URL:
    """The URL with the driver this program uses; "postgresql://" means psycopg 3."""
    parsed = make_url(url)
    return parsed.set(drivername="postgresql+psycopg") if parsed.drivername in ("postgresql", "postgres") else parsed


def is_sqlite(url: str) -> bool:
    """Whether the URL names the embedded store."""
    return parse(url).get_backend_name() == "sqlite"


def write_engine(url: str, *, size: int = 8) -> Engine:
    """Connections that write. For SQLite exactly one, whose transactions the writer begins by hand."""
    parsed = parse(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_size=size, max_overflow=0, pool_pre_ping=True, pool_timeout=30)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        parsed, poolclass=QueuePool, pool_size=1, max_overflow=0, connect_args={"check_same_thread": False}
    )
    event.listen(engine, "connect", _prepare_writer)
    return engine


def read_engine(url: str, *, size: int = 4) -> Engine:
    """Connections that only read; each transaction sees one moment."""
    parsed = parse(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(
            parsed,
            pool_size=size,
            max_overflow=0,
            pool_pre_ping=True,
            pool_timeout=30,
            isolation_level="REPEATABLE READ",
            execution_options={"postgresql_readonly": True},
        )
    engine = create_engine(
        parsed, poolclass=QueuePool, pool_size=size, max_overflow=0, connect_args={"check_same_thread": False}
    )
    event.listen(engine, "connect", _prepare_reader)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare_writer(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # BEGIN IMMEDIATE is sent by the writer, never guessed by the driver
    for statement in _SQLITE:
        connection.execute(statement)


def _prepare_reader(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for statement in _SQLITE[2:]:
        connection.execute(statement)
    connection.execute("PRAGMA query_only=ON")


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN")
