"""telegram-test-api with a front: what the bot calls and what people write goes through that server; what it lacks is
put in by the front, and nothing else:

- `is_bot` and what the bot may hear in `getMe`; `chat_instance` in presses; the group in messages to a group, where all
  chats are private ones; seconds in their dates, the bot as their sender;
- the message that an edit answers with (there it is null), and Telegram's words for one that is gone or unchanged;
- updates are kept until they are confirmed, and a question for them waits (there they are forgotten when told, and an
  empty answer comes at once);
- `setMyCommands`, `getChat`, `getChatMember`, `getWebhookInfo`, edits by people, uploads, which it does not know.

Parameters, markup, keyboards and lengths are checked by the rules of the published Bot API, as the fake server does.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from itertools import count
from typing import Any

import aiohttp
from aiohttp import web

from tests.fakes.doors import TelegramDoor
from tests.fakes.telegram import BOT, GROUP, TOKEN, USERNAME
from tests.fakes.telegram_rules import (
    METHODS,
    TEXT,
    Json,
    Refusal,
    bad,
    check_markup,
    entities_of,
    formatted,
    read_parameters,
)
from tests.integration.chat_servers.node import NodeServer

TEAM: Json = {"id": GROUP, "type": "supergroup", "title": "Team"}


def node() -> NodeServer:
    """The server's process."""
    return NodeServer("telegram.mjs", {"token": TOKEN})


class TelegramTwin(TelegramDoor):
    """The front, as far as a driver knows a server. `messages` are keyed by (chat, number)."""

    def __init__(self, server: NodeServer) -> None:
        super().__init__()
        self._server, self._upstream = server, f"http://127.0.0.1:{server.port}/bot{TOKEN}"
        self.users: dict[int, Json] = {}
        self.messages: dict[tuple[int, int], Json] = {}
        self.first: dict[tuple[int, int], Json] = {}
        self.files: dict[tuple[int, int], tuple[str, bytes]] = {}
        self.refused: list[str] = []
        self.answered: list[str] = []
        self.passed: list[str] = []
        self.webhook: Json = {}
        self.listening = False
        self._news = asyncio.Event()
        self._later = count(1_000_000)
        self._http: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        """Listen; at the same port as before, after `away`."""
        if self._http is None:
            self._http = aiohttp.ClientSession()
            await self._server.call("forget")
        await self.listen(self._handle)

    async def stop(self) -> None:
        """Close; the process goes on."""
        await self.away()
        if self._http is not None:
            await self._http.close()

    # ------------------------------------------------------------ people

    def person(self, ident: int, name: str) -> Json:
        """Somebody in the group, who has started the bot."""
        self.users[ident] = {"id": ident, "is_bot": False, "first_name": name}
        return self.users[ident]

    async def say(self, who: Json, chat: int, text: str, *, reply_to: int = 0, heard: bool = True) -> Json:
        """Somebody writes; the message as the server told it. Not `heard`: the bot is not told."""
        more: Json = {"entities": entities_of(text)}
        if reply_to:
            more["reply_to_message"] = _wire(self.messages[chat, reply_to])
        await self._server.call("say", user=who, chat=self._chat(chat), text=text, more=more)
        (update,) = await self._pull(heard=heard)
        message: Json = update["message"]
        made = {**message, "_reply_to": reply_to}
        self.messages[chat, message["message_id"]] = made
        return made

    async def press(self, who: Json, message: Json, data: str) -> None:
        """Somebody presses a button."""
        await self._server.call(
            "press", user=who, chat=self._chat(message["chat"]["id"]), message=_wire(message), data=data
        )
        await self._pull()

    def push(self, update: Json) -> None:
        """An event once more, or one that the server does not know."""
        self._updates.append({"update_id": next(self._later), **update})
        self._news.set()

    async def _pull(self, *, heard: bool = True) -> list[Json]:
        """What the server tells the bot of."""
        found = await self._pass("getUpdates", {})
        fresh = [self._mended(one) for one in found]
        self._updates += fresh if heard else []
        self._news.set()
        return fresh

    def _mended(self, update: Json) -> Json:
        for part in update.values():
            if not isinstance(part, dict):
                continue
            if "data" in part:
                part["chat_instance"] = "-77"
            part.pop("botToken", None)
            if "chat" in part:
                part["chat"] = self._chat(int(part["chat"]["id"]))
            if "message_id" in part and "text" in part:
                part.setdefault("date", int(time.time()))
        return {**update, "update_id": next(self._later)}

    def _chat(self, ident: int) -> Json:
        return dict(TEAM) if ident == GROUP else {"id": ident, "type": "private", "first_name": self._name(ident)}

    def _name(self, ident: int) -> str:
        return str(self.users.get(ident, {}).get("first_name", "Somebody"))

    # ------------------------------------------------------------ the bot

    async def _handle(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        try:
            if request.match_info["token"] != TOKEN:
                raise Refusal(401, "Unauthorized")
            if method not in METHODS:
                raise Refusal(404, "Not Found")
            values, upload = await _read(request, method)
            result = await self._answer(method, values, upload)
            return web.json_response({"ok": True, "result": result})
        except Refusal as refusal:
            if "is not modified" not in refusal.said and "not found" not in refusal.said:
                self.refused.append(f"{method}: {refusal}")
            answer = {"ok": False, "error_code": refusal.code, "description": refusal.said}
            return web.json_response(answer, status=refusal.code)

    async def _answer(self, method: str, values: Json, upload: Mapping[str, tuple[str, bytes]]) -> Any:
        match method:
            case "getUpdates":
                return await self._told(values)
            case "getMe":
                found = await self._pass(method, values)
                more = {"is_bot": True, "id": BOT, "username": USERNAME, "can_read_all_group_messages": True}
                return {**found, **more}
            case "sendMessage" | "sendPhoto" | "sendDocument":
                return await self._send(values, upload)
            case "editMessageText":
                return await self._edit(values)
            case "getChat":
                return {**self._chat(values["chat_id"]), "accent_color_id": 1, "max_reaction_count": 11}
            case "getChatMember":
                return {"status": "member", "user": {"id": values["user_id"], "is_bot": True, "first_name": "T"}}
            case "getWebhookInfo":
                return {"url": "", "has_custom_certificate": False, "pending_update_count": self.waiting}
            case "answerCallbackQuery":
                self.answered.append(values["callback_query_id"])
                await self._pass(method, values)
                return True
            case "deleteWebhook":
                await self._pass(method, values)
        return True

    async def _told(self, values: Json) -> list[Json]:
        self._updates = [one for one in self._updates if one["update_id"] >= values.get("offset", 0)]
        self.listening = True
        if not self._updates:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), values.get("timeout", 0))
            except TimeoutError:
                return []
        return self._updates[:100]

    async def _send(self, values: Json, upload: Mapping[str, tuple[str, bytes]]) -> Json:
        check_markup(values.get("reply_markup"))
        chat, above = int(values["chat_id"]), values.get("reply_parameters", {}).get("message_id", 0)
        words = str(values.get("text") or values.get("caption") or "a file")
        seen, entities = formatted(words, values.get("parse_mode"), TEXT)
        made = await self._pass("sendMessage", {**values, "text": words})
        message: Json = {
            "message_id": made["message_id"], "date": int(made["date"] / 1000), "chat": self._chat(chat),
            "from": {"id": BOT, "is_bot": True, "first_name": "Tertulia", "username": USERNAME}, "text": seen,
            "entities": entities, "reply_markup": values.get("reply_markup"),
            "_reply_to": above if (chat, above) in self.messages else 0,
        }  # fmt: skip
        key = (chat, message["message_id"])
        self.messages[key], self.first[key] = message, dict(message)
        for name, data in upload.values():
            self.files[key] = (name, data)
        return _wire(message)

    async def _edit(self, values: Json) -> Json:
        check_markup(values.get("reply_markup"))
        message = self.messages.get((int(values["chat_id"]), int(values["message_id"])))
        if message is None:
            raise bad("message to edit not found")
        seen, entities = formatted(values["text"], values.get("parse_mode"), TEXT)
        change = {"text": seen, "entities": entities, "reply_markup": values.get("reply_markup")}
        if all(message.get(key) == value for key, value in change.items()):
            raise bad("message is not modified: specified new message content and reply markup are exactly the same")
        await self._pass("editMessageText", values)
        message |= change
        return _wire(message) | {"edit_date": int(time.time())}

    async def _pass(self, method: str, values: Json) -> Any:
        """What the server answers to it."""
        assert self._http is not None
        self.passed.append(method)
        body = {key: one if isinstance(one, str) else json.dumps(one) for key, one in values.items()}
        async with self._http.post(f"{self._upstream}/{method}", data=body) as answered:
            found = await answered.json()
            if answered.status != 200 or not found.get("ok"):
                raise Refusal(400, f"the server answers {answered.status}: {found}")
            return found["result"]


async def _read(request: web.Request, method: str) -> tuple[Json, dict[str, tuple[str, bytes]]]:
    form = await request.post()
    files = {key: (one.filename, one.file.read()) for key, one in form.items() if isinstance(one, web.FileField)}
    words = {key: str(one) for key, one in form.items() if not isinstance(one, web.FileField)}
    named = {key: files[one.removeprefix("attach://")] for key, one in words.items() if one.startswith("attach://")}
    values = {key: one for key, one in words.items() if key not in named}
    return read_parameters(method, values), named or files


def _wire(message: Mapping[str, Any]) -> Json:
    """Without what is only ours; of keyboards those that hang on the message."""
    found = {key: one for key, one in message.items() if key != "_reply_to" and one not in (None, [])}
    if "inline_keyboard" not in (found.get("reply_markup") or {}):
        found.pop("reply_markup", None)
    return found
