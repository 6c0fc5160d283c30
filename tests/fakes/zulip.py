"""Zulip's REST API on a real socket, for one organisation and one bot; written from the published reference.

It refuses what Zulip refuses: unknown parameters, empty messages, edits after the time for them, queues it does not
know, messages of others. What is too long it cuts, as Zulip does. `people` act through the methods at the end.
"""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import socket
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Json = dict[str, Any]
MOST_MESSAGE = 10_000
MOST_TOPIC = 60
CUT = "\n[message truncated]"
EMOJI = {
    "0031-20e3": ["one"], "0032-20e3": ["two"], "0033-20e3": ["three"], "270f": ["pencil"], "1f501": ["repeat"],
    "1f64b": ["question"], "1f44b": ["wave", "hello"], "274c": ["cross_mark", "x"], "1f4a4": ["zzz"],
    "2b06": ["up"], "21a9": ["reply"], "1f50e": ["magnifying_glass"], "1f44d": ["+1", "thumbs_up"],
    "2764": ["heart", "love"],
}  # fmt: skip


class Refusal(Exception):
    """An error answer."""

    def __init__(self, code: str, said: str, status: int = 400, **more: Any) -> None:
        super().__init__(code, said)
        self.code, self.said, self.status, self.more = code, said, status, more


@dataclass
class Account:
    """Somebody in the organisation."""

    id: int
    name: str
    email: str
    is_bot: bool = False


@dataclass
class Queue:
    """An event queue. `events` wait until they are acknowledged by a later `last_event_id`."""

    types: frozenset[str]
    apply_markdown: bool
    events: list[Json] = field(default_factory=list)
    numbers: itertools.count[int] = field(default_factory=itertools.count)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    again: list[Json] = field(default_factory=list)
    acked: int = -1
    newest: int = -1


class FakeZulip:
    """`site` is for `zulip.Client(site=…)`. `calls` records accepted calls as (method, path, parameters)."""

    def __init__(self) -> None:
        self.bot = Account(8, "Tertulia", "tertulia-bot@zulip.test", is_bot=True)
        self.key = "a-bot-key"
        self.people = {self.bot.id: self.bot}
        self.streams: dict[int, str] = {}
        self.subscribed: set[int] = set()
        self.messages: dict[int, Json] = {}
        self.first: dict[int, Json] = {}
        self.queues: dict[str, Queue] = {}
        self.uploads: dict[str, bytes] = {}
        self.calls: list[tuple[str, str, Json]] = []
        self.refused: list[tuple[str, str]] = []
        self.faults: dict[str, deque[Refusal | web.Response | str]] = defaultdict(deque)
        self.edit_seconds: float = 0
        self.sent: list[Json] = []
        self.may_delete = True
        self.port = 0
        self._numbers = itertools.count(1)
        self._queue_names = itertools.count(1)
        self._runner: web.AppRunner | None = None
        self._socket: socket.socket | None = None

    # the server

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def reserve(self) -> None:
        """Take a port before anything runs."""
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]

    async def start(self) -> None:
        """Listen; after `stop` on the same port as before."""
        app = web.Application(client_max_size=50_000_000)
        app.router.add_route("*", "/api/v1/{path:.*}", self._call)
        app.router.add_get("/static/emoji.json", self._emoji)
        app.router.add_get("/user_uploads/{path:.*}", self._file)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        held, self._socket = self._socket, None
        site = web.SockSite(self._runner, held) if held else web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Nobody answers any more; queues are kept for ten minutes."""
        if self._runner is not None:
            for queue in self.queues.values():
                queue.news.set()
            await self._runner.cleanup()
            self._runner = None

    async def _emoji(self, request: web.Request) -> web.Response:
        return web.json_response({"code_to_names": EMOJI})

    async def _file(self, request: web.Request) -> web.Response:
        return web.Response(body=self.uploads[request.path])

    async def _call(self, request: web.Request) -> web.StreamResponse:
        path, method = request.match_info["path"], request.method
        name = _shape(path)
        try:
            if path == "server_settings":
                return _answer({"zulip_version": "11.4", "zulip_feature_level": 421, "email_auth_enabled": True})
            self._authorize(request)
            fault = self.faults[f"{method} {name}"].popleft() if self.faults[f"{method} {name}"] else None
            if isinstance(fault, Refusal):
                raise fault
            if isinstance(fault, web.Response):
                return fault
            route = ROUTES.get((method, name))
            if route is None:
                raise Refusal("BAD_REQUEST", "Not found", 404)
            given = await _parameters(request)
            if unknown := set(given) - route.args:
                raise Refusal("BAD_REQUEST", f"unknown parameters: {sorted(unknown)}")
            answer = await route.run(self, path.split("/"), given)
            if fault == "dropped":
                assert request.transport is not None
                request.transport.abort()
                return web.Response(status=500)
        except Refusal as refusal:
            self.refused.append((f"{method} {name}", refusal.code))
            body = {"result": "error", "code": refusal.code, "msg": refusal.said, **refusal.more}
            return web.json_response(body, status=refusal.status)
        self.calls.append((method, path, {k: v for k, v in given.items() if k != "_file"}))
        return _answer(answer)

    def _authorize(self, request: web.Request) -> None:
        wanted = base64.b64encode(f"{self.bot.email}:{self.key}".encode()).decode()
        if request.headers.get("Authorization") != f"Basic {wanted}":
            raise Refusal("UNAUTHORIZED", "Invalid API key", 401)

    def fail(self, call: str, *faults: Refusal | web.Response | str) -> None:
        """What the next calls ("POST messages", "PATCH messages/*") meet; "dropped": done, but not answered."""
        self.faults[call].extend(faults)

    def busy(self, seconds: float = 0.3) -> Refusal:
        return Refusal("RATE_LIMIT_HIT", "API usage exceeded rate limit", 429, **{"retry-after": seconds})

    # methods

    async def get_me(self, path: list[str], given: Json) -> Json:
        return {"user_id": self.bot.id, "full_name": self.bot.name, "email": self.bot.email, "is_bot": True}

    async def register(self, path: list[str], given: Json) -> Json:
        types = json.loads(given.get("event_types", "[]"))
        if unknown := set(types) - {"message", "reaction", "update_message", "delete_message"}:
            raise Refusal("BAD_REQUEST", f"unknown event types {unknown}")
        name = f"q{next(self._queue_names)}"
        self.queues[name] = Queue(frozenset(types), given.get("apply_markdown", "false") == "true")
        return {
            "queue_id": name, "last_event_id": -1, "max_message_id": max(self.messages, default=0),
            "max_message_length": MOST_MESSAGE, "max_topic_length": MOST_TOPIC, "zulip_feature_level": 421,
            "server_emoji_data_url": "/static/emoji.json", "realm_allow_message_editing": True,
            "realm_message_content_edit_limit_seconds": int(self.edit_seconds) or None,
        }  # fmt: skip

    async def events(self, path: list[str], given: Json) -> Json:
        queue = self.queues.get(given.get("queue_id", ""))
        if queue is None:
            raise Refusal("BAD_EVENT_QUEUE_ID", f"Bad event queue ID: {given.get('queue_id')}")
        last = int(given.get("last_event_id", -1))
        queue.acked = last
        queue.events = [one for one in queue.events if one["id"] > last]
        if not queue.events and not queue.again and given.get("dont_block") != "true":
            queue.news.clear()
            try:
                await asyncio.wait_for(queue.news.wait(), 50)
            except TimeoutError:
                self._queue(queue, {"type": "heartbeat"})
        if given["queue_id"] not in self.queues:
            raise Refusal("BAD_EVENT_QUEUE_ID", f"Bad event queue ID: {given['queue_id']}")
        again, queue.again = queue.again, []
        return {"events": [*again, *queue.events], "queue_id": given["queue_id"]}

    async def leave_queue(self, path: list[str], given: Json) -> Json:
        queue = self.queues.pop(given.get("queue_id", ""), None)
        if queue is None:
            raise Refusal("BAD_EVENT_QUEUE_ID", "Bad event queue ID")
        queue.news.set()
        return {}

    def deliver_again(self, event: Json) -> None:
        """An event that was delivered comes once more, as when its answer got lost on the way."""
        for queue in self.queues.values():
            queue.again.append(event)
            queue.news.set()

    def idle(self) -> bool:
        """Whether the bot has fetched, and come back for more than, everything there is."""
        return all(not queue.again and queue.acked >= queue.newest for queue in self.queues.values())

    def lose_queues(self) -> None:
        """As after a restart of the server."""
        for queue in self.queues.values():
            queue.news.set()
        self.queues.clear()

    async def stream_id(self, path: list[str], given: Json) -> Json:
        found = [number for number, name in self.streams.items() if name == given.get("stream")]
        if not found:
            raise Refusal("BAD_REQUEST", f"Invalid channel name '{given.get('stream')}'")
        return {"stream_id": found[0]}

    async def subscriptions(self, path: list[str], given: Json) -> Json:
        return {"subscriptions": [{"stream_id": one, "name": self.streams[one]} for one in sorted(self.subscribed)]}

    async def send(self, path: list[str], given: Json) -> Json:
        content = given.get("content", "").rstrip()
        if not content or "\x00" in content:
            raise Refusal("BAD_REQUEST", "Message must not be empty")
        if given.get("type") in ("stream", "channel"):
            stream = json.loads(given["to"])
            if stream not in self.streams:
                raise Refusal("STREAM_DOES_NOT_EXIST", f"Channel with ID '{stream}' does not exist")
            if not given.get("topic", "").strip():
                raise Refusal("BAD_REQUEST", "Topic can't be empty!")
            return {"id": self.posted(self.bot, content, stream=stream, topic=given["topic"])["id"]}
        if given.get("type") not in ("private", "direct"):
            raise Refusal("BAD_REQUEST", "Invalid message type")
        to = json.loads(given["to"])
        if not isinstance(to, list) or any(one not in self.people for one in to):
            raise Refusal("BAD_REQUEST", "Invalid user ID")
        return {"id": self.posted(self.bot, content, to=to)["id"]}

    async def edit(self, path: list[str], given: Json) -> Json:
        message = self._own(path)
        if self.edit_seconds and time.time() - message["sent"] > self.edit_seconds:
            raise Refusal("BAD_REQUEST", "The time limit for editing this message has passed")
        content = given.get("content", "").rstrip()
        if not content:
            raise Refusal("BAD_REQUEST", "Message must not be empty")
        self.changed(message["id"], content)
        return {}

    async def delete(self, path: list[str], given: Json) -> Json:
        message = self._own(path)
        if not self.may_delete:
            raise Refusal("BAD_REQUEST", "You don't have permission to delete this message")
        self.gone(message["id"])
        return {}

    async def one(self, path: list[str], given: Json) -> Json:
        return {"message": self._seen(self._message(path))}

    async def listed(self, path: list[str], given: Json) -> Json:
        narrow = json.loads(given.get("narrow", "[]"))
        found = [one for number, one in sorted(self.messages.items()) if all(self._fits(one, each) for each in narrow)]
        before, after = int(given.get("num_before", 0)), int(given.get("num_after", 0))
        if given.get("anchor") == "newest":
            chosen, newest = found[-before:] if before else [], True
        else:
            anchor = int(given["anchor"])
            later = [one for one in found if one["id"] > anchor]
            chosen, newest = later[:after], len(later) <= after
        return {"messages": [self._seen(one) for one in chosen], "found_newest": newest, "found_anchor": False}

    async def react(self, path: list[str], given: Json) -> Json:
        names = EMOJI.get(given.get("emoji_code", ""))
        if names is None or given.get("emoji_name") not in names:
            raise Refusal("BAD_REQUEST", f"Emoji '{given.get('emoji_name')}' does not exist")
        self.reacted(self.bot, self._message(path)["id"], given["emoji_code"])
        return {}

    async def upload(self, path: list[str], given: Json) -> Json:
        name, data = given["_file"]
        url = f"/user_uploads/2/{len(self.uploads)}/{name}"
        self.uploads[url] = data
        return {"url": url, "uri": url, "filename": name}

    # what methods share

    def _message(self, path: list[str]) -> Json:
        message = self.messages.get(int(path[1]))
        if message is None:
            raise Refusal("BAD_REQUEST", "Invalid message(s)")
        return message

    def _own(self, path: list[str]) -> Json:
        message = self._message(path)
        if message["sender_id"] != self.bot.id:
            raise Refusal("BAD_REQUEST", "You don't have permission to edit this message")
        return message

    def _fits(self, message: Json, narrow: Json) -> bool:
        operator, operand = narrow["operator"], narrow["operand"]
        if operator == "stream":
            return bool(message.get("stream_id") in (operand, self._named(operand)))
        if operator == "sender":
            return bool(message["sender_id"] == operand)
        if operator == "topic":
            return bool(message["subject"] == operand)
        if operator == "is" and operand in ("private", "dm"):
            return bool(message["type"] == "private")
        raise Refusal("BAD_NARROW", f"Invalid narrow operator: {operator}")

    def _named(self, name: Any) -> int:
        return next((number for number, one in self.streams.items() if one == name), -1)

    def _seen(self, message: Json) -> Json:
        return {key: value for key, value in message.items() if key != "sent"}

    def posted(self, who: Account, content: str, *, stream: int = 0, topic: str = "", to: list[int] = []) -> Json:  # noqa: B006
        """Put a message somewhere and tell the queues of it, the bot's own included."""
        if len(content) > MOST_MESSAGE:
            content = content[: MOST_MESSAGE - len(CUT)] + CUT
        where: Json
        if stream:
            where = {"type": "stream", "stream_id": stream, "display_recipient": self.streams[stream],
                     "subject": topic[:MOST_TOPIC]}  # fmt: skip
        else:
            ids = sorted({who.id, *to})
            people = [{"id": one, "full_name": self.people[one].name} for one in ids]
            where = {"type": "private", "display_recipient": people, "subject": ""}
        message = {
            "id": next(self._numbers), "sender_id": who.id, "sender_full_name": who.name, "sender_email": who.email,
            "content": content, "timestamp": int(time.time()), "reactions": [], "client": "website",
            "is_me_message": False, "sent": time.time(), **where,
        }  # fmt: skip
        self.messages[message["id"]] = message
        self.first[message["id"]] = dict(message)
        if not stream or stream in self.subscribed:
            flags = ["mentioned"] if f"@**{self.bot.name}**" in content else []
            self._tell({"type": "message", "message": self._seen(message), "flags": flags})
        return message

    def changed(self, message_id: int, content: str) -> None:
        message = self.messages[message_id]
        before, message["content"] = message["content"], content
        self._tell(
            {
                "type": "update_message", "message_id": message_id, "message_ids": [message_id],
                "user_id": message["sender_id"], "edit_timestamp": int(time.time()), "rendering_only": False,
                "orig_content": before, "content": content, "rendered_content": f"<p>{content}</p>", "flags": [],
            }
        )  # fmt: skip

    def gone(self, message_id: int) -> None:
        message = self.messages.pop(message_id)
        self._tell({"type": "delete_message", "message_id": message_id, "message_type": message["type"]})

    def reacted(self, who: Account, message_id: int, code: str) -> None:
        message = self.messages[message_id]
        about = _emoji(who, code)
        if about in message["reactions"]:
            raise Refusal("REACTION_ALREADY_EXISTS", "Reaction already exists.")
        message["reactions"].append(about)
        self._tell({"type": "reaction", "op": "add", "message_id": message_id, **about})

    def unreacted(self, who: Account, message_id: int, code: str) -> None:
        about = _emoji(who, code)
        self.messages[message_id]["reactions"].remove(about)
        self._tell({"type": "reaction", "op": "remove", "message_id": message_id, **about})

    def _tell(self, event: Json) -> None:
        for queue in self.queues.values():
            if event["type"] in queue.types:
                self._queue(queue, event)

    def _queue(self, queue: Queue, event: Json) -> None:
        queue.newest = next(queue.numbers)
        self.sent.append({**event, "id": queue.newest})
        queue.events.append(self.sent[-1])
        queue.news.set()

    # what people do

    def join(self, account: Account) -> Account:
        self.people[account.id] = account
        return account

    def says(self, who: int, stream: int, topic: str, text: str) -> Json:
        return self.posted(self.people[who], text, stream=stream, topic=topic)

    def writes(self, who: int, text: str) -> Json:
        """A direct message to the bot."""
        return self.posted(self.people[who], text, to=[self.bot.id])

    async def until(self, condition: Callable[[], Any], seconds: float = 60.0) -> Any:
        """What `condition` gives as soon as it gives something."""
        end = time.monotonic() + seconds
        while not (found := condition()):
            if time.monotonic() > end:
                last = [one["content"][:80] for one in list(self.messages.values())[-3:]]
                raise AssertionError(f"not within {seconds} s; refused: {self.refused[-4:]}; last messages: {last}")
            await asyncio.sleep(0.01)
        return found


@dataclass(frozen=True)
class Route:
    """A method and its parameters as published."""

    run: Callable[[FakeZulip, list[str], Json], Any]
    args: frozenset[str]


def _route(run: Any, args: str = "") -> Route:
    return Route(run, frozenset(args.split()))


ROUTES: dict[tuple[str, str], Route] = {
    ("GET", "users/me"): _route(FakeZulip.get_me),
    ("POST", "register"): _route(
        FakeZulip.register,
        "event_types fetch_event_types apply_markdown client_gravatar all_public_streams narrow slim_presence "
        "include_subscribers client_capabilities",
    ),
    ("GET", "events"): _route(FakeZulip.events, "queue_id last_event_id dont_block"),
    ("DELETE", "events"): _route(FakeZulip.leave_queue, "queue_id"),
    ("GET", "get_stream_id"): _route(FakeZulip.stream_id, "stream"),
    ("GET", "users/me/subscriptions"): _route(FakeZulip.subscriptions, "include_subscribers"),
    ("POST", "messages"): _route(FakeZulip.send, "type to topic content queue_id local_id read_by_sender"),
    ("GET", "messages"): _route(
        FakeZulip.listed,
        "anchor include_anchor num_before num_after narrow client_gravatar apply_markdown",
    ),
    ("GET", "messages/*"): _route(FakeZulip.one, "apply_markdown"),
    ("PATCH", "messages/*"): _route(FakeZulip.edit, "content topic propagate_mode stream_id"),
    ("DELETE", "messages/*"): _route(FakeZulip.delete),
    ("POST", "messages/*/reactions"): _route(FakeZulip.react, "emoji_name emoji_code reaction_type"),
    ("POST", "user_uploads"): _route(FakeZulip.upload, "_file"),
}


def _emoji(who: Account, code: str) -> Json:
    name = EMOJI.get(code, [f"u{code}"])[0]
    return {"emoji_name": name, "emoji_code": code, "reaction_type": "unicode_emoji", "user_id": who.id}


def _shape(path: str) -> str:
    return "/".join("*" if part.isdecimal() else part for part in path.split("/"))


def _answer(body: Json) -> web.Response:
    return web.json_response({"result": "success", "msg": "", **body})


async def _parameters(request: web.Request) -> Json:
    if request.content_type == "application/json":
        raise Refusal("BAD_REQUEST", "parameters are form fields")
    given: Json = dict(request.query)
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            given["_file"] = (value.filename, value.file.read())
        else:
            given[name] = value
    return given
