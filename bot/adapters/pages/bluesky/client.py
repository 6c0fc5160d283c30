"""The transport: the atproto SDK's sessions, our pace, and errors translated at this edge.

Answers are the server's JSON as it came. The session is kept in a file of the installation, since the platform allows
few log-ins a day; a session that is no longer taken is replaced by a new log-in.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
from atproto_client import AsyncClient, SessionEvent
from atproto_client.client.session import Session
from atproto_client.exceptions import InvokeTimeoutError, LoginRequiredError, NetworkError, RequestErrorBase
from atproto_client.models.common import XrpcError
from atproto_client.request import AsyncRequest
from atproto_core.exceptions import AtProtocolError

from bot.adapters.pages.shared.pacing import For, MemoryNotes, Pace, Quota, Rate, left_over, retry_after
from bot.domain.errors import (
    AccountDisconnected,
    MaybeSent,
    NotSent,
    PermanentRefusal,
    RetryLater,
    TertuliaError,
)
from bot.domain.troubles import Trouble, trouble
from bot.ports import PageMemory

SECONDS = 15.0
RATE = Rate(calls=3000, per=timedelta(minutes=5), kept=0.2)
LOG_INS = Rate(calls=30, per=timedelta(minutes=5), kept=0)
LOG_INS_A_DAY, POINTS_AN_HOUR, POINTS_A_DAY = 300, 5000, 35_000
CREATE = 3
_STALE = ("ExpiredToken", "InvalidToken", "AuthMissing", "AuthenticationRequired")
_SHUT_OUT = ("AccountTakedown", "AccountSuspended", "AccountDeactivated", "RepoTakendown", "RepoDeactivated")


class BlueskyClient:
    """One account. `keep` is the session's file."""

    def __init__(
        self,
        service: str,
        handle: str,
        password: str,
        *,
        page_id: str = "",
        keep: Path | None = None,
        memory: PageMemory | None = None,
        pace: Pace | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self.service, self.handle = service, handle
        self._password, self._keep = password, keep
        self.pace = pace or Pace([RATE])
        self._log_ins = Pace([LOG_INS], now=self.pace.now, sleep=self.pace.sleep)
        notes = memory or MemoryNotes()
        self._day = Quota(memory=notes, page_id=page_id, name="log-ins", most=LOG_INS_A_DAY)
        self._points = (
            Quota(memory=notes, page_id=page_id, name="points an hour", most=POINTS_AN_HOUR, hourly=True),
            Quota(memory=notes, page_id=page_id, name="points", most=POINTS_A_DAY),
        )
        self._client = AsyncClient(service, request=AsyncRequest(timeout=seconds, transport=transport))
        self._client.on_session_change(self._changed)
        self._logging_in = asyncio.Lock()
        self.did = ""

    async def query(self, purpose: For, nsid: str, **params: Any) -> Any:
        """Ask; the answer's JSON."""
        given = {key: value for key, value in params.items() if value not in (None, "")}
        return await self._call(purpose, f"{nsid}?{urlencode(given, doseq=True)}" if given else nsid, None)

    async def write(self, nsid: str, body: Mapping[str, Any], *, points: int = CREATE) -> Any:
        """Change something; counted in points before it is sent."""
        for quota in self._points:
            await quota.take(For.WRITING, points)
        return await self._call(For.WRITING, nsid, body)

    async def _call(self, purpose: For, nsid: str, body: Mapping[str, Any] | None) -> Any:
        await self.log_in()
        used = self._token()
        try:
            return await self._send(purpose, nsid, body)
        except _StaleSession:
            await self.log_in(instead_of=used)
        try:
            return await self._send(purpose, nsid, body)
        except _StaleSession as error:
            raise AccountDisconnected(trouble(Trouble.ACCESS_REVOKED, str(error))) from error

    async def _send(self, purpose: For, nsid: str, body: Mapping[str, Any] | None) -> Any:
        await self.pace.take(purpose)
        try:
            if body is None:
                answer = await self._client.invoke_query(nsid)
            else:
                content = json.dumps(body, ensure_ascii=False).encode()
                headers = {"Content-Type": "application/json"}
                answer = await self._client.invoke_procedure(nsid, content=content, headers=headers)
        except (AtProtocolError, httpx.HTTPError, ValueError) as error:
            raise self._translated(error) from error
        if left := left_over(answer.headers, datetime.now(UTC)):
            self.pace.told(*left)
        return answer.content if isinstance(answer.content, dict) else {}

    def _translated(self, error: Exception) -> Exception:
        made = translate(error)
        if isinstance(made, RetryLater):
            self.pace.shut(made.after)
        return made

    # ------------------------------------------------------------ sessions

    async def log_in(self, *, instead_of: str | None = None) -> None:
        """See to it that there is a session. `instead_of` is a token that the server no longer took: a session that
        somebody else has renewed meanwhile is used as it is."""
        async with self._logging_in:
            if self.did and (instead_of is None or self._token() != instead_of):
                return
            if instead_of is None and await self._from_file():
                return
            await self._log_ins.take(For.WRITING)
            await self._day.take(For.WRITING)
            try:
                await self._client.login(self.handle, self._password, fetch_bsky_profile=False)
            except (AtProtocolError, httpx.HTTPError, ValueError) as error:
                made = self._translated(error)
                if isinstance(made, (_StaleSession, PermanentRefusal)):
                    raise AccountDisconnected(trouble(Trouble.ACCESS_REVOKED, str(made))) from error
                raise made from error

    async def _from_file(self) -> bool:
        if self._keep is None or not self._keep.exists():
            return False
        try:
            text = (await asyncio.to_thread(self._keep.read_text, "utf-8")).strip()
            if not Session.decode(text).access_jwt_payload.exp:
                return False
            await self._client.login(session_string=text, fetch_bsky_profile=False)
        except (OSError, ValueError, TypeError, AtProtocolError):  # made by another version, or damaged: log in anew
            return False
        return bool(self.did)

    async def _changed(self, event: SessionEvent, session: Session) -> None:
        self.did = session.did
        if self._keep is not None and event is not SessionEvent.IMPORT:
            await asyncio.to_thread(_write_private, self._keep, session.export())

    def _token(self) -> str:
        session = self._client._session  # the SDK gives no other way to compare
        return session.access_jwt if session else ""


class _StaleSession(TertuliaError):
    """The server no longer takes the session; a new log-in may mend it."""


def translate(error: Exception) -> TertuliaError:
    """What an error of the SDK or of the wire means. What is not understood may have been carried out."""
    if isinstance(error, LoginRequiredError):
        return _StaleSession("no session")
    response = error.response if isinstance(error, RequestErrorBase) else None
    if response is None:
        return _of_wire(error)
    code, said = _words(response.content)
    status, now = response.status_code, datetime.now(UTC)
    if status == 429:
        return RetryLater("Bluesky asks for patience", after=retry_after(response.headers, now))
    if code in _SHUT_OUT:
        return AccountDisconnected(trouble(Trouble.ACCOUNT_SUSPENDED, said or code))
    if code in _STALE or status == 401:
        return _StaleSession(said or code or "the session is no longer accepted")
    if status >= 500 or status in (408, 409):
        return MaybeSent(f"the server answered {status} {said[:200]}".strip())
    if status == 403:
        return PermanentRefusal(trouble(Trouble.NOT_ALLOWED_THERE, said or code))
    if code in ("NotFound", "RecordNotFound"):
        return PermanentRefusal(trouble(Trouble.COMMENT_GONE, said))
    if code == "InvalidSwap":
        return AlreadyThere(trouble(Trouble.NOT_ALLOWED_THERE, said))
    return PermanentRefusal(trouble(Trouble.TEXT_REFUSED, said or code))


class AlreadyThere(PermanentRefusal):
    """A record of this key stands already."""


def _of_wire(error: Exception) -> TertuliaError:
    cause = error.__cause__ or error
    if isinstance(cause, (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)):
        return NotSent(f"the server cannot be reached ({type(cause).__name__})")
    if isinstance(error, (InvokeTimeoutError, NetworkError, httpx.HTTPError)):
        return MaybeSent(f"the server did not answer ({type(cause).__name__})")
    return MaybeSent(f"the server's answer cannot be read ({type(error).__name__})")


def _words(content: object) -> tuple[str, str]:
    """(the error's name, the server's own words)."""
    if isinstance(content, XrpcError):
        return str(content.error or ""), str(content.message or "")
    if isinstance(content, dict):
        return str(content.get("error", "")), str(content.get("message", ""))
    return "", ""


def _write_private(path: Path, text: str) -> None:
    """Written whole and readable by nobody else: it opens the account."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    partial.replace(path)
