"""Sends in order and at the platform's pace, so that a burst of cards brings no ban and an answer does not wait."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeVar

from bot.domain.errors import RetryLater

T = TypeVar("T")


class RetryAll(RetryLater):
    """The platform asks for patience with everything we send, not with one place only."""


@dataclass(slots=True, eq=False)
class _Parcel:
    """One thing to send. `waiting` are the callers, of this and of those it superseded."""

    call: Callable[[], Awaitable[Any]]
    place: str
    key: str
    urgent: bool
    number: int
    waiting: list[asyncio.Future[Any]] = field(default_factory=list)


class Outbox:
    """One per connection. Within a place what was given first goes first (urgent before all); places do not hold up
    each other, apart from the pace they share."""

    def __init__(
        self,
        *,
        per_second: float,
        burst: int = 1,
        place_per_second: float | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep,
    ) -> None:
        self._rate, self._burst, self._place_rate = per_second, burst, place_per_second
        self._clock, self._sleep = clock, sleep
        self._queue: list[_Parcel] = []
        self._busy: set[str] = set()
        self._not_before: dict[str, float] = {}
        self._all_not_before = 0.0
        self._tokens, self._filled_at = float(burst), clock()
        self._numbers = count()
        self._pump: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()
        self._sending: set[asyncio.Task[None]] = set()

    async def send(
        self, call: Callable[[], Awaitable[T]], *, place: str = "", key: str = "", urgent: bool = False
    ) -> T:
        """The result of `call`, run when its turn comes. On `RetryLater` it is run again after the time named, still
        before what waits behind it in its place. Whatever else it raises is raised here.

        A waiting call with the same `key` is superseded by this one: its caller gets this one's result.
        """
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        parcel = self._superseded(call, place, key, urgent)
        parcel.waiting.append(future)
        self._wake()
        try:
            found: T = await future
        except asyncio.CancelledError:
            self._dropped(parcel, future)
            raise
        return found

    def waiting(self) -> int:
        """How many wait for their turn."""
        return len(self._queue)

    def _superseded(self, call: Callable[[], Awaitable[Any]], place: str, key: str, urgent: bool) -> _Parcel:
        same = (one for one in self._queue if key and one.key == key and one.place == place)
        parcel = next(same, None)
        if parcel is None:
            parcel = _Parcel(call=call, place=place, key=key, urgent=urgent, number=next(self._numbers))
            self._queue.append(parcel)
        else:
            parcel.call, parcel.urgent = call, parcel.urgent or urgent
        return parcel

    def _dropped(self, parcel: _Parcel, future: asyncio.Future[Any]) -> None:
        parcel.waiting = [one for one in parcel.waiting if one is not future]
        if not parcel.waiting and parcel in self._queue:
            self._queue.remove(parcel)

    def _wake(self) -> None:
        self._changed.set()
        if self._pump is None or self._pump.done():
            self._pump = asyncio.get_running_loop().create_task(self._run(), name="outbox")

    async def _run(self) -> None:
        while self._queue:
            self._changed.clear()
            parcel, pause = self._next()
            if parcel is not None:
                self._take(parcel)
            elif pause is None:
                await self._changed.wait()  # every place that has something is busy
            else:
                await self._rest(pause)

    async def _rest(self, pause: float) -> None:
        """Until `pause` is over or something new came (it may be for another place, or urgent)."""
        tired = asyncio.ensure_future(self._sleep(pause))
        news = asyncio.ensure_future(self._changed.wait())
        try:
            await asyncio.wait({tired, news}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            tired.cancel()
            news.cancel()

    def _next(self) -> tuple[_Parcel | None, float | None]:
        """What may go now; else how long until something may (None: when a place gets free)."""
        now = self._clock()
        self._tokens = min(float(self._burst), self._tokens + (now - self._filled_at) * self._rate)
        self._filled_at = now
        free = max(self._all_not_before - now, 0.0 if self._tokens >= 1 else (1 - self._tokens) / self._rate)
        heads: dict[str, _Parcel] = {}
        for parcel in sorted(self._queue, key=lambda one: (not one.urgent, one.number)):
            heads.setdefault(parcel.place, parcel)
        soonest: float | None = None
        for place, parcel in heads.items():
            if place in self._busy:
                continue
            pause = max(free, self._not_before.get(place, 0.0) - now)
            if pause <= 1e-9:
                return parcel, 0.0
            soonest = pause if soonest is None else min(soonest, pause)
        return None, soonest

    def _take(self, parcel: _Parcel) -> None:
        self._queue.remove(parcel)
        self._busy.add(parcel.place)
        self._tokens -= 1
        if self._place_rate:
            self._not_before[parcel.place] = self._clock() + 1 / self._place_rate
        task = asyncio.get_running_loop().create_task(self._deliver(parcel))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _deliver(self, parcel: _Parcel) -> None:
        try:
            found = await parcel.call()
        except RetryLater as error:
            self._again(parcel, error)
        except asyncio.CancelledError:
            _tell(parcel, error=asyncio.CancelledError())
            raise
        except Exception as error:
            _tell(parcel, error=error)
        else:
            _tell(parcel, found)
        finally:
            self._busy.discard(parcel.place)
            self._wake()

    def _again(self, parcel: _Parcel, error: RetryLater) -> None:
        until = self._clock() + max(error.after.total_seconds(), 0.0)
        if isinstance(error, RetryAll):
            self._all_not_before = max(self._all_not_before, until)
        else:
            self._not_before[parcel.place] = max(self._not_before.get(parcel.place, 0.0), until)
        parcel.waiting = [one for one in parcel.waiting if not one.done()]
        if not parcel.waiting:
            return
        newer = next((one for one in self._queue if parcel.key and one.key == parcel.key), None)
        if newer is None:
            self._queue.append(parcel)
        else:  # what failed is out of date already
            newer.number = min(newer.number, parcel.number)
            newer.waiting.extend(parcel.waiting)


def _tell(parcel: _Parcel, found: Any = None, error: BaseException | None = None) -> None:
    for future in parcel.waiting:
        if future.done():
            continue
        if error is None:
            future.set_result(found)
        elif isinstance(error, asyncio.CancelledError):
            future.cancel()
        else:
            future.set_exception(error)
