"""The transport: Async PRAW's session, our pace, and its errors translated at this edge."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
from asyncpraw import Reddit
from asyncpraw.exceptions import RedditAPIException
from asyncprawcore.exceptions import (
    AsyncPrawcoreException,
    BadJSON,
    Forbidden,
    InsufficientScope,
    InvalidToken,
    NotFound,
    OAuthException,
    RequestException,
    ResponseException,
    TooManyRequests,
)
from asyncprawcore.requestor import Requestor
from asyncprawcore.sessions import FiniteRetryStrategy

from bot.adapters.pages.reddit.render import by_name
from bot.adapters.pages.shared.pacing import For, Pace, Rate, retry_after
from bot.domain.errors import (
    AccountDisconnected,
    MaybeSent,
    NotSent,
    PermanentRefusal,
    RetryLater,
    TertuliaError,
)
from bot.domain.troubles import Trouble, trouble

SECONDS = 15
RATE = Rate(calls=100, per=timedelta(minutes=1), kept=0.3)
_NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)


class Once(FiniteRetryStrategy):
    """The library would send a reply again after a 5xx answer, although it may stand already."""

    def _sleep_seconds(self) -> float | None:
        return None

    def should_retry_on_failure(self) -> bool:
        """Never."""
        return False


class Patience(Requestor):
    """The library hands its own 16 seconds to each call, so that those given to it would hold for signing in alone."""

    @asynccontextmanager
    async def request(self, *args: Any, **kwargs: Any) -> AsyncGenerator[aiohttp.ClientResponse, None]:
        """The same, within the seconds of this requestor."""
        async with super().request(*args, **{**kwargs, "timeout": self.timeout}) as answer:
            yield answer


class RedditClient:
    """One account."""

    def __init__(self, credentials: dict[str, str], *, pace: Pace | None = None, seconds: float = SECONDS) -> None:
        self._credentials, self._seconds = credentials, seconds
        self.pace = pace or Pace([RATE])
        self._reddit: Reddit | None = None

    def _session(self) -> Reddit:
        if self._reddit is None:
            settings: dict[str, Any] = {"check_for_updates": False, **self._credentials}
            self._reddit = Reddit(requestor_class=Patience, requestor_kwargs={"timeout": self._seconds}, **settings)
            core: Any = self._reddit._core
            core._retry_strategy_class = Once
        return self._reddit

    async def close(self) -> None:
        """Let go of the connections."""
        if self._reddit is not None:
            await self._reddit.close()
            self._reddit = None

    async def get(self, path: str, purpose: For = For.READING, **params: str) -> Any:
        """Ask; the answer's JSON."""
        return await self._call(purpose, "GET", path, params={"raw_json": "1", **params})

    async def post(self, path: str, fields: dict[str, str]) -> Any:
        """Change something."""
        return await self._call(For.WRITING, "POST", path, data=fields)

    async def _call(self, purpose: For, method: str, path: str, **more: Any) -> Any:
        for again in (False, True):
            await self.pace.take(purpose)
            try:
                return await self._session().request(method=method, path=path, **more)
            except InvalidToken as error:  # the token ended meanwhile; the library asks for another with the next call
                if again:
                    raise translate(error) from error
            except (AsyncPrawcoreException, RedditAPIException, aiohttp.ClientError, TimeoutError) as error:
                made = translate(error)
                if isinstance(made, RetryLater):
                    self.pace.shut(made.after)
                raise made from error
        raise MaybeSent("no answer")


def translate(error: Exception) -> TertuliaError:
    """What an error of the library means. What is not understood counts as "maybe sent"."""
    if isinstance(error, RedditAPIException):
        first = error.items[0] if error.items else None
        return by_name(first.error_type if first else "", (first.message or "") if first else "")
    if isinstance(error, OAuthException):
        return AccountDisconnected(trouble(Trouble.ACCESS_REVOKED, str(error)))
    if isinstance(error, RequestException):
        cause = error.original_exception
        kind = f"Reddit cannot be reached ({type(cause).__name__})"
        return NotSent(kind) if isinstance(cause, _NEVER_LEFT) else MaybeSent(kind)
    if isinstance(error, ResponseException) and not isinstance(error, BadJSON):
        return _by_status(error)
    return MaybeSent(f"Reddit's answer cannot be read ({type(error).__name__})")


def _by_status(error: ResponseException) -> TertuliaError:
    status = error.response.status
    if isinstance(error, TooManyRequests):
        after = retry_after(error.response.headers, datetime.now(UTC), default=timedelta(minutes=1))
        return RetryLater("Reddit asks for patience", after=after)
    if isinstance(error, InsufficientScope):
        return AccountDisconnected(trouble(Trouble.PERMISSION_MISSING, str(error)))
    if isinstance(error, InvalidToken) or (status in (400, 401) and "access_token" in str(error.response.url)):
        return AccountDisconnected(trouble(Trouble.ACCESS_REVOKED, str(error)))
    if isinstance(error, Forbidden):
        return PermanentRefusal(trouble(Trouble.NOT_ALLOWED_THERE, str(error)))
    if isinstance(error, NotFound):
        return PermanentRefusal(trouble(Trouble.COMMENT_GONE, str(error)))
    if status >= 500 or status == 408:
        return MaybeSent(f"Reddit answered {status}")
    return PermanentRefusal(trouble(Trouble.TEXT_REFUSED, f"status {status}"))
