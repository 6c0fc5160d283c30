"""Both stores for tests: a fresh SQLite file, or a fresh database on a PostgreSQL server of the tests' own.

Either is a copy of one that was migrated once, as migrating takes longer than most tests do.
"""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import psycopg
import pytest

from bot.store import open_store, postgres
from bot.testing.clock import FrozenClock
from tools.own_postgres import own_postgres

TEMPLATE = "migrated"
BOTH = (pytest.param("sqlite"), pytest.param("postgres", marks=pytest.mark.postgres))


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory(prefix="tertulia-store-") as folder:
        path = Path(folder) / "t.db"
        open_store(f"sqlite:///{path}", FrozenClock()).close()
        return path.read_bytes()


def fresh_sqlite(folder: Path, name: str = "t.db") -> str:
    """The URL of an empty, migrated SQLite store in the folder."""
    (folder / name).write_bytes(_migrated())
    return f"sqlite:///{folder / name}"


@pytest.fixture(scope="session")
def pg_server() -> Iterator[str]:
    """The server's address, with one migrated database to copy.

    Stores are closed by hundreds, and each would first listen to the end of its half second.
    """
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        with own_postgres(folder) as url, pytest.MonkeyPatch.context() as patch:
            patch.setattr(postgres, "LISTENS", 0.05)
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
def pg_url(pg_server: str) -> Iterator[str]:
    """A fresh, migrated PostgreSQL database. It is gone after the test: each takes some 8 MB."""
    name = f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(pg_server.replace("+psycopg", "", 1), autocommit=True) as conn:
        conn.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        yield _database(pg_server, name)
        conn.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=BOTH)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a fresh store, once for each kind."""
    if request.param == "sqlite":
        return fresh_sqlite(tmp_path)
    url: str = request.getfixturevalue("pg_url")
    return url
