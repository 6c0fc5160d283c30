"""A Discord server's channels as a page uses them, over REST, written from the published reference (v10).

It refuses what Discord refuses: a wrong token, unknown parameters, bodies that the published OpenAPI description does
not allow, texts over 2000, an answer to a message that is gone, a channel that the bot does not see. Without the
Message Content intent other people's words are blank."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.fakes.discord import EPOCH, Schemas, _snowflakes
from tests.fakes.discord import Refusal as Refused
from tests.fakes.platform import FakePlatform, Refusal, Reply, Request, Said

TOKEN, GUILD, TALK, FORUM, BOT = "a-token-of-tests", "2001", "4001", "4002", "1001"
STAFF_ROLE = "7001"
PEOPLE = {"ana": "501", "ben": "502", "max": "503"}


class FakeCommunity(FakePlatform):
    """One server with a text channel and a forum. A post is a channel or a forum's thread."""

    own = BOT

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.flags = 1 << 18
        self.unseen: set[str] = set()
        self.staff: set[str] = set()
        self._schemas = Schemas()
        self._nonces: dict[tuple[str, str], str] = {}
        self._people = dict(PEOPLE)
        self.topics = {TALK: "Talk about bread"}

    def write_post(self, text: str) -> str:
        """The text channel; it is there already."""
        self.topics[TALK] = text
        return TALK

    def open_thread(self, author: str, title: str, text: str) -> str:
        """Somebody writes a post in the forum: a thread that begins with a message of its id."""
        ident = self.snowflake(self.now())
        self.topics[ident] = title
        self.things[f"{ident}/{ident}"] = Said(f"{ident}/{ident}", author, text, self.now(), post=ident)
        return ident

    def snowflake(self, at: datetime) -> str:
        return str(((int(at.timestamp() * 1000) - EPOCH) << 22) + self.number() % 4096)

    def new_id(self, post: str, parent: str) -> str:
        at = max(self.now(), self._last)
        return f"{post}/{self.snowflake(at)}"

    def publishes(self, request: Request) -> bool:
        return request.method == "POST"

    def busy(self) -> Reply:
        return Reply(429, {"message": "You are being rate limited.", "retry_after": 0.6, "global": False})

    def broken(self) -> Reply:
        return Reply(502, None)

    def person(self, name: str) -> str:
        return BOT if name == BOT else self._people.setdefault(name, str(600 + len(self._people)))

    def answer(self, request: Request) -> Reply:
        if self.revoked or request.headers.get("authorization") != f"Bot {TOKEN}":
            raise Refusal(401, {"message": "401: Unauthorized", "code": 0})
        if not request.path.startswith("/api/v10/"):
            raise Refusal(404, {"message": "404: Not Found", "code": 0})
        path = request.path.removeprefix("/api/v10")
        return Reply(200, self._route(request, path, path.strip("/").split("/")))

    def _route(self, request: Request, path: str, parts: list[str]) -> Any:
        match (request.method, parts):
            case ("GET", ["users", "@me"]):
                return {"id": BOT, "username": "tertulia", "bot": True}
            case ("GET", ["oauth2", "applications", "@me"]):
                return {"id": BOT, "name": "Tertulia", "flags": self.flags}
            case ("GET", ["guilds", "2001", "threads", "active"]):
                return {"threads": [self._thread(one) for one in self.topics if one != TALK], "members": []}
            case ("GET", ["guilds", "2001", "members", ident]):
                return {"user": {"id": ident}, "roles": [STAFF_ROLE] if ident in self.staff else []}
            case ("GET", ["channels", channel]):
                return self._channel(channel)
            case ("GET", ["channels", channel, "messages"]):
                return self._list(channel, dict(request.query))
            case ("GET", ["channels", channel, "messages", ident]):
                self._see(channel)
                return self.message(self._thing(channel, ident))
            case ("POST", ["channels", channel, "messages"]):
                return self._write(path, channel, request.json)
        raise Refusal(404, {"message": f"404: Not Found ({path})", "code": 0})

    def _see(self, channel: str) -> None:
        if channel not in (*self.topics, FORUM):
            raise Refusal(404, {"message": "Unknown Channel", "code": 10003})
        if channel in self.unseen:
            raise Refusal(403, {"message": "Missing Access", "code": 50001})

    def _thing(self, channel: str, ident: str) -> Said:
        if f"{channel}/{ident}" not in self.things:
            raise Refusal(404, {"message": "Unknown Message", "code": 10008})
        return self.things[f"{channel}/{ident}"]

    def _in(self, channel: str) -> list[Said]:
        """Newest first."""
        found = [one for one in self.things.values() if one.post == channel]
        return sorted(found, key=lambda one: int(one.id.split("/")[1]), reverse=True)

    def _last_id(self, channel: str) -> str | None:
        return next((one.id.split("/")[1] for one in self._in(channel)), None)

    def _channel(self, channel: str) -> dict[str, Any]:
        self._see(channel)
        if channel not in (TALK, FORUM):
            return self._thread(channel)
        kind, name = (15, "questions") if channel == FORUM else (0, "talk")
        return {
            "id": channel, "type": kind, "guild_id": GUILD, "name": name, "topic": self.topics.get(channel),
            "last_message_id": self._last_id(channel), "parent_id": None,
        }  # fmt: skip

    def _thread(self, ident: str) -> dict[str, Any]:
        return {
            "id": ident, "type": 11, "guild_id": GUILD, "parent_id": FORUM, "name": self.topics[ident],
            "owner_id": "501", "last_message_id": self._last_id(ident), "total_message_sent": len(self._in(ident)),
            "thread_metadata": {"archived": False, "locked": False, "auto_archive_duration": 1440},
        }  # fmt: skip

    def _list(self, channel: str, query: dict[str, str]) -> Any:
        self._see(channel)
        if set(query) - {"limit", "before", "after"} or not 1 <= int(query.get("limit", "50")) <= 100:
            raise Refusal(400, {"message": "Invalid Form Body", "code": 50035})
        found, limit = self._in(channel), int(query.get("limit", "50"))
        if "after" in query:
            later = [one for one in found if int(one.id.split("/")[1]) > int(query["after"])]
            return [self.message(one) for one in later[-limit:]]
        before = int(query.get("before", 1 << 70))
        return [self.message(one) for one in found if int(one.id.split("/")[1]) < before][:limit]

    def _write(self, path: str, channel: str, body: Any) -> Any:
        self._see(channel)
        try:
            self._schemas.check("POST", path, _snowflakes(body))
        except Refused as error:
            raise Refusal(error.status, {"message": error.message, "code": error.code}) from error
        if not body["content"] or len(body["content"]) > 2000:
            raise Refusal(400, {"message": "Invalid Form Body", "code": 50035, "errors": {"content": {}}})
        nonce = (channel, str(body["nonce"]))
        if body.get("enforce_nonce") and nonce in self._nonces:
            return self.message(self.things[self._nonces[nonce]])
        under = f"{channel}/{body['message_reference']['message_id']}"
        if under not in self.things:
            wrong = {"_errors": [{"code": "REPLIES_UNKNOWN_MESSAGE", "message": "Unknown message"}]}
            raise Refusal(400, {"message": "Invalid Form Body", "code": 50035, "errors": {"message_reference": wrong}})
        made = self.write(BOT, body["content"], post=channel, parent=under)
        self._nonces[nonce] = made
        return self.message(self.things[made])

    def message(self, one: Said, depth: int = 0) -> dict[str, Any]:
        """As the API writes it; the message that is answered comes with it, one step deep."""
        channel, ident = one.id.split("/")
        writer = self.person(one.author)
        made: dict[str, Any] = {
            "id": ident, "channel_id": channel, "type": 19 if one.parent else 0, "timestamp": one.at.isoformat(),
            "content": one.text if self.flags or writer == BOT else "", "pinned": False, "tts": False,
            "author": {"id": writer, "username": one.author, "global_name": one.author.title(), "bot": writer == BOT},
            "edited_timestamp": one.updated.isoformat() if one.updated else None, "attachments": [], "embeds": [],
            "mentions": [], "flags": 0,
        }  # fmt: skip
        if one.parent:
            made["message_reference"] = {"channel_id": channel, "message_id": one.parent.split("/")[1], "type": 0}
            if not depth:
                above = self.things.get(one.parent)
                made["referenced_message"] = self.message(above, 1) if above else None
        return made
