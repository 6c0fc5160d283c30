"""Feeds the parsers of what platforms send with made-up and broken deliveries, for as long as one likes.

    python -m tools.fuzz_parsers --minutes 60                 # all of them, one after the other, at low priority
    python -m tools.fuzz_parsers --only facebook,instagram

What breaks a parser is shrunk to its smallest form and kept in `tests/adapters/pages/found/`, where it is a test from
then on. Prints a line for each find, and figures at the end; the code is 1 when something was found.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import time
from collections.abc import Sequence
from itertools import cycle
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from tests.adapters.pages.mutations import OTHERS, hostile, neighbours, words
from tests.adapters.pages.parsers import FOUND, PARSERS, verify

ROUND = 100
"""Examples drawn before the next parser has its turn."""
AROUND = 100
"""Neighbours of each that are tried too."""


class Fuzz:
    """One parser's fuzzing. `tried` counts what was read, `spent` seconds, `finds` the different places that broke."""

    def __init__(self, name: str) -> None:
        self.name, self.tried, self.spent = name, 0, 0.0
        self.finds: dict[str, str] = {}
        wires = [wire for _, wire in PARSERS[name].wires()]
        self._strategy, self._values = hostile(wires), (*OTHERS, *wires, *words(wires)[1])
        self._last: Any = None

    def round(self, count: int = ROUND) -> None:
        """So many examples; what breaks is kept."""

        @settings(
            max_examples=count,
            deadline=None,
            database=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        )
        @given(self._strategy)
        def tried(data: Any) -> None:
            self._attempt(data)
            for other in neighbours(data, self._values, AROUND):
                self._attempt(other)

        try:
            tried()
        except Exception as error:
            self._keep(error)

    def _attempt(self, data: Any) -> None:
        self.tried += 1
        try:
            verify(self.name, data)
        except Exception as error:
            if place_of(error) in self.finds:  # known: looking further is worth more than finding it again
                return
            self._last = data
            raise

    def _keep(self, error: Exception) -> None:
        text = json.dumps(self._last, indent=1)
        name = f"{self.name}-{hashlib.sha256(text.encode()).hexdigest()[:10]}.json"
        FOUND.mkdir(exist_ok=True)
        (FOUND / name).write_text(text + "\n", encoding="utf-8")
        self.finds[place_of(error)] = name
        print(f"{self.name}: {error!r} at {place_of(error)}, kept as {name}", flush=True)


def place_of(error: BaseException) -> str:
    """Where something broke: the innermost line that belongs to the program, or to the rules for parsers."""
    place, trace = "", error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if "/bot/" in file or file.endswith("parsers.py"):
            place = f"{os.path.relpath(file)}:{trace.tb_lineno} {type(error).__name__}"
        trace = trace.tb_next
    return place


def fuzz(names: Sequence[str], minutes: float) -> int:
    """All in turn until the time is over; how many places broke."""
    began = time.monotonic()
    runs = [Fuzz(name) for name in names]
    for run in cycle(runs):
        if time.monotonic() - began >= minutes * 60:
            break
        start = time.process_time()
        run.round()
        run.spent += time.process_time() - start
    for run in runs:
        found = f"{run.spent:>6.0f} s of processor time {len(run.finds):>3} found"
        print(f"{run.name:16} {run.tried:>12,} read {found}", flush=True)
    return sum(len(run.finds) for run in runs)


def main() -> int:
    """The command."""
    read = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    read.add_argument("--minutes", type=float, default=60)
    read.add_argument("--only", default="", help="names of parsers, with commas")
    given_ = read.parse_args()
    names = [name for name in given_.only.split(",") if name] or list(PARSERS)
    unknown = [name for name in names if name not in PARSERS]
    if unknown:
        read.error(f"there is no parser {', '.join(unknown)}; there are {', '.join(PARSERS)}")
    os.nice(15)
    return 1 if fuzz(names, given_.minutes) else 0


if __name__ == "__main__":
    sys.exit(main())
