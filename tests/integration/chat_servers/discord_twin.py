"""discord-digital-twin with a front: everything between the adapter and the twin passes here, over real sockets.

The front closes what the twin lacks, and nothing else:

- `GET /oauth2/applications/@me`, direct-message channels, uploads (the twin reads JSON only), the bot's token on REST;
- the answer to `?with_response=1`;
- `type` in reaction events; `mentions` and `referenced_message` in messages, no `guild_id` in direct ones;
- a resumed session (op 6), which the twin does not answer: it is invalid (op 9);
- a thread has its first message's id, and the server's own event tells of its threads;
- a deferred answer to a button is a message of its own, hidden where that was asked; hidden words are no event.

Every request is checked against the published API description, as the fake server does it, and an interaction has to
be acknowledged within three seconds. What was refused is in `refused`.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from typing import Any

import aiohttp
from aiohttp import WSMsgType, web

from tests.fakes.discord import (
    ACK_WITHIN,
    BOT,
    ELSEWHERE,
    EPHEMERAL,
    GUILD,
    ROOM,
    THREAD_EXISTS,
    TOKEN,
    Asked,
    Json,
    Refusal,
    Schemas,
    _body,
    _json,
    _snowflakes,
)
from tests.fakes.doors import DiscordDoor
from tests.integration.chat_servers.node import NodeServer

NO_SUCH_MESSAGE = Refusal(404, 10008, "Unknown Message")


def node(people: Mapping[str, int]) -> NodeServer:
    """The twin's process, with one server of two channels and these members."""
    given = {
        "guild": {"id": str(GUILD), "name": "The team"},
        "channels": [
            {"id": str(ROOM), "name": "review", "type": 0},
            {"id": str(ELSEWHERE), "name": "other", "type": 0},
        ],
        "users": [{"id": str(ident), "username": name} for name, ident in people.items()],
        "botUser": {"id": str(BOT), "username": "tertulia"},
        "botToken": TOKEN,
    }
    return NodeServer("discord.mjs", given)


class DiscordTwin(DiscordDoor):
    """The front. `messages` are the bot's and the people's as the twin told them last, `first` as they were posted."""

    def __init__(self, twin: NodeServer) -> None:
        super().__init__()
        self._twin, self._upstream = twin, f"http://127.0.0.1:{twin.port}/api/v10"
        self.users: dict[str, Json] = {}
        self.messages: dict[str, Json] = {}
        self.first: dict[str, Json] = {}
        self.threads: dict[str, Json] = {}
        self.dms: dict[str, str] = {}
        self.asked: dict[str, Asked] = {}
        self.refused: list[str] = []
        self.requests: list[tuple[str, str]] = []
        self.slowest = 0.0
        self.flags = 0
        self.last = ""
        self._schemas = Schemas()
        self._ids: dict[str, str] = {}
        self._threading = asyncio.Lock()

    # ------------------------------------------------------------ life

    async def start(self) -> None:
        """Listen on a free port of the loopback, in front of an emptied twin."""
        for table in ("message", "interactionResponse", "threadMember"):
            await self._twin.call(f"prisma.{table}.deleteMany")
        await self._twin.call("prisma.channel.deleteMany", where={"id": {"notIn": [str(ROOM), str(ELSEWHERE)]}})
        self._http = aiohttp.ClientSession()
        await self.listen(self._gateway, self._rest)

    async def stop(self) -> None:
        """Close everything; the twin's process goes on."""
        await super().stop()
        await self._http.close()

    async def away(self) -> None:
        """Cannot be reached any more, also not over the connections that are kept."""
        await super().away()
        server = self._runner.server if self._runner is not None else None
        for kept in server.connections if server is not None else ():
            kept.force_close()

    @property
    def listening(self) -> int:
        """How many connections have been told READY."""
        return sum(self._sockets.values())

    # ------------------------------------------------------------ people

    async def write(self, user: str, channel: str, text: str, *, reply_to: str = "") -> Json:
        """Somebody writes; the twin tells of it."""
        reference = {"message_id": reply_to, "channel_id": channel, "guild_id": str(GUILD)} if reply_to else None
        more = {"messageReference": reference} if reference else {}
        made = await self._twin.call(
            "simulateUserMessage", channelId=self._ids.get(channel, channel), userId=user, content=text, **more
        )
        return self._mirror(made)

    async def rewrite(self, message_id: str, text: str) -> Json:
        """Somebody changes what they wrote."""
        channel = self.messages[message_id]["channel_id"]
        made = await self._twin.call(
            "simulateUserMessageEdit", messageId=message_id, channelId=self._ids.get(channel, channel), content=text
        )
        return self._mirror(made)

    async def erase(self, message_id: str) -> None:
        """A moderator of the server deletes a message, anybody's."""
        await self._twin.call("simulateUserMessageDelete", messageId=message_id, channelId=str(ROOM))
        self.messages.pop(message_id, None)

    async def interact(self, user: str, kind: int, channel: str, data: Json, message: str = "") -> Asked:
        """Somebody presses, commands, types or sends a form; the twin tells of it."""
        given: dict[str, Any] = {"type": kind, "channelId": self._ids.get(channel, channel), "userId": user}
        made = await self._twin.call(
            "simulateInteraction", **given, data=data, **({"messageId": message} if message else {})
        )
        return self._known(str(made["id"]), str(made["token"]), kind, user, channel, message)

    async def thread(self, message_id: str, name: str) -> None:
        """Somebody makes a thread from a message."""
        await self._make_thread(str(ROOM), message_id, {"name": name})

    async def sleep(self, thread: str) -> None:
        """Nobody used a thread for some days."""
        metadata = {**self.threads[thread]["thread_metadata"], "archived": True}
        self.threads[thread] = {**self.threads[thread], "thread_metadata": metadata}

    async def commands(self) -> list[Json]:
        """What is registered in the server."""
        found: list[Json] = await self._twin.call("prisma.applicationCommand.findMany", where={"guildId": str(GUILD)})
        return found

    async def direct(self, user: str) -> str:
        """The channel in which the bot and somebody write to each other."""
        if user not in self.dms:
            ident = str(int(user) + 7_000_000)
            await self._twin.call("prisma.channel.create", data={"id": ident, "type": 1})
            self.dms[user] = ident
        return self.dms[user]

    async def again(self) -> None:
        """The last event once more."""
        for socket in self._sockets:
            await socket.send_str(self.last)

    def _known(self, ident: str, token: str, kind: int, user: str, channel: str, message: str) -> Asked:
        if token not in self.asked:
            self.asked[token] = Asked(id=ident, token=token, kind=kind, user=user, channel=channel, message=message)
        return self.asked[token]

    # ------------------------------------------------------------ gateway

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets[socket] = False
        async with self._http.ws_connect(f"ws://127.0.0.1:{self._twin.port}/gateway") as upstream:
            down = asyncio.create_task(self._down(socket, upstream))
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    break
                if json.loads(message.data)["op"] == 6:
                    await socket.send_json({"op": 9, "d": False, "s": None, "t": None})
                else:
                    await upstream.send_str(message.data)
            down.cancel()
        self._sockets.pop(socket, None)
        return socket

    async def _down(self, socket: web.WebSocketResponse, upstream: aiohttp.ClientWebSocketResponse) -> None:
        async for message in upstream:
            if message.type is not WSMsgType.TEXT:
                break
            async with self._threading:
                frame = json.loads(self._renamed(message.data))
            if frame["op"] == 0 and not self._mended(frame["t"], frame["d"]):
                continue
            text = json.dumps(frame)
            if frame.get("t") in ("MESSAGE_CREATE", "MESSAGE_UPDATE", "INTERACTION_CREATE"):
                self.last = text
            await socket.send_str(text)
            if frame.get("t") == "READY":
                self._sockets[socket] = True
        await socket.close(code=upstream.close_code or 1000)

    def _mended(self, name: str, data: Json) -> bool:
        """What the twin leaves out is put in; False for an event that Discord would not send."""
        if name == "READY":
            data["resume_gateway_url"] = self.gateway_url
        elif name == "GUILD_CREATE":
            data["threads"] = [one for one in self.threads.values() if not one["thread_metadata"]["archived"]]
            data["channels"] = [one for one in data["channels"] if one["type"] == 0]
        elif name in ("MESSAGE_CREATE", "MESSAGE_UPDATE"):
            if data.get("flags", 0) & EPHEMERAL or self._hidden(data["id"]):
                return False
            self._complete(data)
        elif name.startswith("MESSAGE_REACTION_"):
            data.setdefault("type", 0)
            data.setdefault("burst", False)
        elif name == "INTERACTION_CREATE":
            user = data["member"]["user"]["id"]
            message = data.get("message") or {}
            self._known(data["id"], data["token"], data["type"], user, data["channel_id"], message.get("id", ""))
        return True

    def _hidden(self, message_id: str) -> bool:
        return bool(self.messages.get(message_id, {}).get("_to"))

    def _complete(self, message: Json) -> Json:
        if not message.get("guild_id"):
            message.pop("guild_id", None)
        named = [str(BOT)] if f"<@{BOT}>" in message["content"] else []
        reference = message.get("message_reference")
        if reference:
            answered = self.messages.get(str(reference["message_id"]))
            message["referenced_message"] = answered
            if message["author"]["id"] != str(BOT):
                message["type"] = 19
                named += [answered["author"]["id"]] if answered else []
        message["mentions"] = [self._bot() for one in named if one == str(BOT)][:1]
        message.setdefault("components", [])
        return message

    @staticmethod
    def _bot() -> Json:
        return {"id": str(BOT), "username": "tertulia", "discriminator": "0", "avatar": None, "bot": True}

    def _renamed(self, text: str) -> str:
        """Threads under the ids that Discord would give them."""
        for ours, theirs in self._ids.items():
            text = text.replace(f'"{theirs}"', f'"{ours}"')
        return text

    # ------------------------------------------------------------ REST

    async def _rest(self, request: web.Request) -> web.Response:
        path = "/" + request.match_info["path"]
        self.requests.append((request.method, path))
        try:
            body, files = await _body(request)
            free = path.startswith(("/interactions/", "/webhooks/"))
            if not free and request.headers.get("Authorization") != f"Bot {TOKEN}":
                raise Refusal(401, 0, "401: Unauthorized")
            self._schemas.check(request.method, path, _snowflakes(body))
            status, answer = await self._answer(request, path.strip("/").split("/"), body, files)
            return _json(answer, status)
        except Refusal as refusal:
            if refusal.status != 401 and refusal.code not in (10008, 10062, THREAD_EXISTS):
                self.refused.append(f"{request.method} {path}: {refusal}")
            return _json({"code": refusal.code, "message": refusal.message}, refusal.status)

    async def _answer(self, request: web.Request, parts: list[str], body: Any, files: list[str]) -> tuple[int, Any]:
        match [request.method, *parts]:
            case ["GET", "oauth2", "applications", "@me"]:
                return 200, await self._application()
            case ["POST", "users", "@me", "channels"]:
                return 200, await self._dm(str(body["recipient_id"]))
            case ["POST", "channels", channel, "messages", message, "threads"]:
                return 201, await self._make_thread(channel, message, body)
            case ["POST", "interactions", _, token, "callback"]:
                return await self._callback(request, token, body, files)
            case ["PATCH" | "DELETE" as method, "webhooks", _, token, "messages", "@original"]:
                return await self._original(method, token, body, files)
            case ["POST", "webhooks", _, token]:
                return await self._follow_up(token, body, files)
        status, answer = await self._pass(request.method, "/".join(parts), body)
        if isinstance(answer, dict) and "channel_id" in answer and "author" in answer:
            answer = self._mirror(answer, files=files)
        return status, answer

    async def _pass(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """What the twin answers; its errors are raised."""
        head, _, rest = path.partition("/")
        if head == "channels":
            channel, slash, rest = rest.partition("/")
            path = f"channels/{self._ids.get(channel, channel)}{slash}{rest}"
        async with self._http.request(method, f"{self._upstream}/{path}", json=body) as answered:
            text = self._renamed(await answered.text())
            found = json.loads(text) if text else None
            if answered.status >= 400:
                raise Refusal(answered.status, int(found.get("code", 0)), str(found.get("message", text)))
            return answered.status, found

    async def _application(self) -> Json:
        _, found = await self._pass("GET", "applications/@me")
        owner = {"id": "5", "username": "owner", "discriminator": "0", "avatar": None, "global_name": None}
        return {**found, "flags": self.flags, "owner": owner}

    async def _dm(self, user: str) -> Json:
        _, found = await self._pass("GET", f"users/{user}")
        return {"id": await self.direct(user), "type": 1, "last_message_id": None, "recipients": [found], "flags": 0}

    async def _make_thread(self, channel: str, message: str, body: Json) -> Json:
        async with self._threading:
            _, made = await self._pass("POST", f"channels/{channel}/messages/{message}/threads", body)
            self._ids[message] = made["id"]
        thread: Json = {**made, "id": message}
        self.threads[message] = thread
        return thread

    # ------------------------------------------------------------ interactions

    async def _callback(self, request: web.Request, token: str, body: Json, files: list[str]) -> tuple[int, Any]:
        asked, kind, data = self.asked.get(token), body["type"], body.get("data") or {}
        took = time.monotonic() - asked.at if asked else 0.0
        if asked is None or took > ACK_WITHIN:
            raise Refusal(404, 10062, f"Unknown interaction (after {took:.1f} s)")
        await self._pass("POST", f"interactions/{asked.id}/{token}/callback", body)
        self.slowest = max(self.slowest, took)
        asked.answered, asked.hidden = kind, bool(data.get("flags", 0) & EPHEMERAL)
        if kind == 5:
            changed: Json = {"messageId": None}
            await self._twin.call("prisma.interactionResponse.update", where={"interactionId": asked.id}, data=changed)
        elif kind == 8:
            asked.choices = data.get("choices", [])
        elif kind == 9:
            asked.modal = data
        elif kind == 4:
            _, made = await self._pass("GET", f"webhooks/{BOT}/{token}/messages/@original")
            asked.original = self._mirror(made, asked=asked, hidden=asked.hidden, files=files)["id"]
        if request.query.get("with_response") not in ("true", "1"):
            return 204, None
        told: Json = {"interaction": {"id": asked.id, "type": asked.kind}, "resource": {"type": kind}}
        if asked.original:
            told["interaction"]["response_message_id"] = asked.original
            told["resource"]["message"] = self.messages[asked.original]
        return 200, told

    async def _original(self, method: str, token: str, body: Any, files: list[str]) -> tuple[int, Any]:
        asked = self.asked[token]
        if asked.original == "deleted":
            raise NO_SUCH_MESSAGE
        if method == "DELETE":
            if asked.original:
                await self._pass("DELETE", f"webhooks/{BOT}/{token}/messages/@original")
                self.messages.pop(asked.original, None)
            asked.original = "deleted"
            return 204, None
        hidden = {"flags": EPHEMERAL} if asked.hidden and not asked.original else {}
        _, made = await self._pass("PATCH", f"webhooks/{BOT}/{token}/messages/@original", {**body, **hidden})
        asked.original = made["id"]
        return 200, self._mirror(made, asked=asked, hidden=asked.hidden, files=files)

    async def _follow_up(self, token: str, body: Json, files: list[str]) -> tuple[int, Any]:
        _, made = await self._pass("POST", f"webhooks/{BOT}/{token}", body)
        hidden = bool(body.get("flags", 0) & EPHEMERAL)
        return 200, self._mirror(made, asked=self.asked[token], hidden=hidden, files=files)

    def _mirror(
        self, message: Json, *, asked: Asked | None = None, hidden: bool = False, files: list[str] | None = None
    ) -> Json:
        """Keep a message as the twin has it now, and who sees it."""
        before = self.messages.get(message["id"], {})
        made = self._complete({**json.loads(self._renamed(json.dumps(message)))})
        made["_to"] = asked.user if asked and hidden else before.get("_to", "")
        reference = (made.get("message_reference") or {}).get("message_id", "")
        made["_under"] = before.get("_under") or str(reference) or (asked.message if asked else "")
        made["_files"] = [*before.get("_files", []), *(files or [])]
        self.messages[made["id"]] = made
        self.first.setdefault(made["id"], json.loads(json.dumps(made)))
        return made
