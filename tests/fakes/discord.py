"""Discord's API as a small server on real sockets: REST and gateway, written from the published reference (v10).

It refuses what Discord refuses: a wrong token, unknown or mistyped fields (checked against the published OpenAPI
description, reduced to what is used here; the whole one where `DISCORD_OPENAPI` names its file), texts and embeds over
their limits, too many buttons, an interaction answered twice or after three seconds. What was refused is kept in
`refused`, so that a test can say that nothing was.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import jsonschema
from aiohttp import WSMsgType, web

from tests.fakes.doors import DiscordDoor

TOKEN = "a-token-of-tests"
APP, GUILD, ROOM, ELSEWHERE, BOT = 1001, 2001, 3001, 3002, 1001
MESSAGE_CONTENT = 1 << 15
EPHEMERAL = 64
EPOCH = 1_420_070_400_000
ACK_WITHIN = 3.0
THREAD_EXISTS = 160004
Json = dict[str, Any]


class Refusal(Exception):
    """An error answer: status, Discord's code, its words."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status, self.code, self.message = status, code, message


@dataclass(slots=True)
class Asked:
    """An interaction: when it was sent, how it was acknowledged, and the message that answers it."""

    id: str
    token: str
    kind: int
    user: str
    channel: str
    message: str = ""
    at: float = field(default_factory=time.monotonic)
    answered: int = 0
    hidden: bool = False
    original: str = ""
    modal: Json | None = None
    choices: list[Json] = field(default_factory=list)


class Schemas:
    """Request bodies by method and path, from an OpenAPI description."""

    def __init__(self) -> None:
        named = os.environ.get("DISCORD_OPENAPI", "")
        path = Path(named) if named else Path(__file__).with_name("discord_openapi.json")
        self._spec = json.loads(path.read_text(encoding="utf-8"))
        self._paths = [(re.compile(re.sub(r"\{\w+\}", r"[^/]+", one)), one) for one in self._spec["paths"]]
        self._made: dict[tuple[str, str], jsonschema.Draft202012Validator | None] = {}

    def check(self, method: str, path: str, body: Any) -> None:
        """Refuse a path that there is not, and a body that the description does not allow."""
        fits = [one for pattern, one in self._paths if pattern.fullmatch(path)]
        named = next((one for one in fits if "@" in one), fits[0] if fits else "")
        if not named or method.lower() not in self._spec["paths"][named]:
            raise Refusal(404, 0, f"404: Not Found ({method} {path})")
        validator = self._validator(method.lower(), named)
        if validator is None or body is None:
            return
        error = jsonschema.exceptions.best_match(validator.iter_errors(body))
        if error is not None:
            raise Refusal(400, 50035, f"Invalid Form Body: {error.json_path}: {error.message[:300]}")

    def _validator(self, method: str, path: str) -> jsonschema.Draft202012Validator | None:
        if (method, path) not in self._made:
            content = self._spec["paths"][path][method].get("requestBody", {}).get("content", {})
            schema = content.get("application/json", {}).get("schema")
            whole = {**schema, "components": self._spec["components"]} if schema else None
            self._made[method, path] = jsonschema.Draft202012Validator(whole) if whole else None
        return self._made[method, path]


class DiscordServer(DiscordDoor):
    """One Discord with one server (guild) of two channels. `users` are its members, by id."""

    def __init__(self) -> None:
        super().__init__()
        self.users: dict[str, Json] = {str(BOT): _user(BOT, "tertulia", bot=True)}
        self.messages: dict[str, Json] = {}
        self.first: dict[str, Json] = {}
        self.threads: dict[str, Json] = {}
        self.dms: dict[str, str] = {}
        self.asked: dict[str, Asked] = {}
        self.commands: list[Json] = []
        self.refused: list[str] = []
        self.requests: list[tuple[str, str]] = []
        self.limited: defaultdict[str, int] = defaultdict(int)
        """How many of the next posts to a channel are answered 429."""
        self.late_after = 10 * ACK_WITHIN
        """Seconds after which an interaction is unknown. A busy machine may hold up the whole process for longer than
        Discord allows. That presses are answered before the work is tried with a desk that hangs."""
        self.flags = 0
        self.permissions = (1 << 40) - 1
        self._schemas = Schemas()
        self._nonces: dict[tuple[str, str], str] = {}
        # An id holds its time: the library takes an old interaction for expired.
        self._ids = count((int(time.time() * 1000) - EPOCH) << 22)
        self._events: list[Json] = []
        self._session = "session-1"

    # ------------------------------------------------------------ life

    async def start(self) -> None:
        """Listen on a free port of the loopback."""
        await self.listen(self._gateway, self._rest)

    @property
    def listening(self) -> int:
        """How many gateway connections are identified."""
        return len(self._sockets)

    def new_id(self) -> str:
        """A fresh snowflake."""
        return str(next(self._ids))

    # ------------------------------------------------------------ gateway

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 41250}, "s": None, "t": None})
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                break
            frame = json.loads(message.data)
            if frame["op"] == 1:
                await socket.send_json({"op": 11, "d": None, "s": None, "t": None})
            elif frame["op"] == 2:
                await self._identify(socket, frame["d"])
            elif frame["op"] == 6:
                await self._resume(socket, frame["d"])
        self._sockets.pop(socket, None)
        return socket

    async def _identify(self, socket: web.WebSocketResponse, asked: Json) -> None:
        if asked["token"] != TOKEN:
            await socket.close(code=4004)
            return
        if asked["intents"] & MESSAGE_CONTENT and not self.flags & (1 << 18 | 1 << 19):
            await socket.close(code=4014)
            return
        self._sockets[socket] = asked["intents"]
        ready = {
            "v": 10,
            "user": self.users[str(BOT)],
            "guilds": [{"id": str(GUILD), "unavailable": True}],
            "session_id": self._session,
            "resume_gateway_url": self.gateway_url,
            "application": {"id": str(APP), "flags": self.flags},
        }
        await self._send(socket, "READY", ready)
        await self._send(socket, "GUILD_CREATE", self._guild())

    async def _resume(self, socket: web.WebSocketResponse, asked: Json) -> None:
        if asked["token"] != TOKEN or asked["session_id"] != self._session:
            await socket.send_json({"op": 9, "d": False, "s": None, "t": None})
            return
        self._sockets[socket] = MESSAGE_CONTENT if self.flags else 0
        for event in self._events[asked["seq"] or 0 :]:
            await socket.send_json(event)
        await self._send(socket, "RESUMED", {})

    async def dispatch(self, name: str, data: Json) -> None:
        """An event for every connection, as each may see it."""
        event = {"op": 0, "t": name, "s": len(self._events) + 1, "d": data}
        self._events.append(event)
        for socket, intents in list(self._sockets.items()):
            seen = data if name != "MESSAGE_CREATE" else _as_seen(data, intents)
            await socket.send_json({**event, "d": seen})

    async def _send(self, socket: web.WebSocketResponse, name: str, data: Json) -> None:
        event = {"op": 0, "t": name, "s": len(self._events) + 1, "d": data}
        self._events.append(event)
        await socket.send_json(event)

    # ------------------------------------------------------------ REST

    async def _rest(self, request: web.Request) -> web.Response:
        path = "/" + request.match_info["path"]
        self.requests.append((request.method, path))
        try:
            body, files = await _body(request)
            if (
                not path.startswith(("/interactions/", "/webhooks/"))
                and request.headers.get("Authorization") != f"Bot {TOKEN}"
            ):
                raise Refusal(401, 0, "401: Unauthorized")
            self._schemas.check(request.method, path, _snowflakes(body))
            status, answer = await self._answer(request, path, body or {}, files)
            return _json(answer, status)
        except Refusal as refusal:
            if refusal.status != 401 and refusal.code not in (10008, 10062, THREAD_EXISTS):
                self.refused.append(f"{request.method} {path}: {refusal}")
            if refusal.status == 429:
                answer = {"message": "You are being rate limited.", "retry_after": 0.05, "global": False}
                return _json(answer, 429, {"Retry-After": "1", "Via": "1.1 google"})
            return _json({"code": refusal.code, "message": refusal.message}, refusal.status)

    async def _answer(self, request: web.Request, path: str, body: Any, files: list[str]) -> tuple[int, Any]:
        for pattern, handler in self._routes():
            method, regex = pattern.split(" ")
            match = re.fullmatch(regex, path)
            if match and method == request.method:
                return await handler(request, match.groups(), body, files)
        raise Refusal(404, 0, f"404: Not Found ({request.method} {path})")

    def _routes(self) -> list[tuple[str, Callable[..., Awaitable[tuple[int, Any]]]]]:
        return [
            (r"GET /users/@me", self._me),
            (r"GET /oauth2/applications/@me", self._application),
            (r"PUT /applications/(\d+)/guilds/(\d+)/commands", self._put_commands),
            (r"GET /guilds/(\d+)", self._get_guild),
            (r"GET /guilds/(\d+)/members/(\d+)", self._get_member),
            (r"GET /channels/(\d+)", self._get_channel),
            (r"POST /channels/(\d+)/messages", self._post_message),
            (r"PATCH /channels/(\d+)/messages/(\d+)", self._edit_message),
            (r"POST /channels/(\d+)/messages/(\d+)/threads", self._make_thread),
            (r"POST /users/@me/channels", self._make_dm),
            (r"POST /interactions/(\d+)/(\w+)/callback", self._callback),
            (r"PATCH /webhooks/(\d+)/(\w+)/messages/@original", self._edit_original),
            (r"DELETE /webhooks/(\d+)/(\w+)/messages/@original", self._drop_original),
            (r"POST /webhooks/(\d+)/(\w+)", self._follow_up),
        ]

    async def _me(self, request: web.Request, ids: Any, body: Json, files: Any) -> tuple[int, Any]:
        return 200, self.users[str(BOT)]

    async def _application(self, request: web.Request, ids: Any, body: Json, files: Any) -> tuple[int, Any]:
        return 200, {
            "id": str(APP), "name": "Tertulia", "icon": None, "description": "", "bot_public": False,
            "bot_require_code_grant": False, "verify_key": "0" * 64, "flags": self.flags, "team": None,
            "owner": _user(5, "owner"), "summary": "",
        }  # fmt: skip

    async def _put_commands(self, request: web.Request, ids: Any, body: Any, files: Any) -> tuple[int, Any]:
        self.commands = body
        return 200, [{**one, "id": self.new_id(), "application_id": str(APP), "version": "1"} for one in body]

    async def _get_guild(self, request: web.Request, ids: Any, body: Json, files: Any) -> tuple[int, Any]:
        if ids[0] != str(GUILD):
            raise Refusal(404, 10004, "Unknown Guild")
        return 200, self._guild()

    async def _get_member(self, request: web.Request, ids: Any, body: Json, files: Any) -> tuple[int, Any]:
        return 200, _member(self.users[ids[1]])

    async def _get_channel(self, request: web.Request, ids: Any, body: Json, files: Any) -> tuple[int, Any]:
        if ids[0] in self.threads:
            return 200, self.threads[ids[0]]
        if ids[0] not in (str(ROOM), str(ELSEWHERE)):
            raise Refusal(404, 10003, "Unknown Channel")
        return 200, _channel(int(ids[0]))

    async def _post_message(self, request: web.Request, ids: Any, body: Json, files: Any) -> tuple[int, Any]:
        channel = ids[0]
        self._know(channel)
        if self.limited[channel] > 0:
            self.limited[channel] -= 1
            raise Refusal(429, 0, "rate limited")
        nonce = str(body.get("nonce", ""))
        if len(nonce) > 25:
            raise Refusal(400, 50035, "nonce is longer than 25")
        if nonce and body.get("enforce_nonce") and (channel, nonce) in self._nonces:
            return 200, self.messages[self._nonces[channel, nonce]]
        made = self._message(channel, body, files)
        if nonce:
            self._nonces[channel, nonce] = made["id"]
        await self.dispatch("MESSAGE_CREATE", {**made, **self._where(channel)})
        return 200, made

    async def _edit_message(self, request: web.Request, ids: Any, body: Json, files: Any) -> tuple[int, Any]:
        found = self.messages.get(ids[1])
        if found is None or found["channel_id"] != ids[0]:
            raise Refusal(404, 10008, "Unknown Message")
        self._change(found, body, files)
        return 200, found

    async def _make_thread(self, request: web.Request, ids: Any, body: Json, files: Any) -> tuple[int, Any]:
        if ids[1] not in self.messages:
            raise Refusal(404, 10008, "Unknown Message")
        if ids[1] in self.threads:
            raise Refusal(400, THREAD_EXISTS, "A thread has already been created for this message")
        made = _thread(ids[1], ids[0], body["name"])
        self.threads[ids[1]] = made
        await self.dispatch("THREAD_CREATE", {**made, "newly_created": True})
        return 201, made

    async def _make_dm(self, request: web.Request, ids: Any, body: Json, files: Any) -> tuple[int, Any]:
        return 200, self.dm_channel(str(body["recipient_id"]))

    def dm_channel(self, user: str) -> Json:
        """The direct chat of a user with the bot."""
        if user not in self.dms:
            self.dms[user] = self.new_id()
        return {"id": self.dms[user], "type": 1, "last_message_id": None, "recipients": [self.users[user]], "flags": 0}

    # ------------------------------------------------------------ interactions

    async def _callback(self, request: web.Request, ids: Any, body: Json, files: Any) -> tuple[int, Any]:
        asked = self.asked.get(ids[1])
        if asked is None or asked.id != ids[0] or time.monotonic() - asked.at > self.late_after:
            raise Refusal(404, 10062, "Unknown interaction")
        if asked.answered:
            raise Refusal(400, 40060, "Interaction has already been acknowledged.")
        kind, data = body["type"], body.get("data") or {}
        self._check_callback(asked, kind)
        asked.answered, asked.hidden = kind, bool(data.get("flags", 0) & EPHEMERAL)
        if kind == 4:
            asked.original = self._message(asked.channel, data, files, to=asked)["id"]
        elif kind == 9:
            _check_modal(data)
            asked.modal = data
        elif kind == 8:
            asked.choices = data.get("choices", [])
            if len(asked.choices) > 25:
                raise Refusal(400, 50035, "more than 25 choices")
        if request.query.get("with_response") in ("true", "1"):
            made = {"id": asked.id, "type": asked.kind, "response_message_id": asked.original or None}
            answer: Json = {"interaction": made, "resource": {"type": kind}}
            if asked.original:
                answer["resource"]["message"] = self.messages[asked.original]
            return 200, answer
        return 204, None

    @staticmethod
    def _check_callback(asked: Asked, kind: int) -> None:
        allowed = {2: {4, 5, 9}, 3: {4, 5, 6, 7, 9}, 4: {8}, 5: {4, 5, 6, 7}}[asked.kind]
        if kind not in allowed:
            raise Refusal(400, 50035, f"a callback of type {kind} does not answer an interaction of type {asked.kind}")

    def _told(self, token: str) -> Asked:
        asked = self.asked.get(token)
        if asked is None or not asked.answered:
            raise Refusal(404, 10015, "Unknown Webhook")
        return asked

    async def _edit_original(self, request: web.Request, ids: Any, body: Json, files: Any) -> tuple[int, Any]:
        asked = self._told(ids[1])
        if asked.original == "deleted":
            raise Refusal(404, 10008, "Unknown Message")
        if asked.original:
            self._change(self.messages[asked.original], body, files)
        else:
            asked.original = self._message(asked.channel, body, files, to=asked)["id"]
        return 200, self.messages[asked.original]

    async def _drop_original(self, request: web.Request, ids: Any, body: Json, files: Any) -> tuple[int, Any]:
        asked = self._told(ids[1])
        self.messages.pop(asked.original, None)
        asked.original = "deleted"
        return 204, None

    async def _follow_up(self, request: web.Request, ids: Any, body: Json, files: Any) -> tuple[int, Any]:
        asked = self._told(ids[1])
        hidden = bool(body.get("flags", 0) & EPHEMERAL)
        return 200, self._message(asked.channel, body, files, to=asked, hidden=hidden)

    # ------------------------------------------------------------ messages

    def _message(
        self, channel: str, body: Json, files: list[str], *, to: Asked | None = None, hidden: bool | None = None
    ) -> Json:
        hide = to is not None and (to.hidden if hidden is None else hidden)
        made = _blank_message(self.new_id(), channel, self.users[str(BOT)])
        made["flags"] = EPHEMERAL if hide else 0
        made["_to"] = to.user if to is not None and hide else ""
        made["_under"] = to.message if to is not None else ""
        reference = body.get("message_reference")
        if reference:
            made["message_reference"] = {**reference, "channel_id": channel}
            made["referenced_message"] = self.messages.get(str(reference["message_id"]))
            made["_under"] = str(reference["message_id"])
        self._change(made, body, files)
        self.messages[made["id"]] = made
        self.first[made["id"]] = json.loads(json.dumps(made))
        return made

    def _change(self, message: Json, body: Json, files: list[str]) -> None:
        for key in ("content", "embeds", "components"):
            if key in body:
                message[key] = body[key] or ("" if key == "content" else [])
        message["_files"] = [*message.get("_files", []), *files]
        _check_message(message)

    def user_message(self, user: str, channel: str, text: str, *, reply_to: str = "") -> Json:
        """What a person writes; a reply to the bot mentions it, as Discord's clients do."""
        made = _blank_message(self.new_id(), channel, self.users[user])
        made["content"] = text
        named = {str(BOT)} if f"<@{BOT}>" in text else set()
        if reply_to:
            answered = self.messages[reply_to]
            made["message_reference"] = {
                "message_id": reply_to,
                "channel_id": channel,
                "guild_id": str(GUILD),
                "type": 0,
            }
            made["referenced_message"] = answered
            made["type"] = 19
            named.add(answered["author"]["id"])
        made["mentions"] = [{**self.users[one], "member": _member(self.users[one])} for one in named]
        self.messages[made["id"]] = made
        return (
            {**made, **self._where(channel), "member": _member(self.users[user])}
            if channel not in self.dms.values()
            else made
        )

    def edited(self, message_id: str, text: str) -> Json:
        """A person changes a message; the event of it."""
        message = self.messages[message_id]
        message["content"], message["edited_timestamp"] = text, _now()
        return {**message, **self._where(message["channel_id"]), "member": _member(message["author"])}

    def interaction(self, user: str, kind: int, channel: str, data: Json, message: Json | None = None) -> Json:
        """An interaction's event; its token can be answered from now on."""
        asked = Asked(
            id=self.new_id(), token=f"tok{self.new_id()}", kind=kind, user=user, channel=channel,
            message=message["id"] if message else "",
        )  # fmt: skip
        self.asked[asked.token] = asked
        place = _channel(int(channel)) if channel not in self.threads else self.threads[channel]
        made = {
            "id": asked.id, "application_id": str(APP), "type": kind, "token": asked.token, "version": 1, "data": data,
            "guild_id": str(GUILD), "channel_id": channel, "channel": place, "locale": "en-US", "guild_locale": "en-US",
            "app_permissions": str(self.permissions), "entitlements": [], "authorizing_integration_owners": {},
            "context": 0, "attachment_size_limit": 10_000_000,
            "member": {**_member(self.users[user]), "permissions": str(self.permissions)},
        }  # fmt: skip
        if message is not None:
            made["message"] = message
        return made

    def _know(self, channel: str) -> None:
        if channel not in (str(ROOM), str(ELSEWHERE), *self.threads, *self.dms.values()):
            raise Refusal(404, 10003, "Unknown Channel")

    def _where(self, channel: str) -> Json:
        return {} if channel in self.dms.values() else {"guild_id": str(GUILD)}

    def _guild(self) -> Json:
        return {
            "id": str(GUILD), "name": "The team", "owner_id": "5", "icon": None, "splash": None, "features": [],
            "roles": [{
                "id": str(GUILD), "name": "@everyone", "permissions": str(self.permissions), "color": 0, "hoist": False,
                "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
                "position": 0, "managed": False, "mentionable": False, "flags": 0, "icon": None, "unicode_emoji": None,
            }],
            "emojis": [], "stickers": [], "channels": [_channel(ROOM), _channel(ELSEWHERE)],
            "threads": [one for one in self.threads.values() if not one["thread_metadata"]["archived"]],
            "members": [_member(self.users[str(BOT)])], "member_count": len(self.users), "large": False,
            "joined_at": _now(), "voice_states": [], "presences": [], "stage_instances": [],
            "guild_scheduled_events": [], "soundboard_sounds": [], "verification_level": 0,
            "default_message_notifications": 0, "explicit_content_filter": 0, "mfa_level": 0, "nsfw_level": 0,
            "premium_tier": 0, "preferred_locale": "en-US", "afk_timeout": 300, "system_channel_flags": 0,
            "premium_progress_bar_enabled": False, "afk_channel_id": None, "application_id": None, "banner": None,
            "description": None, "discovery_splash": None, "max_members": 1000, "vanity_url_code": None,
            "public_updates_channel_id": None, "rules_channel_id": None, "system_channel_id": None,
            "unavailable": False,
        }  # fmt: skip


def _json(answer: Any, status: int, headers: Mapping[str, str] | None = None) -> web.Response:
    """As Discord writes it: the type without a charset."""
    if answer is None:
        return web.Response(status=status)
    body = json.dumps(answer).encode()
    return web.Response(body=body, status=status, headers={"Content-Type": "application/json", **(headers or {})})


def _snowflakes(body: Any) -> Any:
    """Ids as text: Discord takes them as numbers too, as the library sends some; its description does not say so."""
    if isinstance(body, dict):
        return {
            key: str(one) if key.endswith("_id") and isinstance(one, int) else _snowflakes(one)
            for key, one in body.items()
        }
    return [_snowflakes(one) for one in body] if isinstance(body, list) else body


async def _body(request: web.Request) -> tuple[Any, list[str]]:
    if request.content_type == "multipart/form-data":
        form = await request.post()
        files = [one.filename for one in form.values() if isinstance(one, web.FileField)]
        return json.loads(str(form["payload_json"])), files
    text = await request.text()
    return (json.loads(text), []) if text else (None, [])


def _check_message(message: Mapping[str, Any]) -> None:
    embeds, rows = message["embeds"], message["components"]
    if not message["content"] and not embeds and not message["_files"]:
        raise Refusal(400, 50006, "Cannot send an empty message")
    if len(message["content"]) > 2000:
        raise Refusal(400, 50035, "content is longer than 2000")
    total = sum(len(one.get("title") or "") + len(one.get("description") or "") for one in embeds)
    if total > 6000 or len(embeds) > 10:
        raise Refusal(400, 50035, f"the embeds are too long ({total})")
    if len(rows) > 5 or any(len(row["components"]) > 5 for row in rows):
        raise Refusal(400, 50035, "more than five rows of five")
    ids = [one["custom_id"] for row in rows for one in row["components"]]
    if len(ids) != len(set(ids)) or any(len(one) > 100 for one in ids):
        raise Refusal(400, 50035, "COMPONENT_CUSTOM_ID_DUPLICATED")


def _check_modal(data: Mapping[str, Any]) -> None:
    if not 1 <= len(data["title"]) <= 45 or len(data["custom_id"]) > 100 or not 1 <= len(data["components"]) <= 5:
        raise Refusal(400, 50035, "the modal does not fit")
    for one in data["components"]:
        if one["type"] != 18 or not 1 <= len(one["label"]) <= 45:
            raise Refusal(400, 50035, "a label does not fit")
        text = one["component"]
        if len(text.get("value") or "") > text.get("max_length", 4000):
            raise Refusal(400, 50035, "the value is longer than max_length")


def _as_seen(message: Json, intents: int) -> Json:
    """Without the intent, other people's words are blank unless they are for the bot or in a direct chat."""
    for_bot = any(one["id"] == str(BOT) for one in message["mentions"])
    own = message["author"]["id"] == str(BOT)
    if intents & MESSAGE_CONTENT or for_bot or own or "guild_id" not in message:
        return message
    return {**message, "content": "", "embeds": [], "components": [], "attachments": []}


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _user(ident: int, name: str, *, bot: bool = False) -> Json:
    return {
        "id": str(ident), "username": name, "global_name": name, "discriminator": "0", "avatar": None, "bot": bot,
        "public_flags": 0, "flags": 0, "banner": None, "accent_color": None, "avatar_decoration_data": None,
    }  # fmt: skip


def new_user(ident: int, name: str) -> Json:
    """A person."""
    return _user(ident, name)


def _member(user: Json) -> Json:
    return {
        "user": user, "roles": [], "joined_at": _now(), "deaf": False, "mute": False, "flags": 0, "nick": None,
        "avatar": None, "premium_since": None, "pending": False, "communication_disabled_until": None, "banner": None,
    }  # fmt: skip


def _channel(ident: int) -> Json:
    return {
        "id": str(ident), "type": 0, "guild_id": str(GUILD), "name": "review" if ident == ROOM else "other",
        "position": 0, "permission_overwrites": [], "nsfw": False, "parent_id": None, "topic": None,
        "rate_limit_per_user": 0, "last_message_id": None, "flags": 0, "permissions": "0",
    }  # fmt: skip


def _thread(ident: str, parent: str, name: str) -> Json:
    return {
        "id": ident, "type": 11, "guild_id": str(GUILD), "parent_id": parent, "name": name, "owner_id": str(BOT),
        "message_count": 0, "member_count": 1, "rate_limit_per_user": 0, "flags": 0, "last_message_id": None,
        "total_message_sent": 0,
        "thread_metadata": {
            "archived": False, "auto_archive_duration": 1440, "archive_timestamp": _now(), "locked": False,
            "create_timestamp": _now(),
        },
    }  # fmt: skip


def _blank_message(ident: str, channel: str, author: Json) -> Json:
    return {
        "id": ident, "channel_id": channel, "author": author, "content": "", "timestamp": _now(),
        "edited_timestamp": None, "tts": False, "mention_everyone": False, "mentions": [], "mention_roles": [],
        "attachments": [], "embeds": [], "components": [], "pinned": False, "type": 0, "flags": 0, "_to": "",
        "_under": "", "_files": [],
    }  # fmt: skip


async def until(true: Callable[[], bool], within: float = 60.0) -> None:
    """Wait for a condition; TimeoutError when it does not come true."""
    async with asyncio.timeout(within):
        while not true():  # noqa: ASYNC110 - what is waited for is in the library, which has no event for it
            await asyncio.sleep(0.005)
