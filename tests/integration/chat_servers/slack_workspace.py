"""A workspace in emulate's Slack, with people, a review channel and our adapter in HTTP mode.

The server keeps messages, threads, private words, modals and files as Slack does. It does not send what people press
and type: that is signed and posted here, as Slack would, from what the server holds.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx
import uvicorn
from starlette.applications import Starlette

from bot.adapters.chat.room.room import Room
from bot.adapters.chat.slack.adapter import HERE, SlackChannel, SlackSettings
from bot.adapters.manifest import chat_capabilities
from bot.pipeline.office import make_office
from bot.pipeline.work import Channel
from tests.fakes.slack_delivery import Delivery
from tests.integration.chat_servers.node import NodeServer
from tests.pipeline.conftest import MO, House

Json = dict[str, Any]
SIGNING = "a signing secret"
BOT, PERSON = "xoxb-tertulia", "xoxp-mo"


def node() -> NodeServer:
    """The server's process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    slack = {
        "users": [{"name": "tertulia"}, {"name": "mo"}],
        "channels": [{"name": "review"}],
        "signing_secret": SIGNING,
    }
    tokens = {BOT: {"login": "tertulia"}, PERSON: {"login": "mo"}}
    return NodeServer("slack.mjs", {"port": port, "seed": {"slack": slack, "tokens": tokens}})


@dataclass
class Workspace:
    """`ask` is any method of the Web API; `press`, `say`, `command` are what Mo does, answered by `channel`."""

    port: int
    house: House
    channel: SlackChannel = field(init=False)
    users: dict[str, str] = field(default_factory=dict)
    room: str = ""
    _stack: contextlib.AsyncExitStack = field(default_factory=contextlib.AsyncExitStack)

    async def open(self) -> None:
        """Start the channel and a web server for what Slack sends."""
        self.web = await self._stack.enter_async_context(httpx.AsyncClient(timeout=30))
        self.users = {one["name"]: one["id"] for one in (await self.ask("users.list"))["members"]}
        listed = (await self.ask("conversations.list"))["channels"]
        self.room = next(one["id"] for one in listed if one["name"] == "review")
        await self.house.store.write(lambda tx: tx.team.link(MO.id, "slack", self.users["mo"]))
        settings = SlackSettings(
            channel=self.room, token=BOT, signing_secret=SIGNING, base_url=f"http://127.0.0.1:{self.port}/api/",
            per_second=100, home_wait=0.01,
        )  # fmt: skip
        self.channel = SlackChannel(
            settings, Room("room", chat_capabilities(HERE), secret=b"of the twin" * 2, lang="en")
        )
        self.house.work.channels["room"] = Channel(adapter=self.channel)  # type: ignore[index]
        self.office = make_office(self.house.store, self.house.desk, self.house.coach, self.house.work.shelf)
        self._running = asyncio.create_task(self.channel.run(self.office))
        self._server = uvicorn.Server(
            uvicorn.Config(
                Starlette(routes=list(self.channel.routes(self.office))), port=0, log_level="error", lifespan="off"
            )
        )
        self._serving = asyncio.create_task(self._server.serve())
        while not self._server.started:  # noqa: ASYNC110 - uvicorn tells in no other way
            await asyncio.sleep(0.01)
        port = self._server.servers[0].sockets[0].getsockname()[1]
        self._address = f"http://127.0.0.1:{port}/hooks/room"

    async def close(self) -> None:
        """Everything ends but the server."""
        self._running.cancel()
        await asyncio.gather(self._running, return_exceptions=True)
        self._server.should_exit = True
        await self._serving
        await self._stack.aclose()

    async def ask(self, method: str, *, token: str = BOT, **args: Any) -> Json:
        """A call to the server, beside the adapter."""
        address, headers = f"http://127.0.0.1:{self.port}/api/{method}", {"Authorization": f"Bearer {token}"}
        answer: Json = (await self.web.post(address, json=args, headers=headers)).json()
        assert answer["ok"], (method, answer)
        return answer

    async def message(self, item: int) -> Json:
        """The message that shows the item's card."""
        _, _, ts = (await self.office.messages.message_of("room", item)).partition(":")
        found = await self.ask("conversations.history", channel=self.room)
        return next(one for one in found["messages"] if one["ts"] == ts)

    async def thread(self, channel: str, ts: str) -> list[Json]:
        """What was answered to a message."""
        return list((await self.ask("conversations.replies", channel=channel, ts=ts))["messages"][1:])

    async def press(self, item: int, label: str) -> None:
        """Mo presses a button of the card."""
        message = await self.message(item)
        rows = [block["elements"] for block in message["blocks"] if block["type"] == "actions"]
        button = next(one for row in rows for one in row if one["text"]["text"] == label)
        trigger = (await self.ask("views.generateTriggerId", user_id=self.users["mo"]))["trigger_id"]
        action = {
            "type": "button",
            "action_id": button["action_id"],
            "value": button["value"],
            "action_ts": message["ts"],
        }
        await self._interaction({"type": "block_actions", "channel": {"id": self.room}, "message": message,
                                 "trigger_id": trigger, "actions": [action]})  # fmt: skip

    async def submit(self, view: Json, text: str) -> None:
        """Mo sends a modal with this in its first field."""
        block = view["blocks"][0]
        values = {block["block_id"]: {block["element"]["action_id"]: {"type": "plain_text_input", "value": text}}}
        await self._interaction({"type": "view_submission", "view": {**view, "state": {"values": values}}})

    async def _interaction(self, payload: Json) -> None:
        payload = {**payload, "user": {"id": self.users["mo"]}}
        await self._send(urlencode({"payload": json.dumps(payload)}).encode(), "application/x-www-form-urlencoded")

    async def say(self, channel: str, text: str) -> str:
        """Mo writes; the message's ts. The event is the one that the server makes of it."""
        said = await self.ask("chat.postMessage", token=PERSON, channel=channel, text=text)
        event = {**said["message"], "channel": channel}
        await self._send(json.dumps({"type": "event_callback", "event": event}).encode(), "application/json")
        return str(said["ts"])

    async def command(self, text: str) -> None:
        """Mo types the command in the review channel."""
        form = {"channel_id": self.room, "user_id": self.users["mo"], "command": "/tertulia", "text": text}
        await self._send(urlencode(form).encode(), "application/x-www-form-urlencoded")

    async def _send(self, body: bytes, kind: str) -> None:
        headers = Delivery(SIGNING).signature(body) | {"Content-Type": kind}
        answer = await self.web.post(self._address, content=body, headers=headers)
        assert answer.status_code == 200
        await self.channel.settled()
