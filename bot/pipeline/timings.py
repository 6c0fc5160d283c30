"""How long things may take. Tests and the crash test use short ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Timings:
    """`call` is the longest a page is waited for; it must be well below `lease`, so that no second worker can be
    calling at the same time. `look_again` is the pause before an unconfirmed reply is looked for,
    `recheck` how often a running page is compared with its row."""

    lease: timedelta = timedelta(seconds=60)
    call: timedelta = timedelta(seconds=20)
    poll: timedelta = timedelta(seconds=1)
    look_again: timedelta = timedelta(seconds=5)
    retry_first: timedelta = timedelta(seconds=2)
    retry_most: timedelta = timedelta(minutes=10)
    reconnect: timedelta = timedelta(seconds=5)
    recheck: timedelta = timedelta(seconds=5)
    stop: timedelta = timedelta(seconds=20)
    suggest: timedelta = timedelta(seconds=12)

    def __post_init__(self) -> None:
        if self.call > self.lease / 2:
            raise ValueError("a call may take at most half a lease")

    def backoff(self, attempts: int) -> timedelta:
        """The pause after so many attempts: doubling, bounded."""
        return min(self.retry_most, self.retry_first * 2 ** min(attempts - 1, 20)) if attempts > 0 else self.retry_first
