"""What Facebook and Instagram share: the version, signatures, tokens, errors and usage of the Graph API."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.adapters.options import Options
from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.http import Answer, Http
from bot.adapters.pages.shared.pacing import For, Pace, Rate, retry_after
from bot.domain.errors import (
    AccountDisconnected,
    MaybeSent,
    PermanentRefusal,
    RetryLater,
    TertuliaError,
)
from bot.domain.troubles import Trouble, trouble

VERSION = "v26.0"
"""The only place that names the version of the API; each is served for about two years."""
FACEBOOK, INSTAGRAM = "https://graph.facebook.com", "https://graph.instagram.com"
SIGNATURE = "X-Hub-Signature-256"
PRIVATE_WITHIN = timedelta(days=7)
RATE = Rate(calls=200, per=timedelta(minutes=5), kept=0.3)
REST = timedelta(minutes=5)
SLOW, FULL = 80.0, 100.0
"""Percent of the hour's allowance from which reading rests, and from which nothing goes."""
_BUSY = {4, 17, 32, 341, 613, *range(80000, 80015)}
_NO_ACCESS = {102, 190, 459, 460, 464, 467}
_GONE = {803, 1705, 24}
_TOO_LATE, _ALREADY = {2018278, 2534022}, {10900}
_HEX = re.compile(r"sha256=([0-9a-fA-F]{64})\Z", re.ASCII)


def signed_by(secrets: Sequence[str], header: str | None, body: bytes) -> bool:
    """Whether the raw body was signed with one of the app's secrets; all are compared, in constant time."""
    match = _HEX.match((header or "").strip())
    if match is None:
        return False
    given = match[1].lower()
    found = [hmac.compare_digest(_digest(secret, body), given) for secret in secrets]
    return any(found)


def sign(secret: str, body: bytes) -> str:
    """The value of the signature header."""
    return f"sha256={_digest(secret, body)}"


def proof(secret: str, token: str) -> str:
    """`appsecret_proof`: shows that a call with the token comes from the app's own server."""
    return _digest(secret, token.encode())


def _digest(secret: str, data: bytes) -> str:
    return hmac.new(secret.encode(), data, hashlib.sha256).hexdigest()


class GraphClient:
    """Calls with one page's token. Reading rests where the platform says that the hour is nearly used up."""

    def __init__(
        self, http: Http, token: str, secrets: Sequence[str], *, pace: Pace | None = None, version: str = VERSION
    ) -> None:
        self._http, self._token, self.secrets, self._version = http, token, tuple(secrets), version
        self.pace = pace or Pace([RATE])
        self._rests_until = 0.0

    @property
    def token(self) -> str:
        """The page's token, for asking what it may do."""
        return self._token

    async def call(self, purpose: For, method: str, path: str, **params: Any) -> wire.Wire:
        """The answer's object. Raises what the ports know, and nothing else."""
        rests = self._rests_until - self.pace.now()
        if purpose is For.READING and rests > 0:
            raise RetryLater("reading rests, so that replies can go out", after=timedelta(seconds=rests))
        await self.pace.take(purpose)
        given = {key: _plain(value) for key, value in params.items() if value not in (None, "")}
        if self.secrets:
            given["appsecret_proof"] = proof(self.secrets[0], self._token)
        headers = {"Authorization": f"Bearer {self._token}"}
        where = {"params": given} if method in ("GET", "DELETE") else {"form": given}
        answer = await self._http.call(method, f"/{self._version}/{path.lstrip('/')}", headers=headers, **where)
        self._heed(answer)
        error = refusal(answer, datetime.now(UTC))
        if error is not None:
            if isinstance(error, RetryLater):
                self.pace.shut(error.after)
            raise error
        return wire.table(answer.data)

    def _heed(self, answer: Answer) -> None:
        used, regain = usage(answer.headers)
        if used >= FULL:
            self.pace.shut(regain or REST)
        elif used >= SLOW:
            self._rests_until = self.pace.now() + REST.total_seconds()

    async def row(self, ext_id: str, fields: str) -> wire.Wire | None:
        """One object, None where it is gone or not for us."""
        try:
            return await self.call(For.READING, "GET", ext_id, fields=fields)
        except PermanentRefusal:
            return None

    async def pages(self, path: str, *, most: int = 20, **params: Any) -> AsyncIterator[list[wire.Wire]]:
        """The rows of a list, page by page, at most so many pages; always at least one, maybe empty."""
        after = ""
        for _ in range(most):
            answer = await self.call(For.READING, "GET", path, **params, after=after)
            yield list(wire.rows(answer, "data"))
            after = wire.text(answer, "paging", "cursors", "after") if wire.text(answer, "paging", "next") else ""
            if not after:
                return


def usage(headers: Mapping[str, str]) -> tuple[float, timedelta]:
    """(percent used of the scarcest allowance, how long until calls are taken again) as the headers say."""
    low = {name.lower(): value for name, value in headers.items()}
    rows: list[wire.Wire] = []
    for name in ("x-app-usage", "x-page-usage", "x-business-use-case-usage"):
        try:
            found = json.loads(low.get(name, ""))
        except (ValueError, RecursionError):
            continue
        rows += [found] if isinstance(found, Mapping) and name != "x-business-use-case-usage" else []
        if name == "x-business-use-case-usage" and isinstance(found, Mapping):
            rows += [
                row for case in found.values() if isinstance(case, list) for row in case if isinstance(row, Mapping)
            ]
    percents = [_percent(row.get(key)) for row in rows for key in ("call_count", "total_time", "total_cputime")]
    minutes = [wire.number(row, "estimated_time_to_regain_access") for row in rows]
    return max(percents, default=0.0), timedelta(minutes=min(24 * 60, max([0, *minutes])))


def _percent(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else 0.0


def refusal(answer: Answer, now: datetime) -> TertuliaError | None:
    """What an answer that is none means; None for a good one. What is not understood counts as "maybe sent"."""
    error = wire.table(answer.data, "error")
    if not error:
        if answer.good:
            return None if isinstance(answer.data, (Mapping, bool)) else MaybeSent("the answer is no JSON")
        if answer.status == 429:
            return RetryLater("the platform asks for patience", after=retry_after(answer.headers, now))
        return MaybeSent(f"the platform answered {answer.status}")
    code, sub = wire.number(error, "code"), wire.number(error, "error_subcode")
    said = wire.text(error, "error_user_msg") or wire.text(error, "message")
    return _by_code(code, sub, said, answer)


def _by_code(code: int, sub: int, said: str, answer: Answer) -> TertuliaError:
    if code in _NO_ACCESS:
        expired = sub == 463 or "expired" in said.lower()
        return AccountDisconnected(trouble(Trouble.ACCESS_EXPIRED if expired else Trouble.ACCESS_REVOKED, said))
    if code in _BUSY or answer.status == 429:
        return RetryLater("the platform's limit is used up for the moment", after=usage(answer.headers)[1] or REST)
    if code == 368:
        return RetryLater(f"the platform blocks the page for now: {said[:200]}", after=timedelta(hours=1))
    if sub in _TOO_LATE:
        return PermanentRefusal(trouble(Trouble.PRIVATE_TOO_LATE, said))
    if code in _ALREADY or sub in _ALREADY:
        return PermanentRefusal(trouble(Trouble.PRIVATE_ONCE, said))
    if code in _GONE or (code == 100 and sub == 33):
        return PermanentRefusal(trouble(Trouble.COMMENT_GONE, said))
    if code == 3 or ((code == 10 or 200 <= code <= 299) and "permission" in said.lower()):
        return AccountDisconnected(trouble(Trouble.PERMISSION_MISSING, said))
    if code == 10 or 200 <= code <= 299:
        return PermanentRefusal(trouble(Trouble.NOT_ALLOWED_THERE, said))
    if code in (1, 2, 506) or answer.status >= 500 or wire.table(answer.data, "error").get("is_transient") is True:
        return MaybeSent(f"the platform answered {code}: {said[:200]}")
    return PermanentRefusal(trouble(Trouble.TEXT_REFUSED, said))


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


async def token_troubles(client: GraphClient, needed: Sequence[str], now: datetime) -> list[str]:
    """What `debug_token` says against the token: its end, its permissions."""
    answer = await client.call(For.WRITING, "GET", "debug_token", input_token=client.token)
    data = wire.table(answer, "data")
    found: list[str] = []
    if data.get("is_valid") is False:
        why = wire.text(data, "error", "message") or "no reason given"
        found.append(f"the token is not valid any more ({why}): make a new one and put it into the file of this page")
    for key, what in (("expires_at", "the token ends"), ("data_access_expires_at", "access to data ends")):
        ends = wire.moment(wire.number(data, key)) if wire.number(data, key) > 0 else None
        if ends is not None and ends - now < timedelta(days=7):
            found.append(
                f"{what} on {ends:%Y-%m-%d}: sign in with the app again before, and put the new token in place"
            )
    scopes = {str(one) for one in data.get("scopes") or () if isinstance(one, str)}
    lacking = [one for one in needed if one not in scopes] if scopes else []
    if lacking:
        found.append(
            f"the token lacks {', '.join(lacking)}: grant it at sign-in. For pages that do not belong to people with a "
            "role in the app, the app needs Advanced Access to it, which is given after App Review"
        )
    return found


def token_of(options: Options) -> str:
    """The page's token; raises `Misconfigured` where there is none."""
    tokens = options.secrets("token_env", "token_file")
    if not tokens:
        raise options.wrong("token_file", "a page token is needed: name a file with it, or a variable in token_env")
    return tokens[0]


def hook_secrets(options: Options) -> tuple[str, ...]:
    """The app's secrets, newest first: they sign what the platform sends."""
    secrets = options.secrets("secret_env", "secret_file")
    if not secrets:
        raise options.wrong("secret_file", "the app secret is needed: name a file with it, or a variable in secret_env")
    return secrets


def verify_word(options: Options) -> str:
    """The word that the platform says when a webhook is set up."""
    words = options.secrets("verify_token_env", "verify_token_file")
    if not words:
        raise options.wrong("verify_token_file", "name a file with the word you also enter as Verify Token in the app")
    return words[0]
