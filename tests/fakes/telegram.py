"""Telegram's Bot API as a small server on real sockets, written from its published reference.

It refuses what Telegram refuses (markup, lengths, keyboards, chats that the bot is not in, people who have not started
it, two listeners, presses answered late), keeps updates until they are confirmed, delivers to a webhook with its secret
and again where that fails, and hides from the bot what privacy mode hides. What was refused is kept in `refused`.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx
from aiohttp import web

from tests.fakes.doors import TelegramDoor
from tests.fakes.telegram_rules import (
    CAPTION,
    METHODS,
    TEXT,
    Json,
    Refusal,
    bad,
    check_commands,
    check_markup,
    entities_of,
    formatted,
    read_parameters,
)

TOKEN, BOT, USERNAME = "7001:a-token-of-tests", 7001, "tertulia_bot"
GROUP, CHANNEL, DISCUSSION = -1001000000001, -1001000000002, -1001000000003
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
FORWARDER = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
POSTS_AS_CHANNEL = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
LATE = 15.0
EXPECTED = ("is not modified", "query is too old", "was upgraded", "Too Many Requests", "initiate conversation")


@dataclass(slots=True)
class Chat:
    """A group, supergroup or channel. `members` are statuses by account id."""

    id: int
    type: str
    title: str
    username: str = ""
    forum: bool = False
    topics: set[int] = field(default_factory=set)
    linked: int = 0
    moved_to: int = 0
    members: dict[int, str] = field(default_factory=dict)

    def wire(self) -> Json:
        """As in messages."""
        found: Json = {"id": self.id, "type": self.type, "title": self.title}
        if self.username:
            found["username"] = self.username
        return found | ({"is_forum": True} if self.forum else {})


class TelegramServer(TelegramDoor):
    """One bot in a review group, and in the discussion group of a channel."""

    def __init__(self) -> None:
        super().__init__()
        self.users: dict[int, Json] = {}
        self.started: set[int] = set()
        self.blocked: set[int] = set()
        self.chats = {
            GROUP: Chat(GROUP, "supergroup", "Team", members={BOT: "member"}),
            CHANNEL: Chat(
                CHANNEL, "channel", "The bakery", "bakery", linked=DISCUSSION, members={BOT: "administrator"}
            ),
            DISCUSSION: Chat(DISCUSSION, "supergroup", "Talk", linked=CHANNEL, members={BOT: "member"}),
        }
        self.hears_all = False
        self.token = TOKEN
        self.messages: dict[tuple[int, int], Json] = {}
        self.first: dict[tuple[int, int], Json] = {}
        self.files: dict[tuple[int, int], tuple[str, bytes]] = {}
        self.calls: list[tuple[str, Json]] = []
        self.refused: list[str] = []
        self.limited: defaultdict[int, int] = defaultdict(int)
        self.limited_for = 1
        self.queries: dict[str, float] = {}
        self.answered: list[str] = []
        self.late_after = LATE
        self.commands: dict[str, list[Json]] = {}
        self.next_send = ""
        """What happens to the next sendMessage: "dropped" or "silent" (it is carried out), or "broken"."""
        self.webhook: Json = {}
        self.deliveries: list[Json] = []
        self.confirmed = 0
        self._numbers: defaultdict[int, count[int]] = defaultdict(lambda: count(1))
        self._update_ids, self._query_ids = count(90_001), count(4_000_001)
        self._news = asyncio.Event()
        self._poll: asyncio.Event | None = None
        self._pusher: asyncio.Task[None] | None = None

    # ------------------------------------------------------------ life

    async def start(self) -> None:
        """Listen; at the same port as before, after `away`."""
        await self.listen(self._handle)

    async def stop(self) -> None:
        """Hang up."""
        if self._pusher is not None:
            self._pusher.cancel()
            await asyncio.gather(self._pusher, return_exceptions=True)
        await self.away()

    @property
    def listening(self) -> bool:
        """Whether a long poll is open."""
        return self._poll is not None

    # ------------------------------------------------------------ people

    def person(self, ident: int, name: str, *, lang: str = "en", started: bool = True) -> Json:
        """Somebody, in the group and in the discussion."""
        self.users[ident] = {"id": ident, "is_bot": False, "first_name": name, "language_code": lang}
        for chat in (GROUP, DISCUSSION):
            self.chats[chat].members.setdefault(ident, "member")
        if started:
            self.started.add(ident)
        return self.users[ident]

    def say(self, who: Json, chat: int, text: str, *, reply_to: int = 0, topic: int = 0, **more: Any) -> Json:
        """Somebody writes; the message."""
        message: Json = {"from": who, "text": text, "entities": entities_of(text), **more}
        made = self._place(chat, message, reply_to, topic)
        if self._is_heard(made):
            self.push({"message": self._told(made)})
        return made

    def edit(self, chat: int, ident: int, text: str) -> None:
        """The author changes a message."""
        message = self.messages[chat, ident]
        message |= {"text": text, "entities": entities_of(text), "edit_date": int(time.time())}
        if self._is_heard(message):
            self.push({"edited_message": self._told(message)})

    def press(self, who: Json, message: Json, data: str) -> str:
        """Somebody presses a button; the query's id."""
        ident = str(next(self._query_ids))
        self.queries[ident] = time.monotonic()
        shown = {key: value for key, value in message.items() if key != "_reply_to"}
        query = {"id": ident, "from": who, "message": shown, "chat_instance": "-77", "data": data}
        self.push({"callback_query": query})
        return ident

    def post(self, text: str) -> Json:
        """The channel posts; the automatic forward in its discussion group."""
        channel = self.chats[CHANNEL]
        post = self._place(CHANNEL, {"sender_chat": channel.wire(), "text": text}, 0, 0)
        forward: Json = {
            "from": FORWARDER,
            "sender_chat": channel.wire(),
            "is_automatic_forward": True,
            "forward_origin": {
                "type": "channel", "chat": channel.wire(), "message_id": post["message_id"], "date": post["date"],
            },
            "text": text,
        }  # fmt: skip
        made = self._place(DISCUSSION, forward, 0, 0)
        if self._is_heard(made):
            self.push({"message": self._told(made)})
        return made

    def migrate(self, chat: int) -> int:
        """A group becomes a supergroup: another id, other message numbers."""
        old = self.chats[chat]
        new = -1009000000000 + chat
        self.chats[new] = Chat(new, "supergroup", old.title, members=dict(old.members))
        old.moved_to = new
        told = self._place(chat, {"from": FORWARDER, "migrate_to_chat_id": new}, 0, 0)
        self.push({"message": self._told(told)})
        return new

    def member(self, chat: int, status: str, by: Json) -> None:
        """The bot is let in or thrown out."""
        old, self.chats[chat].members[BOT] = self.chats[chat].members.get(BOT, "left"), status
        self.push(
            {
                "my_chat_member": {
                    "chat": self.chats[chat].wire(), "from": by, "date": int(time.time()),
                    "old_chat_member": {"user": self.me(), "status": old},
                    "new_chat_member": {"user": self.me(), "status": status},
                }
            }
        )  # fmt: skip

    def me(self) -> Json:
        """The bot's account."""
        return {"id": BOT, "is_bot": True, "first_name": "Tertulia", "username": USERNAME}

    def push(self, update: Json) -> Json:
        """Something happened; the update, kept until it is confirmed."""
        made = {"update_id": next(self._update_ids), **update}
        self._updates.append(made)
        self._news.set()
        return made

    def again(self, update: Json) -> None:
        """Deliver an update once more."""
        self._updates.append(update)
        self._news.set()

    def _place(self, chat: int, message: Json, reply_to: int, topic: int) -> Json:
        ident = next(self._numbers[chat])
        if chat > 0:
            where: Json = {"id": chat, "type": "private", "first_name": self.users[chat]["first_name"]}
        else:
            where = self.chats[chat].wire()
        made: Json = {"message_id": ident, "date": int(time.time()), "chat": where, **message, "_reply_to": reply_to}
        if topic:
            made |= {"message_thread_id": topic, "is_topic_message": True}
        elif reply_to and chat < 0 and not self.chats[chat].forum:
            above = self.messages[chat, reply_to]
            made["message_thread_id"] = above.get("message_thread_id", reply_to)
        self.messages[chat, ident] = made
        self.first[chat, ident] = dict(made)
        return made

    def _told(self, message: Json) -> Json:
        """As an update has it: with the message that it answers, one step deep."""
        found = _as_told(message)
        chat, above = message["chat"]["id"], message["_reply_to"]
        if not above and message.get("is_topic_message"):
            root = {"message_id": message["message_thread_id"], "chat": message["chat"], "date": 1}
            found["reply_to_message"] = {**root, "forum_topic_created": {"name": "T", "icon_color": 1}}
        if (chat, above) in self.messages:
            found["reply_to_message"] = _as_told(self.messages[chat, above])
        return json.loads(json.dumps(found))  # type: ignore[no-any-return]

    def _is_heard(self, message: Json) -> bool:
        chat = message["chat"]["id"]
        if chat > 0:
            return True
        status = self.chats[chat].members.get(BOT, "left")
        if status in ("left", "kicked") or self.chats[chat].type == "channel":
            return False
        if self.hears_all or status == "administrator":
            return True
        text = message.get("text", "")
        answered = self.messages.get((chat, message["_reply_to"]), {})
        command = re.match(r"/\w+(?:@(\w+))?", text)
        to_us = command is not None and (command[1] or USERNAME).lower() == USERNAME
        return to_us or f"@{USERNAME}" in text or answered.get("from", {}).get("id") == BOT

    # ------------------------------------------------------------ requests

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.match_info["token"] != self.token:
            return _answer(Refusal(401, "Unauthorized"))
        if method not in METHODS:
            return _answer(Refusal(404, "Not Found"))
        raw, upload = await _read(request)
        try:
            values = read_parameters(method, raw)
            self.calls.append((method, values))
            broken = self._breaks(method)
            if broken is not None:
                return broken
            result = await self._call(method, values, upload)
        except Refusal as refusal:
            gone = request.transport is None or request.transport.is_closing()
            if not gone and not any(one in refusal.said for one in EXPECTED):
                self.refused.append(f"{method}: {refusal.said}")
            return _answer(refusal)
        lost, self.next_send = (self.next_send, "") if method == "sendMessage" else ("", self.next_send)
        if lost == "silent":
            await asyncio.sleep(3600)
        if lost == "dropped" and request.transport is not None:
            request.transport.close()
        return web.json_response({"ok": True, "result": result})

    def _breaks(self, method: str) -> web.StreamResponse | None:
        if method == "sendMessage" and self.next_send == "broken":
            self.next_send = ""
            return web.json_response({"ok": False, "error_code": 500, "description": "Internal"}, status=500)
        return None

    async def _call(self, method: str, values: Json, upload: dict[str, tuple[str, bytes]]) -> Any:
        handlers: dict[str, Callable[[Json], Any]] = {
            "getMe": lambda _: {**self.me(), "can_join_groups": True, "can_read_all_group_messages": self.hears_all},
            "getWebhookInfo": lambda _: self._webhook_info(),
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "answerCallbackQuery": self._answer_query,
            "setMyCommands": self._set_commands,
            "getChat": lambda one: self._chat_full(one["chat_id"]),
            "getChatMember": self._chat_member,
            "editMessageText": self._edit_text,
            "deleteMessage": self._delete,
            "sendChatAction": lambda one: bool(self._target(one)),
        }
        if method == "getUpdates":
            return await self._get_updates(values)
        if method in handlers:
            return handlers[method](values)
        return self._send(method, values, upload)

    async def _get_updates(self, values: Json) -> list[Json]:
        if self.webhook:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
        if offset := values.get("offset", 0):
            self.confirmed = max(self.confirmed, offset)
            self._updates = [one for one in self._updates if one["update_id"] >= offset]
        self._interrupt()
        mine = self._poll = asyncio.Event()
        ends = time.monotonic() + values.get("timeout", 0)
        try:
            while not self._updates and (left := ends - time.monotonic()) > 0:
                self._news.clear()
                await _either(self._news, mine, left)
                if mine.is_set():
                    raise Refusal(409, "Conflict: terminated by other getUpdates request")
        finally:
            if self._poll is mine:
                self._poll = None
        return self._updates[: values.get("limit", 100)]

    def _interrupt(self) -> None:
        if self._poll is not None:
            self._poll.set()
            self._poll = None

    def _set_webhook(self, values: Json) -> bool:
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", values.get("secret_token", "")):
            raise bad("secret token contains unallowed characters")
        self.webhook = values
        self._pusher = self._pusher or asyncio.get_running_loop().create_task(self._deliver())
        self._interrupt()
        return True

    def _delete_webhook(self, values: Json) -> bool:
        self.webhook = {}
        if values.get("drop_pending_updates"):
            self._updates = []
        return True

    async def _deliver(self) -> None:
        """To the webhook, in order, each until it is taken."""
        async with httpx.AsyncClient() as client:
            while True:
                if not self._updates or not self.webhook:
                    self._news.clear()
                    await self._news.wait()
                    continue
                headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook["secret_token"]}
                update = self._updates[0]
                self.deliveries.append(update)
                try:
                    took = (await client.post(self.webhook["url"], json=update, headers=headers)).is_success
                except httpx.HTTPError:
                    took = False
                if took:
                    self._updates.remove(update)
                else:
                    await asyncio.sleep(0.05)

    def _answer_query(self, values: Json) -> bool:
        asked = self.queries.get(values["callback_query_id"])
        if asked is None or time.monotonic() - asked > self.late_after:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if len(values.get("text", "")) > 200:
            raise bad("MESSAGE_TOO_LONG")
        self.answered.append(values["callback_query_id"])
        return True

    def _set_commands(self, values: Json) -> bool:
        check_commands(values.get("commands"))
        self.commands[values.get("language_code", "")] = values["commands"]
        return True

    def _target(self, values: Json) -> int:
        """The chat, if the bot may write there."""
        ident = values.get("chat_id", 0)
        if ident in self.users:
            if ident in self.blocked:
                raise Refusal(403, "Forbidden: bot was blocked by the user")
            if ident not in self.started:
                raise Refusal(403, "Forbidden: bot can't initiate conversation with a user")
            return int(ident)
        chat = self._chat(ident)
        status = chat.members.get(BOT, "left")
        if status == "kicked":
            raise Refusal(403, f"Forbidden: bot was kicked from the {chat.type} chat")
        if status == "left":
            raise Refusal(403, f"Forbidden: bot is not a member of the {chat.type} chat")
        if status == "restricted":
            raise bad("not enough rights to send text messages to the chat")
        topic = values.get("message_thread_id", 0)
        if topic and topic not in chat.topics:
            raise bad("message thread not found")
        return chat.id

    def _chat(self, ident: int | str) -> Chat:
        named = [one for one in self.chats.values() if one.username and ident == f"@{one.username}"]
        chat = named[0] if named else self.chats.get(ident)  # type: ignore[arg-type]
        if chat is None:
            raise bad("chat not found")
        if chat.moved_to:
            said = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refusal(400, said, migrate_to_chat_id=chat.moved_to)
        return chat

    def _chat_full(self, ident: int | str) -> Json:
        chat = self._chat(ident)
        if chat.members.get(BOT, "left") in ("left", "kicked"):
            raise Refusal(403, f"Forbidden: bot is not a member of the {chat.type} chat")
        gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
        always = {
            "accent_color_id": 1, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(gifts, False),
        }  # fmt: skip
        return chat.wire() | always | ({"linked_chat_id": chat.linked} if chat.linked else {})

    def _webhook_info(self) -> Json:
        url = self.webhook.get("url", "")
        return {"url": url, "has_custom_certificate": False, "pending_update_count": self.waiting}

    def _chat_member(self, values: Json) -> Json:
        chat = self._chat(values["chat_id"])
        user = self.me() if values["user_id"] == BOT else self.users[values["user_id"]]
        found = {"user": user, "status": chat.members.get(values["user_id"], "left")}
        return found | ({"can_send_messages": False} if found["status"] == "restricted" else {})

    def _send(self, method: str, values: Json, upload: dict[str, tuple[str, bytes]]) -> Json:
        chat = self._target(values)
        if self.limited[chat]:
            self.limited[chat] -= 1
            raise Refusal(429, f"Too Many Requests: retry after {self.limited_for}", retry_after=self.limited_for)
        check_markup(values.get("reply_markup"))
        reply = values.get("reply_parameters", {})
        above = reply.get("message_id", 0)
        if above and (chat, above) not in self.messages:
            if not reply.get("allow_sending_without_reply"):
                raise bad("message to be replied not found")
            above = 0
        message: Json = {"from": self.me(), "reply_markup": values.get("reply_markup")}
        if method == "sendMessage":
            text, entities = formatted(values.get("text", ""), values.get("parse_mode"), TEXT)
            message |= {"text": text, "entities": entities}
        else:
            kind = "photo" if method == "sendPhoto" else "document"
            if kind not in upload or not upload[kind][1]:
                raise bad(f"there is no {kind} in the request")
            message |= {"caption": formatted(values.get("caption", ""), None, CAPTION, "caption")[0]}
            message[kind] = _file(kind, *upload[kind])
        made = self._place(chat, message, above, values.get("message_thread_id", 0))
        for name, data in upload.values():
            self.files[chat, made["message_id"]] = (name, data)
        return self._told(made)

    def _edit_text(self, values: Json) -> Json:
        chat = self._target(values)
        message = self.messages.get((chat, values.get("message_id", 0)))
        if message is None:
            raise bad("message to edit not found")
        if message["from"]["id"] != BOT:
            raise bad("message can't be edited")
        check_markup(values.get("reply_markup"))
        text, entities = formatted(values.get("text", ""), values.get("parse_mode"), TEXT)
        new = {"text": text, "entities": entities, "reply_markup": values.get("reply_markup")}
        if all(message.get(key) == value for key, value in new.items()):
            raise bad("message is not modified: specified new message content and reply markup are exactly the same")
        message |= new
        return self._told(message)

    def _delete(self, values: Json) -> bool:
        if self.messages.pop((values["chat_id"], values["message_id"]), None) is None:
            raise bad("message to delete not found")
        return True


async def _read(request: web.Request) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
    """Parameters as the query, a form, multipart or JSON has them; uploaded files."""
    raw: dict[str, str] = dict(request.query)
    upload: dict[str, tuple[str, bytes]] = {}
    if request.content_type == "application/json":
        for key, value in (await request.json()).items():
            raw[key] = value if isinstance(value, str) else json.dumps(value)
        return raw, upload
    for key, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            upload[key] = (value.filename, value.file.read())
        else:
            raw[key] = str(value)
    return raw, upload


def _answer(refusal: Refusal) -> web.Response:
    body: Json = {"ok": False, "error_code": refusal.code, "description": refusal.said}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return web.json_response(body, status=refusal.code)


async def _either(one: asyncio.Event, other: asyncio.Event, seconds: float) -> None:
    tasks = [asyncio.ensure_future(one.wait()), asyncio.ensure_future(other.wait())]
    try:
        await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()


def _file(kind: str, name: str, data: bytes) -> Any:
    known: Json = {"file_id": f"F{name}", "file_unique_id": f"U{name}", "file_size": len(data)}
    return [known | {"width": 800, "height": 600}] if kind == "photo" else known | {"file_name": name}


def _as_told(message: Json) -> Json:
    """Without what is only the server's; of keyboards Telegram tells those that hang on the message."""
    found = {key: value for key, value in message.items() if key != "_reply_to" and value != []}
    if "inline_keyboard" not in (found.get("reply_markup") or {}):
        found.pop("reply_markup", None)
    return found


async def until(what: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait for a condition, with a deadline."""
    ends = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < ends, "it did not happen"
        await asyncio.sleep(0.005)
