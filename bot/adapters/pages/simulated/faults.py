"""Faults that a platform may have, for tests: refuses, answers late, or publishes and drops the connection."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.adapters.options import Options
from bot.adapters.pages.simulated.answering import chance


class Fault(StrEnum):
    """What goes wrong with one attempt to publish."""

    NONE = "none"
    FAIL = "fail"
    """Nothing was published, and the caller can know it."""
    BUSY = "busy"
    """The platform asks for patience; nothing was published."""
    DROP = "drop"
    """It was published, but the connection broke before the answer."""
    LATE = "late"
    """The answer never comes, and the reply shows only some time later."""
    LOST = "lost"
    """The answer never comes, and nothing was published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """How often each happens, 0-1; their sum at most 1. `late_seconds` is how long a late reply stays unseen."""

    fail: float = 0.0
    busy: float = 0.0
    drop: float = 0.0
    late: float = 0.0
    lost: float = 0.0
    late_seconds: float = 0.5

    def pick(self, *parts: object) -> Fault:
        """The fault for one attempt, decided by `parts` alone."""
        left = chance("fault", *parts)
        for fault, share in (
            (Fault.FAIL, self.fail),
            (Fault.BUSY, self.busy),
            (Fault.DROP, self.drop),
            (Fault.LATE, self.late),
            (Fault.LOST, self.lost),
        ):
            if left < share:
                return fault
            left -= share
        return Fault.NONE


def faults_from(options: Options) -> Faults:
    """The `faults` table of a page's options, all zero when absent."""
    options.only("fail", "busy", "drop", "late", "lost", "late_seconds")
    shares = {name: options.number(name, 0.0, least=0, most=1) for name in ("fail", "busy", "drop", "late", "lost")}
    if sum(shares.values()) > 1:
        raise options.wrong("faults", "the shares add up to more than 1")
    return Faults(late_seconds=options.number("late_seconds", 0.5, least=0, most=3600), **shares)
