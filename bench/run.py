"""Runs the benchmarks: `python bench/run.py` for all, `python bench/run.py store score` for those so named.

Each file `bench/bench_<name>.py` has a function `main()` that prints its figures, as ratios to something measured
in the same run where it can, since a busy machine is slower at everything. Each runs in a process of its own, so
that memory and start-up are not those of its neighbours. Ends with code 1 when one of them fails.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
CODE = "import runpy, sys; runpy.run_path(sys.argv.pop(1))['main']()"


def benches(names: list[str]) -> list[Path]:
    """The files to run, by name; raises `SystemExit` for a name that does not exist."""
    found = {path.stem.removeprefix("bench_"): path for path in sorted(FOLDER.glob("bench_*.py"))}
    if unknown := [name for name in names if name not in found]:
        raise SystemExit(f"no benchmark {', '.join(unknown)}; there are: {', '.join(found)}")
    return [path for name, path in found.items() if not names or name in names]


def machine() -> str:
    """One line about the machine and how busy it is; figures without it say little."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores{load}"


def run(path: Path) -> bool:
    """Run one benchmark; whether it ended well."""
    name = path.stem.removeprefix("bench_")
    print(f"\n## {name}  ({machine()})", flush=True)
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-c", CODE, str(path)], cwd=FOLDER.parent)
    verdict = "done" if done.returncode == 0 else f"FAILED with code {done.returncode}"
    print(f"-- {name}: {verdict} in {time.monotonic() - started:.1f} s", flush=True)
    return done.returncode == 0


def main(names: list[str]) -> int:
    """Run the named benchmarks or all; the exit code."""
    results = [run(path) for path in benches(names)]
    print(f"\n{sum(results)} of {len(results)} benchmarks ran to their end")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
