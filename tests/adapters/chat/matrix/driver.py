"""Scenarios on Matrix: the adapter over its real client, against a real homeserver."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Awaitable, Callable, Sequence
from itertools import count
from typing import Any

import httpx

from bot.adapters.chat.matrix.adapter import MatrixChannel
from bot.adapters.chat.matrix.client import Batch
from bot.adapters.chat.matrix.html import APART
from bot.adapters.chat.matrix.settings import Settings
from bot.adapters.chat.room.texts import LABELS, word
from bot.domain.people import Person as Member
from bot.domain.people import Role as Rights
from bot.ports import Office
from tests.fakes.mattermost import until
from tests.fakes.proxy import Wire
from tests.fakes.synapse import Person, Synapse
from tests.scenarios.chat.driver import Shown

SECRET = b"of these tests, and no other"
LOOKER = Member(id="mo", name="Mo", lang="en", roles=(("acme", Rights.MODERATOR),))
PEOPLE = ("Mo", "Ana", "Max", "Client", "Eve")
_NUMBER = count(1)


class Chat:
    """What one person does and sees, with a client of their own."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self._client = httpx.AsyncClient(
            base_url=f"{person.url}/_matrix/client/v3/",
            headers={"Authorization": f"Bearer {person.token}"},
            timeout=30,
            verify=False,
        )

    async def call(self, method: str, path: str, body: Any = None, **params: Any) -> Any:
        answer = await self._client.request(method, path, json=body, params=params)
        answer.raise_for_status()
        return answer.json()

    async def send(self, room: str, kind: str, content: dict[str, Any]) -> str:
        data = await self.call("PUT", f"rooms/{room}/send/{kind}/{next(_NUMBER)}-{id(self)}", content)
        return str(data["event_id"])

    async def timeline(self, room: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        token = ""
        while True:
            page = await self.call(
                "GET", f"rooms/{room}/messages", dir="b", limit=200, **({"from": token} if token else {})
            )
            found += page["chunk"]
            token = page.get("end", "")
            if not token or not page["chunk"]:
                return found[::-1]

    async def close(self) -> None:
        await self._client.aclose()


class MatrixDriver:
    """`ChatDriver`. One homeserver serves many drivers: each has a bot account and a room of its own."""

    platform = "matrix"

    def __init__(self, server: Synapse, *, channel_id: str = "room", lang: str = "en", encrypted: bool = False) -> None:
        number = next(_NUMBER)
        self.server = server
        self.wire = Wire(server.port)
        self._channel_id, self._lang = channel_id, lang
        self.bot = server.person(f"tertulia{number}")
        self.bot.call("PUT", f"profile/{self.bot.id}/displayname", {"displayname": "Tertulia"})
        self.chats = {name: Chat(server.person(name.lower())) for name in PEOPLE}
        mo = self.chats["Mo"].person
        body: dict[str, Any] = {"preset": "private_chat", "name": "Moderation", "invite": [self.bot.id]}
        body["invite"] += [each.person.id for name, each in self.chats.items() if name != "Mo"]
        if encrypted:
            state = {"type": "m.room.encryption", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
            body["initial_state"] = [state]
        self.home = str(mo.call("POST", "createRoom", body)["room_id"])
        for name, each in self.chats.items():
            if name != "Mo":
                each.person.call("POST", f"join/{self.home}")
        self._seen: dict[str, set[str]] = {}
        self._rooms: dict[str, str] = {}
        self._shared: dict[str, dict[str, bool]] = {}
        self._again: Callable[[], Awaitable[None]] | None = None
        self._task: asyncio.Task[None] | None = None
        self.adapter = self.made()

    def made(self, **changed: Any) -> MatrixChannel:
        given = {"homeserver": self.wire.url, "token": self.bot.token, "room": self.home, "per_second": 1000.0}
        settings = Settings(**{**given, "pauses": (0.05, 0.5), **changed})  # type: ignore[arg-type]
        return MatrixChannel(self._channel_id, settings, secret=SECRET, lang=self._lang)

    def account(self, who: str) -> str:
        return self.chats[who].person.id

    # ------------------------------------------------------------ life

    async def start(self, office: Office) -> None:
        self.office = office
        await self.wire.mend()
        await self.run()

    async def run(self) -> None:
        self._task = asyncio.create_task(self.adapter.run(self.office))
        await self.connected()

    async def connected(self) -> None:
        def ready() -> bool:
            assert self._task is not None
            if self._task.done():
                self._task.result()
            return self.adapter.ear is not None and self.adapter.ear.synced.is_set()

        await until(ready, 60)
        await self.settled()

    async def halt(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def stop(self) -> None:
        await self.halt()
        await self.adapter._house.client.close()
        await self.wire.cut()
        for each in self.chats.values():
            await each.close()

    async def restart(self, office: Office | None = None) -> None:
        await self.halt()
        await self.adapter._house.client.close()
        self.adapter, self.office = self.made(), office or self.office
        await self.run()

    async def drop(self) -> None:
        await self.wire.cut()
        await self.wire.mend()

    async def away(self, gone: bool) -> None:
        ear = self.adapter.ear
        assert ear is not None
        if gone:
            await self.wire.cut()
            await until(lambda: not ear.synced.is_set(), 60)
        else:
            await self.wire.mend()
            await self.connected()

    async def settled(self, event: str = "") -> None:
        """Wait until the bot has taken the event in, answered everything and sent everything."""
        ear = self.adapter.ear
        if event:
            await until(lambda: ear is not None and event in ear.handled, 30)
        for _ in range(3):
            await until(self.adapter.idle, 60)
            await asyncio.sleep(0)

    # ------------------------------------------------------------ what people do

    async def press(self, who: str, label: str, *, item: int = 0) -> None:
        if not item:
            key = next(key for key, both in LABELS.items() if both[0] == label)
            await self._reply(who, word(key, "en"))
            return
        card = await self.office.desk.card(item, LOOKER)
        assert card is not None
        rows = self.adapter._house.room.card(card).rows
        button = next((one for row in rows for one in row if one.label == label), None)
        assert button is not None, f"nothing means {label!r} now"
        if button.emoji:
            await self._react(who, await self._event_of(item), button.emoji)
        else:
            await self.say(who, button.word.partition(":")[0], item=item)

    async def press_stale(self, who: str, label: str, *, item: int) -> None:
        first = {"Approve 1": "1️⃣", "Approve 2": "2️⃣", "Approve 3": "3️⃣"}
        await self._react(who, await self._event_of(item), first[label])

    async def _react(self, who: str, event: str, key: str) -> None:
        relation = {"rel_type": "m.annotation", "event_id": event, "key": key}
        try:
            await self._sent(who, self.home, "m.reaction", {"m.relates_to": relation})
        except httpx.HTTPStatusError as error:  # the same sign of the same person again: clients take the first back
            if error.response.json()["errcode"] != "M_DUPLICATE_ANNOTATION":
                raise
            chat = self.chats[who]
            events = await chat.timeline(self.home)
            old = next(each for each in events if each["sender"] == chat.person.id and _annotates(each, event, key))
            await chat.call("PUT", f"rooms/{self.home}/redact/{old['event_id']}/{next(_NUMBER)}", {})
            await self._sent(who, self.home, "m.reaction", {"m.relates_to": relation})

    async def fill(self, who: str, text: str) -> None:
        await self._reply(who, text)

    async def _reply(self, who: str, text: str) -> None:
        """Answer the bot's last words to the person."""
        chat, last = self.chats[who], (0, "", "")
        for room in self._rooms_of(who):
            for each in await chat.timeline(room):
                edit = each["content"].get("m.relates_to", {}).get("rel_type") == "m.replace"
                card = "org.tertulia.card" in each["content"]
                if each["sender"] == self.bot.id and each["type"] == "m.room.message" and not edit and not card:
                    last = max(last, (each["origin_server_ts"], room, each["event_id"]))
        _, room, event = last
        relation = {"m.in_reply_to": {"event_id": event}}
        await self._sent(who, room, "m.room.message", {"msgtype": "m.text", "body": text, "m.relates_to": relation})

    async def say(self, who: str, text: str, *, item: int = 0, private: bool = False) -> None:
        content: dict[str, Any] = {"msgtype": "m.text", "body": text}
        room = await self._direct(who) if private else self.home
        if not private:
            content |= {"body": f"Tertulia: {text}", "m.mentions": {"user_ids": [self.bot.id]}}
        if item:
            content["m.relates_to"] = {"m.in_reply_to": {"event_id": await self._event_of(item)}}
        await self._sent(who, room, "m.room.message", content)

    async def chatter(self, who: str, text: str, *, item: int = 0) -> None:
        content: dict[str, Any] = {"msgtype": "m.text", "body": text}
        if item:
            root = await self._event_of(item)
            content["m.relates_to"] = {
                "rel_type": "m.thread", "event_id": root, "is_falling_back": True, "m.in_reply_to": {"event_id": root},
            }  # fmt: skip
        await self._sent(who, self.home, "m.room.message", content)

    async def _sent(self, who: str, room: str, kind: str, content: dict[str, Any]) -> str:
        event = await self.chats[who].send(room, kind, content)
        await self.settled(event)
        self._again = lambda: self._replay(room, event)
        return event

    async def _replay(self, room: str, event: str) -> None:
        """A server that lost track gives an event again: played by handing the same event to the ear once more."""
        ear = self.adapter.ear
        assert ear is not None
        chat = self.chats["Mo" if room == self.home else self._owner(room)]
        data = await chat.call("GET", f"rooms/{room}/event/{event}")
        await ear._take(max(ear._tokens) + 1, Batch(token=ear._token, events=((room, data),)), [])

    def _owner(self, room: str) -> str:
        return next(name for name, found in self._rooms.items() if found == room)

    async def redeliver(self) -> None:
        assert self._again is not None
        await self._again()
        await self.settled()

    async def _direct(self, who: str) -> str:
        """The room of the person with the bot; the person makes it where the bot did not."""
        rooms = self._rooms
        if who in rooms:
            return rooms[who]
        chat = self.chats[who]
        if found := [room for room in self._rooms_of(who) if room != self.home]:
            rooms[who] = found[0]
            return found[0]
        body = {"is_direct": True, "preset": "trusted_private_chat", "invite": [self.bot.id]}
        room = str((await chat.call("POST", "createRoom", body))["room_id"])
        for _ in range(300):
            if self.bot.id in (await chat.call("GET", f"rooms/{room}/joined_members"))["joined"]:
                break
            await asyncio.sleep(0.05)
        rooms[who] = room
        return room

    # ------------------------------------------------------------ what people see

    async def _event_of(self, item: int) -> str:
        found = await self.office.messages.message_of(self._channel_id, item)
        assert found, f"no card of item {item}"
        return found

    async def card(self, item: int) -> Shown | None:
        found = await self.office.messages.message_of(self._channel_id, item)
        return next((each for each in await self.all_cards() if each.id == found), None)

    async def all_cards(self) -> list[Shown]:
        events = await self.chats["Mo"].timeline(self.home)
        return [_shown(each, events) for each in events if "org.tertulia.card" in each["content"]]

    def cards(self) -> Sequence[Shown]:
        mo = self.chats["Mo"].person
        found = mo.call("GET", f"rooms/{self.home}/messages", dir="b", limit=500)["chunk"][::-1]
        return [_shown(each, found) for each in found if "org.tertulia.card" in each["content"]]

    def _rooms_of(self, who: str) -> list[str]:
        """The rooms that the person shares with this bot; invitations are accepted."""
        known = self._shared.setdefault(who, {self.home: True})
        for room in self.bot.call("GET", "joined_rooms")["joined_rooms"]:
            if room not in known:
                try:
                    self.chats[who].person.call("POST", f"join/{room}")
                    known[room] = True
                except httpx.HTTPStatusError:  # somebody else's
                    known[room] = False
        return [room for room, shared in known.items() if shared]

    def seen(self, who: str) -> Sequence[Shown]:
        had = self._seen.setdefault(who, set())
        person = self.chats[who].person
        found: list[tuple[int, Shown]] = []
        for room in self._rooms_of(who):
            events = person.call("GET", f"rooms/{room}/messages", dir="b", limit=500)["chunk"][::-1]
            for each in events:
                edit = each["content"].get("m.relates_to", {}).get("rel_type") == "m.replace"
                if each["sender"] == self.bot.id and each["type"] == "m.room.message" and not edit:
                    found.append((each["origin_server_ts"], _shown(each, events, private=room != self.home)))
        fresh = [each for _, each in sorted(found, key=lambda one: one[0]) if each.id not in had]
        had.update(each.id for each in fresh)
        return fresh


def _annotates(each: dict[str, Any], event: str, key: str) -> bool:
    relation = each["content"].get("m.relates_to", {})
    return each["type"] == "m.reaction" and relation.get("event_id") == event and relation.get("key") == key


def _shown(event: dict[str, Any], events: Sequence[dict[str, Any]], *, private: bool = False) -> Shown:
    content = event["content"]
    edits = [
        each["content"]["m.new_content"]
        for each in events
        if each["content"].get("m.relates_to", {}).get("rel_type") == "m.replace"
        and each["content"]["m.relates_to"]["event_id"] == event["event_id"]
    ]
    now = edits[-1] if edits else content
    signs = [
        each["content"]["m.relates_to"]["key"]
        for each in events
        if each["type"] == "m.reaction" and each["content"].get("m.relates_to", {}).get("event_id") == event["event_id"]
    ]
    relation = content.get("m.relates_to", {})
    named = (content["filename"],) if "url" in content else ()
    return Shown(
        id=event["event_id"],
        text=plain(now.get("formatted_body") or now.get("body", "")),
        buttons=tuple(dict.fromkeys(signs)),
        private=private,
        under=relation.get("event_id", "") if relation.get("rel_type") == "m.thread" else "",
        files=named,
    )


def plain(formatted: str) -> str:
    """What people read of our HTML."""
    text = formatted.replace("<br>", "\n").replace("</p>", "\n").replace("</blockquote>", "\n")
    return html.unescape(re.sub(r"</?(?:p|strong|em|blockquote)>", "", text)).replace(APART, "").strip("\n")
