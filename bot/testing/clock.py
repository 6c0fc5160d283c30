"""A clock that stands still until it is told to move."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class FrozenClock:
    """`ports.Clock` for tests."""

    def __init__(self, at: datetime = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)) -> None:
        self._at = at

    def now(self) -> datetime:
        """The time it was last set to, aware UTC."""
        return self._at

    def tick(self, by: timedelta) -> datetime:
        """Move on; returns the new time."""
        self._at += by
        return self._at
