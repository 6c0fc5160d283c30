"""Runs the application under uvicorn until told to stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette

GRACE_SECONDS = 5
"""How long open requests may finish after a stop was asked for; event streams are ended at once."""


class _Server(uvicorn.Server):
    """uvicorn without its own signal handlers, so that the caller decides what ends the program."""

    def __init__(self, config: uvicorn.Config, started: Callable[[str, int], None] | None) -> None:
        super().__init__(config)
        self._told = started

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Start listening, then say on which address."""
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.started and self._told is not None:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            self._told(host, port)


async def serve(
    app: Starlette,
    host: str,
    port: int,
    *,
    stop: asyncio.Event | None = None,
    started: Callable[[str, int], None] | None = None,
) -> None:
    """Serve until `stop` is set, or without one until SIGINT or SIGTERM; returns after a graceful end.

    `port` 0 takes a free one; `started` is called with the address once requests are answered.
    """
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        proxy_headers=True,
        lifespan="on",
    )
    server = _Server(config, started)
    ended = stop if stop is not None else _until_signal()

    async def end_when_asked() -> None:
        await ended.wait()
        app.state.closing.set()
        server.should_exit = True

    watcher = asyncio.create_task(end_when_asked())
    try:
        await server._serve()
    finally:
        watcher.cancel()
    if not server.started:
        raise OSError(f"the console could not listen on {host}:{port}")


def _until_signal() -> asyncio.Event:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    return ended
