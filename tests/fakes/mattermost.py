"""A small strict Mattermost over real sockets, from its published API (version 4).

It keeps what a bot needs (accounts, channels, posts, reactions, files, dialogs, the websocket), checks every request
against the documented fields and limits, and refuses what the server refuses. People are played by the methods
`say`, `press`, `react`, `submit`, `command`; the server calls the bot back exactly as Mattermost does.
"""

from __future__ import annotations

import asyncio
import base64
import json
import random
import re
import socket
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
from aiohttp import WSMsgType, web

ALPHABET = "ybndrfg8ejkmcpqxot1uwisza345h769"
ID = re.compile(r"[a-z0-9]{26}")
EMOJI = re.compile(r"[a-zA-Z0-9\-+_]{1,64}")
STYLES = {"", "default", "primary", "success", "good", "warning", "danger"}
POST_FIELDS = {"channel_id", "message", "root_id", "file_ids", "props", "metadata", "pending_post_id"}
PATCH_FIELDS = {"is_pinned", "message", "file_ids", "has_reactions", "props"}
ATTACHMENT_FIELDS = {
    "id", "fallback", "color", "pretext", "author_name", "author_link", "author_icon", "title", "title_link", "text",
    "fields", "image_url", "thumb_url", "footer", "footer_icon", "ts", "actions",
}  # fmt: skip
DIALOG_FIELDS = {
    "callback_id", "title", "introduction_text", "icon_url", "elements", "submit_label", "notify_on_cancel", "state",
    "source_url",
}  # fmt: skip
ELEMENT_FIELDS = {
    "display_name", "name", "type", "subtype", "default", "placeholder", "help_text", "optional", "min_length",
    "max_length", "data_source", "options", "multiselect",
}  # fmt: skip


def new_id() -> str:
    return "".join(random.choice(ALPHABET) for _ in range(26))


class Refusal(Exception):
    def __init__(self, status: int, error_id: str, message: str) -> None:
        super().__init__(message)
        self.status, self.error_id, self.message = status, error_id, message


@dataclass
class Account:
    id: str
    username: str
    locale: str = "en"
    is_bot: bool = False
    roles: str = "system_user"

    def shown(self) -> dict[str, Any]:
        return {
            "id": self.id, "username": self.username, "locale": self.locale, "is_bot": self.is_bot, "roles": self.roles,
            "nickname": "", "first_name": "", "last_name": "", "delete_at": 0, "create_at": 1,
        }  # fmt: skip


@dataclass
class Channel:
    id: str
    name: str
    kind: str
    team_id: str
    members: set[str] = field(default_factory=set)
    last_post_at: int = 0

    def shown(self) -> dict[str, Any]:
        return {
            "id": self.id, "name": self.name, "display_name": self.name, "type": self.kind, "team_id": self.team_id,
            "last_post_at": self.last_post_at, "delete_at": 0, "create_at": 1,
        }  # fmt: skip


@dataclass
class Listener:
    socket: web.WebSocketResponse
    user_id: str
    seq: int = 0


class FakeMattermost:
    """One server. `async with FakeMattermost() as server`: `server.url` answers; `stop` and `start` are an outage."""

    def __init__(self) -> None:
        self.team_id = new_id()
        self.accounts: dict[str, Account] = {}
        self.channels: dict[str, Channel] = {}
        self.posts: dict[str, dict[str, Any]] = {}
        self.versions: dict[str, list[dict[str, Any]]] = {}
        self.last_call: tuple[str, dict[str, Any]] = ("", {})
        self.ephemeral: list[dict[str, Any]] = []
        self.files: dict[str, dict[str, Any]] = {}
        self.dialogs: list[dict[str, Any]] = []
        self.tokens: dict[str, str] = {}
        self.calls: list[tuple[str, str]] = []
        self.refused: list[str] = []
        self.forbidden: list[str] = []
        self.max_post_size = 16383
        self.max_file_size = 1_000_000
        self.trigger_seconds = 3.0
        self.limit_next = 0
        self.limit_seconds = 0.05
        self.lose_answers = 0
        self.may_whisper = False
        self.callbacks_allowed = True
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self._listeners: list[Listener] = []
        self._triggers: dict[str, tuple[str, float]] = {}
        self._pending: dict[str, str] = {}
        self._clock = int(time.time() * 1000)
        self._runner: web.AppRunner | None = None
        self.bot = self.account("tertulia", is_bot=True)
        self.bot_token = new_id()
        self.tokens[self.bot_token] = self.bot.id
        self.room = self.channel("moderation", self.bot)

    # ------------------------------------------------------------ life

    async def __aenter__(self) -> FakeMattermost:
        await self.start()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.stop()

    async def start(self) -> None:
        app = web.Application(client_max_size=8_000_000, middlewares=[self._guard])
        app.add_routes(
            [
                web.get("/api/v4/websocket", self._websocket),
                web.get("/api/v4/config/client", self._config),
                web.get("/api/v4/users/{id}", self._get_user),
                web.get("/api/v4/users/{id}/channels", self._channels_of),
                web.post("/api/v4/channels/direct", self._direct),
                web.get("/api/v4/channels/{id}", self._get_channel),
                web.get("/api/v4/teams/name/{team}/channels/name/{name}", self._get_channel_named),
                web.get("/api/v4/channels/{id}/members/{user}", self._member),
                web.get("/api/v4/channels/{id}/posts", self._list_posts),
                web.post("/api/v4/posts", self._create),
                web.post("/api/v4/posts/ephemeral", self._whisper),
                web.get("/api/v4/posts/{id}", self._read),
                web.put("/api/v4/posts/{id}/patch", self._patch),
                web.delete("/api/v4/posts/{id}", self._delete),
                web.post("/api/v4/posts/{id}/actions/{action:[A-Za-z0-9]+}", self._act),
                web.post("/api/v4/reactions", self._react),
                web.post("/api/v4/files", self._upload),
                web.post("/api/v4/actions/dialogs/open", self._open_dialog),
            ]
        )
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await site.start()

    async def stop(self) -> None:
        await self.drop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def drop(self) -> None:
        """Cut every websocket, as a proxy does."""
        for each in tuple(self._listeners):
            await each.socket.close(code=1001)
        self._listeners.clear()

    # ------------------------------------------------------------ furniture

    def account(self, username: str, *, locale: str = "en", is_bot: bool = False) -> Account:
        made = Account(id=new_id(), username=username, locale=locale, is_bot=is_bot)
        self.accounts[made.id] = made
        return made

    def channel(self, name: str, *members: Account, kind: str = "O") -> Channel:
        made = Channel(id=new_id(), name=name, kind=kind, team_id="" if kind == "D" else self.team_id)
        made.members = {each.id for each in members}
        self.channels[made.id] = made
        return made

    def direct(self, one: Account, two: Account) -> Channel:
        name = "__".join(sorted((one.id, two.id)))
        found = next((each for each in self.channels.values() if each.name == name), None)
        return found or self.channel(name, one, two, kind="D")

    def now(self) -> int:
        self._clock = max(self._clock + 1, int(time.time() * 1000))
        return self._clock

    # ------------------------------------------------------------ what people do

    async def say(
        self, who: Account, text: str, *, channel: Channel | None = None, root: str = "", heard: bool = True
    ) -> str:
        """A person posts; `heard` False: the event is lost on the way."""
        place = channel or self.room
        place.members.add(who.id)
        post = self._made(place, who.id, text, root=root)
        await self._tell_post("posted", post, place, mute=not heard)
        return str(post["id"])

    async def edit(self, who: Account, post_id: str, text: str) -> None:
        post = self.posts[post_id]
        post.update(message=text, edit_at=self.now(), update_at=self.now())
        await self._tell_post("post_edited", post, self.channels[post["channel_id"]])

    async def erase(self, post_id: str) -> None:
        post = self.posts[post_id]
        post.update(delete_at=self.now(), update_at=self.now())
        await self._tell_post("post_deleted", post, self.channels[post["channel_id"]])

    async def reacts(self, who: Account, post_id: str, emoji: str, *, heard: bool = True) -> None:
        reaction = self._reacted(who.id, post_id, emoji)
        await self._tell("reaction_added", {"reaction": json.dumps(reaction)}, reaction["channel_id"], mute=not heard)

    async def repeat(self, post_id: str) -> None:
        """The event of a post again, as a reconnecting server may do."""
        post = self.posts[post_id]
        await self._tell_post("posted", post, self.channels[post["channel_id"]])

    async def repeat_reaction(self, post_id: str) -> None:
        """The event of the last reaction under a post again."""
        reaction = self.posts[post_id]["reactions"][-1]
        await self._tell("reaction_added", {"reaction": json.dumps(reaction)}, reaction["channel_id"])

    async def repeat_call(self) -> None:
        """The last request to the bot again, as a proxy in between may do."""
        await self._call_out(*self.last_call)

    async def press(self, who: Account, post_id: str, label: str, *, stale: bool = False) -> dict[str, Any]:
        """A person presses the button with this label; the answer of the bot, already carried out. `stale`: as it
        was when the post had it first, on a client that has not seen the changes since."""
        post = self.posts.get(post_id) or next(each for each in self.ephemeral if each["id"] == post_id)
        if stale:
            post = next(each for each in self.versions[post_id] if label in _labels(each))
        for attachment in post["props"].get("attachments", []):
            for action in attachment.get("actions", []):
                if action["name"] == label:
                    return await self._do_action(who, post, action)
        raise AssertionError(f"no button {label!r} under the post; there are {self.buttons(post_id)}")

    def buttons(self, post_id: str) -> list[str]:
        post = self.posts.get(post_id) or next(each for each in self.ephemeral if each["id"] == post_id)
        return _labels(post)

    async def submit(
        self, who: Account, dialog: dict[str, Any], fields: dict[str, Any], *, cancelled: bool = False
    ) -> dict[str, Any]:
        """The dialog's fields as the person's client sends them: what is not touched keeps its default."""
        assert dialog["user_id"] == who.id, "the dialog was opened for somebody else"
        filled = {each["name"]: each.get("default", "") for each in dialog["dialog"]["elements"]} | fields
        body = {
            "type": "dialog_submission", "callback_id": dialog["dialog"].get("callback_id", ""),
            "state": dialog["dialog"].get("state", ""), "user_id": who.id, "channel_id": dialog["channel_id"],
            "team_id": self.team_id, "submission": filled, "cancelled": cancelled,
        }  # fmt: skip
        answer = await self._call_out(dialog["url"], body)
        try:
            return dict(answer.json())
        except ValueError:
            return {}

    async def command(self, who: Account, url: str, token: str, text: str, *, channel: Channel | None = None) -> Any:
        place = channel or self.room
        form = {
            "token": token, "team_id": self.team_id, "team_domain": "team", "channel_id": place.id,
            "channel_name": place.name, "user_id": who.id, "user_name": who.username, "command": "/tertulia",
            "text": text, "response_url": f"{self.url}/hooks/commands/{new_id()}", "trigger_id": self._trigger(who.id),
        }  # fmt: skip
        async with httpx.AsyncClient(verify=False) as client:
            return await client.post(url, data=form, headers={"Authorization": f"Token {token}"})

    # ------------------------------------------------------------ what the bot did

    def shown(self, channel: Channel | None = None) -> list[dict[str, Any]]:
        """The bot's posts in a channel, oldest first, without those that were deleted."""
        place = (channel or self.room).id
        mine = [each for each in self.posts.values() if each["user_id"] == self.bot.id and not each["delete_at"]]
        return [each for each in mine if each["channel_id"] == place]

    # ------------------------------------------------------------ the API

    @web.middleware
    async def _guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.calls.append((request.method, request.path))
        if self.limit_next > 0 and not request.path.endswith("/websocket"):
            self.limit_next -= 1
            headers = {
                "X-RateLimit-Limit": "101", "X-RateLimit-Remaining": "0",
                "X-RateLimit-Reset": str(self.limit_seconds), "Retry-After": str(self.limit_seconds),
            }  # fmt: skip
            return web.Response(status=429, text="limit exceeded\n", headers=headers)
        try:
            answer = await handler(request)
        except Refusal as refusal:
            kept = self.forbidden if refusal.status == 403 else self.refused
            kept.append(f"{request.method} {request.path}: {refusal.error_id} {refusal.message}")
            return self._error(refusal.status, refusal.error_id, refusal.message)
        except web.HTTPNotFound:
            return self._error(404, "api.context.404.app_error", "Sorry, we could not find the page.")
        if self.lose_answers > 0 and request.method == "POST" and request.path == "/api/v4/posts":
            self.lose_answers -= 1
            assert request.transport is not None
            request.transport.close()
        return answer

    def _error(self, status: int, error_id: str, message: str) -> web.Response:
        data = {
            "id": error_id, "message": message, "detailed_error": "", "request_id": new_id(), "status_code": status,
        }  # fmt: skip
        return web.json_response(data, status=status)

    def _session(self, request: web.Request) -> Account:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() not in ("bearer", "token") or token not in self.tokens:
            raise Refusal(
                401, "api.context.session_expired.app_error", "Invalid or expired session, please login again."
            )
        return self.accounts[self.tokens[token]]

    async def _body(self, request: web.Request, fields: set[str]) -> dict[str, Any]:
        try:
            data = json.loads(await request.text())
        except ValueError:
            raise Refusal(400, "api.context.invalid_body_param.app_error", "Invalid body.") from None
        if not isinstance(data, dict) or data.keys() - fields:
            raise Refusal(400, "fake.unknown_fields", f"unknown fields in {data!r:.200}")
        return data

    async def _config(self, request: web.Request) -> web.Response:
        self._session(request)
        if request.query.get("format") != "old":
            raise Refusal(400, "api.config.client.old_format.app_error", "New format is not supported.")
        return web.json_response({"MaxPostSize": str(self.max_post_size), "EnableBotAccountCreation": "true"})

    async def _get_user(self, request: web.Request) -> web.Response:
        me = self._session(request)
        wanted = me.id if request.match_info["id"] == "me" else _id(request.match_info["id"], "user_id")
        if wanted not in self.accounts:
            raise Refusal(404, "app.user.missing_account.const", "Unable to find the user.")
        return web.json_response(self.accounts[wanted].shown())

    async def _channels_of(self, request: web.Request) -> web.Response:
        me = self._session(request)
        if request.match_info["id"] not in ("me", me.id):
            raise Refusal(403, "api.context.permissions.app_error", "You do not have the appropriate permissions.")
        return web.json_response([each.shown() for each in self.channels.values() if me.id in each.members])

    async def _direct(self, request: web.Request) -> web.Response:
        me = self._session(request)
        ids = json.loads(await request.text())
        if not isinstance(ids, list) or len(ids) != 2 or me.id not in ids or not set(ids) <= self.accounts.keys():
            raise Refusal(400, "api.context.invalid_body_param.app_error", "Invalid or missing user_ids.")
        return web.json_response(self.direct(*(self.accounts[each] for each in ids)).shown(), status=201)

    def _place(self, me: Account, channel_id: str) -> Channel:
        place = self.channels.get(channel_id)
        if place is None:
            raise Refusal(404, "app.channel.get.existing.app_error", "Unable to find the existing channel.")
        if me.id not in place.members:
            raise Refusal(403, "api.context.permissions.app_error", "You do not have the appropriate permissions.")
        return place

    async def _get_channel(self, request: web.Request) -> web.Response:
        me = self._session(request)
        return web.json_response(self._place(me, _id(request.match_info["id"], "channel_id")).shown())

    async def _get_channel_named(self, request: web.Request) -> web.Response:
        me = self._session(request)
        name = request.match_info["name"]
        found = next((each for each in self.channels.values() if each.name == name and each.kind != "D"), None)
        if found is None or request.match_info["team"] != "team":
            raise Refusal(404, "app.channel.get_by_name.missing.app_error", "Channel does not exist.")
        return web.json_response(self._place(me, found.id).shown())

    async def _member(self, request: web.Request) -> web.Response:
        me = self._session(request)
        place = self._place(me, request.match_info["id"])
        if request.match_info["user"] not in place.members:
            raise Refusal(404, "app.channel.get_member.missing.app_error", "No channel member found.")
        data = {"channel_id": place.id, "user_id": request.match_info["user"], "roles": "channel_user"}
        return web.json_response(data)

    async def _list_posts(self, request: web.Request) -> web.Response:
        me = self._session(request)
        place = self._place(me, request.match_info["id"])
        since = int(request.query.get("since", "0"))
        here = [each for each in self.posts.values() if each["channel_id"] == place.id]
        found = [each for each in here if each["update_at"] > since]
        found += [self.posts[each["root_id"]] for each in found if each["root_id"]]
        listed = {each["id"]: self._for_client(each) for each in found}
        order = sorted(listed, key=lambda one: -listed[one]["create_at"])
        return web.json_response({"order": order, "posts": listed, "next_post_id": "", "prev_post_id": ""})

    async def _read(self, request: web.Request) -> web.Response:
        me = self._session(request)
        post = self._post(_id(request.match_info["id"], "post_id"))
        self._place(me, post["channel_id"])
        return web.json_response(self._for_client(post))

    def _post(self, post_id: str) -> dict[str, Any]:
        post = self.posts.get(post_id)
        if post is None or post["delete_at"]:
            raise Refusal(404, "app.post.get.app_error", "Unable to get the post.")
        return post

    def _checked(self, me: Account, data: dict[str, Any]) -> Channel:
        place = self._place(me, _id(str(data.get("channel_id") or ""), "channel_id"))
        message, props = data.get("message", ""), data.get("props") or {}
        if len(message) > self.max_post_size:
            text = (
                f"Post Message property is longer than the maximum permitted length of {self.max_post_size} characters."
            )
            raise Refusal(400, "model.post.is_valid.message_length.app_error", text)
        if root := data.get("root_id"):
            found = self.posts.get(root)
            if found is None or found["delete_at"] or found["root_id"] or found["channel_id"] != place.id:
                raise Refusal(400, "api.post.create_post.root_id.app_error", "Invalid RootId parameter.")
        for each in data.get("file_ids") or []:
            if self.files.get(each, {}).get("channel_id") != place.id or self.files[each].get("post_id"):
                raise Refusal(400, "fake.file", f"the file {each} does not belong here")
        if len(data.get("file_ids") or []) > 10:
            raise Refusal(400, "api.post.create_post.files_limit", "too many files")
        if len(json.dumps(props)) > 800_000:
            raise Refusal(400, "model.post.is_valid.props.app_error", "Invalid props.")
        self._check_attachments(props)
        if not message.strip() and not data.get("file_ids") and not props.get("attachments"):
            raise Refusal(400, "fake.empty", "an empty post")
        return place

    def _check_attachments(self, props: dict[str, Any]) -> None:
        ids = []
        for attachment in props.get("attachments", []):
            if attachment.keys() - ATTACHMENT_FIELDS:
                raise Refusal(400, "fake.attachment", f"unknown fields {attachment.keys() - ATTACHMENT_FIELDS}")
            for action in attachment.get("actions", []):
                url = urlsplit(action.get("integration", {}).get("url", ""))
                good = (
                    action.get("name") and action.get("type") == "button"
                    and re.fullmatch(r"[A-Za-z0-9]+", action.get("id", "a"))
                    and (action.get("style", "") in STYLES or re.fullmatch(r"#[0-9a-fA-F]{6}", action["style"]))
                    and url.scheme in ("http", "https") and url.netloc
                )  # fmt: skip
                if not good:
                    raise Refusal(400, "fake.action", f"a button the server could not use: {action!r:.200}")
                action.setdefault("id", new_id())
                ids.append(action["id"])
        if len(ids) != len(set(ids)):
            raise Refusal(400, "fake.action", "two buttons with one id")

    async def _create(self, request: web.Request) -> web.Response:
        me = self._session(request)
        data = await self._body(request, POST_FIELDS)
        pending = data.get("pending_post_id", "")
        if pending and pending in self._pending:
            return web.json_response(self._for_client(self.posts[self._pending[pending]]), status=201)
        place = self._checked(me, data)
        post = self._made(
            place, me.id, data.get("message", ""), root=data.get("root_id", ""), props=data.get("props") or {},
            files=data.get("file_ids") or [],
        )  # fmt: skip
        if me.is_bot:
            post["props"]["from_bot"] = "true"
        if pending:
            self._pending[pending] = post["id"]
        for each in post["file_ids"]:
            self.files[each]["post_id"] = post["id"]
        await self._tell_post("posted", post, place)
        return web.json_response(self._for_client(post), status=201)

    def _made(
        self, place: Channel, user_id: str, text: str, *, root: str = "", props: dict[str, Any] | None = None,
        files: list[str] | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        at = self.now()
        post = {
            "id": new_id(), "create_at": at, "update_at": at, "edit_at": 0, "delete_at": 0, "is_pinned": False,
            "user_id": user_id, "channel_id": place.id, "root_id": root, "original_id": "", "message": text, "type": "",
            "props": props or {}, "hashtags": "", "file_ids": files or [], "pending_post_id": "", "reactions": [],
        }  # fmt: skip
        if post["props"].get("attachments"):
            post["type"] = "slack_attachment"
        self.posts[post["id"]] = post
        self.versions[post["id"]] = [json.loads(json.dumps(post))]
        place.last_post_at = at
        if root and root in self.posts:
            self.posts[root]["update_at"] = at
        return post

    def _for_client(self, post: dict[str, Any]) -> dict[str, Any]:
        """As clients see it: where buttons lead is never shown to them."""
        shown = json.loads(json.dumps({key: value for key, value in post.items() if key != "reactions"}))
        for attachment in shown["props"].get("attachments", []):
            for action in attachment.get("actions", []):
                action.pop("integration", None)
        shown["metadata"] = {"reactions": post["reactions"]} if post["reactions"] else {}
        return dict(shown)

    async def _whisper(self, request: web.Request) -> web.Response:
        me = self._session(request)
        data = await self._body(request, {"user_id", "post"})
        if not self.may_whisper:
            raise Refusal(403, "api.context.permissions.app_error", "You do not have the appropriate permissions.")
        post = dict(data["post"])
        if post.keys() - POST_FIELDS or data["user_id"] not in self.accounts:
            raise Refusal(400, "api.context.invalid_body_param.app_error", "Invalid or missing post in request body.")
        self._checked(me, post)
        made = {"id": new_id(), "to": data["user_id"], "props": {}, "user_id": me.id, "create_at": self.now(), **post}
        self.ephemeral.append(made)
        return web.json_response({**made, "type": "system_ephemeral"}, status=201)

    async def _patch(self, request: web.Request) -> web.Response:
        me = self._session(request)
        data = await self._body(request, PATCH_FIELDS)
        post = self._post(_id(request.match_info["id"], "post_id"))
        if post["user_id"] != me.id:
            raise Refusal(403, "api.context.permissions.app_error", "You do not have the appropriate permissions.")
        self._checked(me, {"channel_id": post["channel_id"], "message": post["message"], **data})
        post.update(data)
        if me.is_bot:
            post["props"]["from_bot"] = "true"
        post.update(update_at=self.now(), edit_at=self.now())
        self.versions[post["id"]].append(json.loads(json.dumps(post)))
        await self._tell_post("post_edited", post, self.channels[post["channel_id"]])
        return web.json_response(self._for_client(post))

    async def _delete(self, request: web.Request) -> web.Response:
        me = self._session(request)
        post = self._post(_id(request.match_info["id"], "post_id"))
        if post["user_id"] != me.id:
            raise Refusal(403, "api.context.permissions.app_error", "You do not have the appropriate permissions.")
        await self.erase(post["id"])
        return web.json_response({"status": "OK"})

    async def _react(self, request: web.Request) -> web.Response:
        me = self._session(request)
        data = await self._body(request, {"user_id", "post_id", "emoji_name", "create_at"})
        if data.get("user_id") != me.id:
            raise Refusal(403, "api.reaction.save_reaction.user_id.app_error", "You cannot react as another user.")
        if not EMOJI.fullmatch(str(data.get("emoji_name", ""))):
            raise Refusal(400, "api.reaction.save_reaction.invalid.app_error", "Reaction is not valid.")
        post = self._post(_id(str(data.get("post_id")), "post_id"))
        self._place(me, post["channel_id"])
        reaction = self._reacted(me.id, post["id"], data["emoji_name"])
        await self._tell("reaction_added", {"reaction": json.dumps(reaction)}, post["channel_id"])
        return web.json_response(reaction)

    def _reacted(self, user_id: str, post_id: str, emoji: str) -> dict[str, Any]:
        post, at = self.posts[post_id], self.now()
        reaction = {
            "user_id": user_id, "post_id": post_id, "emoji_name": emoji, "create_at": at, "update_at": at,
            "delete_at": 0, "remote_id": "", "channel_id": post["channel_id"],
        }  # fmt: skip
        post["reactions"].append(reaction)
        post["update_at"] = at
        return reaction

    async def _upload(self, request: web.Request) -> web.Response:
        me = self._session(request)
        if not request.content_type.startswith("multipart/"):
            raise Refusal(400, "api.file.upload_file.incorrect_channelId.app_error", "Not a multipart form.")
        form = await request.post()
        place = self._place(me, str(form.get("channel_id") or request.query.get("channel_id") or ""))
        infos = []
        for name, part in form.items():
            if name != "files" or not isinstance(part, web.FileField):
                continue
            content = part.file.read()
            if len(content) > self.max_file_size:
                raise Refusal(413, "api.file.upload_file.too_large_detailed.app_error", "Unable to upload file.")
            file_id = new_id()
            self.files[file_id] = {"channel_id": place.id, "name": part.filename, "data": content, "user_id": me.id}
            infos.append({"id": file_id, "name": part.filename, "size": len(content), "mime_type": part.content_type})
        if not infos:
            raise Refusal(400, "api.file.upload_file.no_files", "No files.")
        return web.json_response({"file_infos": infos, "client_ids": []}, status=201)

    # ------------------------------------------------------------ buttons and dialogs

    def _trigger(self, user_id: str) -> str:
        trigger = base64.b64encode(f"{new_id()}:{user_id}:{time.time()}:sig".encode()).decode()
        self._triggers[trigger] = (user_id, time.monotonic())
        return trigger

    async def _act(self, request: web.Request) -> web.Response:
        me = self._session(request)
        post = self._post(_id(request.match_info["id"], "post_id"))
        self._place(me, post["channel_id"])
        for attachment in post["props"].get("attachments", []):
            for action in attachment.get("actions", []):
                if action["id"] == request.match_info["action"]:
                    await self._do_action(me, post, action)
                    return web.json_response({"status": "OK", "trigger_id": new_id()})
        raise Refusal(404, "api.post.do_action.action_id.app_error", "Invalid action id.")

    async def _do_action(self, who: Account, post: dict[str, Any], action: dict[str, Any]) -> dict[str, Any]:
        place = self.channels[post["channel_id"]]
        body = {
            "user_id": who.id, "user_name": who.username, "channel_id": place.id, "channel_name": place.name,
            "team_id": place.team_id, "team_domain": "team" if place.team_id else "", "post_id": post["id"],
            "trigger_id": self._trigger(who.id), "type": action["type"], "data_source": "",
            "context": action["integration"].get("context", {}),
        }  # fmt: skip
        answer = await self._call_out(action["integration"]["url"], body)
        try:
            data = answer.json() if answer.content else {}
        except ValueError:
            raise Refusal(400, "api.post.do_action.action_integration.app_error", "Action integration error.") from None
        if update := data.get("update"):
            post.update(message=update.get("message", ""), props=update.get("props") or post["props"])
            await self._tell_post("post_edited", post, place)
        if text := data.get("ephemeral_text"):
            root = post["id"] if post["id"] in self.posts and not post.get("root_id") else post.get("root_id", "")
            self.ephemeral.append(
                {"id": new_id(), "to": who.id, "channel_id": place.id, "message": text, "root_id": root, "props": {},
                 "create_at": self.now()}
            )  # fmt: skip
        return dict(data)

    async def _call_out(self, url: str, body: dict[str, Any]) -> httpx.Response:
        error = Refusal(400, "api.post.do_action.action_integration.app_error", "Action integration error.")
        if not self.callbacks_allowed:
            raise error
        self.last_call = (url, body)
        headers = {"Accept": "application/json"}
        try:
            async with httpx.AsyncClient(timeout=30, verify=False) as client:
                answer = await client.post(url, json=body, headers=headers)
        except httpx.HTTPError:
            raise error from None
        if answer.status_code != 200:
            raise error
        return answer

    async def _open_dialog(self, request: web.Request) -> web.Response:
        data = await self._body(request, {"trigger_id", "url", "dialog"})
        user_id, at = self._triggers.get(str(data.get("trigger_id")), ("", 0.0))
        if not user_id or time.monotonic() - at > self.trigger_seconds:
            raise Refusal(
                400, "interactive_message.decode_trigger_id.expired", "Trigger ID for interactive dialog is expired."
            )
        dialog, url = data.get("dialog"), urlsplit(str(data.get("url", "")))
        if not isinstance(dialog, dict) or dialog.keys() - DIALOG_FIELDS or url.scheme not in ("http", "https"):
            raise Refusal(400, "fake.dialog", "a dialog the server could not use")
        if not 0 < len(dialog.get("title", "").encode()) <= 24:
            raise Refusal(400, "fake.dialog", "a title of 1 to 24 bytes is needed")
        for element in dialog.get("elements", []):
            self._check_element(element)
        place = next((each.id for each in self.channels.values() if user_id in each.members), "")
        self.dialogs.append(
            {"user_id": user_id, "url": data["url"], "dialog": dialog, "channel_id": place, "at": self.now()}
        )
        return web.json_response({"status": "OK"})

    def _check_element(self, element: dict[str, Any]) -> None:
        most = {"text": 150, "textarea": 3000, "select": 3000}.get(element.get("type", ""), 0)
        size = len(str(element.get("default", "")).encode())
        good = (
            not element.keys() - ELEMENT_FIELDS and most and element.get("name")
            and 0 < len(element.get("display_name", "").encode()) <= 24
            and len(element.get("help_text", "").encode()) <= 150 and size <= most
            and (element["type"] == "select" or element.get("max_length", 0) <= most)
        )  # fmt: skip
        if not good:
            raise Refusal(400, "fake.element", f"a field the server could not use: {element!r:.300}")
        values = {each["value"] for each in element.get("options", [])}
        if element["type"] == "select" and (not values or element.get("default") not in {"", *values}):
            raise Refusal(400, "fake.element", "a choice without its value")

    # ------------------------------------------------------------ the websocket

    async def _websocket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            data = json.loads(message.data)
            if data.get("action") != "authentication_challenge":
                continue
            user_id = self.tokens.get(data.get("data", {}).get("token", ""))
            if user_id is None:
                error = {
                    "id": "api.web_socket_handler.log.error",
                    "message": "Invalid or expired session",
                    "status_code": 401,
                }
                await socket.send_json({"status": "FAIL", "error": error, "seq_reply": data.get("seq")})
                await socket.close()
                break
            listener = Listener(socket, user_id)
            await self._send(
                listener, {"event": "hello", "data": {"server_version": "11.0.0", "connection_id": new_id()}}
            )
            await socket.send_json({"status": "OK", "seq_reply": data.get("seq")})
            self._listeners.append(listener)
        self._listeners = [each for each in self._listeners if each.socket is not socket]
        return socket

    async def _send(self, listener: Listener, event: dict[str, Any], *, mute: bool = False) -> None:
        whole = {"broadcast": {"omit_users": None, "user_id": "", "channel_id": "", "team_id": ""}, **event}
        whole["seq"] = listener.seq
        listener.seq += 1
        if not mute and not listener.socket.closed:
            await listener.socket.send_json(whole)

    async def _tell(self, name: str, data: dict[str, Any], channel_id: str, *, mute: bool = False) -> None:
        broadcast = {"omit_users": None, "user_id": "", "channel_id": channel_id, "team_id": ""}
        for each in tuple(self._listeners):
            if each.user_id in self.channels[channel_id].members:
                await self._send(each, {"event": name, "data": data, "broadcast": broadcast}, mute=mute)

    async def _tell_post(self, name: str, post: dict[str, Any], place: Channel, *, mute: bool = False) -> None:
        author = self.accounts[post["user_id"]]
        mentioned = [each.id for each in self.accounts.values() if f"@{each.username}" in post["message"]]
        data: dict[str, Any] = {"post": json.dumps(self._for_client(post))}
        if name == "posted":
            data |= {
                "channel_display_name": place.name, "channel_name": place.name, "channel_type": place.kind,
                "sender_name": f"@{author.username}", "team_id": place.team_id, "set_online": True,
            }  # fmt: skip
            if mentioned:
                data["mentions"] = json.dumps(mentioned)
        await self._tell(name, data, place.id, mute=mute)

    def told(self) -> int:
        """The number of the next event on the bot's connection, -1 without one."""
        return self._listeners[-1].seq if self._listeners else -1

    def listening(self) -> int:
        """How many websockets are signed in."""
        return len(self._listeners)


def _labels(post: dict[str, Any]) -> list[str]:
    found = [each for attachment in post["props"].get("attachments", []) for each in attachment.get("actions", [])]
    return [each["name"] for each in found]


def _id(value: str, name: str) -> str:
    if not ID.fullmatch(value):
        raise Refusal(
            400, "api.context.invalid_url_param.app_error", f"Invalid or missing {name} parameter in request URL."
        )
    return value


async def until(condition: Any, seconds: float = 60.0) -> Any:
    """Wait until the condition holds and return what it found."""
    async with asyncio.timeout(seconds):
        while not (found := condition()):  # noqa: ASYNC110 - it is what stands on the other side of a socket
            await asyncio.sleep(0.01)
        return found
