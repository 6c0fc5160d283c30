"""`tertulia serve` as people run it: seconds to ready, and resident memory once its engine has drafted a while.

The simulated page brings its stream at sixty times the pace; the yardstick is an interpreter that imported nothing.
`python bench/bench_serve.py`.
"""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import psutil

SETTINGS = """brands = ["mirlo"]
[console]
port = {port}
[pages.demo]
adapter = "simulated"
brand = "mirlo"
[pages.demo.options]
pace = 60
"""
DRAFTS, SECONDS = 40, 120.0


def main() -> None:
    """Start, wait, look, stop."""
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        (Path(folder) / "tertulia.toml").write_text(SETTINGS.format(port=port), encoding="utf-8")
        empty = subprocess.run([sys.executable, "-c", _EMPTY], capture_output=True, text=True, check=True)
        started = time.perf_counter()
        command = [sys.executable, "-m", "bot", "serve", "--home", folder]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
            try:
                _wait(f"http://127.0.0.1:{port}/readyz", lambda answer: answer.status_code == 200)
                ready = time.perf_counter() - started
                _wait(f"http://127.0.0.1:{port}/metrics", lambda answer: _drafts(answer.text) >= DRAFTS)
                used = psutil.Process(child.pid).memory_info().rss / 2**20
            finally:
                child.terminate()
        bare = float(empty.stdout)
        print(
            f"ready after {ready:.1f} s; {used:.0f} MB resident after {DRAFTS} drafts, {used / bare:.1f} x an empty one"
        )


_EMPTY = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _drafts(figures: str) -> float:
    return sum(float(number) for number in re.findall(r"^tertulia_drafts_total\S* (\S+)$", figures, re.MULTILINE))


def _wait(url: str, enough: Callable[[httpx.Response], bool]) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            if enough(httpx.get(url, timeout=5)):
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise SystemExit(f"{url} did not come to it within {SECONDS:g} s")


if __name__ == "__main__":
    main()
