"""What fake platforms with posts and comments share: a small HTTP server on a real socket, people who write, and ways
in which a call that publishes goes wrong. A platform is a subclass with `answer`, written from its published API."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

REASONS = {200: "OK", 201: "Created", 204: "No Content"}


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    raw_path: str = ""

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True, strict_parsing=bool(self.body)))

    @property
    def json(self) -> Any:
        return json.loads(self.body or b"null")


@dataclass(frozen=True)
class Reply:
    status: int
    data: Any
    headers: Mapping[str, str] = field(default_factory=dict)


class Refusal(Exception):
    """What the platform answers instead."""

    def __init__(self, status: int, data: Any, **headers: str) -> None:
        super().__init__(str(data))
        self.reply = Reply(status, data, {name.replace("_", "-"): value for name, value in headers.items()})


@dataclass
class Said:
    """A post (no `post`) or a comment."""

    id: str
    author: str
    text: str
    at: datetime
    post: str = ""
    parent: str = ""
    hidden: bool = False
    updated: datetime | None = None
    more: dict[str, Any] = field(default_factory=dict)


class FakePlatform:
    """One page called `own` among people."""

    own = "page-1"

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._clock = now
        self._last = datetime(2000, 1, 1, tzinfo=UTC)
        self.things: dict[str, Said] = {}
        self.revoked = False
        self.next_write = ""
        self.busy_error: Reply | None = None
        self.calls: list[str] = []
        self.writes = 0
        self._number = 100
        self._server: asyncio.Server | None = None
        self._held: set[asyncio.Task[None]] = set()
        self.url = ""

    # ---------------------------------------------------------------- what people do

    def now(self) -> datetime:
        return self._clock()

    def number(self) -> int:
        self._number += 1
        return self._number

    def new_id(self, post: str, parent: str) -> str:
        return str(self.number())

    def write_post(self, text: str) -> str:
        at = self.now() - timedelta(hours=1)
        made = Said(self.new_id("", ""), self.own, text, at)
        self.things[made.id] = made
        return made.id

    def write(self, author: str, text: str, *, post: str, parent: str = "", **more: Any) -> str:
        """Somebody writes below a post or comment."""
        at = max(self.now(), self._last + timedelta(milliseconds=1))
        self._last = at
        made = Said(self.new_id(post, parent), author, text, at, post=post, parent=parent, more=more)
        self.things[made.id] = made
        return made.id

    def edit(self, ext_id: str, text: str) -> None:
        self.things[ext_id].text = text
        self.things[ext_id].updated = self.now()

    def delete(self, ext_id: str) -> None:
        self.things.pop(ext_id, None)

    def below(self, ext_id: str) -> list[Said]:
        """Comments directly below a post or comment, oldest first."""
        found = [one for one in self.things.values() if one.post and (one.parent or one.post) == ext_id]
        return sorted(found, key=lambda one: one.at)

    def standing(self, under: str) -> list[str]:
        return [one.text for one in self.below(under) if one.author == self.own]

    # ---------------------------------------------------------------- the wire

    def answer(self, request: Request) -> Reply:
        """What the platform says. Raises `Refusal`."""
        raise NotImplementedError

    def publishes(self, request: Request) -> bool:
        """Whether a call makes a reply."""
        raise NotImplementedError

    def busy(self) -> Reply:
        return Reply(429, {"error": {"message": "slow down"}}, {"Retry-After": "1"})

    def broken(self) -> Reply:
        return Reply(503, {"error": {"code": 2, "message": "try again"}})

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        for task in self._held:
            task.cancel()
        if self._server is not None:
            self._server.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._held.add(task)
        try:
            await self._serve(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            return
        finally:
            self._held.discard(task)
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while (request := await _read(reader)) is not None:
            self.calls.append(f"{request.method} {request.path}")
            how = ""
            if self.publishes(request):
                how, self.next_write = self.next_write, ""
                self.writes += 1
            reply = self._reply(request, how)
            if how == "dropped":
                return
            if how == "silent":
                await asyncio.sleep(60)
            writer.write(_bytes(reply))
            await writer.drain()

    def _reply(self, request: Request, how: str) -> Reply:
        if how in ("busy", "broken"):
            return self.busy() if how == "busy" else self.broken()
        try:
            return self.answer(request)
        except Refusal as refusal:
            return refusal.reply


async def _read(reader: asyncio.StreamReader) -> Request | None:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n") if not reader.at_eof() else [""]
    if not head[0]:
        return None
    method, target, _ = head[0].split(" ")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    parts = urlsplit(target)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    return Request(method, unquote(parts.path), query, headers, body, parts.path)


def _bytes(reply: Reply) -> bytes:
    body = b"" if reply.data is None else json.dumps(reply.data).encode()
    lines = [f"HTTP/1.1 {reply.status} {REASONS.get(reply.status, 'Status')}"]
    if reply.data is not None:
        lines.append("Content-Type: application/json")
    lines += [f"{name}: {value}" for name, value in reply.headers.items()]
    lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def iso(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")
