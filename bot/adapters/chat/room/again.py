"""Work on an event that is begun again when the platform was away for a moment in the middle of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from bot.domain.errors import MaybeSent, NotSent, RetryLater

PAUSES = (1.0, 5.0, 30.0, 120.0)


async def again(
    work: Callable[[], Awaitable[None]],
    *,
    pauses: Sequence[float] = PAUSES,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> None:
    """Do the work; where something had to be looked up and could not be, do it from the beginning after a pause. The
    room knows what it has answered, so nothing is said twice. What still fails at the end is raised."""
    for pause in pauses:
        try:
            await work()
        except (NotSent, MaybeSent, RetryLater) as error:
            wait = error.after.total_seconds() if isinstance(error, RetryLater) else pause
            await sleep(min(wait, pauses[-1]))
        else:
            return
    await work()
