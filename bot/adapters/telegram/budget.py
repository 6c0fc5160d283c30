"""What one bot may send. Telegram counts by token and by chat, whoever of us it was: all channels and pages of a token
in this process draw on the same budget.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.domain.errors import RetryLater

PER_SECOND = 25
"""Of Telegram's 30 in all; what is left over is for presses that have to be acknowledged."""
PER_MINUTE = 20
"""To one group."""
CHAT_SECONDS = 1.0
"""Between two messages to one chat."""
SECOND, MINUTE = 1.0, 60.0


class Budget:
    """`per_second` messages in all, `per_minute` to one group (a direct chat has no such limit), and `chat_seconds`
    between two messages to one chat. Edits count like messages."""

    def __init__(
        self,
        *,
        per_second: int = PER_SECOND,
        per_minute: int = PER_MINUTE,
        chat_seconds: float = CHAT_SECONDS,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._per_second, self._per_minute, self._chat_seconds = per_second, per_minute, chat_seconds
        self._clock, self._sleep = clock, sleep
        self._sent: deque[float] = deque()
        self._to_group: defaultdict[int, deque[float]] = defaultdict(deque)
        self._not_before: dict[int, float] = {}

    def take(self, chat: int) -> None:
        """Count one message to the chat; raises `RetryLater` where it has to wait, and counts nothing then."""
        now = self._clock()
        pause = max(
            self._not_before.get(chat, now) - now,
            _pause(self._sent, self._per_second, SECOND, now),
            _pause(self._to_group[chat], self._per_minute, MINUTE, now) if chat < 0 else 0.0,
        )
        if pause > 0:
            raise RetryLater("so many messages at once", after=timedelta(seconds=pause))
        self._sent.append(now)
        if chat < 0:
            self._to_group[chat].append(now)
        self._not_before = {one: until for one, until in self._not_before.items() if until > now}
        self._not_before[chat] = now + self._chat_seconds

    async def turn(self, chat: int, *, most: timedelta) -> None:
        """Wait until a message to the chat may go out, and count it. Raises `RetryLater` where that would take longer
        than `most`."""
        while True:
            try:
                self.take(chat)
                return
            except RetryLater as error:
                if error.after > most:
                    raise
                await self._sleep(error.after.total_seconds())

    def shut(self, chat: int, length: timedelta) -> None:
        """Telegram asked for patience with this chat: nobody of us writes there for so long."""
        until = self._clock() + length.total_seconds()
        self._not_before[chat] = max(self._not_before.get(chat, until), until)


def _pause(sent: deque[float], most: int, window: float, now: float) -> float:
    while sent and sent[0] <= now - window:
        sent.popleft()
    return sent[0] + window - now if len(sent) >= most else 0.0
