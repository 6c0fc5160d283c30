"""How far events were handled, when several are handled beside each other. Pure."""

from __future__ import annotations

from collections import Counter


class Progress:
    """`safe` is a time up to which everything is done; what came later may be asked for again after a restart."""

    def __init__(self, done_until: int = 0) -> None:
        self._latest = done_until
        self._open: Counter[int] = Counter()

    def begin(self, at: int) -> None:
        """An event of this time is being handled."""
        self._open[at] += 1

    def end(self, at: int) -> None:
        """It is done."""
        self._open[at] -= 1
        if self._open[at] <= 0:
            del self._open[at]
        self._latest = max(self._latest, at)

    @property
    def safe(self) -> int:
        """In the unit of the times given."""
        return min(self._latest, min(self._open) - 1) if self._open else self._latest
