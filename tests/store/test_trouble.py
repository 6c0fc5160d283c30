"""A store that cannot be used says why and what to do, and is left as it was."""

from __future__ import annotations

import importlib
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from bot.domain.errors import StoreBroken
from bot.store import Store, open_store
from bot.store.migrate import FOLDER, HEAD, config
from bot.store.schema_base import metadata
from bot.testing.clock import FrozenClock
from tests.store.conftest import new_item, with_brand


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    path.write_bytes(b"this is not a database at all, but a long enough text to be looked at" * 20)
    with pytest.raises(StoreBroken, match="not a store"):
        open_store(f"sqlite:///{path}", FrozenClock())


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/t.db", FrozenClock())
    store.write_sync(with_brand)

    def limit(tx: object) -> None:
        pages = tx.conn.exec_driver_sql("PRAGMA page_count").scalar_one()  # type: ignore[attr-defined]
        tx.conn.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")  # type: ignore[attr-defined]

    store.write_sync(limit)
    with pytest.raises(StoreBroken, match="disk is full"):
        store.write_sync(lambda tx: [new_item(tx, f"c{n}", "x" * 4000) for n in range(50)])
    assert store.read_sync(lambda tx: tx.inbox.states()) == {}
    store.write_sync(lambda tx: tx.conn.exec_driver_sql("PRAGMA max_page_count=1000000"))
    assert store.write_sync(new_item) > 0
    store.close()


def test_a_locked_store_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.db"
    store = open_store(f"sqlite:///{path}", FrozenClock())
    store.write_sync(lambda tx: tx.conn.exec_driver_sql("PRAGMA busy_timeout=50"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBroken, match="another program holds the store"):
        store.write_sync(with_brand)
    other.execute("ROLLBACK")
    other.close()
    store.write_sync(with_brand)
    store.close()


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(StoreBroken, match=r"cannot be reached|refuses"):
        open_store("postgresql://nobody@127.0.0.1:9/none?connect_timeout=2", FrozenClock())


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/t.db"
    open_store(url, FrozenClock()).close()
    with sqlite3.connect(tmp_path / "t.db") as conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreBroken, match="newer version"):
        open_store(url, FrozenClock())


def test_the_newest_revision_is_the_one_the_program_expects() -> None:
    names = sorted(path.name for path in (FOLDER / "versions").glob("v*.py"))
    assert names[-1].startswith(f"v{HEAD}_")


def test_migrations_make_the_schema(store: Store, store_url: str) -> None:
    store.close()
    engine = create_engine(store_url)
    with engine.connect() as conn:
        context = importlib.import_module("alembic.migration").MigrationContext.configure(
            conn, opts={"include_object": lambda _, name, *__: "comment_words" not in (name or "")}
        )
        differences = importlib.import_module("alembic.autogenerate").compare_metadata(context, metadata)
        assert config(conn).attributes["connection"] is conn
    engine.dispose()
    assert differences == []


def test_opening_twice_changes_nothing(store: Store, store_url: str) -> None:
    item_id = store.write_sync(new_item)
    store.close()
    again = open_store(store_url, FrozenClock())
    assert again.read_sync(lambda tx: tx.items.get(item_id)) is not None
    again.close()
