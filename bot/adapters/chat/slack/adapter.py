"""The review channel in Slack: cards with buttons and modals, threads, commands, shortcuts, the home tab."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from slack_bolt.async_app import AsyncApp
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.adapters.chat.room.oddities import Oddities
from bot.adapters.chat.room.outbox import Outbox
from bot.adapters.chat.room.room import Room
from bot.adapters.chat.slack import checks, render
from bot.adapters.chat.slack.board import Board
from bot.adapters.chat.slack.client import DEFAULT_URL, SlackClient
from bot.adapters.chat.slack.connection import Endpoint, SocketHandler, bolt_app
from bot.adapters.chat.slack.front import Front
from bot.adapters.chat.slack.homes import Homes
from bot.adapters.chat.slack.speaker import Speaker
from bot.adapters.manifest import chat_capabilities
from bot.adapters.options import Options
from bot.domain.card import Card
from bot.ports import Office

log = logging.getLogger(__name__)
HERE = Path(__file__).parent
LEAVE_SECONDS = 5.0
GROUPED_FROM = 5
"""So many new cards at once are shown as one list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackSettings:
    """`channel` is the conversation's id. `app_token` "" for HTTP, where `signing_secret` is needed instead.
    `per_second` is Slack's pace for one channel; `ping` the seconds between signs of life on the socket,
    `first_pause` those before a lost one is tried again (longer each time), `home_wait` those until home tabs are
    drawn again after a change."""

    channel: str
    token: str
    app_token: str = ""
    signing_secret: str = ""
    base_url: str = DEFAULT_URL
    per_second: float = 1.0
    ping: float = 10.0
    first_pause: float = 1.0
    home_wait: float = 3.0


class SlackChannel:
    """`ports.ChatAdapter`. In HTTP mode the web application mounts `routes`."""

    def __init__(self, settings: SlackSettings, room: Room) -> None:
        self.channel_id, self.capabilities = room.channel_id, room.capabilities
        self._settings, self._room = settings, room
        self._client = SlackClient(settings.token, settings.base_url)
        self._outbox = Outbox(per_second=20, burst=20, place_per_second=settings.per_second)
        self._board = Board(self._client, self._outbox, settings.channel, room.lang)
        self._homes = Homes(self._client, self._outbox, room, wait=settings.home_wait)
        self._odd = Oddities("slack", log)
        self._endpoint: Endpoint | None = None
        self._front: Front | None = None
        self._office: Office | None = None

    @classmethod
    def build(
        cls,
        channel_id: str,
        options: Mapping[str, Any],
        home: Path,
        *,
        secret: bytes,
        lang: str = "en",
        brands: Sequence[str] = (),
    ) -> SlackChannel:
        """From settings; raises `Misconfigured` naming the key."""
        settings = slack_settings(Options(options, where=f"channel {channel_id}", home=home))
        room = Room(channel_id, chat_capabilities(HERE), secret=secret, lang=lang, brands=brands)
        return cls(settings, room)

    def routes(self, office: Office | None = None) -> Sequence[BaseRoute]:
        """What the web application mounts: Slack's one request address. Nothing in Socket Mode."""
        if not self._settings.signing_secret or self._settings.app_token:
            return ()
        self._office = office or self._office
        return (Route(f"/hooks/{self.channel_id}", self._receive, methods=["POST"]),)

    async def run(self, office: Office) -> None:
        """Listen until cancelled. Raises `AccountDisconnected` for a token that Slack does not take."""
        self._office = office
        async with self._client.session():
            app = await self._app(office)
            try:
                if self._settings.app_token:
                    await self._socket(app).listen()
                self._endpoint = self._endpoint or Endpoint(app, self._odd)
                await asyncio.Event().wait()
            finally:
                self._homes.close()
                await self._finish()

    async def show(self, card: Card, ext_message_id: str = "") -> str:
        """Post the card or change its message; the id is "channel:ts"."""
        shown = await self._board.show(self._room.card(card), self._mark(card), ext_message_id)
        self._homes.changed()
        return shown

    async def show_many(self, cards: Sequence[Card], ext_message_id: str = "") -> Sequence[str]:
        """A few as cards of their own, many as one list with a button for each."""
        if not ext_message_id and len(cards) < GROUPED_FROM:
            return [await self.show(card) for card in cards]
        shown = await self._board.show(self._room.group(cards), self._mark(*cards), ext_message_id)
        self._homes.changed()
        return [shown] * len(cards)

    async def say(self, text: str, *, item_id: int = 0) -> None:
        """A sentence; in the card's thread where it is about one."""
        message_id = ""
        if item_id and self._office is not None:
            message_id = await self._office.messages.message_of(self.channel_id, item_id)
        await self._board.say(render.note(text), message_id)

    async def check(self) -> Sequence[str]:
        """Tokens, scopes, Socket Mode, channel."""
        one = self._settings
        return await checks.problems(self._client, one.token, one.app_token, one.channel, socket=bool(one.app_token))

    async def settled(self) -> None:
        """Until everything that came in is answered."""
        if self._front is not None:
            await self._front.settled()

    async def _finish(self) -> None:
        """What was acknowledged is worked on to its end, since nobody will send it again."""
        try:
            async with asyncio.timeout(LEAVE_SECONDS):
                await self.settled()
        except TimeoutError:
            log.warning("slack.left_early")

    async def _app(self, office: Office) -> AsyncApp:
        await self._room.open(office)
        me = await self._client.identity(fresh=True)
        speaker = Speaker(self._client, self._outbox, self._room)
        self._front = Front(self._client, self._room, speaker, self._homes, office, me, self._odd)
        return bolt_app(self._settings.signing_secret, self._client.identity, self._front)

    def _socket(self, app: AsyncApp) -> SocketHandler:
        one = self._settings
        return SocketHandler(
            app, one.app_token, self._client.web, self._odd, ping=one.ping, first_pause=one.first_pause
        )

    async def _receive(self, request: Request) -> Response:
        """Taken on every replica, also where `run` does not run."""
        if self._endpoint is None:
            if self._office is None:
                return PlainTextResponse("starting", status_code=503, headers={"Retry-After": "5"})
            self._endpoint = Endpoint(await self._app(self._office), self._odd)
        return await self._endpoint.receive(request)

    def _mark(self, *cards: Card) -> str:
        """The same for the same cards, and another for those of an installation that began anew."""
        about = [f"{each.page_id}|{each.commented_at.isoformat()}|{each.comment}" for each in cards]
        return hashlib.sha256("\n".join([self._room.post_key(*cards), *about]).encode()).hexdigest()[:32]


def slack_settings(read: Options) -> SlackSettings:
    """From the channel's options; raises `Misconfigured` naming the key."""
    read.only(
        *("channel", "token_env", "token_file", "app_token_env", "app_token_file"),
        *("signing_secret_env", "signing_secret_file", "mode", "base_url", "per_second"),
    )
    mode = read.text("mode", "socket")
    if mode not in ("socket", "http"):
        raise read.wrong("mode", f'must be "socket" or "http", not {mode!r}')
    channel = read.text("channel")
    if not re.fullmatch(r"[CGD][A-Z0-9]+", channel):
        raise read.wrong("channel", f"must be the channel's id (C…, at the bottom of its details), not {channel!r}")
    return SlackSettings(
        channel=channel,
        token=_secret(read, "token", "the bot token (xoxb-…)"),
        app_token=_secret(read, "app_token", "the app-level token (xapp-…)") if mode == "socket" else "",
        signing_secret=_secret(read, "signing_secret", "the signing secret") if mode == "http" else "",
        base_url=read.text("base_url", DEFAULT_URL),
        per_second=read.number("per_second", 1.0, least=0.01, most=1000),
    )


def _secret(read: Options, name: str, what: str) -> str:
    found = read.secrets(f"{name}_env", f"{name}_file")
    if not found:
        raise read.wrong(
            f"{name}_env", f"{what} is needed: name the variable that holds it here, or a file in {name}_file"
        )
    return found[0]
