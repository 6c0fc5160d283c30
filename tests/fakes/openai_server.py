"""A chat-completions server on a real socket that misbehaves as told."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Step = Callable[["_Handler", dict[str, Any]], None]


def answers(content: str, *, finish: str = "stop", refusal: str | None = None) -> Step:
    """A well-formed completion."""

    def step(handler: _Handler, asked: dict[str, Any]) -> None:
        message = {"role": "assistant", "content": content, "refusal": refusal}
        handler.send(
            200,
            {
                "id": "x", "object": "chat.completion", "created": 1, "model": asked["model"],
                "choices": [{"index": 0, "finish_reason": finish, "message": message}],
                "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
            },
        )  # fmt: skip

    return step


def fails(status: int, message: str = "no", **headers: str) -> Step:
    """An error answer; `retry_after="1"` becomes a header."""

    def step(handler: _Handler, asked: dict[str, Any]) -> None:
        handler.send(status, {"error": {"message": message, "type": "x"}}, headers)

    return step


def refuses_forms(*forms: str, status: int = 400, otherwise: str = "{}") -> Step:
    """Refuses some `response_format`s, answers the others."""

    def step(handler: _Handler, asked: dict[str, Any]) -> None:
        form = asked.get("response_format", {}).get("type", "text")
        (fails(status, "response_format is not supported") if form in forms else answers(otherwise))(handler, asked)

    return step


def sleeps(seconds: float) -> Step:
    """Never answers in time."""

    def step(handler: _Handler, asked: dict[str, Any]) -> None:
        handler.owner.stopped.wait(seconds)

    return step


def endless() -> Step:
    """Sends a body that does not end."""

    def step(handler: _Handler, asked: dict[str, Any]) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        try:
            while not handler.owner.stopped.is_set():
                handler.wfile.write(b'{"blah": "' + b"blah " * 100)
                time.sleep(0.01)
        except OSError:
            return

    return step


def hangs_up() -> Step:
    """Closes the connection without a word."""

    def step(handler: _Handler, asked: dict[str, Any]) -> None:
        handler.close_connection = True
        handler.connection.close()

    return step


class _Handler(BaseHTTPRequestHandler):
    owner: OpenAIServer

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.owner.requests.append(asked)
        steps = self.owner.steps
        step = steps.popleft() if len(steps) > 1 else steps[0]
        try:
            step(self, asked)
        except OSError:
            return

    def send(self, status: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        raw = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        for name, value in (headers or {}).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *args: object) -> None:
        return


class OpenAIServer:
    """Plays `steps` in order, the last one for ever. Use as a context."""

    def __init__(self, *steps: Step) -> None:
        self.steps = deque(steps)
        self.requests: list[dict[str, Any]] = []
        self.stopped = threading.Event()
        handler = type("Handler", (_Handler,), {"owner": self})
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1"

    def __enter__(self) -> OpenAIServer:
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *args: object) -> None:
        self.stopped.set()
        self._http.shutdown()
        self._http.server_close()
