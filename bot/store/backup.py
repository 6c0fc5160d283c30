"""Backup and restore of a store, as one file.

The copy is taken while the program runs (SQLite's own backup, `pg_dump`), checked before it gets its name, and
readable by its owner only, since it holds what people wrote. A restore refuses while the store is in use or the
file is no sound store, and keeps the old store aside.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.domain.errors import BadInput, StoreBroken
from bot.store import backup_postgres

TABLES = frozenset({"alembic_version", "audit", "comment", "item", "publication"})
_SIDE_FILES = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupReport:
    """A finished, checked backup. `size` in bytes; `seconds` is how long it took."""

    path: Path
    size: int
    comments: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreReport:
    """A finished restore. `aside` is where the store that was there before is kept; None when there was none."""

    comments: int
    aside: Path | None


def back_up(url: str, target: Path, *, replace: bool = False) -> BackupReport:
    """Copy the store at `url` (an SQLAlchemy URL) into the file `target` while others may go on using it.

    Raises `BadInput` when there is no such store or `target` exists and may not be replaced, and `StoreBroken`
    when the copy cannot be made or is not sound; no half-made `target` is left behind.
    """
    started = time.monotonic()
    store = _parse(url)
    if target.exists() and not replace:
        raise BadInput(
            f"{target} exists; name another file or say that it may be replaced",
            es=f"{target} ya existe; indica otro archivo o di que se puede sustituir",
        )
    if not target.parent.is_dir():
        raise BadInput(
            f"the folder {target.parent} does not exist; make it first",
            es=f"la carpeta {target.parent} no existe; créala antes",
        )
    with _partial(target) as partial:
        if store.get_backend_name() == "sqlite":
            comments = _copy_sqlite(_sqlite_path(store), partial)
        else:
            comments = backup_postgres.dump(store, partial)
        _flush(partial)
        os.replace(partial, target)
    return BackupReport(path=target, size=target.stat().st_size, comments=comments, seconds=time.monotonic() - started)


def restore(url: str, source: Path, *, now: datetime) -> RestoreReport:
    """Put the backup `source` in the place of the store at `url`; `now` names what is kept aside.

    Raises `BadInput` when `source` is no sound backup for this kind of store or the store is in use, and
    `StoreBroken` when the files cannot be written; the old store then stays as it was.
    """
    store = _parse(url)
    if not source.is_file():
        raise BadInput(f"there is no file {source}", es=f"no existe el archivo {source}")
    mark = now.strftime("%Y%m%dT%H%M%SZ")
    if store.get_backend_name() == "sqlite":
        return _restore_sqlite(source, _sqlite_path(store), mark)
    aside = source.resolve().with_name(f"{store.database}.before-restore-{mark}.dump")
    comments = backup_postgres.load(store, source, aside)
    return RestoreReport(comments=comments, aside=aside)


def _parse(url: str) -> URL:
    try:
        store = make_url(url)
    except ArgumentError as error:
        raise BadInput(
            "the store's address cannot be read; see the setting store.url",
            es="no se entiende la dirección del almacén; mira el ajuste store.url",
        ) from error
    if store.get_backend_name() not in ("sqlite", "postgresql"):
        kind = store.get_backend_name()
        raise BadInput(
            f"a {kind} store cannot be backed up; it is SQLite or PostgreSQL",
            es=f"de un almacén {kind} no se puede hacer copia; tiene que ser SQLite o PostgreSQL",
        )
    return store


def _sqlite_path(store: URL) -> Path:
    if not store.database or store.database == ":memory:":
        raise BadInput("a store in memory has no file", es="un almacén en memoria no tiene archivo")
    return Path(store.database)


@contextmanager
def _partial(target: Path) -> Iterator[Path]:
    """A file beside `target`, for its owner only, gone again when it did not get `target`'s name."""
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
        yield partial
    except OSError as error:
        raise StoreBroken(
            f"cannot write {target}: {error.strerror or error}",
            es=f"no se puede escribir {target}: {error.strerror or error}",
        ) from error
    finally:
        for path in (partial, *_side_files(partial)):
            path.unlink(missing_ok=True)


def _side_files(store: Path) -> list[Path]:
    return [store.with_name(store.name + ending) for ending in _SIDE_FILES]


def _flush(path: Path) -> None:
    """Have the file on the disk before it takes a good one's name."""
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def _connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode={mode}", uri=True, timeout=5)


def _copy_sqlite(source: Path, target: Path) -> int:
    if not source.is_file():
        raise BadInput(f"there is no store at {source}", es=f"no hay ningún almacén en {source}")
    try:
        with closing(_connect(source)) as live, closing(_connect(target)) as copy:
            live.backup(copy)  # one step: one consistent moment, and writers in WAL mode are not held up
            copy.execute("PRAGMA journal_mode=DELETE")  # a single file, without a log beside it
    except sqlite3.Error as error:
        raise StoreBroken(f"{source} cannot be copied: {error}", es=f"{source} no se puede copiar: {error}") from error
    return _sound(target)


def _sound(path: Path) -> int:
    """The number of comments in a sound store; `BadInput` with the reason otherwise."""
    try:
        with closing(_connect(path, "ro")) as store:
            tables = {row[0] for row in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if missing := sorted(TABLES - tables):
                lacks = ", ".join(missing)
                raise BadInput(
                    f"{path} is a database but no Tertulia store: it lacks {lacks}",
                    es=f"{path} es una base de datos, pero no un almacén de Tertulia: le falta {lacks}",
                )
            verdict = store.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if verdict != "ok":
                raise BadInput(f"{path} is damaged: {verdict}", es=f"{path} está dañado: {verdict}")
            return int(store.execute("SELECT count(*) FROM comment").fetchone()[0])
    except sqlite3.DatabaseError as error:
        raise BadInput(
            f"{path} is no sound store: {error}", es=f"{path} no es un almacén en buen estado: {error}"
        ) from error


def _restore_sqlite(source: Path, store: Path, mark: str) -> RestoreReport:
    comments = _sound(source)
    store.parent.mkdir(parents=True, exist_ok=True)
    aside = store.with_name(f"{store.name}.before-restore-{mark}")
    if store.exists() and store.samefile(source):
        raise BadInput(f"{source} is the store itself", es=f"{source} es el propio almacén")
    if aside.exists():
        raise BadInput(
            f"{aside} exists; wait a second and try again", es=f"{aside} ya existe; espera un segundo y repite"
        )
    with _partial(store) as partial:
        _copy_sqlite(source, partial)
        _flush(partial)
        if not store.exists():
            os.replace(partial, store)
            return RestoreReport(comments=comments, aside=None)
        with _alone(store):
            for path, ending in ((store, ""), *zip(_side_files(store), _SIDE_FILES, strict=True)):
                if path.exists():
                    os.replace(path, aside.with_name(aside.name + ending))
            os.replace(partial, store)
    return RestoreReport(comments=comments, aside=aside)


@contextmanager
def _alone(store: Path) -> Iterator[None]:
    """Hold the store so that nobody else can; `BadInput` when somebody does.

    Leaving WAL mode is possible only without other connections, and folds the log into the file, so that what
    is kept aside is complete. A store too damaged to be opened is nobody's: it is put aside as it is.
    """
    connection = _connect(store)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.DatabaseError as error:
        connection.close()
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the family of the error
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise BadInput(
                f"{store} is in use; stop the program first (all of them), then restore",
                es=f"{store} está en uso; detén antes el programa (todos) y restaura después",
            ) from error
        if code not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise StoreBroken(f"{store} cannot be opened: {error}", es=f"{store} no se puede abrir: {error}") from error
    if os.name == "nt":  # an open file cannot be renamed there
        connection.close()
    try:
        yield
    finally:
        connection.close()
