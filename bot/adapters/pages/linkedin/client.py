"""The Community Management API's calls: its version, our pace, and errors translated at this edge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

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

VERSION = "202610"
"""Each version is served for a year."""
RATE = Rate(calls=60, per=timedelta(minutes=1), kept=0.3)


class LinkedInClient:
    """Calls with one member's token, in the page's name."""

    def __init__(self, http: Http, token: str, *, version: str = VERSION, pace: Pace | None = None) -> None:
        self._http, self._token, self._version = http, token, version
        self.pace = pace or Pace([RATE])

    @property
    def token(self) -> str:
        """The token, for asking when it ends."""
        return self._token

    async def get(self, path: str, purpose: For = For.READING, **params: str) -> wire.Wire:
        """Ask."""
        return wire.table((await self._call(purpose, "GET", path, params=params)).data)

    async def post(self, path: str, body: Mapping[str, Any]) -> tuple[wire.Wire, str]:
        """Make something: the answer, and the id that its header names."""
        answer = await self._call(For.WRITING, "POST", path, body=body)
        low = {name.lower(): value for name, value in answer.headers.items()}
        return wire.table(answer.data), low.get("x-restli-id", "") or low.get("x-linkedin-id", "")

    async def _call(self, purpose: For, method: str, path: str, **more: Any) -> Answer:
        await self.pace.take(purpose)
        headers = {
            "Authorization": f"Bearer {self._token}",
            "LinkedIn-Version": self._version,
            "X-Restli-Protocol-Version": "2.0.0",
        }
        if "q" in more.get("params", ()):
            headers["X-RestLi-Method"] = "FINDER"
        answer = await self._http.call(method, path, headers=headers, **more)
        error = refusal(answer, datetime.now(UTC))
        if error is not None:
            if isinstance(error, RetryLater):
                self.pace.shut(error.after)
            raise error
        return answer


def refusal(answer: Answer, now: datetime) -> TertuliaError | None:
    """What an answer that is none means; None for a good one. What is not understood counts as "maybe sent"."""
    if answer.good:
        return None if isinstance(answer.data, dict) or answer.status == 201 else MaybeSent("the answer is no JSON")
    code, said = wire.text(answer.data, "code"), wire.text(answer.data, "message") or f"status {answer.status}"
    if answer.status == 401:
        ended = "EXPIRED" in code or "expired" in said.lower()
        return AccountDisconnected(trouble(Trouble.ACCESS_EXPIRED if ended else Trouble.ACCESS_REVOKED, said))
    if answer.status == 426:
        return AccountDisconnected(
            trouble(Trouble.PERMISSION_MISSING, f"the API's version is no longer served: {said}")
        )
    if answer.status == 429:
        wait = retry_after(answer.headers, now, default=min(timedelta(hours=1), until_midnight(now)))
        return RetryLater("the platform's limit of calls is used up for the moment", after=wait)
    if answer.status == 403 and ("permission" in said.lower() or "scope" in said.lower()):
        return AccountDisconnected(trouble(Trouble.PERMISSION_MISSING, said))
    if answer.status == 403:
        return PermanentRefusal(trouble(Trouble.NOT_ALLOWED_THERE, said))
    if answer.status in (404, 410):
        return PermanentRefusal(trouble(Trouble.COMMENT_GONE, said))
    if answer.status in (408, 409) or answer.status >= 500 or "duplicate" in said.lower():
        return MaybeSent(f"the platform answered {answer.status}: {said[:200]}")
    return PermanentRefusal(trouble(Trouble.TEXT_REFUSED, said))


def until_midnight(now: datetime) -> timedelta:
    """The day's limits are counted anew at midnight UTC."""
    here = now.astimezone(UTC)
    return timedelta(days=1) - timedelta(hours=here.hour, minutes=here.minute, seconds=here.second)
