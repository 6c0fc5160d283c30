"""A script of Node that runs a server and takes calls as lines of JSON."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Any, cast

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"


def missing() -> str:
    """Why the servers cannot be run here; "" when they can."""
    if not os.environ.get("TERTULIA_CHAT_SERVERS"):
        return "chat servers that others wrote are asked only by `make integration`"
    if shutil.which("node") is None:
        return "there is no node on the path (Node 20 or newer, with npm)"
    if not MODULES.is_dir():
        return f"npm has installed nothing in {HERE.name}; see what `make integration` said"
    return ""


class NodeServer:
    """One process. It ends when its input is closed, so also when this process ends, however it ends."""

    def __init__(self, script: str, given: object) -> None:
        """Run `script` with a JSON argument; returns once it listens."""
        self._process = subprocess.Popen(
            ["node", script, json.dumps(given)], cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._lock = threading.Lock()
        self.port = int(self._read()["port"])

    async def call(self, call: str, **args: object) -> Any:
        """The result of a method there; what it throws is raised here."""
        return await asyncio.to_thread(self._call, call, args)

    def _call(self, call: str, args: object) -> Any:
        assert self._process.stdin is not None
        with self._lock:
            self._process.stdin.write(json.dumps({"call": call, "args": args}) + "\n")
            self._process.stdin.flush()
            told = self._read()
        if "error" in told:
            raise RuntimeError(f"{call}: {told['error']}")
        return told["answer"]

    def stop(self) -> None:
        """Close its input and wait until it is gone."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the server ended; its last words are above")
        return cast("dict[str, Any]", json.loads(line))
