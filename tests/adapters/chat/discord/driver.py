"""People in a Discord channel, against the fake server, through the real library."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.chat.discord.adapter import DiscordChannel
from bot.adapters.chat.discord.client import Gateway
from bot.adapters.chat.room.outbox import Outbox
from bot.ports import Office
from tests.fakes.discord import BOT, GUILD, ROOM, TOKEN, Asked, DiscordServer, Json, new_user, until
from tests.scenarios.chat.driver import Shown

SECRET = b"of these tests, and no other"
PEOPLE = {"Mo": 501, "Ana": 502, "Max": 503, "Client": 504, "Eve": 505}


def _waiting_for_no_more(make: Callable[[], Gateway]) -> Gateway:
    """The library counts itself ready two seconds after the last guild that it was told of, as another may follow. Here
    is one guild, and the driver looks for it itself."""
    client = make()
    client._connection.guild_ready_timeout = 0.0
    return client


class DiscordDriver:
    """`ChatDriver`. Buttons and forms are interactions, words are messages with a mention."""

    platform = "discord"

    def __init__(
        self,
        server: DiscordServer,
        tmp: Path,
        monkeypatch: pytest.MonkeyPatch,
        *,
        free_words: bool = False,
        channel_id: str = "room",
    ) -> None:
        self.server = server
        self.server.flags = 1 << 18 if free_words else 0
        for name, ident in PEOPLE.items():
            self.server.users[str(ident)] = new_user(ident, name)
        monkeypatch.setenv("DISCORD_TOKEN_OF_TESTS", TOKEN)
        self._tmp, self._free_words, self._channel_id = tmp, free_words, channel_id
        self._task: asyncio.Task[None] | None = None
        self._done: set[str] = set()
        self._seen: dict[str, set[str]] = {}
        self._modals: dict[str, Asked] = {}
        self._again: Callable[[], Coroutine[Any, Any, None]] | None = None
        self.adapter = self._make()

    def _make(self) -> DiscordChannel:
        options = {
            "token_env": "DISCORD_TOKEN_OF_TESTS",
            "guild": str(GUILD),
            "channel": str(ROOM),
            "free_words": self._free_words,
            "api_url": self.server.api_url,
            "gateway_url": self.server.gateway_url,
        }
        made = DiscordChannel.build(self._channel_id, options, self._tmp, secret=SECRET)
        made._outbox = Outbox(per_second=1000, burst=100)
        made.client = partial(_waiting_for_no_more, made.client)  # type: ignore[method-assign]
        made._on_message = self._tracked(made._on_message)  # type: ignore[method-assign]
        made._on_interaction = self._tracked(made._on_interaction)  # type: ignore[method-assign]
        return made

    def _tracked(self, handle: Callable[[Any], Coroutine[Any, Any, None]]) -> Any:
        async def run(event: Any) -> None:
            try:
                await handle(event)
            finally:
                self._done.add(str(event.id))

        return run

    def account(self, who: str) -> str:
        return str(PEOPLE[who])

    async def start(self, office: Office) -> None:
        self._office = office
        self._task = asyncio.create_task(self.adapter.run(office))
        task = self._task
        await until(lambda: task.done() or (self.server.listening > 0 and self._ready()))
        if task.done():
            task.result()

    def _ready(self) -> bool:
        client = self.adapter._client
        if client is None or not client.is_ready():
            return False
        guild = client.get_guild(GUILD)
        return guild is not None and not guild.unavailable

    async def stop(self) -> None:
        await self._leave()

    async def _leave(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def restart(self, office: Office | None = None) -> None:
        await self._leave()
        self.adapter = self._make()
        await self.start(office or self._office)

    async def drop(self) -> None:
        await self.server.drop()

    # ------------------------------------------------------------ doing

    async def press(self, who: str, label: str, *, item: int = 0) -> None:
        message = await self._card(item) if item else None
        if message is None or label not in _labels(message):
            message = self._newest(who, label)
        await self._press(who, label, message)

    async def press_stale(self, who: str, label: str, *, item: int) -> None:
        message = await self._card(item)
        await self._press(who, label, self.server.first[message["id"]])

    async def _press(self, who: str, label: str, message: Json) -> None:
        found = [one for row in message["components"] for one in row["components"] if one["label"] == label]
        assert found, f"no button {label!r} among {_labels(message)}"
        data = {"custom_id": found[0]["custom_id"], "component_type": 2}
        await self._interact(who, 3, data, message)

    async def fill(self, who: str, text: str) -> None:
        modal = self._modals[who].modal
        assert modal is not None
        (label,) = modal["components"]
        field = {"type": 4, "id": 2, "custom_id": label["component"]["custom_id"], "value": text}
        data = {"custom_id": modal["custom_id"], "components": [{"type": 18, "id": 1, "component": field}]}
        await self._interact(who, 5, data, None)

    async def command(self, who: str, name: str, **values: str) -> Asked:
        """A sub-command of /tertulia."""
        options: list[Json] = [{"type": 3, "name": key, "value": value} for key, value in values.items()]
        for part in reversed(name.split()):
            options = [{"type": 1 if part == name.split()[-1] else 2, "name": part, "options": options}]
        data = {"id": "7", "name": "tertulia", "type": 1, "options": options, "guild_id": str(GUILD)}
        return await self._interact(who, 2, data, None)

    async def typing(self, who: str, name: str, option: str, typed: str) -> list[str]:
        """The choices offered while an option is typed."""
        options = [{"type": 3, "name": option, "value": typed, "focused": True}]
        data = {"id": "7", "name": "tertulia", "type": 1, "options": [{"type": 1, "name": name, "options": options}]}
        return [one["value"] for one in (await self._interact(who, 4, data, None)).choices]

    async def menu(self, who: str, name: str, text: str) -> Asked:
        """A menu entry on somebody's message."""
        message = self.server.user_message(self.account(who), str(ROOM), text)
        resolved = {"messages": {message["id"]: message}}
        data = {"id": "8", "name": name, "type": 3, "target_id": message["id"], "resolved": resolved}
        return await self._interact(who, 2, data, None)

    async def say(self, who: str, text: str, *, item: int = 0, private: bool = False) -> None:
        if private:
            channel = self.server.dm_channel(self.account(who))["id"]
            await self._write(who, channel, text)
            return
        reply_to = (await self._card(item))["id"] if item else ""
        await self._write(who, str(ROOM), f"<@{BOT}> {text}", reply_to=reply_to)

    async def chatter(self, who: str, text: str, *, item: int = 0) -> None:
        if not item:
            await self._write(who, str(ROOM), text)
            return
        card = (await self._card(item))["id"]
        if card not in self.server.threads:
            await self.server._make_thread(None, (str(ROOM), card), {"name": "talk"}, [])  # type: ignore[arg-type]
        await self._write(who, card, text)

    async def _write(self, who: str, channel: str, text: str, *, reply_to: str = "") -> None:
        event = self.server.user_message(self.account(who), channel, text, reply_to=reply_to)

        async def deliver() -> None:
            self._done.discard(event["id"])
            await self.server.dispatch("MESSAGE_CREATE", event)
            await until(lambda: event["id"] in self._done)

        self._again = deliver
        await deliver()

    async def change(self, who: str, text: str) -> None:
        """The person edits what they wrote last."""
        mine = [one for one in self.server.messages.values() if one["author"]["id"] == self.account(who)]
        event = self.server.edited(mine[-1]["id"], text)
        self._done.discard(event["id"])
        await self.server.dispatch("MESSAGE_UPDATE", event)
        await until(lambda: event["id"] in self._done)

    async def _interact(self, who: str, kind: int, data: Json, message: Json | None) -> Asked:
        channel = message["channel_id"] if message else str(ROOM)
        event = self.server.interaction(self.account(who), kind, channel, data, message)
        asked = self.server.asked[event["token"]]

        async def deliver() -> None:
            self._done.discard(event["id"])
            await self.server.dispatch("INTERACTION_CREATE", event)
            await until(lambda: event["id"] in self._done)

        self._again = deliver
        await deliver()
        if asked.modal is not None:
            self._modals[who] = asked
        return asked

    async def redeliver(self) -> None:
        assert self._again is not None
        await self._again()

    async def away(self, gone: bool) -> None:
        if gone:
            await self.server.away()
        else:
            await self.server.back()

    # ------------------------------------------------------------ seeing

    async def _card(self, item: int) -> Json:
        found = await self._office.messages.message_of(self._channel_id, item)
        assert found, f"no card of item {item}"
        return self.server.messages[found]

    def _visible(self, who: str) -> list[Json]:
        account = self.account(who)
        dm = self.server.dms.get(account, "")
        return [
            one
            for one in self.server.messages.values()
            if one["author"]["id"] == str(BOT)
            and one["_to"] in ("", account)
            and one["channel_id"] in (str(ROOM), dm, *self.server.threads)
        ]

    def _newest(self, who: str, label: str) -> Json:
        found = next((one for one in reversed(self._visible(who)) if label in _labels(one)), None)
        assert found is not None, f"{who} sees no button {label!r}"
        return found

    async def card(self, item: int) -> Shown | None:
        found = await self._office.messages.message_of(self._channel_id, item)
        return _shown(self.server.messages[found]) if found else None

    def cards(self) -> Sequence[Shown]:
        return [
            _shown(one)
            for one in self.server.messages.values()
            if one["author"]["id"] == str(BOT) and one["channel_id"] == str(ROOM) and one["embeds"] and not one["_to"]
        ]

    def seen(self, who: str) -> Sequence[Shown]:
        had = self._seen.setdefault(who, set())
        fresh = [one for one in self._visible(who) if one["id"] not in had]
        had.update(one["id"] for one in fresh)
        return [_shown(one) for one in fresh]


def _labels(message: Json) -> list[str]:
    return [one["label"] for row in message["components"] for one in row["components"]]


def _shown(message: Json) -> Shown:
    parts = [message["content"]]
    for embed in message["embeds"]:
        parts += [embed.get("title") or "", embed.get("description") or ""]
    return Shown(
        id=message["id"],
        text=_plain("\n".join(part for part in parts if part)),
        buttons=tuple(_labels(message)),
        private=bool(message["_to"]),
        under=message["_under"],
        files=tuple(message["_files"]),
    )


def _plain(text: str) -> str:
    """Discord's escapes, as its clients show them."""
    out, at = "", 0
    while at < len(text):
        if text[at] == "\\" and at + 1 < len(text):
            at += 1
        out += text[at]
        at += 1
    return out


def dumped(message: Json) -> str:
    """For a failing test's message."""
    return json.dumps(message, ensure_ascii=False, indent=1)
