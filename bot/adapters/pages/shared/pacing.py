"""Keeps a page within what its platform allows, writing before reading.

`Pace` is about seconds and minutes and lives in one process. That is enough: of several replicas only the one that
holds the advisory lock reads. Each of them writes, one call for each decision of a person; of the others' calls it
learns from the platform's own headers and from its request for patience. `Quota` is about days: it is booked in the
store, so that neither a restart nor another replica spends it twice.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import IntEnum
from zoneinfo import ZoneInfo

from bot.domain.errors import RetryLater
from bot.ports import PageMemory

LONGEST_WAIT = timedelta(seconds=4)
"""A reply waits no longer than this inside a call: its job is put off instead, and the worker does something else."""


class For(IntEnum):
    """What a call is for. Writing may use all there is, reading leaves something over."""

    WRITING = 0
    READING = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """`calls` in any `per`; `kept` is the share that only writing may use."""

    calls: float
    per: timedelta
    kept: float = 0.2


@dataclass(slots=True)
class _Bucket:
    """A token bucket: full at first, filled evenly."""

    rate: Rate
    level: float
    at: float

    def fill(self, now: float) -> None:
        speed = self.rate.calls / self.rate.per.total_seconds()
        self.level = min(self.rate.calls, self.level + max(0.0, now - self.at) * speed)
        self.at = now

    def wait(self, cost: float, purpose: For) -> float:
        """Seconds until `cost` may be taken."""
        floor = self.rate.calls * self.rate.kept if purpose is For.READING else 0.0
        short = min(cost + floor, self.rate.calls) - self.level
        return max(0.0, short * self.rate.per.total_seconds() / self.rate.calls)


@dataclass(slots=True)
class Pace:
    """The short limits of one account. Calls of one purpose go in the order in which they were asked for; a reading
    call gives way to writing calls that came later."""

    rates: Sequence[Rate]
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _buckets: list[_Bucket] = field(default_factory=list)
    _shut_until: float = 0.0
    _writing: int = 0

    def __post_init__(self) -> None:
        self._buckets = [_Bucket(rate, rate.calls, self.now()) for rate in self.rates]

    async def take(self, purpose: For, cost: float = 1.0) -> None:
        """Wait until the call may be made, and count it. Raises `RetryLater` where a writing call would have to wait
        longer than its worker should."""
        if purpose is For.WRITING:
            self._writing += 1
        try:
            while pause := self._pause(purpose, cost):
                if purpose is For.WRITING and pause > LONGEST_WAIT.total_seconds():
                    raise RetryLater("the platform's limit is used up for the moment", after=timedelta(seconds=pause))
                await self.sleep(pause)
        finally:
            if purpose is For.WRITING:
                self._writing -= 1
        for bucket in self._buckets:
            bucket.level -= cost

    def _pause(self, purpose: For, cost: float) -> float:
        now = self.now()
        for bucket in self._buckets:
            bucket.fill(now)
        waits = [bucket.wait(cost, purpose) for bucket in self._buckets]
        pause = max([self._shut_until - now, 0.0, *waits])
        if purpose is For.READING and self._writing and pause < 0.05:
            return 0.05
        return 0.0 if pause < 1e-9 else pause

    def shut(self, length: timedelta) -> None:
        """The platform asked for patience: nothing goes out for so long."""
        self._shut_until = max(self._shut_until, self.now() + length.total_seconds())

    def told(self, remaining: float, resets_in: timedelta) -> None:
        """The platform said what is left until it counts anew: believed where it is less than was thought. With
        nothing left everything waits."""
        if remaining <= 0:
            self.shut(resets_in)
        for bucket in self._buckets[:1]:
            bucket.level = min(bucket.level, max(0.0, remaining))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """What may be spent in a day that begins at midnight in `zone`, or in an hour. `kept` units of it are left to
    writing. Booked before the call, whatever comes of it: platforms count refused calls too."""

    memory: PageMemory
    page_id: str
    name: str
    most: int
    zone: str = "UTC"
    kept: int = 0
    hourly: bool = False
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def take(self, purpose: For, amount: int = 1) -> int:
        """Book it: what is booked then. Raises `RetryLater` until the window ends where it is used up."""
        most = self.most if purpose is For.WRITING else self.most - self.kept
        booked = await self.memory.spend(self.page_id, self._key(), amount, most=most)
        if booked < 0:
            raise RetryLater(f"{self.name}: today's quota of {self.most} is used up", after=self.resets_in())
        return booked

    def resets_in(self) -> timedelta:
        """How long until the platform counts anew."""
        here = self.now().astimezone(ZoneInfo(self.zone))
        if self.hourly:
            return timedelta(hours=1) - timedelta(minutes=here.minute, seconds=here.second)
        tomorrow = datetime(here.year, here.month, here.day, tzinfo=ZoneInfo(self.zone)) + timedelta(days=1)
        return max(timedelta(seconds=1), tomorrow.astimezone(UTC) - here.astimezone(UTC))

    def _key(self) -> str:
        here = self.now().astimezone(ZoneInfo(self.zone))
        return f"{self.name} {here:%Y-%m-%dT%H}" if self.hourly else f"{self.name} {here:%Y-%m-%d}"


class MemoryNotes:
    """A `PageMemory` of this process alone: where the program gives none, and in tests."""

    def __init__(self) -> None:
        self._notes: dict[tuple[str, str], str] = {}
        self._amounts: dict[tuple[str, str], int] = {}

    async def note(self, page_id: str, key: str) -> str:
        """What was noted."""
        return self._notes.get((page_id, key), "")

    async def save_note(self, page_id: str, key: str, value: str) -> None:
        """Note it."""
        self._notes[page_id, key] = value

    async def spend(self, page_id: str, key: str, amount: int, *, most: int) -> int:
        """Book it, or -1."""
        booked = self._amounts.get((page_id, key), 0) + amount
        if booked > most:
            return -1
        self._amounts[page_id, key] = booked
        return booked


def retry_after(headers: Mapping[str, str], now: datetime, *, default: timedelta = timedelta(seconds=30)) -> timedelta:
    """How long the platform asks to wait: `Retry-After` (seconds or a date), else the time at which a rate limit
    header says that it counts anew (a date, or Unix seconds), else `default`. From a second to an hour."""
    low = {name.lower(): value.strip() for name, value in headers.items()}
    names = ("retry-after", "x-ratelimit-reset", "ratelimit-reset")
    found = next((wait for name in names if (wait := _wait(low.get(name, ""), now)) is not None), default)
    return min(timedelta(hours=1), max(timedelta(seconds=1), found))


def left_over(headers: Mapping[str, str], now: datetime) -> tuple[float, timedelta] | None:
    """(calls left, until when), where the platform says so with every answer; for `Pace.told`."""
    low = {name.lower(): value.strip() for name, value in headers.items()}
    for prefix in ("x-ratelimit-", "ratelimit-"):
        remaining, wait = low.get(f"{prefix}remaining", ""), _wait(low.get(f"{prefix}reset", ""), now)
        if wait is not None and remaining.replace(".", "", 1).isascii() and remaining.replace(".", "", 1).isdigit():
            return float(remaining), max(timedelta(0), wait)
    return None


def _wait(value: str, now: datetime) -> timedelta | None:
    plain = value.replace(".", "", 1)
    if plain.isascii() and plain.isdigit() and len(value) <= 17:
        seconds = float(value)
        if seconds < 100_000_000:  # a length of time; anything larger is a moment since 1970
            return timedelta(seconds=seconds)
        return timedelta(seconds=seconds - now.timestamp())
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            at = read(value)
        except ValueError:
            continue
        return (at if at.tzinfo else at.replace(tzinfo=UTC)) - now
    return None
