"""Runs the whole program: store, workers, adapters and the console, until it is told to stop."""

from __future__ import annotations

import ctypes
import errno
import logging
import os
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot.cli.texts import say
from bot.domain.errors import BadInput, StoreBroken, TertuliaError
from bot.observability.health import Check
from bot.observability.logs import configure_logging
from bot.settings import Settings
from bot.web.app import create_app
from bot.web.ops_routes import ops_routes
from bot.web.server import serve as serve_web
from bot.wiring import App, build_app

try:
    import fcntl
except ImportError:  # Windows: two programs on one folder are not noticed there
    fcntl = None  # type: ignore[assignment]

LOCK = "running.lock"
_ARENAS = -8
"""M_ARENA_MAX of glibc's malloc.h."""
Started = Callable[[str, str | None], None]
"""Told the console's address and, while there is no admin with a password, a one-time link."""


class AlreadyRunning(TertuliaError):
    """Another process of this program works on the same folder; `address` is its console's, "" without one."""

    def __init__(self, message: str, *, address: str = "") -> None:
        super().__init__(message)
        self.address = address


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Hold the folder, so that no second program runs the same pages. Raises `AlreadyRunning`.

    The lock belongs to the process and ends with it, however it ends.
    """
    home.mkdir(parents=True, exist_ok=True)
    with (home / LOCK).open("a+") as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                file.seek(0)
                who, _, address = file.read().strip().partition("\n")
                told = say("runs_already", home=home, who=who or say("unknown"))
                raise AlreadyRunning(told, address=address) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def address_of(home: Path) -> str:
    """Where people reach the console of the program that runs on this folder; "" while none does."""
    try:
        with alone(home):
            return ""
    except AlreadyRunning as found:
        return found.address


def try_address(host: str, port: int) -> None:
    """Listen there for an instant. Raises `OSError` where that is not possible."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))


def _can_listen(host: str, port: int) -> None:
    """Raises `BadInput` with the mend, before anything else has begun, where the console could not be reached."""
    try:
        try_address(host, port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            told = say("listens", host=host, port=port)
        elif error.errno == errno.EACCES:
            told = say("low_port", port=port)
        else:
            told = say("no_address", host=host, why=error.strerror)
        raise BadInput(told) from error


async def run_program(settings: Settings, *, demo: bool, started: Started) -> None:
    """Everything until SIGINT or SIGTERM. `started` is called once requests are answered."""
    _can_listen(settings.console.host, settings.console.port)
    _one_heap()
    configure_logging(level=settings.log.level, format=settings.log.format)
    for chatty in ("alembic", "uvicorn", "httpx"):  # each step of theirs, which nobody runs this program for
        logging.getLogger(chatty).setLevel(logging.WARNING)
    app = build_app(settings, demo=demo)
    try:
        await _serve(app, started)
    finally:
        app.close()


def _one_heap() -> None:
    """Let threads share one heap. glibc gives each its own, so that they need not wait for each other; ours compute
    one at a time anyhow, and what each heap keeps back was a tenth of the program's memory."""
    if sys.platform == "linux":
        setting = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries do without
        if setting is not None:
            setting(_ARENAS, 1)


async def _serve(app: App, started: Started) -> None:
    console = app.settings.console
    web = create_app(
        app.desk,
        app.admin,
        app.people,
        app.office.evidence,
        app.store,
        app.clock,
        console,
        extra_routes=[*app.routes(), *ops_routes(_checks(app), app.metrics, store=app.figures)],
    )
    token = await app.people.first_run_token()

    def told(host: str, port: int) -> None:
        base = console.public_url.rstrip("/") or f"http://{_shown(host)}:{port}"
        if not app.settings.store.url:
            (app.settings.home / LOCK).write_text(f"{os.getpid()}\n{base}", encoding="utf-8")
        started(base, f"{base}/welcome?token={token}" if token else None)

    async with app.running():
        await serve_web(web, console.host, console.port, started=told)


def _checks(app: App) -> Mapping[str, Check]:
    async def store() -> str:
        try:
            await app.figures.figures()
        except StoreBroken as error:
            return str(error)
        return ""

    return {"store": store, "jobs": app.heartbeat.check}


def _shown(host: str) -> str:
    """The address to print: people cannot open 0.0.0.0, and IPv6 needs brackets."""
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
