"""Slack's Web API on a real socket, for one workspace and one app; written from the published reference.

It refuses what Slack refuses: unknown arguments and properties, limits, missing scopes, channels the app is not in,
triggers that are too old, messages of others. `people` act through the methods at the end.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import socket
import time
import uuid
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.fakes.slack_delivery import Delivery, Envelope
from tests.fakes.slack_methods import HOOK_ARGS, METHODS
from tests.fakes.slack_rules import MOST_TEXT, Json, Method, Refusal, check_blocks

BOT_SCOPES = frozenset(
    {
        *("app_mentions:read", "channels:history", "channels:read", "chat:write", "commands", "files:write"),
        *("groups:history", "groups:read", "im:history", "im:read", "im:write", "users:read"),
    }
)
TRIGGER_SECONDS = 3.0


@dataclass
class Member:
    """Somebody in the workspace."""

    id: str
    name: str
    locale: str = "en-US"
    is_bot: bool = False


@dataclass
class Room:
    """A conversation. `messages` by ts, in order."""

    id: str
    name: str
    members: set[str]
    kind: str = "channel"
    messages: dict[str, Json] = field(default_factory=dict)
    archived: bool = False


class FakeSlack:
    """`base_url` is for `AsyncWebClient(base_url=…)`. `calls` records every accepted call as (method, arguments)."""

    def __init__(self, *, ack_within: float = 3.0, paced: bool = False) -> None:
        self.bot_token, self.app_token, self.signing_secret = "xoxb-1-2-fake", "xapp-1-A0FAKE-fake", "signing-secret"
        self.bot = Member("U0BOT", "tertulia", is_bot=True)
        self.people = {self.bot.id: self.bot}
        self.scopes = set(BOT_SCOPES)
        self.rooms: dict[str, Room] = {}
        self.delivery = Delivery(self.signing_secret, ack_within=ack_within)
        self.paced = paced
        self.calls: list[tuple[str, Json]] = []
        self.refused: list[tuple[str, str]] = []
        self.ephemerals: list[Json] = []
        self.homes: dict[str, Json] = {}
        self.views: dict[str, Json] = {}
        self.opened: list[tuple[str, str]] = []
        self.files: dict[str, Json] = {}
        self.faults: dict[str, deque[web.Response | str]] = defaultdict(deque)
        self.posted_at: dict[str, float] = {}
        self.port = 0
        self.first: dict[str, Json] = {}
        self._triggers: dict[str, tuple[float, bool, str]] = {}
        self._hooks: dict[str, tuple[float, int, Json]] = {}
        self._clock, self._order = itertools.count(1), itertools.count(1)
        self._runner: web.AppRunner | None = None
        self._socket: socket.socket | None = None

    # the server

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    def reserve(self) -> None:
        """Take a port before anything runs."""
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]

    async def start(self) -> None:
        """Listen; after `stop` on the same port as before."""
        app = web.Application(client_max_size=50_000_000)
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_get("/link/", self.delivery.socket)
        app.router.add_post("/upload/{file}", self._upload)
        app.router.add_post("/hook/{id}", self._hook)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        held, self._socket = self._socket, None
        site = web.SockSite(self._runner, held) if held else web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Nobody answers any more."""
        await self.delivery.stop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _call(self, request: web.Request) -> web.Response:
        name = request.match_info["method"]
        method = METHODS.get(name)
        try:
            if method is None:
                raise Refusal("unknown_method")
            args, token = await self._arguments(request, method)
            if (fault := self._fault(name)) is not None:
                return fault
            self._authorize(name, method, args, token)
            answer = method.run(self, args)
            if self._fault_after(name):
                request.transport.abort()  # type: ignore[union-attr]
                return web.Response(status=500)
            self.calls.append((name, args))
        except Refusal as refusal:
            self.refused.append((name, refusal.word))
            return self._refusal(refusal)
        return web.json_response({"ok": True, **answer}, headers={"X-OAuth-Scopes": ",".join(sorted(self.scopes))})

    def _refusal(self, refusal: Refusal) -> web.Response:
        body = {"ok": False, "error": refusal.word, **refusal.more}
        if refusal.details:
            body["response_metadata"] = {"messages": [f"[ERROR] {each}" for each in refusal.details]}
        if refusal.word == "ratelimited":
            return web.json_response(body, status=429, headers={"Retry-After": str(refusal.more.get("after", 1))})
        return web.json_response(body)

    async def _arguments(self, request: web.Request, method: Method) -> tuple[Json, str]:
        args: Json = dict(request.query)
        if request.content_type == "application/json" and request.can_read_body:
            if not method.reads_json:
                raise Refusal("invalid_arguments", "this method reads no JSON")
            args |= await request.json()
        elif request.method == "POST":
            form = await request.post()
            args |= {key: value for key, value in form.items() if isinstance(value, str)}
            for key in ("blocks", "view", "files", "metadata"):
                if isinstance(args.get(key), str):
                    args[key] = json.loads(args[key])
        header = request.headers.get("Authorization", "")
        token = header.removeprefix("Bearer ") if header else str(args.get("token", ""))
        args.pop("token", None)
        if unknown := set(args) - method.args:
            raise Refusal("invalid_arguments", f"unknown: {', '.join(sorted(unknown))}")
        return args, token

    def _authorize(self, name: str, method: Method, args: Json, token: str) -> None:
        if not token:
            raise Refusal("not_authed")
        if name == "apps.connections.open":
            if token != self.app_token:
                raise Refusal("not_allowed_token_type" if token == self.bot_token else "invalid_auth")
            return
        if token != self.bot_token:
            raise Refusal("not_allowed_token_type" if token == self.app_token else "invalid_auth")
        room = self.rooms.get(str(args.get("channel", "")))
        kind = {"channel": "channels", "private": "groups", "im": "im"}[room.kind if room else "channel"]
        needed = method.scope.format(kind)
        if needed and needed not in self.scopes:
            raise Refusal("missing_scope", needed=needed, provided=",".join(sorted(self.scopes)))

    def fail(self, method: str, *faults: web.Response | str) -> None:
        """What the next calls of a method meet: an error word, a whole answer, or "dropped": done, but not answered."""
        self.faults[method].extend(faults)

    def _fault(self, name: str) -> web.Response | None:
        waiting = self.faults[name]
        if not waiting or waiting[0] == "dropped":
            return None
        fault = waiting.popleft()
        if isinstance(fault, str):
            raise Refusal(fault, after=1)
        return fault

    def _fault_after(self, name: str) -> bool:
        if self.faults[name] and self.faults[name][0] == "dropped":
            self.faults[name].popleft()
            return True
        return False

    async def _upload(self, request: web.Request) -> web.Response:
        file = self.files.get(request.match_info["file"])
        data = await request.read()
        if file is None or len(data) != file["length"]:
            return web.Response(status=400, text="wrong length")
        file["data"] = data
        return web.Response(text=f"OK - {len(data)}")

    async def _hook(self, request: web.Request) -> web.Response:
        """A response_url: five uses in thirty minutes."""
        since, used, about = self._hooks.get(request.match_info["id"], (0.0, 0, {}))
        if not about:
            return web.json_response({"ok": False, "error": "invalid_url"}, status=404)
        if time.monotonic() - since > 1800 or used >= 5:
            return web.json_response({"ok": False, "error": "expired_url"}, status=404)
        body = await request.json()
        if unknown := set(body) - HOOK_ARGS:
            return web.json_response(
                {"ok": False, "error": "invalid_arguments", "unknown": sorted(unknown)}, status=400
            )
        try:
            self._content(body)
        except Refusal as refusal:
            return web.json_response({"ok": False, "error": refusal.word, "why": refusal.details}, status=400)
        self._hooks[request.match_info["id"]] = (since, used + 1, about)
        message = {key: body[key] for key in ("text", "blocks", "thread_ts") if key in body}
        if body.get("response_type") == "in_channel":
            self.posted(self.rooms[about["channel"]], {**message, "user": self.bot.id, "bot_id": "B0BOT"})
        else:
            self.ephemerals.append(
                {**message, "channel": about["channel"], "user": about["user"], "by": "response_url"}
            )
        return web.Response(text="ok")

    # what methods share

    def room(self, args: Json, *, member: bool = True) -> Room:
        room = self.rooms.get(str(args.get("channel", "")))
        if room is None:
            raise Refusal("channel_not_found")
        if member and self.bot.id not in room.members:
            raise Refusal("not_in_channel" if room.kind == "channel" else "channel_not_found")
        return room

    def message(self, room: Room, ts: Any) -> Json:
        message = room.messages.get(str(ts))
        if message is None:
            raise Refusal("message_not_found")
        return message

    def _content(self, args: Json) -> None:
        if not args.get("text") and not args.get("blocks"):
            raise Refusal("no_text")
        if len(args.get("text") or "") > MOST_TEXT:
            raise Refusal("msg_too_long")
        if args.get("blocks"):
            check_blocks(args["blocks"])

    def paces(self, room: Room) -> None:
        now = time.monotonic()
        if self.paced and now - self.posted_at.get(room.id, -1000.0) < 0.9:
            raise Refusal("ratelimited", after=1)
        self.posted_at[room.id] = now

    def ts(self) -> str:
        return f"{int(time.time())}.{next(self._clock):06d}"

    def posted(self, room: Room, message: Json) -> Json:
        """Put a message into a room and tell the app of it, its own included, as Slack does."""
        message = {"type": "message", "ts": self.ts(), "at": next(self._order), **message}
        if root := room.messages.get(message.get("thread_ts", "")):
            message["parent_user_id"] = root["user"]
        room.messages[message["ts"]] = message
        self.first[message["ts"]] = dict(message)
        about = {"channel": room.id, "channel_type": {"private": "group"}.get(room.kind, room.kind)}
        self.event({**message, **about, "event_ts": message["ts"]})
        if f"<@{self.bot.id}>" in (message.get("text") or "") and room.kind != "im" and "bot_id" not in message:
            self.event({**message, "type": "app_mention", "channel": room.id, "event_ts": message["ts"]})
        return message

    def whispered(self, message: Json) -> None:
        """For one person's eyes."""
        self.ephemerals.append({**message, "at": next(self._order)})

    def event(self, event: Json) -> Envelope:
        """An Events API envelope."""
        payload = {
            "token": "x", "team_id": "T0FAKE", "api_app_id": "A0FAKE", "type": "event_callback",
            "event": event, "event_id": f"Ev{uuid.uuid4().hex[:10].upper()}", "event_time": int(time.time()),
            "authorizations": [{"team_id": "T0FAKE", "user_id": self.bot.id, "is_bot": True}],
        }  # fmt: skip
        return self.delivery.send("events_api", payload)

    def trigger(self, user: str) -> str:
        made = f"{int(time.time())}.{next(self._clock)}.{uuid.uuid4().hex}"
        self._triggers[made] = (time.monotonic(), False, user)
        return made

    def spend(self, trigger: Any) -> str:
        """Use a trigger up; whose it was."""
        if trigger not in self._triggers:
            raise Refusal("invalid_trigger_id")
        at, used, user = self._triggers[trigger]
        if used:
            raise Refusal("exchanged_trigger_id")
        if time.monotonic() - at > TRIGGER_SECONDS:
            raise Refusal("expired_trigger_id")
        self._triggers[trigger] = (at, True, user)
        return user

    def hook(self, channel: str, user: str) -> str:
        made = uuid.uuid4().hex
        self._hooks[made] = (time.monotonic(), 0, {"channel": channel, "user": user})
        return f"http://127.0.0.1:{self.port}/hook/{made}"

    # what people do

    def join(self, member: Member, *rooms: str) -> Member:
        self.people[member.id] = member
        for room in rooms:
            self.rooms[room].members.add(member.id)
        return member

    def open_room(self, room_id: str, name: str, kind: str = "channel", members: tuple[str, ...] = ()) -> Room:
        self.rooms[room_id] = Room(room_id, name, {self.bot.id, *members}, kind)
        return self.rooms[room_id]

    def direct(self, user: str) -> Room:
        room_id = f"D{user[1:]}"
        return self.rooms.get(room_id) or self.open_room(room_id, "", "im", (user,))

    def says(self, user: str, channel: str, text: str, thread_ts: str = "") -> Json:
        more = {"thread_ts": thread_ts} if thread_ts else {}
        fields = {"user": user, "text": text, "client_msg_id": str(uuid.uuid4()), "team": "T0FAKE"}
        return self.posted(self.rooms[channel], {**fields, **more})

    def edits(self, channel: str, ts: str, text: str) -> Envelope:
        room = self.rooms[channel]
        before = dict(room.messages[ts])
        room.messages[ts] |= {"text": text, "edited": {"user": before["user"], "ts": self.ts()}}
        return self.changed(room, ts, before)

    def changed(self, room: Room, ts: str, before: Json) -> Envelope:
        return self.event(
            {
                "type": "message", "subtype": "message_changed", "hidden": True, "channel": room.id, "ts": self.ts(),
                "channel_type": room.kind, "message": dict(room.messages[ts]), "previous_message": before,
                "event_ts": self.ts(),
            }
        )  # fmt: skip

    def deletes(self, channel: str, ts: str) -> Envelope:
        before = self.rooms[channel].messages.pop(ts)
        return self.event(
            {
                "type": "message", "subtype": "message_deleted", "hidden": True, "channel": channel, "ts": self.ts(),
                "deleted_ts": ts, "channel_type": self.rooms[channel].kind, "previous_message": before,
                "event_ts": self.ts(),
            }
        )  # fmt: skip

    def presses(self, user: str, channel: str, message: Json, label: str) -> Envelope:
        """A button by its words, on a message (an ephemeral one too)."""
        block, element = find_button(message["blocks"], label)
        action = {
            "type": "button", "action_id": element["action_id"], "block_id": block.get("block_id", "b1"),
            "text": element["text"], "action_ts": f"{time.time():.6f}",
        }  # fmt: skip
        if "value" in element:
            action["value"] = element["value"]
        is_ephemeral = "ts" not in message
        container = {
            "type": "message", "message_ts": message.get("ts") or self.ts(), "channel_id": channel,
            "is_ephemeral": is_ephemeral,
        }  # fmt: skip
        payload = {
            **self._about(user), "type": "block_actions", "container": container, "actions": [action],
            "channel": {"id": channel, "name": self.rooms[channel].name or "directmessage"},
            "response_url": self.hook(channel, user), "state": {"values": {}},
        }  # fmt: skip
        if not is_ephemeral:
            payload["message"] = message
        return self.delivery.send("interactive", payload)

    def presses_at_home(self, user: str, label: str) -> Envelope:
        view = self.homes[user]
        _, element = find_button(view["blocks"], label)
        action = {"type": "button", "action_id": element["action_id"], "value": element.get("value", ""),
                  "block_id": "h", "text": element["text"], "action_ts": f"{time.time():.6f}"}  # fmt: skip
        container = {"type": "view", "view_id": view["id"]}
        payload = {**self._about(user), "type": "block_actions", "container": container, "view": view,
                   "actions": [action]}  # fmt: skip
        return self.delivery.send("interactive", payload)

    def commands(self, user: str, channel: str, text: str, command: str = "/tertulia") -> Envelope:
        return self.delivery.send(
            "slash_commands",
            {
                "token": "x", "team_id": "T0FAKE", "team_domain": "fake", "channel_id": channel,
                "channel_name": self.rooms[channel].name, "user_id": user, "user_name": self.people[user].name,
                "command": command, "text": text, "api_app_id": "A0FAKE", "is_enterprise_install": "false",
                "response_url": self.hook(channel, user), "trigger_id": self.trigger(user),
            },
        )  # fmt: skip

    def shortcut(self, user: str, callback_id: str) -> Envelope:
        payload = {**self._about(user), "type": "shortcut", "callback_id": callback_id, "action_ts": self.ts()}
        return self.delivery.send("interactive", payload)

    def message_shortcut(self, user: str, channel: str, ts: str, callback_id: str) -> Envelope:
        payload = {
            **self._about(user), "type": "message_action", "callback_id": callback_id, "action_ts": self.ts(),
            "message_ts": ts, "message": self.rooms[channel].messages[ts], "response_url": self.hook(channel, user),
            "channel": {"id": channel, "name": self.rooms[channel].name},
        }  # fmt: skip
        return self.delivery.send("interactive", payload)

    def opens_home(self, user: str) -> Envelope:
        return self.event(
            {"type": "app_home_opened", "user": user, "channel": f"D{user[1:]}", "tab": "home", "event_ts": self.ts()}
        )

    def submits(self, user: str, view_id: str, values: dict[str, str]) -> Envelope:
        """Send a modal with what was filled in, by the block's id; what is not named keeps its first value."""
        view = self.views[view_id]
        state: Json = {}
        for block in view["blocks"]:
            if block["type"] == "input":
                state[block["block_id"]] = {block["element"]["action_id"]: _filled(block, values)}
        payload = {**self._about(user), "type": "view_submission", "response_urls": [],
                   "view": {**view, "state": {"values": state}}}  # fmt: skip
        return self.delivery.send("interactive", payload)

    def _about(self, user: str) -> Json:
        name = self.people[user].name
        return {
            "user": {"id": user, "username": name.lower(), "name": name.lower(), "team_id": "T0FAKE"},
            "api_app_id": "A0FAKE", "token": "x", "team": {"id": "T0FAKE", "domain": "fake"}, "enterprise": None,
            "is_enterprise_install": False, "trigger_id": self.trigger(user),
        }  # fmt: skip

    async def until(self, condition: Callable[[], Any], seconds: float = 60.0) -> Any:
        """What `condition` gives as soon as it gives something."""
        end = time.monotonic() + seconds
        while not (found := condition()):
            if time.monotonic() > end:
                raise AssertionError(f"not within {seconds} s; {self.lately()}")
            await asyncio.sleep(0.01)
        return found

    def lately(self) -> str:
        """What happened last, for the message of a failed test."""
        calls = [name for name, _ in self.calls[-8:]]
        private = [one.get("text") for one in self.ephemerals[-3:]]
        return f"calls: {calls}; refused: {self.refused[-4:]}; private: {private}"


def find_button(blocks: list[Json], label: str) -> tuple[Json, Json]:
    for block in blocks:
        elements = block.get("elements", []) if block["type"] == "actions" else [block.get("accessory") or {}]
        for element in elements:
            if element.get("type") == "button" and re.search(label, element["text"]["text"]):
                return block, element
    raise AssertionError(f"no button {label!r} on the message")


def _filled(block: Json, values: dict[str, str]) -> Json:
    element = block["element"]
    if element["type"] == "static_select":
        first = element.get("initial_option", {}).get("value", "")
        chosen = next((o for o in element["options"] if o["value"] == values.get(block["block_id"], first)), None)
        return {"type": "static_select", "selected_option": chosen}
    text = values.get(block["block_id"], element.get("initial_value"))
    assert len(text or "") <= element.get("max_length", 3000), "Slack would not let this be sent"
    return {"type": "plain_text_input", "value": text or None}
