"""How Slack hands events to an app: Socket Mode envelopes or signed HTTP requests, again when unanswered."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
import time
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

Json = dict[str, Any]
RETRIES = 3


@dataclass
class Envelope:
    """One thing to be acknowledged. `answer` is the payload of the acknowledgement."""

    kind: str
    payload: Json
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    attempt: int = 0
    acked: asyncio.Event = field(default_factory=asyncio.Event)
    answer: Any = None
    sent_at: float = 0.0
    took: float = -1.0

    def wire(self) -> Json:
        found: Json = {
            "envelope_id": self.id,
            "type": self.kind,
            "payload": self.payload,
            "accepts_response_payload": self.kind != "events_api",
        }
        if self.kind == "events_api":
            found["retry_attempt"] = self.attempt
            found["retry_reason"] = "timeout" if self.attempt else ""
        return found

    def ack(self, answer: Any) -> None:
        if not self.acked.is_set():
            self.answer, self.took = answer, time.monotonic() - self.sent_at
            self.acked.set()


class Delivery:
    """Sends envelopes to one of the open sockets, or to `request_url` where that is set."""

    def __init__(self, signing_secret: str, *, ack_within: float = 3.0) -> None:
        self.signing_secret, self.ack_within = signing_secret, ack_within
        self.request_url = ""
        self.sockets: list[web.WebSocketResponse] = []
        self.waiting: dict[str, Envelope] = {}
        self.sent: list[Envelope] = []
        self.pending: dict[str, Envelope] = {}
        """What may still be acknowledged; what was on its way when the server went away is not."""
        self.unanswered: list[Envelope] = []
        self.tickets: set[str] = set()
        self.statuses: list[int] = []
        self._tasks: set[asyncio.Task[None]] = set()

    def send(self, kind: str, payload: Json) -> Envelope:
        """Hand it over in the background; `acked` of the result is set when the app answered."""
        envelope = Envelope(kind, payload)
        self.sent.append(envelope)
        self.pending[envelope.id] = envelope
        task = asyncio.create_task(self._until_acked(envelope))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return envelope

    async def again(self, envelope: Envelope) -> Envelope:
        """The same payload in another envelope, as after an acknowledgement that got lost."""
        copy = self.send(envelope.kind, envelope.payload)
        await asyncio.wait_for(copy.acked.wait(), self.ack_within + 5)
        return copy

    async def _until_acked(self, envelope: Envelope) -> None:
        try:
            while not await self._attempt(envelope):
                envelope.attempt += 1
                if envelope.attempt > RETRIES:
                    self.unanswered.append(envelope)
                    return
        finally:
            self.pending.pop(envelope.id, None)

    async def _attempt(self, envelope: Envelope) -> bool:
        envelope.sent_at = time.monotonic()
        if self.request_url:
            return await self._post(envelope)
        async with asyncio.timeout(30):
            while not (open_now := [each for each in self.sockets if not each.closed]):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        self.waiting[envelope.id] = envelope
        envelope.sent_at = time.monotonic()
        with contextlib.suppress(ConnectionError):
            await open_now[0].send_json(envelope.wire())
        try:
            await asyncio.wait_for(envelope.acked.wait(), self.ack_within)
        except TimeoutError:
            return False
        return True

    async def _post(self, envelope: Envelope) -> bool:
        headers = {}
        if envelope.kind == "events_api":
            body = json.dumps(envelope.payload).encode()
            headers["Content-Type"] = "application/json"
            if envelope.attempt:
                headers |= {"X-Slack-Retry-Num": str(envelope.attempt), "X-Slack-Retry-Reason": "http_timeout"}
        else:
            form = envelope.payload if envelope.kind == "slash_commands" else {"payload": json.dumps(envelope.payload)}
            body = urlencode(form).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        headers |= self.signature(body)
        timeout = aiohttp.ClientTimeout(total=self.ack_within)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.post(self.request_url, data=body, headers=headers) as answer,
            ):
                text = await answer.text()
                self.statuses.append(answer.status)
        except (TimeoutError, aiohttp.ClientError):
            return False
        if answer.status == 200:
            envelope.ack(json.loads(text) if text.startswith("{") else text or None)
        return answer.status == 200

    def signature(self, body: bytes, *, at: float | None = None) -> dict[str, str]:
        """The headers that prove who sent it."""
        stamp = str(int(at if at is not None else time.time()))
        mac = hmac.new(self.signing_secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={mac}"}

    async def socket(self, request: web.Request) -> web.StreamResponse:
        """The websocket whose address apps.connections.open gave; each address works once."""
        ticket = request.query.get("ticket", "")
        if ticket not in self.tickets:
            return web.Response(status=404)
        self.tickets.discard(ticket)
        socket = web.WebSocketResponse(autoping=True)
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self.sockets),
                "debug_info": {"host": "fake", "approximate_connection_time": 18060},
                "connection_info": {"app_id": "A0FAKE"},
            }
        )
        try:
            async for message in socket:
                if message.type == aiohttp.WSMsgType.TEXT:
                    self._acked(json.loads(message.data))
        finally:
            self.sockets.remove(socket)
        return socket

    def _acked(self, answer: Json) -> None:
        unknown = set(answer) - {"envelope_id", "payload"}
        assert not unknown, f"an acknowledgement with {unknown}"
        envelope = self.waiting.pop(answer["envelope_id"], None)
        if envelope is not None:
            envelope.ack(answer.get("payload"))

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask the app to leave the socket, as Slack does every hour or so, and close it."""
        for socket in list(self.sockets):
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "fake"}})
            if reason != "warning":
                await socket.close()

    async def stop(self) -> None:
        """Everything ends."""
        for socket in list(self.sockets):
            await socket.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
