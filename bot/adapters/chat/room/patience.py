"""Calls that are made again while the other side is away. For what people wait for, sent through the outbox."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from bot.domain.errors import MaybeSent, NotSent, RetryLater

T = TypeVar("T")
AGAIN = timedelta(seconds=3)
GIVE_UP = timedelta(hours=1)


def patient(
    call: Callable[[], Awaitable[T]],
    *,
    known_for: timedelta,
    clock: Callable[[], float] = time.monotonic,
) -> Callable[[], Awaitable[T]]:
    """The call, raising `RetryLater` where it pays to make it again: one that certainly never arrived for as long as
    an outage may last, one that may have arrived for as long as the platform knows it again (`known_for`)."""
    begun = clock()

    async def run() -> T:
        try:
            return await call()
        except (NotSent, MaybeSent) as error:
            patience = GIVE_UP if isinstance(error, NotSent) else known_for
            if clock() - begun > patience.total_seconds():
                raise
            raise RetryLater(str(error), after=AGAIN) from error

    return run
