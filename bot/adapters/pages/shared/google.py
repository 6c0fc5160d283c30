"""What pages on Google's services share: access by a refresh token, and errors."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.adapters.options import Options
from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.http import Answer, Http
from bot.adapters.pages.shared.pacing import retry_after
from bot.domain.errors import (
    AccountDisconnected,
    MaybeSent,
    NotSent,
    PermanentRefusal,
    RetryLater,
    TertuliaError,
)
from bot.domain.troubles import Trouble, trouble

TOKEN_URL = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address
OAUTH_KEYS = (
    "client_id",
    "client_secret_env",
    "client_secret_file",
    "refresh_token_env",
    "refresh_token_file",
    "token_url",
)
EARLY = timedelta(minutes=2)
BUSY = timedelta(minutes=1)
_SPENT = ("quotaExceeded", "dailyLimitExceeded")
_HASTY = ("rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED")
_NO_SCOPE = ("insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "accessNotConfigured", "SERVICE_DISABLED")
_SHUT_OUT = ("accountSuspended", "authenticatedUserAccountSuspended", "authenticatedUserAccountClosed", "accountClosed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a person's consent left us: long-lived, until they take it back."""

    client_id: str
    client_secret: str
    refresh_token: str
    token_url: str = TOKEN_URL


def grant_from(options: Options) -> Grant:
    """The options `client_id`, `client_secret_…`, `refresh_token_…`, `token_url`; raises `Misconfigured`."""
    secrets = options.secrets("client_secret_env", "client_secret_file")
    tokens = options.secrets("refresh_token_env", "refresh_token_file")
    if not secrets:
        raise options.wrong("client_secret_file", "the OAuth client's secret is needed: name a file or a variable")
    if not tokens:
        raise options.wrong("refresh_token_file", "a refresh token is needed: name a file with it, or a variable")
    return Grant(
        client_id=options.text("client_id"),
        client_secret=secrets[0],
        refresh_token=tokens[0],
        token_url=options.address("token_url", TOKEN_URL),
    )


class GoogleClient:
    """Calls with an access token that is renewed before it ends, and once more where it is not taken."""

    def __init__(
        self,
        http: Http,
        grant: Grant,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        until_reset: Callable[[], timedelta] = lambda: timedelta(hours=1),
    ) -> None:
        self._http, self._grant, self._now, self._until_reset = http, grant, now, until_reset
        self._token, self._ends = "", datetime.min.replace(tzinfo=UTC)
        self._renewing = asyncio.Lock()
        self.scopes: frozenset[str] = frozenset()

    async def call(
        self, method: str, path: str, params: Mapping[str, str] | None = None, body: Any = None
    ) -> wire.Wire:
        """The answer's object. Raises what the ports know, and nothing else."""
        for again in (False, True):
            token = await self.token(fresh=again)
            headers = {"Authorization": f"Bearer {token}"}
            answer = await self._http.call(method, path, params=params, headers=headers, body=body)
            if answer.status != 401 or again:
                break
        error = refusal(answer, self._now(), self._until_reset())
        if error is not None:
            raise error
        return wire.table(answer.data)

    async def token(self, *, fresh: bool = False) -> str:
        """An access token that is good for some time."""
        used = self._token
        async with self._renewing:
            if not fresh and self._token and self._now() < self._ends - EARLY:
                return self._token
            if fresh and self._token != used:  # somebody else renewed it while we waited
                return self._token
            return await self._renew()

    async def _renew(self) -> str:
        form = {
            "grant_type": "refresh_token",
            "client_id": self._grant.client_id,
            "client_secret": self._grant.client_secret,
            "refresh_token": self._grant.refresh_token,
        }
        try:
            answer = await self._http.call("POST", self._grant.token_url, form=form)
        except MaybeSent as error:  # renewing publishes nothing
            raise NotSent(str(error)) from error
        said = wire.text(answer.data, "error_description") or wire.text(answer.data, "error")
        if answer.status in (400, 401) and wire.text(answer.data, "error"):
            raise AccountDisconnected(trouble(Trouble.ACCESS_REVOKED, said))
        token = wire.text(answer.data, "access_token")
        if not answer.good or not token:
            raise NotSent(f"no access token was given now ({answer.status})")
        self._token = token
        self._ends = self._now() + timedelta(seconds=wire.number(answer.data, "expires_in", default=3600))
        self.scopes = frozenset(wire.text(answer.data, "scope").split())
        return token


def refusal(answer: Answer, now: datetime, until_reset: timedelta) -> TertuliaError | None:
    """What an answer that is none means; None for a good one. What is not understood counts as "maybe sent"."""
    if answer.good:
        return None if isinstance(answer.data, dict) or not answer.body else MaybeSent("the answer is no JSON")
    error = wire.table(answer.data, "error")
    rows = [*wire.rows(error, "errors"), *wire.rows(error, "details")]
    reasons = [wire.text(row, "reason") for row in rows if wire.text(row, "reason")]
    said = wire.text(error, "message") or f"status {answer.status}"
    reason = next(iter(reasons), "")
    if reason in _SPENT:
        return RetryLater("the day's quota of the project is used up", after=until_reset)
    if reason in _HASTY or answer.status == 429 or wire.text(error, "status") == "RESOURCE_EXHAUSTED":
        return RetryLater("the platform asks for patience", after=retry_after(answer.headers, now, default=BUSY))
    if answer.status == 401:
        return AccountDisconnected(trouble(Trouble.ACCESS_REVOKED, said))
    if reason in _NO_SCOPE:
        return AccountDisconnected(trouble(Trouble.PERMISSION_MISSING, said))
    if reason in _SHUT_OUT:
        return AccountDisconnected(trouble(Trouble.ACCOUNT_SUSPENDED, said))
    if answer.status in (408, 409) or answer.status >= 500 or reason == "processingFailure":
        return MaybeSent(f"the platform answered {answer.status}: {said[:200]}")
    code = {403: Trouble.NOT_ALLOWED_THERE, 404: Trouble.COMMENT_GONE}.get(answer.status, Trouble.TEXT_REFUSED)
    return PermanentRefusal(trouble(code, said))
