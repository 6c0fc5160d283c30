"""Discord's calls: our pace, and errors translated at this edge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.http import Answer, Http
from bot.adapters.pages.shared.pacing import For, Pace, Rate
from bot.domain.errors import AccountDisconnected, MaybeSent, PermanentRefusal, RetryLater, TertuliaError
from bot.domain.troubles import Trouble, trouble

BASE = "https://discord.com/api/v10"
RATE = Rate(calls=40, per=timedelta(seconds=1), kept=0.3)
UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, NOT_SEEN, BLOCKED_WORDS = 10003, 10008, 50001, 200000


class DiscordClient:
    """One bot."""

    def __init__(self, http: Http, token: str, *, pace: Pace | None = None) -> None:
        self._http, self._pace = http, pace or Pace([RATE])
        self._headers = {"Authorization": f"Bot {token}"}

    async def call(
        self,
        purpose: For,
        method: str,
        path: str,
        params: Mapping[str, str] | None = None,
        body: Any = None,
    ) -> Any:
        """Ask; the answer's JSON."""
        await self._pace.take(purpose)
        answer = await self._http.call(method, path, params=params, headers=self._headers, body=body)
        error = refusal(answer)
        if isinstance(error, RetryLater):
            self._pace.shut(error.after)
        if error is not None:
            raise error
        return answer.data


def refusal(answer: Answer) -> TertuliaError | None:
    """What an answer that is none means; None for a good one. What is not understood counts as "maybe sent"."""
    if answer.good:
        return None if answer.data is not None or not answer.body else MaybeSent("the answer is no JSON")
    code, said = wire.number(answer.data, "code"), wire.text(answer.data, "message") or f"status {answer.status}"
    if answer.status == 429:
        return RetryLater("Discord asks for patience", after=_patience(answer))
    if answer.status == 401:
        return AccountDisconnected(trouble(Trouble.ACCESS_REVOKED, said))
    if answer.status == 408 or answer.status >= 500:
        return MaybeSent(f"Discord answered {answer.status}: {said[:200]}")
    if code in (UNKNOWN_CHANNEL, UNKNOWN_MESSAGE) or "message_reference" in wire.table(answer.data, "errors"):
        return PermanentRefusal(trouble(Trouble.COMMENT_GONE, said))
    if answer.status in (403, 404):
        return PermanentRefusal(trouble(Trouble.NOT_ALLOWED_THERE, said))
    return PermanentRefusal(trouble(Trouble.TEXT_REFUSED, said))


def _patience(answer: Answer) -> timedelta:
    """Seconds in the body, else in the header; from half a second to an hour."""
    for found in (wire.table(answer.data).get("retry_after"), answer.headers.get("retry-after")):
        try:
            seconds = float(found) if isinstance(found, (int, float, str)) else None
        except ValueError:
            continue
        if seconds is not None:
            return timedelta(seconds=min(3600.0, max(0.5, seconds)))
    return timedelta(seconds=5)
