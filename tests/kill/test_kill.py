"""A bounded run of the kill test on both stores: nothing lost, nothing twice. The full one is tools/killtest.py."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["--workers", "2"], id="sqlite"),
        pytest.param(["--workers", "3", "--postgres"], id="postgres", marks=pytest.mark.postgres),
    ],
)
def test_kills_lose_nothing_and_say_nothing_twice(options: list[str]) -> None:
    command = [sys.executable, "-m", "tools.killtest", "--kills", "40", "--comments", "60", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900, check=False)
    assert done.stdout, done.stderr[-4000:]
    report = json.loads(done.stdout.splitlines()[-1])
    assert report["ok"], (report, done.stderr[-4000:])
    assert (report["kills"], report["items"], report["twice"]) == (40, 60, 0)
    assert report["published"] >= 50
