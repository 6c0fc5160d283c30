"""Backup and restore of a PostgreSQL store by PostgreSQL's own tools, which have to be on the path."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
from sqlalchemy.engine import URL

from bot.domain.errors import BadInput, StoreBroken

_MAGIC = b"PGDMP"
_OURS = ("audit", "comment", "item", "publication")

# Tables of a newer version than the backup's would otherwise stay and be in the way of the next upgrade.
_CLEAR = """DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE 'DROP TABLE ' || name || ' CASCADE';
  END LOOP;
END $$;
"""


def dump(store: URL, target: Path) -> int:
    """Write the database into `target` (pg_dump's own compressed form); returns the number of comments."""
    comments = _count(store)
    _run("pg_dump", store, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    _check(target)
    return comments


def load(store: URL, source: Path, aside: Path) -> int:
    """Replace the database by `source` in one transaction, after keeping the present one in `aside`.

    Raises `BadInput` when somebody else is connected or the file is no backup of a store.
    """
    _check(source)
    if others := _others(store):
        raise BadInput(
            f"the database is in use by others ({others} connections); stop the program first (all replicas)",
            es=f"otros usan la base de datos ({others} conexiones); detén antes el programa (todas las réplicas)",
        )
    _run("pg_dump", store, "--format=custom", "--no-owner", "--no-privileges", f"--file={aside}")
    aside.chmod(0o600)
    with tempfile.TemporaryDirectory(prefix="tertulia-restore-") as folder:
        script = Path(folder) / "restore.sql"  # a file and not a pipe: half a script must not be committed
        restore = ("--clean", "--if-exists", "--no-owner", "--no-privileges", f"--file={script}", str(source))
        _run("pg_restore", None, *restore)
        clear = Path(folder) / "clear.sql"
        clear.write_text(_CLEAR, encoding="utf-8")
        quiet = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction")
        _run("psql", store, *quiet, f"--file={clear}", f"--file={script}")
    return _count(store)


def _check(source: Path) -> None:
    with source.open("rb") as handle:
        if handle.read(len(_MAGIC)) != _MAGIC:
            raise BadInput(
                f"{source} is no backup of a PostgreSQL store", es=f"{source} no es copia de un almacén PostgreSQL"
            )
    listing = _run("pg_restore", None, "--list", str(source))
    if missing := [name for name in _OURS if f" TABLE public {name} " not in listing]:
        lacks = ", ".join(missing)
        raise BadInput(
            f"{source} is a PostgreSQL backup but of no Tertulia store: it lacks {lacks}",
            es=f"{source} es una copia de PostgreSQL, pero no de un almacén de Tertulia: le falta {lacks}",
        )


def _plain(store: URL) -> str:
    """The address as PostgreSQL's own tools read it, without the password, which goes by the environment."""
    return store.set(drivername="postgresql", password=None).render_as_string(hide_password=False)


def _connect(store: URL) -> psycopg.Connection[tuple[object, ...]]:
    try:
        return psycopg.connect(_plain(store), password=store.password, connect_timeout=10)
    except psycopg.Error as error:
        told = str(error).strip()
        raise StoreBroken(
            f"the database does not answer: {told}", es=f"la base de datos no contesta: {told}"
        ) from error


def _count(store: URL) -> int:
    try:
        with _connect(store) as connection:
            row = connection.execute("SELECT count(*) FROM comment").fetchone()
    except psycopg.errors.UndefinedTable as error:
        raise BadInput(
            "the database holds no Tertulia store yet",
            es="la base de datos no tiene todavía ningún almacén de Tertulia",
        ) from error
    return int(str(row[0])) if row else 0


def _others(store: URL) -> int:
    """Other connections to the database; asked again for a second, as one just closed shows a moment longer."""
    deadline = time.monotonic() + 1
    while True:
        with _connect(store) as connection:
            row = connection.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            ).fetchone()
        others = int(str(row[0])) if row else 0
        if not others or time.monotonic() > deadline:
            return others
        time.sleep(0.1)


def _run(tool: str, store: URL | None, *words: str) -> str:
    """Run one of PostgreSQL's tools; its output. Raises `BadInput` or `StoreBroken` with what it said."""
    program = shutil.which(tool)
    if program is None:
        raise BadInput(
            f"{tool} is not on the path; install PostgreSQL's client programs (postgresql-client)",
            es=f"no se encuentra {tool}; instala los programas cliente de PostgreSQL (postgresql-client)",
        )
    environment = dict(os.environ)
    target = []
    if store is not None:
        target = [f"--dbname={_plain(store)}"]
        if store.password:
            environment["PGPASSWORD"] = str(store.password)
    done = subprocess.run([program, *target, *words], env=environment, capture_output=True, text=True, errors="replace")  # noqa: S603 - the tool's path from the search path, no shell
    if done.returncode:
        told = done.stderr.strip() or f"exit code {done.returncode}"
        raise StoreBroken(f"{tool} did not succeed: {told}", es=f"{tool} no lo ha conseguido: {told}")
    return done.stdout
