"""LinkedIn's versioned calls: their headers, our pace, and errors translated at this edge."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.http import Answer, Http
from bot.adapters.pages.shared.pacing import For, MemoryNotes, Pace, Quota, Rate, retry_after
from bot.domain.errors import AccountDisconnected, MaybeSent, PermanentRefusal, RetryLater, TertuliaError
from bot.domain.troubles import Trouble, trouble
from bot.ports import PageMemory

BASE = "https://api.linkedin.com"
VERSION = "202610"
RATE = Rate(calls=60, per=timedelta(minutes=1), kept=0.3)
BUSY = timedelta(minutes=1)
_EXPIRED = ("EXPIRED_ACCESS_TOKEN", "65602")
_OLD = ("NONEXISTENT_VERSION", "VERSION_MISSING")


class LinkedInClient:
    """One token. `calls_a_day` of 0 counts nothing: the platform does not publish how many it allows."""

    def __init__(
        self,
        http: Http,
        token: str,
        *,
        version: str = VERSION,
        page_id: str = "",
        memory: PageMemory | None = None,
        calls_a_day: int = 0,
        pace: Pace | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._http, self.version, self.now = http, version, now
        self._pace = pace or Pace([RATE])
        self._headers = {
            "Authorization": f"Bearer {token}",
            "LinkedIn-Version": version,
            "X-Restli-Protocol-Version": "2.0.0",
        }
        notes, kept = memory or MemoryNotes(), calls_a_day // 3
        self._day = Quota(memory=notes, page_id=page_id, name="calls", most=calls_a_day, kept=kept, now=now)

    async def read(self, path: str, params: Mapping[str, str] | None = None, purpose: For = For.READING) -> wire.Wire:
        """Ask; the answer's object."""
        return wire.table((await self._call(purpose, "GET", path, params, None)).data)

    async def write(self, path: str, body: Any) -> tuple[wire.Wire, str]:
        """Make something; what the platform says of it, and the id it gave it."""
        answer = await self._call(For.WRITING, "POST", path, None, body)
        return wire.table(answer.data), answer.headers.get("x-restli-id", "")

    async def _call(self, purpose: For, method: str, path: str, params: Mapping[str, str] | None, body: Any) -> Answer:
        await self._pace.take(purpose)
        if self._day.most:
            await self._day.take(purpose)
        finder = {"X-RestLi-Method": "FINDER"} if "q" in (params or {}) else {}
        answer = await self._http.call(method, path, params=params, headers={**self._headers, **finder}, body=body)
        error = refusal(answer, self.now(), self._day.resets_in())
        if isinstance(error, RetryLater) and error.after <= BUSY:
            self._pace.shut(error.after)
        if error is not None:
            raise error
        return answer


def refusal(answer: Answer, now: datetime, until_reset: timedelta) -> TertuliaError | None:
    """What an answer that is none means; None for a good one. What is not understood counts as "maybe sent"."""
    if answer.good:
        return None if isinstance(answer.data, dict) or not answer.body else MaybeSent("the answer is no JSON")
    said = wire.text(answer.data, "message") or f"status {answer.status}"
    codes = (wire.text(answer.data, "code"), wire.text(answer.data, "serviceErrorCode"))
    if answer.status == 429:
        daily = "DAY" in said.upper().split() or codes[0] == "TOO_MANY_REQUESTS_DAY"
        wait = until_reset if daily else retry_after(answer.headers, now, default=BUSY)
        return RetryLater("the platform's limit is used up", after=wait)
    if answer.status == 401:
        ended = any(one in _EXPIRED for one in codes) or "expired" in said.lower()
        return AccountDisconnected(trouble(Trouble.ACCESS_EXPIRED if ended else Trouble.ACCESS_REVOKED, said))
    if answer.status == 426 or codes[0] in _OLD:
        return AccountDisconnected(trouble(Trouble.PERMISSION_MISSING, said))
    if answer.status == 403 and _lacks_scope(codes, said):
        return AccountDisconnected(trouble(Trouble.PERMISSION_MISSING, said))
    if answer.status in (408, 409) or answer.status >= 500 or "duplicate" in said.lower():
        return MaybeSent(f"the platform answered {answer.status}: {said[:200]}")
    code = {403: Trouble.NOT_ALLOWED_THERE, 404: Trouble.COMMENT_GONE, 410: Trouble.COMMENT_GONE}.get(
        answer.status, Trouble.TEXT_REFUSED
    )
    return PermanentRefusal(trouble(code, said))


def _lacks_scope(codes: tuple[str, str], said: str) -> bool:
    """403 is also said of one post whose comments are closed; that concerns one reply, not the page."""
    return "ACCESS_DENIED" in codes or "100" in codes or "not enough permissions" in said.lower()
