"""Mattermost's websocket: signs in, hands events on in order, says when something may have been missed.

The server numbers the events of a connection; a hole in the numbers or a new connection means that the rest has to
be asked for over HTTP.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import aiohttp

from bot.adapters.chat.mattermost.parse import part
from bot.adapters.chat.mattermost.settings import PAUSES
from bot.domain.errors import AccountDisconnected, MaybeSent, NotSent, PermanentRefusal, RetryLater

log = logging.getLogger("bot.mattermost")

HELLO_SECONDS = 10.0
PING_SECONDS = 30.0
MOST_BYTES = 8 * 1024 * 1024

Event = Mapping[str, Any]
AWAY = (aiohttp.ClientError, OSError, TimeoutError, NotSent, MaybeSent, RetryLater)


class NotWelcome(Exception):
    """The server answered the challenge with a refusal or with silence."""


class Listener:
    """One connection after the other, until cancelled. `gap` is awaited after each sign-in and for each hole in the
    numbers, before later events; `event` for each event. `ask` is any call with the same token: servers close the
    connection of a bad one without a word, and only there is it said why."""

    def __init__(
        self,
        url: str,
        token: str,
        *,
        gap: Callable[[], Awaitable[None]],
        event: Callable[[Event], Awaitable[None]],
        ask: Callable[[], Awaitable[object]] | None = None,
        pauses: tuple[float, float] = PAUSES,
    ) -> None:
        self._url = f"{url.rstrip('/')}/api/v4/websocket".replace("http", "ws", 1)
        self._token, self._gap, self._event, self._ask = token, gap, event, ask
        self._pauses = pauses
        self.connected = asyncio.Event()
        self.expected = 0
        """The number that the next event must have."""

    async def run(self) -> None:
        """Listen for ever. Raises `AccountDisconnected` where the token is refused."""
        failures = 0
        async with aiohttp.ClientSession() as session:
            while True:
                try:
                    await self._once(session)
                    failures = 0
                except NotWelcome as error:
                    raise AccountDisconnected(f"Mattermost refuses the bot's token: {error}") from error
                except AWAY as error:
                    log.warning("mattermost.connection_lost", extra={"reason": f"{type(error).__name__}: {error}"})
                    await self._still_welcome()
                if self.connected.is_set():
                    failures = 0
                self.connected.clear()
                pause = min(self._pauses[0] * 2**failures, self._pauses[1])
                failures = min(failures + 1, 10)
                await asyncio.sleep(pause * random.uniform(0.7, 1.3))

    async def _still_welcome(self) -> None:
        if self._ask is None or self.connected.is_set():
            return
        try:
            await self._ask()
        except (NotSent, MaybeSent, RetryLater, PermanentRefusal) as error:
            log.info("mattermost.still_away", extra={"reason": str(error)})

    async def _once(self, session: aiohttp.ClientSession) -> None:
        async with session.ws_connect(self._url, heartbeat=PING_SECONDS, max_msg_size=MOST_BYTES) as socket:
            challenge = {"seq": 1, "action": "authentication_challenge", "data": {"token": self._token}}
            await socket.send_json(challenge)
            async with asyncio.timeout(HELLO_SECONDS):
                self.expected = await self._welcomed(socket)
            await self._gap()
            self.connected.set()
            async for message in socket:
                if message.type is not aiohttp.WSMsgType.TEXT:
                    continue
                event = _event(message.data)
                if event is None or "seq_reply" in event:
                    continue
                seq = event.get("seq")
                if isinstance(seq, int) and seq > self.expected:
                    log.warning("mattermost.gap", extra={"expected": self.expected, "got": seq})
                    await self._gap()
                await self._event(event)
                if isinstance(seq, int):
                    self.expected = seq + 1

    async def _welcomed(self, socket: aiohttp.ClientWebSocketResponse) -> int:
        """Waits for `hello`; returns the number of the next event."""
        async for message in socket:
            event = _event(message.data) if message.type is aiohttp.WSMsgType.TEXT else None
            if event is None:
                continue
            if event.get("status") == "FAIL" or event.get("error"):
                raise NotWelcome(str(part(event, "error").get("message") or event.get("error") or "it is not valid"))
            if event.get("event") == "hello":
                seq = event.get("seq")
                return seq + 1 if isinstance(seq, int) else 1
        raise aiohttp.ClientConnectionError("closed before it said hello")


def _event(text: str) -> Event | None:
    try:
        data = json.loads(text)
    except ValueError:
        return None
    return data if isinstance(data, dict) else None
