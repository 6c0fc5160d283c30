"""What a platform sends in a shape that nobody here can read: left out, counted, and told once, never the end of
listening."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
UNREADABLE = (AttributeError, KeyError, IndexError, TypeError, ValueError)
"""What reading a wire form raises where something in it is missing or of another kind."""


class Oddities:
    """One per channel. `platform` begins the log's line."""

    def __init__(self, platform: str, log: logging.Logger) -> None:
        self._platform, self._log = platform, log
        self.count: Counter[str] = Counter()

    def read(self, what: str, reading: Callable[[], T]) -> T | None:
        """What was read; None where it could not be."""
        try:
            return reading()
        except UNREADABLE as error:
            self.met(what, error)
            return None

    def met(self, what: str, error: Exception | str) -> None:
        """Count one of a kind; the first is told, and the tenth, the hundredth… What it holds is not: that may be
        what people wrote to each other."""
        self.count[what] += 1
        number = self.count[what]
        if number == 10 ** (len(str(number)) - 1):
            reason = error if isinstance(error, str) else f"{type(error).__name__}: {error}"
            self._log.warning(f"{self._platform}.unreadable", extra={"what": what, "reason": reason, "count": number})
