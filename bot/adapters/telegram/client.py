"""The transport: python-telegram-bot's requests, the Bot API's answers as JSON, its errors as the program's.

Answers stay JSON: other servers of the same API leave fields out that the library's objects insist on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import httpx
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import HTTPXRequest

from bot.domain.errors import AccountDisconnected, MaybeSent, NotSent, PermanentRefusal, RetryLater, TertuliaError

DEFAULT_URL = "https://api.telegram.org"
SECONDS = 15.0
UPLOAD_SECONDS = 60.0
LISTENS_FOR = ("message", "edited_message", "callback_query", "my_chat_member")
Json = Mapping[str, Any]
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
_UNCHANGED = ("message is not modified",)
_GONE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "message to be replied not found",
    "message to reply not found",
    "replied message not found",
)
_BARRED = (
    "chat not found",
    "not enough rights",
    "have no rights to send",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_restricted",
    "topic_closed",
    "topic_deleted",
    "message thread not found",
    "bot is not a member",
    "chat_admin_required",
    "user_is_blocked",
    "peer_id_invalid",
)


class Barred(NotSent):
    """The bot may not write there: it was thrown out or blocked, lacks a right, or the chat is gone."""


class Moved(NotSent):
    """The group became a supergroup and has another id; nothing was done."""

    def __init__(self, chat: int) -> None:
        super().__init__(f"the group has become a supergroup; its id is {chat} now")
        self.chat = chat


class Unchanged(PermanentRefusal):
    """The message shows this already."""


class Gone(PermanentRefusal):
    """The message to be edited or answered is not there (any more), or cannot be edited."""


class TwoListeners(NotSent):
    """Another program listens with the same token, or a webhook is set."""


class _Wire(Bot):
    """The library's bot, as far as it carries calls."""

    async def carry(self, method: str, data: Mapping[str, Any], seconds: float) -> Any:
        """Call a method of the Bot API."""
        return await self._post(method, dict(data), read_timeout=seconds)


class TelegramClient:
    """One bot on one server."""

    def __init__(self, token: str, base_url: str = DEFAULT_URL, *, seconds: float = SECONDS) -> None:
        self.url = base_url.rstrip("/")
        self._token, self._seconds = token, seconds
        self._wire: _Wire | None = None
        self._requests: tuple[HTTPXRequest, HTTPXRequest] | None = None

    async def call(self, method: str, **values: Any) -> Any:
        """Call a method of the Bot API; the answer's result. Raises what the ports know, or a kind of it from here."""
        seconds = UPLOAD_SECONDS if any(isinstance(one, InputFile) for one in values.values()) else self._seconds
        with translated():
            return await self._open().carry(method, values, seconds)

    async def updates(self, offset: int, *, wait: float) -> Sequence[Json]:
        """What happened since; waits up to `wait` seconds for something. `offset` confirms all that came before it."""
        values = {"offset": offset or None, "timeout": int(wait), "limit": 100, "allowed_updates": LISTENS_FOR}
        with translated():
            found = await self._open().carry("getUpdates", values, wait + self._seconds)
        return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []

    def _open(self) -> _Wire:
        if self._wire is None:
            listening = HTTPXRequest(connection_pool_size=1, connect_timeout=self._seconds, pool_timeout=self._seconds)
            calling = HTTPXRequest(
                connection_pool_size=16,
                connect_timeout=self._seconds,
                write_timeout=self._seconds,
                pool_timeout=self._seconds,
                media_write_timeout=UPLOAD_SECONDS,
            )
            self._requests = (listening, calling)
            self._wire = _Wire(self._token, base_url=f"{self.url}/bot", request=calling, get_updates_request=listening)
        return self._wire

    async def close(self) -> None:
        """Let go of the connections; the next call makes new ones."""
        requests, self._requests, self._wire = self._requests or (), None, None
        for one in requests:
            await one.shutdown()


@contextmanager
def translated() -> Iterator[None]:
    """The library's errors as answers to "may it be sent again?"."""
    try:
        yield
    except TelegramError as error:
        raise translate(error) from error


def translate(error: TelegramError) -> TertuliaError:
    """What an error of the library means. What is not understood counts as "may have been carried out"."""
    said = error.message
    if isinstance(error, RetryAfter):
        after = error.retry_after
        return RetryLater(
            "Telegram asks for patience", after=after if isinstance(after, timedelta) else timedelta(seconds=after)
        )
    if isinstance(error, ChatMigrated):
        return Moved(error.new_chat_id)
    if isinstance(error, InvalidToken):
        return AccountDisconnected(f"Telegram does not accept the bot's token ({said})")
    if isinstance(error, Conflict):
        return TwoListeners(said)
    if isinstance(error, Forbidden):
        return Barred(said)
    if isinstance(error, BadRequest):
        return _refusal(said)
    if isinstance(error, (TimedOut, NetworkError)):
        return _broken(error)
    return MaybeSent(f"Telegram's answer cannot be read: {said}")


def _refusal(said: str) -> TertuliaError:
    low = said.lower()
    if any(one in low for one in _UNCHANGED):
        return Unchanged(said)
    if any(one in low for one in _GONE):
        return Gone(said)
    if any(one in low for one in _BARRED):
        return Barred(said)
    return PermanentRefusal(said)


def _broken(error: TelegramError) -> TertuliaError:
    if isinstance(error.__cause__, _NEVER_LEFT):
        return NotSent(f"Telegram cannot be reached ({type(error.__cause__).__name__})")
    if error.message.startswith("Too Many Requests"):
        return RetryLater("Telegram asks for patience", after=timedelta(seconds=5))
    return MaybeSent(f"the connection to Telegram broke ({error.message})")
