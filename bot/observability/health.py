"""Alive and ready. Alive says that the process answers; ready says that it can do its work.

Readiness asks small checks, each an async callable that returns "" when all is well or a sentence saying
what is wrong. A check that raises or does not answer in time counts as not well, with its reason.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.observability.logs import get_logger

Check = Callable[[], Awaitable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One answered check. `detail` is empty when `ok`; `seconds` is how long the answer took."""

    name: str
    ok: bool
    detail: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """All checks together."""

    results: tuple[CheckResult, ...]

    @property
    def ok(self) -> bool:
        """Whether every check is well; without checks there is nothing to wait for."""
        return all(result.ok for result in self.results)


async def readiness(checks: Mapping[str, Check], *, seconds: float = 2.0) -> Readiness:
    """Ask all checks at once, each for `seconds` at most."""
    return Readiness(results=tuple(await asyncio.gather(*(_ask(name, ask, seconds) for name, ask in checks.items()))))


async def _ask(name: str, ask: Check, seconds: float) -> CheckResult:
    started = time.monotonic()
    try:
        detail = await asyncio.wait_for(ask(), seconds)
    except TimeoutError:
        detail = f"no answer within {seconds:g} s"
    except Exception as error:  # a broken check must show as not ready, with its reason, not as a broken page
        get_logger("health").warning("check failed", check=name, exc_info=error)
        detail = f"{type(error).__name__}: {error}"
    return CheckResult(name=name, ok=not detail, detail=detail, seconds=time.monotonic() - started)


def in_thread(ask: Callable[[], str]) -> Check:
    """A check out of a function that blocks (a database's), run beside the event loop."""

    async def check() -> str:
        return await asyncio.to_thread(ask)

    return check


class Heartbeat:
    """Says whether a loop still goes round. The loop calls `beat`; the check complains after `most` seconds."""

    def __init__(self, what: str, *, most: float, now: Callable[[], float] = time.monotonic) -> None:
        self._what, self._most, self._now = what, most, now
        self._last: float | None = None

    def beat(self) -> None:
        """The loop went round."""
        self._last = self._now()

    async def check(self) -> str:
        """For `readiness`: "" while the loop beats."""
        if self._last is None:
            return f"{self._what} has not started"
        age = self._now() - self._last
        return "" if age <= self._most else f"{self._what} has stood still for {age:.0f} s"
