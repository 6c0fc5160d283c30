"""The transport: Mastodon.py in threads, its errors translated at this edge.

The library is blocking, so every call runs in a thread with a client of its own. What is handed on is the server's
JSON as it came: the library's typed copies differ between its versions and are no wire form.
"""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import requests
from mastodon import Mastodon, StreamListener
from mastodon.errors import (
    MastodonAPIError,
    MastodonError,
    MastodonIllegalArgumentError,
    MastodonNetworkError,
    MastodonNotFoundError,
    MastodonRatelimitError,
    MastodonServerError,
    MastodonUnauthorizedError,
)

from bot import __version__
from bot.adapters.pages.shared.pacing import For, Pace, Rate, left_over, retry_after
from bot.domain.errors import (
    AccountDisconnected,
    MaybeSent,
    NotSent,
    PermanentRefusal,
    RetryLater,
    TertuliaError,
)
from bot.domain.troubles import Trouble, trouble

SECONDS = 15.0
RATE = Rate(calls=300, per=timedelta(minutes=5), kept=0.3)
_NO_SCOPE = ("authorized scopes", "insufficient_scope", "insufficient permission")
_SHUT_OUT = ("disabled", "suspended", "pending", "e-mail", "email", "login", "moved", "frozen")


class MastodonClient:
    """One account on one server."""

    def __init__(self, url: str, token: str, *, pace: Pace | None = None, seconds: float = SECONDS) -> None:
        self.url, self._token, self._seconds = url, token, seconds
        self.pace = pace or Pace([RATE])
        self._local = threading.local()

    async def call(self, purpose: For, method: str, *args: Any, **more: Any) -> Any:
        """Call a method of the library; the answer's JSON. Raises what the ports know, and nothing else."""
        await self.pace.take(purpose)
        answer, error = await asyncio.to_thread(self._run, method, args, more)
        if answer is not None:
            now = datetime.now(UTC)
            if left := left_over(answer.headers, now):
                self.pace.told(*left)
        if error is not None:
            raise self._translated(error, answer)
        return _json(answer)

    def _run(self, method: str, args: Any, more: Any) -> tuple[requests.Response | None, MastodonError | None]:
        client = self._client()
        self._local.answer = None
        try:
            getattr(client, method)(*args, **more)
        except MastodonError as error:
            return self._local.answer, error
        return self._local.answer, None

    def _client(self) -> Mastodon:
        found = getattr(self._local, "client", None)
        if found is None:
            session = requests.Session()
            session.hooks["response"].append(self._keep)
            found = self._local.client = self.library(session=session)
        return found

    def library(self, **more: Any) -> Mastodon:
        """A client of the library for this account."""
        return Mastodon(
            access_token=self._token,
            api_base_url=self.url,
            ratelimit_method="throw",
            request_timeout=self._seconds,
            version_check_mode="none",
            user_agent=f"tertulia/{__version__}",
            **more,
        )

    def _keep(self, answer: requests.Response, *args: object, **more: object) -> None:
        if not answer.is_redirect:
            self._local.answer = answer

    def _translated(self, error: MastodonError, answer: requests.Response | None) -> TertuliaError:
        made = translate(error, answer)
        if isinstance(made, RetryLater):
            self.pace.shut(made.after)
        return made

    def listen(self, listener: StreamListener, heartbeat: float) -> Any:
        """Open the stream of the account's events in a thread; the handle has `close` and `is_alive`. Blocking."""
        return self.library().stream_user(listener, run_async=True, timeout=heartbeat)


def translate(error: MastodonError, answer: requests.Response | None) -> TertuliaError:
    """What an error of the library means. What is not understood counts as "may have been carried out"."""
    if isinstance(error, MastodonNetworkError):
        cause = error.__context__
        return NotSent(_host_words(cause)) if never_left(cause) else MaybeSent(_host_words(cause))
    said = str(error.args[3] or "") if len(error.args) > 3 else ""
    status = answer.status_code if answer is not None else 0
    if isinstance(error, MastodonIllegalArgumentError):
        return PermanentRefusal(trouble(Trouble.TEXT_REFUSED, str(error)))
    if status == 429:
        headers = answer.headers if answer is not None else {}
        return RetryLater("the server asks for patience", after=retry_after(headers, datetime.now(UTC)))
    if isinstance(error, MastodonRatelimitError) or status < 400:  # carried out, and the answer cannot be read
        return MaybeSent("the server's answer cannot be read")
    return _refusal(error, status, said)


def _refusal(error: MastodonError, status: int, said: str) -> TertuliaError:
    low = said.lower()
    if isinstance(error, MastodonUnauthorizedError) or status == 401:
        return AccountDisconnected(trouble(Trouble.ACCESS_REVOKED, said))
    if status == 403 and any(word in low for word in _NO_SCOPE):
        return AccountDisconnected(trouble(Trouble.PERMISSION_MISSING, said))
    if status == 403 and any(word in low for word in _SHUT_OUT):
        return AccountDisconnected(trouble(Trouble.ACCOUNT_SUSPENDED, said))
    if status == 403:
        return PermanentRefusal(trouble(Trouble.NOT_ALLOWED_THERE, said))
    if isinstance(error, MastodonNotFoundError) or status in (404, 410):
        return PermanentRefusal(trouble(Trouble.COMMENT_GONE, said))
    if isinstance(error, MastodonServerError) or status >= 500 or status == 408:
        return MaybeSent(f"the server answered {status}{': ' if said else ''}{said[:200]}")
    if isinstance(error, MastodonAPIError):
        return PermanentRefusal(trouble(Trouble.TEXT_REFUSED, said))
    return MaybeSent(f"the server could not be understood: {type(error).__name__}")


def never_left(cause: BaseException | None) -> bool:
    """Whether a failed request certainly did not reach the server: no connection was ever made."""
    if isinstance(cause, (requests.exceptions.ConnectTimeout, requests.exceptions.InvalidURL)):
        return True
    if isinstance(cause, (requests.exceptions.ProxyError, requests.exceptions.SSLError)):
        return "certificate" in str(cause).lower() or "proxy" in str(cause).lower()
    if not isinstance(cause, requests.exceptions.ConnectionError):
        return False
    reason = getattr(cause.args[0] if cause.args else None, "reason", None)
    return type(reason).__name__ in ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError")


def _host_words(cause: BaseException | None) -> str:
    kind = type(cause).__name__ if cause is not None else "no connection"
    return f"the server cannot be reached ({kind})"


def _json(answer: requests.Response | None) -> Any:
    if answer is None:
        raise MaybeSent("the server gave no answer")
    try:
        return answer.json()
    except ValueError as error:
        raise MaybeSent("the server's answer is no JSON") from error
