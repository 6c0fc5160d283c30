"""How much the tests try: what every run needs, or all there is with `TERTULIA_EXHAUSTIVE=1`."""

from __future__ import annotations

import os

EXHAUSTIVE = os.environ.get("TERTULIA_EXHAUSTIVE", "") not in ("", "0")
MORE = 10
"""How many times as many examples an exhaustive run draws."""


def examples(count: int) -> int:
    """How many examples a property is tried with, where the usual hundred is too few or takes too long."""
    return count * MORE if EXHAUSTIVE else count
