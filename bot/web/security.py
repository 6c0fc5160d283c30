"""What stands between the console and the open web: headers, body limits, cookies, throttled sign-in."""

from __future__ import annotations

import hmac
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.ports import Clock

MOST_BODY = 512 * 1024
"""Bytes of a form. A reply is a few hundred characters; a pasted article is still far below this."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS: dict[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}


class SecurityHeaders:
    """Adds the headers to every answer; plain ASGI, so that event streams are not buffered."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self._app = app
        self._headers = HEADERS | ({"Strict-Transport-Security": "max-age=31536000"} if secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, with headers put on the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)


class TooLarge(Exception):
    """A body beyond `MOST_BODY`."""


class BodyLimit:
    """Refuses bodies that are larger than a form can be, also when their length is not announced."""

    def __init__(self, app: ASGIApp, *, most: int = MOST_BODY) -> None:
        self._app, self._most = app, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on while it stays within the limit."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > self._most:
            await _too_large(scope, receive, send)
            return
        taken = 0
        started = False

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._most:
                raise TooLarge
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, counted, noted)
        except TooLarge:
            if not started:
                await _too_large(scope, receive, send)


async def _too_large(scope: Scope, receive: Receive, send: Send) -> None:
    answer = PlainTextResponse("The form is larger than the console takes.\n", 413, {"Connection": "close"})
    await answer(scope, receive, send)


def same(given: str, expected: str) -> bool:
    """Whether two secrets are equal, in constant time; an empty secret equals nothing."""
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())


def from_elsewhere(request: Request) -> bool:
    """Whether the browser says that another site made this request."""
    return request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")


def put_cookie(answer: Response, name: str, value: str, *, secure: bool, seconds: int, script: bool = False) -> None:
    """Set a cookie that other sites' pages cannot send along with a form; `script` lets our own read it."""
    answer.set_cookie(name, value, max_age=seconds, path="/", secure=secure, httponly=not script, samesite="lax")


@dataclass(slots=True)
class _Failures:
    count: int
    until: datetime


class Throttle:
    """Slows down guessing: after `free` failures of one key (a login, an address) each further one doubles the wait.

    Kept in memory on purpose: a restart costs an attacker more than it gives. Bounded, oldest keys leave first.
    """

    def __init__(
        self, clock: Clock, *, free: int = 5, first: timedelta = timedelta(seconds=2), keys: int = 20_000
    ) -> None:
        self._clock, self._free, self._first, self._keys = clock, free, first, keys
        self._longest = timedelta(minutes=15)
        self._failed: OrderedDict[str, _Failures] = OrderedDict()

    def wait(self, *keys: str) -> timedelta:
        """How long the caller must wait before the next try; zero when it may try now."""
        now = self._clock.now()
        waits = [self._failed[key].until - now for key in keys if key in self._failed]
        return max([timedelta(0), *waits])

    def fail(self, *keys: str) -> None:
        """Note a failed try for each key."""
        now = self._clock.now()
        for key in keys:
            entry = self._failed.pop(key, None) or _Failures(0, now)
            if now - entry.until > self._longest:
                entry.count = 0
            entry.count += 1
            over = entry.count - self._free
            pause = min(self._longest, self._first * 2 ** min(over, 20)) if over >= 0 else timedelta(0)
            entry.until = now + pause
            self._failed[key] = entry
        while len(self._failed) > self._keys:
            self._failed.popitem(last=False)

    def clear(self, *keys: str) -> None:
        """Forget the failures of somebody who got in."""
        for key in keys:
            self._failed.pop(key, None)
