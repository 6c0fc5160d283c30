"""The real time."""

from __future__ import annotations

from datetime import UTC, datetime


class SystemClock:
    """`bot.ports.Clock` by the computer's clock."""

    def now(self) -> datetime:
        """Aware UTC time."""
        return datetime.now(UTC)
