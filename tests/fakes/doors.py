"""How the servers of tests listen, whichever way they answer: what a fake and a front of another's server share."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class DiscordDoor:
    """The address of a Discord, and the connections of its gateway."""

    def __init__(self) -> None:
        self._sockets: dict[web.WebSocketResponse, Any] = {}
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None
        self.port = 0

    async def listen(self, gateway: Handler, rest: Handler) -> None:
        """Listen on a free port of the loopback."""
        app = web.Application(client_max_size=2**25)
        app.router.add_get("/gateway", gateway)
        app.router.add_route("*", "/api/v10/{path:.*}", rest)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await self.back()

    async def stop(self) -> None:
        """Close everything."""
        await self.drop()
        if self._runner is not None:
            await self._runner.cleanup()

    async def away(self) -> None:
        """Cannot be reached any more: connections break, new ones are refused."""
        await self.drop()
        if self._site is not None:
            await self._site.stop()
            self._site = None

    async def back(self) -> None:
        """Can be reached (again), at the same port."""
        assert self._runner is not None
        self._site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await self._site.start()
        if not self.port:
            self.port = self._runner.addresses[0][1]

    async def drop(self, code: int = 4000) -> None:
        """Break the gateway's connections; clients may resume."""
        for socket in list(self._sockets):
            await socket.close(code=code)
        self._sockets.clear()

    @property
    def api_url(self) -> str:
        """For the adapter's `api_url`."""
        return f"http://127.0.0.1:{self.port}/api/v10"

    @property
    def gateway_url(self) -> str:
        """For the adapter's `gateway_url`."""
        return f"ws://127.0.0.1:{self.port}/gateway"


class TelegramDoor:
    """The address of a Bot API, and the updates that the bot has not confirmed."""

    def __init__(self) -> None:
        self._updates: list[dict[str, Any]] = []
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def listen(self, handler: Handler) -> None:
        """Listen; at the same port as before, after `away`."""
        app = web.Application(client_max_size=60_000_000)
        app.router.add_route("*", "/bot{token}/{method}", handler)
        self._runner = web.AppRunner(app, shutdown_timeout=0.05)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True).start()
        self.port = self.port or self._runner.addresses[0][1]

    async def away(self) -> None:
        """Nobody can reach us."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def url(self) -> str:
        """For `base_url`."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def waiting(self) -> int:
        """Updates that the bot has not confirmed."""
        return len(self._updates)
