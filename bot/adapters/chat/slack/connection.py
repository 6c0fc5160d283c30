"""How events come in: the bolt app, by Socket Mode or mounted as a route. Acknowledged first, worked on afterwards."""

from __future__ import annotations

import asyncio
import logging
import random
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from slack_bolt.adapter.socket_mode.async_base_handler import AsyncBaseSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from bot.adapters.chat.room.oddities import UNREADABLE, Oddities
from bot.adapters.chat.slack.client import Identity, body_of
from bot.domain.errors import AccountDisconnected

log = logging.getLogger(__name__)
Json = Mapping[str, Any]
MOST_BYTES = 1_000_000
MOST_PAUSE = 60.0
UNHANDLED = 404
"""Bolt's status for what it knows no listener for."""
ANY = re.compile(r".*", re.DOTALL)
_HOPELESS = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "not_allowed_token_type"})


class Listener(Protocol):
    """Who works on what comes in. None of these may raise."""

    async def on_event(self, event: Json) -> None:
        """An Events API event."""
        ...

    async def on_action(self, body: Json, action: Json) -> None:
        """A pressed button."""
        ...

    async def on_form(self, body: Json) -> None:
        """A sent modal."""
        ...

    async def on_shortcut(self, body: Json) -> None:
        """A global or message shortcut."""
        ...

    async def on_command(self, body: Json) -> None:
        """A slash command."""
        ...


def bolt_app(signing_secret: str, identity: Callable[[], Awaitable[Identity]], listener: Listener) -> AsyncApp:
    """The app. It checks signatures, answers challenges and ignores what it said itself.

    Everything is acknowledged, what nobody asked for too: an envelope that is not comes again. Who we are is
    asked once by the caller, so that no acknowledgement waits for a call.
    """
    quiet = logging.getLogger("slack_bolt.tertulia")
    quiet.setLevel(logging.WARNING)

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        known = await identity()
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id or known.team_id,
            bot_id=known.bot_id,
            bot_user_id=known.bot_user,
        )

    app = AsyncApp(
        name="slack_bolt.tertulia",  # bolt sets the level of the log of this name: it must not be the program's own
        logger=quiet,
        client=AsyncWebClient(),
        signing_secret=signing_secret or "socket mode only",
        authorize=authorize,
        attaching_conversation_kwargs_enabled=False,
    )

    async def event(ack: Any, event: Json) -> None:
        await ack()
        await listener.on_event(event)

    async def action(ack: Any, body: Json, action: Json) -> None:
        await ack()
        await listener.on_action(body, action)

    async def form(ack: Any, body: Json) -> None:
        await ack()
        await listener.on_form(body)

    async def shortcut(ack: Any, body: Json) -> None:
        await ack()
        await listener.on_shortcut(body)

    async def command(ack: Any, body: Json) -> None:
        await ack()
        await listener.on_command(body)

    app.event(ANY)(event)
    app.action(ANY)(action)
    app.view(ANY)(form)
    app.shortcut(ANY)(shortcut)
    app.command(ANY)(command)
    return app


class Endpoint:
    """The one request address for events, interactions and commands. Bolt checks the signature on the raw body."""

    def __init__(self, app: AsyncApp, odd: Oddities) -> None:
        self._app, self._odd = app, odd

    async def receive(self, request: Request) -> Response:
        """Bolt's answer; what is too large or no text is refused."""
        try:
            body = await self._body(request)
            if body is None:
                return PlainTextResponse("too large", status_code=413)
            answer = await self._app.async_dispatch(to_async_bolt_request(request, body))
        except (ClientDisconnect, ValueError) as error:
            self._odd.met("request", error)
            return PlainTextResponse("unreadable", status_code=400)
        return to_starlette_response(taken(answer, self._odd))

    async def _body(self, request: Request) -> bytes | None:
        """The raw body; None as soon as it is known to be too large."""
        announced = request.headers.get("content-length", "")
        if announced.isascii() and announced.isdigit() and int(announced[:18]) > MOST_BYTES:
            return None
        body = bytearray()
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                return None
        return bytes(body)


def taken(answer: BoltResponse, odd: Oddities) -> BoltResponse:
    """Bolt's answer, but what it knows no listener for is taken too: Slack sends again, and in the end sends nothing
    any more, where that is answered with a failure."""
    if answer.status != UNHANDLED:
        return answer
    odd.met("kind", "nothing is done with it here")
    return BoltResponse(status=200, body="")


class PatientSocket(SocketModeClient):
    """Slack's client with two habits of ours: a fresh address for every attempt, since each works once, and longer
    pauses while Slack cannot be reached."""

    first_pause = 1.0

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.given_up: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Never done, until the app token is refused for good."""

    async def connect(self) -> None:
        """Connect, however long it takes; a token that will never be taken ends it (`given_up`)."""
        failures = 0
        while not self.closed:
            try:
                await self._connect_once()
                return
            except SlackApiError as error:
                if (word := str(body_of(error).get("error"))) in _HOPELESS:
                    self._give_up(word)
                    return
                reason = word
            except Exception as error:
                reason = type(error).__name__
            failures += 1
            pause = min(self.first_pause * 2 ** min(failures - 1, 10), MOST_PAUSE)
            log.warning("slack.unreachable", extra={"reason": reason, "again_in": round(pause, 1)})
            await asyncio.sleep(pause * random.uniform(0.7, 1.0))

    def _give_up(self, word: str) -> None:
        if not self.given_up.done():
            self.given_up.set_exception(AccountDisconnected(f"Slack does not take the app token: {word}"))

    async def connect_to_new_endpoint(self, force: bool = False) -> None:
        """Leave the present address, once for all who ask at the same time."""
        session = self.current_session
        async with self.connect_operation_lock:
            if session is self.current_session and (force or not await self.is_connected()):
                await self.connect()

    async def _connect_once(self) -> None:
        before, self.auto_reconnect_enabled = self.current_session, False
        uri = await self.issue_new_wss_url()
        ssl = self.web_client.ssl if self.web_client.ssl is not None else True
        self.current_session = await self.aiohttp_client_session.ws_connect(
            uri, autoping=False, heartbeat=self.ping_interval, proxy=self.proxy, ssl=ssl
        )
        if before is not None:
            await before.close()
        self.auto_reconnect_enabled, self.stale = self.default_auto_reconnect_enabled, False
        self.last_ping_pong_time = None
        for old in (self.current_session_monitor, self.message_receiver):
            if old is not None:
                old.cancel()
        self.current_session_monitor = asyncio.ensure_future(self.monitor_current_session())
        self.message_receiver = asyncio.ensure_future(self.receive_messages())


class SocketHandler(AsyncBaseSocketModeHandler):
    """Bolt over Socket Mode with the patient client."""

    app: AsyncApp
    client: PatientSocket

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        web_client: AsyncWebClient,
        odd: Oddities,
        *,
        ping: float,
        first_pause: float,
    ) -> None:
        self.app, self._odd = app, odd
        self.client = PatientSocket(app_token=app_token, logger=app.logger, web_client=web_client, ping_interval=ping)
        self.client.first_pause = first_pause
        self.client.socket_mode_request_listeners.append(self.handle)

    async def handle(self, client: Any, req: SocketModeRequest) -> None:
        """Dispatch one envelope and acknowledge it, whatever comes of it: it would come again in the same shape."""
        try:
            answer = taken(await run_async_bolt_app(self.app, req), self._odd)
        except UNREADABLE as error:
            answer = BoltResponse(status=500, body=str(error))
        if answer.status != 200:
            self._odd.met("envelope", f"{answer.status} {answer.body}"[:200])
            answer = BoltResponse(status=200, body="")
        await send_async_response(client, req, answer, 0.0)

    async def listen(self) -> None:
        """Until cancelled; raises `AccountDisconnected` when the app token is refused for good."""
        try:
            await self.client.connect()
            await self.client.given_up
        finally:
            await self.client.close()  # type: ignore[no-untyped-call]
