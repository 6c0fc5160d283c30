"""Tries an installed `tertulia` as its first user would: `python tools/smoke.py PATH/TO/tertulia`, in an empty folder.

Standard library only. Prints each step; the first one that does not do what it should ends with code 1.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

ROWS: list[dict[str, Any]] = [
    {"id": "1", "comment": "Loved the Sunday tasting! Will there be another one in June?", "reply": "So glad! DM us."},
    {"id": "2", "comment": "Llevo tres días esperando el pedido y nadie contesta.", "reply": "¡Gracias por escribir!"},
    {"id": "3", "comment": "😂😂 my dog ate the whole bag", "reply": "Which flavour won him over?"},
]
NEEDED = {
    "read": {"id"},
    "score": {"id", "score", "dimensions", "findings"},
    "suggest": {"id", "suggestions"},
}


class Failed(Exception):
    """A step did not do what it should."""


def run(program: str, *words: str, env: dict[str, str], seconds: int = 300) -> str:
    """Run one command; its output. Raises `Failed` with what it said when its exit code is not 0."""
    started = time.monotonic()
    done = subprocess.run([program, *words], env=env, capture_output=True, text=True, encoding="utf-8", timeout=seconds)
    if done.returncode:
        raise Failed(
            f"tertulia {' '.join(words)} ended with {done.returncode}\n{done.stdout[-1500:]}{done.stderr[-1500:]}"
        )
    print(f"  tertulia {' '.join(words)[:90]}  [{time.monotonic() - started:.1f} s]", flush=True)
    return done.stdout


def expect(condition: object, what: str) -> None:
    """Raise `Failed` where something does not hold."""
    if not condition:
        raise Failed(what)


def terminal(program: str, env: dict[str, str]) -> None:
    """The version, a comment, and a draft, in both languages."""
    expect(run(program, "--version", env=env).strip()[-1:].isdigit(), "--version tells no version")
    english = run(program, "coach", "Do you open on Sundays?", env=env)
    spanish = run(program, "coach", "¿Abrís los domingos?", "--draft", "¡Gracias por tu mensaje!", env=env)
    expect(len(english) > 100, "coach says next to nothing in English")
    expect(len(spanish) > 100, "coach says next to nothing in Spanish")


def batches(program: str, env: dict[str, str]) -> None:
    """read, score and suggest over three lines: order kept, every field there."""
    source = Path("in.jsonl")
    source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), encoding="utf-8")
    for word, fields in NEEDED.items():
        target = Path(f"{word}.jsonl")
        run(program, word, str(source), "-o", str(target), env=env)
        rows = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
        expect([row["id"] for row in rows] == ["1", "2", "3"], f"{word}: the order or number of lines is not kept")
        expect(all(fields <= set(row) for row in rows), f"{word}: fields are missing: {rows[0]}")
        if word == "suggest":
            expect(all(row["suggestions"] for row in rows), "suggest: a line without suggestions")
        if word == "score":
            expect(all(0 <= row["score"] <= 100 for row in rows), "score: outside 0-100")
            expect(all(len(row["dimensions"]) == 8 for row in rows), "score: not eight dimensions")


def demo(program: str, env: dict[str, str]) -> None:
    """The demo answers, is ready, counts, and stops gracefully."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    started = time.monotonic()
    with Path("demo.log").open("w") as log:
        process = subprocess.Popen([program, "demo", "--port", str(port)], env=env, stdout=log, stderr=log)
        try:
            wait(f"http://127.0.0.1:{port}/healthz", process, 180)
            print(f"  tertulia demo answers after {time.monotonic() - started:.1f} s", flush=True)
            wait(f"http://127.0.0.1:{port}/readyz", process, 180)
            figures = fetch(f"http://127.0.0.1:{port}/metrics")
            expect("tertulia_build_info" in figures, "/metrics shows no figures of the program")
            process.send_signal(signal.SIGTERM)
            code = process.wait(30)
        finally:
            process.kill()
            process.wait()
    expect(code == 0, f"SIGTERM ended the demo with {code}\n{Path('demo.log').read_text()[-1500:]}")
    print("  stopped gracefully", flush=True)


def wait(address: str, process: subprocess.Popen[bytes], seconds: float) -> None:
    """Wait until an address answers with 200."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            fetch(address)
            return
        except OSError as error:
            expect(process.poll() is None, f"the demo ended early\n{Path('demo.log').read_text()[-1500:]}")
            expect(time.monotonic() < deadline, f"{address} does not answer: {error}")
        time.sleep(0.2)


def fetch(address: str) -> str:
    """The text at an address of this machine."""
    with urllib.request.urlopen(address, timeout=5) as answer:
        return str(answer.read().decode())


def main(arguments: list[str]) -> int:
    """Run all steps with the program named in `arguments`; the exit code."""
    program = str(Path(arguments[0]).absolute())
    with tempfile.TemporaryDirectory(prefix="tertulia-smoke-") as folder:
        os.chdir(folder)
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("TERTULIA_", "PYTHON"))}
        env = {**kept, "TERTULIA_HOME": str(Path(folder) / "home"), "NO_COLOR": "1"}
        try:
            terminal(program, env)
            batches(program, env)
            demo(program, env)
        except (Failed, subprocess.SubprocessError) as error:
            print(f"smoke test: {error}", file=sys.stderr)
            return 1
        finally:
            os.chdir("/")
    print("  all steps work")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
