"""Both stores for tests: a fresh SQLite file, or a fresh database on a PostgreSQL server of the tests' own."""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bot.store import open_store
from bot.testing.clock import FrozenClock
from tools.own_postgres import own_postgres

TEMPLATE = "migrated"
BOTH = (pytest.param("sqlite"), pytest.param("postgres", marks=pytest.mark.postgres))


@pytest.fixture(scope="session")
def pg_server() -> Iterator[str]:
    """The server's address, with one migrated database to copy."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        with own_postgres(folder) as url:
            plain = url.replace("+psycopg", "", 1)
            with psycopg.connect(plain, autocommit=True) as conn:
                conn.execute(f"CREATE DATABASE {TEMPLATE}")
            open_store(_database(url, TEMPLATE), FrozenClock()).close()
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _database(url: str, name: str) -> str:
    head, _, query = url.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")


@pytest.fixture
def pg_url(pg_server: str) -> str:
    """A fresh, migrated PostgreSQL database."""
    name = f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(pg_server.replace("+psycopg", "", 1), autocommit=True) as conn:
        conn.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    return _database(pg_server, name)


@pytest.fixture(params=BOTH)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a fresh store, once for each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/t.db"
    url: str = request.getfixturevalue("pg_url")
    return url
