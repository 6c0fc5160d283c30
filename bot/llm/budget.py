"""How many tokens a brand may use a day."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from bot.ports import Clock


class Budget(Protocol):
    """Asked before a call and told after it."""

    def left(self, brand_id: str) -> int:
        """Tokens the brand may still use today."""
        ...

    def spend(self, brand_id: str, tokens: int, price: float = 0.0) -> None:
        """Count tokens and their price (US dollars) as used, also those of a call that gave nothing usable."""
        ...


class DailyBudget:
    """Counts in memory, from midnight UTC; `most` by brand id, `default` for the others."""

    def __init__(self, clock: Clock, *, default: int = 200_000, most: dict[str, int] | None = None) -> None:
        self._clock, self._default, self._most = clock, default, dict(most or {})
        self._day: date | None = None
        self._used: dict[str, int] = {}

    def left(self, brand_id: str) -> int:
        """Tokens left today, never below 0."""
        self._turn()
        return max(0, self._most.get(brand_id, self._default) - self._used.get(brand_id, 0))

    def spend(self, brand_id: str, tokens: int, price: float = 0.0) -> None:
        """Count tokens; the price is nobody's limit here."""
        self._turn()
        self._used[brand_id] = self._used.get(brand_id, 0) + max(0, tokens)

    def _turn(self) -> None:
        today = self._clock.now().date()
        if today != self._day:
            self._day, self._used = today, {}
