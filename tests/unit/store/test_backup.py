"""Backup and restore of the embedded store."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.domain.errors import BadInput, StoreBroken
from bot.store.backup import back_up, restore
from bot.store.engines import write_engine
from bot.store.migrate import migrate

NOW = datetime(2026, 5, 4, 12, 30, 15, tzinfo=UTC)
ASIDE = "tertulia.db.before-restore-20260504T123015Z"


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def make_store(path: Path, comments: int = 3) -> Path:
    engine = write_engine(url(path))
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO brand VALUES ('shop', 'Shop', '{}', 1, 0)"))
        connection.execute(
            text("INSERT INTO page (id, brand_id, platform, name, updated_at) VALUES ('p','shop','t','P',0)")
        )
    engine.dispose()
    with sqlite3.connect(path) as raw:
        add_comments(raw, comments)
    raw.close()
    return path


def add_comments(raw: sqlite3.Connection, number: int) -> None:
    first = raw.execute("SELECT count(*) FROM comment").fetchone()[0]
    raw.executemany(
        "INSERT INTO comment (page_id, ext_id, text, created_at, received_at) VALUES ('p', ?, '¿abrís?', 0, 0)",
        [(str(first + n),) for n in range(number)],
    )
    raw.commit()


def count(path: Path) -> int:
    raw = sqlite3.connect(path)
    try:
        return int(raw.execute("SELECT count(*) FROM comment").fetchone()[0])
    finally:
        raw.close()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return make_store(tmp_path / "tertulia.db")


def test_a_backup_is_one_sound_private_file(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    report = back_up(url(store), target)
    assert (report.path, report.comments) == (target, 3)
    assert report.size == target.stat().st_size > 0
    assert target.stat().st_mode & 0o077 == 0
    assert count(target) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "tertulia.db"]


def test_a_backup_in_use_holds_what_was_committed_and_nothing_else(store: Path, tmp_path: Path) -> None:
    writer = sqlite3.connect(store, isolation_level=None)
    add_comments(writer, 5)  # in the write-ahead log, not in the file yet
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM comment")
    report = back_up(url(store), tmp_path / "copy.db")
    writer.execute("COMMIT")
    writer.close()
    assert report.comments == 8
    assert count(store) == 0


def test_an_existing_file_is_replaced_only_when_asked(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("precious")
    with pytest.raises(BadInput, match="exists"):
        back_up(url(store), target)
    assert target.read_text() == "precious"
    assert back_up(url(store), target, replace=True).comments == 3


@pytest.mark.parametrize("address", ["sqlite://", "mysql://h/x", "not an address"])
def test_addresses_that_are_no_store(address: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        back_up(address, tmp_path / "copy.db")


def test_a_missing_store_or_folder_is_said_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no store at"):
        back_up(url(tmp_path / "none.db"), tmp_path / "copy.db")
    with pytest.raises(BadInput, match="does not exist"):
        back_up(url(tmp_path / "none.db"), tmp_path / "no" / "copy.db")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_store_gives_no_backup(store: Path, tmp_path: Path) -> None:
    damage(store)
    with pytest.raises((BadInput, StoreBroken)):
        back_up(url(store), tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()
    assert not list(tmp_path.glob(".*"))


def damage(path: Path) -> None:
    """Overwrite the middle of a database file."""
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA journal_mode=DELETE")
    raw.close()
    size = path.stat().st_size
    with path.open("rb+") as handle:
        handle.seek(4096)
        handle.write(b"\xa5" * (size - 4096))


def test_restore_brings_back_what_was_and_keeps_the_old_aside(store: Path, tmp_path: Path) -> None:
    back_up(url(store), tmp_path / "copy.db")
    with sqlite3.connect(store) as raw:
        add_comments(raw, 4)
    raw.close()
    report = restore(url(store), tmp_path / "copy.db", now=NOW)
    assert (report.comments, report.aside) == (3, tmp_path / ASIDE)
    assert count(store) == 3
    assert count(tmp_path / ASIDE) == 7
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "tertulia.db", ASIDE]


def test_restore_into_an_empty_home(store: Path, tmp_path: Path) -> None:
    back_up(url(store), tmp_path / "copy.db")
    fresh = tmp_path / "new" / "home" / "tertulia.db"
    report = restore(url(fresh), tmp_path / "copy.db", now=NOW)
    assert (report.comments, report.aside) == (3, None)
    assert count(fresh) == 3


def test_restore_refuses_while_the_store_is_in_use(store: Path, tmp_path: Path) -> None:
    back_up(url(store), tmp_path / "copy.db")
    before = store.read_bytes()
    other = sqlite3.connect(store)
    other.execute("SELECT count(*) FROM comment").fetchone()
    with pytest.raises(BadInput, match="in use"):
        restore(url(store), tmp_path / "copy.db", now=NOW)
    assert store.read_bytes() == before
    assert not (tmp_path / ASIDE).exists()
    other.close()
    assert restore(url(store), tmp_path / "copy.db", now=NOW).comments == 3


def test_a_damaged_store_can_be_replaced(store: Path, tmp_path: Path) -> None:
    back_up(url(store), tmp_path / "copy.db")
    store.write_bytes(b"this is no database at all" * 500)
    report = restore(url(store), tmp_path / "copy.db", now=NOW)
    assert report.aside is not None
    assert report.aside.read_bytes().startswith(b"this is no database")
    assert count(store) == 3


@pytest.mark.parametrize("kind", ["text", "empty", "foreign", "damaged", "cut"])
def test_a_file_that_is_no_sound_backup_changes_nothing(store: Path, tmp_path: Path, kind: str) -> None:
    source = tmp_path / "copy.db"
    back_up(url(store), source)
    if kind == "text":
        source.write_text("hello")
    elif kind == "empty":
        source.write_bytes(b"")
    elif kind == "foreign":
        source.unlink()
        raw = sqlite3.connect(source)
        raw.execute("CREATE TABLE recipe (name TEXT)")
        raw.close()
    elif kind == "damaged":
        damage(source)
    else:
        source.write_bytes(source.read_bytes()[: source.stat().st_size // 2])
    with pytest.raises(BadInput):
        restore(url(store), source, now=NOW)
    assert count(store) == 3
    assert not (tmp_path / ASIDE).exists()


def test_restore_from_itself_or_from_nothing_is_refused(store: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="itself"):
        restore(url(store), store, now=NOW)
    with pytest.raises(BadInput, match="no file"):
        restore(url(store), tmp_path / "none.db", now=NOW)


def test_a_full_disk_is_told_and_leaves_nothing(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bot.store.backup.os.fsync", full)
    with pytest.raises(StoreBroken, match="No space left"):
        back_up(url(store), tmp_path / "copy.db")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tertulia.db"]
