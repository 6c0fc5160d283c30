"""A wire that can be cut: connections to it are passed on to a server, or refused while it is cut."""

from __future__ import annotations

import asyncio
import contextlib
import socket


class Wire:
    """`url` is given to the one that shall be cut off; `cut` and `mend` at will."""

    def __init__(self, port: int) -> None:
        self._to = port
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    async def mend(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self._port)

    async def cut(self) -> None:
        if self._server is not None:
            self._server.close()
            for each in tuple(self._open):
                each.transport.abort()
            self._server = None

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            beyond, there = await asyncio.open_connection("127.0.0.1", self._to)
            self._open |= {writer, there}
            await asyncio.gather(_pass(reader, there), _pass(beyond, writer))
            self._open -= {writer, there}


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()
