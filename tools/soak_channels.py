"""Cards and decisions in all review channels at once, while connections break, platforms go away and the program
restarts: no card may be lost, none decided twice, and memory must stay flat.

The real pipeline and the real client libraries run against the servers of the tests (fakes over sockets; a real
homeserver for Matrix). Only the engine is a fake. Ends with code 1 when anything that must hold did not.

    python -m tools.soak_channels                                   # 2,000 cards, every platform
    python -m tools.soak_channels --cards 200 --platforms slack,zulip
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.scenarios.chat.platforms import PLATFORMS, Place, drivers_of
from tests.scenarios.chat.soak import Plan, soak
from tests.scenarios.chat.soak_report import Report

EVERY = 10.0
"""Seconds between two lines of progress."""


class _Progress:
    def __init__(self) -> None:
        self._told = 0.0

    def __call__(self, text: str) -> None:
        if time.monotonic() - self._told > EVERY:
            self._told = time.monotonic()
            print(text, flush=True)


async def _run(names: list[str], plan: Plan, folder: Path) -> Report:
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        drivers = await drivers_of(names, Place(folder, stack, patch))
        return await soak(f"sqlite:///{folder}/soak.db", drivers, plan, _Progress())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, default=2000)
    parser.add_argument("--platforms", default=",".join(PLATFORMS), help="names, separated by commas")
    parser.add_argument("--restarts", type=int, default=10, help="of the whole program")
    parser.add_argument("--batch", type=int, default=12, help="comments that come at once at most")
    parser.add_argument("--minutes", type=float, default=1e9, help="after so long no more comments come")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", type=Path, help="a file for what the program logs")
    return parser


def main() -> int:
    """Run it and print what came of it."""
    given = _parser().parse_args()
    names = given.platforms.split(",")
    if unknown := [name for name in names if name not in PLATFORMS]:
        raise SystemExit(f"no platform {', '.join(unknown)}; there are: {', '.join(PLATFORMS)}")
    logging.basicConfig(
        filename=given.log or "/dev/null", level=logging.WARNING, format="%(asctime)s %(name)s %(message)s"
    )
    plan = Plan(cards=given.cards, restarts=given.restarts, batch=given.batch, seed=given.seed, minutes=given.minutes)
    with tempfile.TemporaryDirectory() as folder:
        report = asyncio.run(_run(names, plan, Path(folder)))
    print("\n".join(report.lines()))
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
