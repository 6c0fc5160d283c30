"""What Mattermost sends to us over HTTP: pressed buttons, sent dialogs, the slash command.

The server waits for our answer and shows it, so what is ready at once goes into it; what takes longer follows by
itself, and the person is told.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import uuid
from collections.abc import Awaitable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.adapters.chat.mattermost import parse, render
from bot.adapters.chat.mattermost.markdown import paint
from bot.adapters.chat.mattermost.signing import PROBE, Seal
from bot.adapters.chat.mattermost.speaking import Where
from bot.adapters.chat.mattermost.texts import texts
from bot.adapters.chat.room.events import Answer, Form, Heard, Pressed
from bot.adapters.chat.text_card import Role, line
from bot.domain.errors import TertuliaError

T = TypeVar("T")
log = logging.getLogger("bot.mattermost")

ACK_SECONDS = 2.0
LEAVE_SECONDS = 5.0
MOST_BYTES = 1_000_000


class Host(Protocol):
    """What the callbacks need of their channel."""

    lang: str

    async def pressed(self, pressed: Pressed) -> Answer:
        """The room's answer to something pressed."""
        ...

    async def heard(self, heard: Heard) -> Answer:
        """The room's answer to something said."""
        ...

    async def answer(self, answer: Answer, where: Where) -> None:
        """Send an answer."""
        ...

    async def open(self, trigger: str, form: Form, state: str) -> bool:
        """Show a dialog; False where it is too late or refused."""
        ...


@dataclass(slots=True)
class Callbacks:
    """The routes of one channel. `command_token` "" for no slash command."""

    path: str
    seal: Seal
    host: Host
    command_token: str = ""
    ack_seconds: float = ACK_SECONDS
    _running: set[asyncio.Task[Any]] = field(default_factory=set)

    def idle(self) -> bool:
        """Whether everything that was pressed is answered."""
        return not self._running

    def routes(self) -> Sequence[BaseRoute]:
        """To be mounted by the web application."""
        found = [
            Route(f"{self.path}/press", self.press, methods=["POST"]),
            Route(f"{self.path}/form", self.form, methods=["POST"]),
        ]
        if self.command_token:
            found.append(Route(f"{self.path}/command", self.command, methods=["POST"]))
        return found

    # ------------------------------------------------------------ the three doors

    async def press(self, request: Request) -> Response:
        """A button. Answered with 200 and JSON whatever comes of it: anything else is shown as a failure."""
        data = await _json(request)
        call = parse.press_of(data, self.seal)
        if call is None:
            return _told(texts(self.host.lang).not_mine)
        if call.pressed.action == PROBE:
            return JSONResponse({})
        where = Where(channel=call.channel, root="", account=call.pressed.account)
        answer = await self._at_once(self.host.pressed(call.pressed), where, call)
        if answer is None:
            return _told(texts(self.host.lang).working)
        if answer.form is not None and await self._opened(answer, call):
            return JSONResponse({})
        if _short(answer):
            return _told("\n".join(paint(each) for each in answer.lines))
        self._later(self.host.answer(answer, where))
        return JSONResponse({})

    async def form(self, request: Request) -> Response:
        """A sent dialog. A form that the room asks for again stays open, with the reason at its first field."""
        call = parse.form_of(await _json(request), self.seal, uuid.uuid4().hex)
        if call is None:
            return JSONResponse({"error": texts(self.host.lang).not_mine})
        where = Where(channel=call.channel, root=call.root, account=call.pressed.account)
        answer = await self._at_once(self.host.pressed(call.pressed), where, call)
        if answer is None:
            return JSONResponse({})
        if answer.form is not None and answer.lines:
            said = "\n".join(each.text for each in answer.lines)
            return JSONResponse({"errors": {answer.form.fields[0].name: said}})
        self._later(self.host.answer(answer, where))
        return JSONResponse({})

    async def command(self, request: Request) -> Response:
        """The slash command, believed by its token. The answer is for the person alone."""
        given = dict(parse_qsl((await _body(request)).decode("utf-8", "replace"), keep_blank_values=True))
        if not hmac.compare_digest(given.get("token", "").encode(), self.command_token.encode()):
            return JSONResponse({"text": texts(self.host.lang).not_mine, "response_type": "ephemeral"}, 401)
        heard = Heard(
            event_id=given.get("trigger_id") or uuid.uuid4().hex,
            account=given.get("user_id", ""),
            name=given.get("user_name", ""),
            text=given.get("text", "").strip() or "help",
            place=given.get("channel_id", ""),
            reply_to=given.get("root_id", ""),
        )
        where = Where(channel=heard.place, within=heard.reply_to, account=heard.account, only=True)
        answer = await self._at_once(self.host.heard(heard), where, None)
        if answer is None:
            return _command(texts(self.host.lang).working)
        if answer.lines and not (answer.card or answer.charts or answer.files or answer.buttons):
            return _command("\n".join(paint(each) for each in answer.lines))
        self._later(self.host.answer(answer, where))
        return JSONResponse({})

    # ------------------------------------------------------------ answering in time

    async def _at_once(self, work: Coroutine[Any, Any, Answer], where: Where, call: parse.Call | None) -> Answer | None:
        """The answer when it is there in time; None when it will be sent by itself later."""
        task: asyncio.Task[Answer] = self._kept(self._safe(work))
        done, _ = await asyncio.wait({task}, timeout=self.ack_seconds)
        if done:
            return task.result()
        task.add_done_callback(lambda ended: self._send_late(ended, where))
        return None

    def _send_late(self, ended: asyncio.Task[Answer], where: Where) -> None:
        if not ended.cancelled() and ended.result():
            self._later(self.host.answer(ended.result(), where))

    async def _safe(self, work: Awaitable[Answer]) -> Answer:
        try:
            return await work
        except Exception:
            log.exception("mattermost.callback_failed")
            return trouble(self.host.lang)

    async def _opened(self, answer: Answer, call: parse.Call) -> bool:
        form = answer.form
        if form is None or not call.trigger or not render.fits_dialog(form):
            return False
        root = call.pressed.message
        state = render.state_of(form.action, call.pressed.message, call.channel, root, call.pressed.account, self.seal)
        return await self.host.open(call.trigger, form, state)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        self._kept(_logged(work))

    def _kept(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def close(self) -> None:
        """Answer what was pressed, since Mattermost does not call twice; what takes too long is ended."""
        loop = asyncio.get_running_loop()
        until = loop.time() + LEAVE_SECONDS
        while self._running and loop.time() < until:  # a late answer is sent by a task of its own
            await asyncio.wait(tuple(self._running), timeout=until - loop.time())
        late = tuple(self._running)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


def trouble(lang: str) -> Answer:
    """What to say when something of ours broke."""
    return Answer(lines=(line(Role.ALERT, texts(lang).trouble),), private=True)


async def _logged(work: Awaitable[None]) -> None:
    try:
        await work
    except TertuliaError as error:
        log.error("mattermost.answer_not_sent", extra={"reason": str(error)})


def _short(answer: Answer) -> bool:
    """Whether the server's own ephemeral message can carry it."""
    more = answer.card or answer.charts or answer.files or answer.buttons or answer.form
    return bool(answer.private and answer.lines and not more)


def _told(text: str) -> Response:
    return JSONResponse({"ephemeral_text": text, "skip_slack_parsing": True})


def _command(text: str) -> Response:
    return JSONResponse({"response_type": "ephemeral", "text": text, "skip_slack_parsing": True})


async def _json(request: Request) -> Any:
    try:
        return json.loads(await _body(request))
    except (ValueError, RecursionError):
        return None


async def _body(request: Request) -> bytes:
    parts = bytearray()
    try:
        async for part in request.stream():
            parts += part
            if len(parts) > MOST_BYTES:
                return b""
    except ClientDisconnect:
        return b""
    return bytes(parts)
