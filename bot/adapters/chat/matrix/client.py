"""Matrix through `matrix-nio`, its answers and errors translated into ours."""

from __future__ import annotations

import io
import logging
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

import aiohttp
from nio import (
    AsyncClient,
    AsyncClientConfig,
    RoomPreset,
    SyncResponse,
)
from nio.responses import ErrorResponse

from bot.adapters.chat.room.events import Attachment
from bot.adapters.chat.room.outbox import RetryAll
from bot.domain.errors import AccountDisconnected, MaybeSent, NotSent, PermanentRefusal

T = TypeVar("T")
SECONDS = 30
SYNC_MS = 30_000
PATIENCE = timedelta(seconds=5)
PAGES_MOST = 20
_TOKEN_ERRORS = frozenset({"M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED", "M_USER_LOCKED"})
_KINDS = ["m.room.message", "m.reaction", "m.room.redaction", "m.room.encrypted"]
FILTER: dict[str, Any] = {
    "presence": {"types": []},
    "account_data": {"types": []},
    "room": {
        "ephemeral": {"types": []},
        "account_data": {"types": []},
        "timeline": {"types": _KINDS, "limit": 30},
        "state": {"types": ["m.room.encryption", "m.room.member", "m.room.name"], "lazy_load_members": True},
    },
}

logging.getLogger("nio").setLevel(logging.ERROR)  # its warnings are ours to judge


class Gone(PermanentRefusal):
    """It is not there, or not for us to know (404)."""


class Forbidden(PermanentRefusal):
    """The account may not do this (403)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """Somebody invites the bot."""

    room: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one sync brought: events of joined rooms in order, invitations, and the token to go on from. `cut` are
    rooms whose events do not reach back to the last batch, with the token from which to read backwards."""

    token: str
    events: tuple[tuple[str, Mapping[str, Any]], ...]
    invites: tuple[Invite, ...] = ()
    cut: Mapping[str, str] = field(default_factory=dict)


class MatrixClient:
    """The calls that the channel needs, for one account."""

    def __init__(self, homeserver: str, token: str) -> None:
        self.homeserver = homeserver.rstrip("/")
        config = AsyncClientConfig(
            max_limit_exceeded=0,  # the outbox waits, in order
            max_timeouts=0,
            request_timeout=SECONDS,
            store_sync_tokens=False,
            encryption_enabled=False,
        )
        self._nio = AsyncClient(self.homeserver, config=config)
        self._nio.access_token = token
        self.user_id = ""

    async def close(self) -> None:
        """Let go of the connections."""
        await self._nio.close()

    async def whoami(self) -> str:
        """The account behind the token."""
        answer = await self._asked(self._nio.whoami())
        self.user_id = self._nio.user_id = answer.user_id
        return str(answer.user_id)

    async def name_of(self, user_id: str) -> str:
        """How somebody is shown, "" where nothing is set."""
        answer = await self._asked(self._nio.get_displayname(user_id))
        return str(answer.displayname or "")

    async def room_id(self, named: str) -> str:
        """The id behind an alias; an id itself."""
        if not named.startswith("#"):
            return named
        return str((await self._asked(self._nio.room_resolve_alias(named))).room_id)

    async def joined(self) -> set[str]:
        """The rooms that the bot is in."""
        return set((await self._asked(self._nio.joined_rooms())).rooms)

    async def members(self, room: str) -> set[str]:
        """Who is in a room."""
        return {each.user_id for each in (await self._asked(self._nio.joined_members(room))).members}

    async def membership(self, room: str, user_id: str) -> str:
        """How somebody stands to a room: "join", "invite", "leave"…, "" for not at all."""
        try:
            answer = await self._asked(self._nio.room_get_state_event(room, "m.room.member", user_id))
        except (Gone, Forbidden):
            return ""
        return str(answer.content.get("membership") or "")

    async def is_encrypted(self, room: str) -> bool:
        """Whether a room wants encrypted messages."""
        try:
            await self._asked(self._nio.room_get_state_event(room, "m.room.encryption"))
        except Gone:
            return False
        return True

    async def power(self, room: str) -> Mapping[str, Any]:
        """Who may do what in a room."""
        try:
            return dict((await self._asked(self._nio.room_get_state_event(room, "m.room.power_levels"))).content)
        except Gone:
            return {}

    async def join(self, room: str) -> None:
        """Accept an invitation, or enter a public room."""
        await self._asked(self._nio.join(room))

    async def leave(self, room: str) -> None:
        """Leave, or decline."""
        await self._asked(self._nio.room_leave(room))

    async def direct(self, user_id: str) -> str:
        """A new room with one person, without encryption."""
        answer = await self._asked(
            self._nio.room_create(is_direct=True, invite=[user_id], preset=RoomPreset.trusted_private_chat)
        )
        return str(answer.room_id)

    async def send(self, room: str, kind: str, content: Mapping[str, Any], once: str) -> str:
        """Send an event; the server makes no second one of the same `once`. Returns the event's id."""
        answer = await self._asked(self._nio.room_send(room, kind, dict(content), tx_id=once))
        return str(answer.event_id)

    async def event(self, room: str, event: str) -> Mapping[str, Any]:
        """One event as it was sent."""
        return dict((await self._asked(self._nio.room_get_event(room, event))).event.source)

    async def upload(self, file: Attachment) -> str:
        """A file for a later event; returns its address."""
        answer, _ = await self._tried(
            self._nio.upload(
                lambda *_: io.BytesIO(file.data),
                content_type=file.mime,
                filename=file.name,
                filesize=len(file.data),
            )
        )
        return str(self._good(answer).content_uri)

    async def sync(self, since: str, *, at_once: bool = False) -> Batch:
        """What happened since a token; waits for something to happen unless `at_once`. Without a token: nothing but a
        token, so that no old history is replayed."""
        wanted = FILTER if since else _without_history(FILTER)
        answer = await self._asked(
            self._nio.sync(timeout=0 if at_once or not since else SYNC_MS, sync_filter=wanted, since=since or None)
        )
        return _batch(answer, new=not since)

    async def missed(self, room: str, start: str, until: str) -> list[Mapping[str, Any]]:
        """Events between two tokens, oldest first, where a sync did not reach back far enough."""
        found: list[Mapping[str, Any]] = []
        token = start
        for _ in range(PAGES_MOST):
            answer = await self._asked(
                self._nio.room_messages(room, start=token, end=until, limit=100, message_filter={"types": _KINDS})
            )
            found += [each.source for each in answer.chunk]
            if not answer.end or answer.end == token or not answer.chunk:
                break
            token = answer.end
        return found[::-1]

    async def _asked(self, call: Awaitable[T]) -> Any:
        return self._good(await self._tried(call))

    async def _tried(self, call: Awaitable[T]) -> T:
        try:
            return await call
        except (aiohttp.ClientConnectorError, aiohttp.InvalidURL) as error:
            raise NotSent(f"the homeserver cannot be reached: {error}") from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise MaybeSent(f"the homeserver did not answer: {type(error).__name__}") from error

    def _good(self, answer: Any) -> Any:
        if not isinstance(answer, ErrorResponse):
            return answer
        raise _refusal(answer)


def _refusal(answer: ErrorResponse) -> Exception:
    status = getattr(answer.transport_response, "status", 0)
    code, message = answer.status_code or "", answer.message
    if code in _TOKEN_ERRORS or status == 401:
        return AccountDisconnected("the homeserver no longer accepts the bot's access token; make a new one")
    if code == "M_LIMIT_EXCEEDED" or status == 429:
        waits = answer.retry_after_ms
        after = timedelta(milliseconds=waits) if waits else PATIENCE
        return RetryAll("the homeserver asks for patience", after=after)
    if status == 403 or code == "M_FORBIDDEN":
        return Forbidden(f"the homeserver does not allow it: {message}")
    if status == 404 or code == "M_NOT_FOUND":
        return Gone(f"the homeserver does not find it: {message}")
    if status >= 500 or not status >= 400:
        return MaybeSent(f"the homeserver answered {status or 'something else than Matrix'}")
    return PermanentRefusal(f"the homeserver refused ({status} {code}): {message}")


def _batch(answer: SyncResponse, *, new: bool) -> Batch:
    events: list[tuple[str, Mapping[str, Any]]] = []
    cut: dict[str, str] = {}
    if not new:
        for room, joined in answer.rooms.join.items():
            if joined.timeline.limited and joined.timeline.prev_batch:
                cut[room] = joined.timeline.prev_batch
            events += [(room, event.source) for event in joined.timeline.events]
    invites = []
    for room, invited in answer.rooms.invite.items():
        by = [each.sender for each in invited.invite_state if getattr(each, "membership", "") == "invite"]
        invites.append(Invite(room=room, by=str(by[-1]) if by else ""))
    return Batch(token=answer.next_batch, events=tuple(events), invites=tuple(invites), cut=cut)


def _without_history(wanted: Mapping[str, Any]) -> dict[str, Any]:
    rooms = {**wanted["room"], "timeline": {"types": [], "limit": 1}}
    return {**wanted, "room": rooms}
