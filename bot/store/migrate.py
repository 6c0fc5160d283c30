"""Brings a store to the schema of this version. Quick when there is nothing to do."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from bot.domain.errors import StoreBroken
from bot.store.errors import broken

FOLDER = Path(__file__).parent / "migrations"
HEAD = "0006"
"""The newest revision; a test holds it to the files, so that a current store starts without loading Alembic."""

_MIGRATE_LOCK = 0x7E27_0002


def migrate(engine: Engine) -> None:
    """Upgrade to `HEAD`; raises `StoreBroken` for a store of a newer version, which is left as it is."""
    try:
        with engine.connect() as conn:
            if conn.dialect.name == "postgresql":  # replicas that start together take turns
                conn.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _MIGRATE_LOCK})
                conn.commit()
            try:
                if current(conn) != HEAD:
                    _upgrade(conn)
                conn.commit()
            finally:
                if conn.dialect.name == "postgresql":
                    conn.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _MIGRATE_LOCK})
                    conn.commit()
    except DBAPIError as error:
        raise broken(error) from error


def current(conn: Connection) -> str:
    """The store's revision, "" for an empty one."""
    if not inspect(conn).has_table("alembic_version"):
        return ""
    found: str | None = conn.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found or ""


def config(conn: Connection) -> Any:
    """Alembic's configuration for a connection; no ini file."""
    made = importlib.import_module("alembic.config").Config()
    made.set_main_option("script_location", str(FOLDER))
    made.attributes["connection"] = conn
    return made


def _upgrade(conn: Connection) -> None:
    found = current(conn)
    settings = config(conn)
    known = importlib.import_module("alembic.script").ScriptDirectory.from_config(settings)
    if found and found not in {one.revision for one in known.walk_revisions()}:
        raise StoreBroken(f"the store was made by a newer version (schema {found}); update the program")
    if conn.dialect.name == "sqlite":  # all or nothing also for DDL; the driver would commit statement by statement
        conn.exec_driver_sql("BEGIN IMMEDIATE")
    importlib.import_module("alembic.command").upgrade(settings, "head")
