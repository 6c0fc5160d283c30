"""People in a Telegram group, against the fake server, through the real library."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.chat.room.outbox import Outbox
from bot.adapters.chat.telegram.adapter import TelegramChannel
from bot.adapters.telegram.budget import Budget
from bot.ports import Office
from tests.fakes.telegram import BOT, GROUP, TOKEN, USERNAME, TelegramServer, until
from tests.fakes.telegram_rules import Json
from tests.scenarios.chat.driver import Shown

SECRET = b"of these tests, and no other"
PEOPLE = {"Mo": 501, "Ana": 502, "Max": 503, "Client": 504, "Eve": 505}


class TelegramDriver:
    """`ChatDriver`. Buttons are callback queries, words are messages with a mention, forms are replies."""

    platform = "telegram"

    def __init__(
        self,
        server: TelegramServer,
        tmp: Path,
        monkeypatch: pytest.MonkeyPatch,
        *,
        channel_id: str = "room",
        **options: Any,
    ) -> None:
        self.server, self._tmp, self._options, self._channel_id = server, tmp, options, channel_id
        self.people = {name: server.person(ident, name) for name, ident in PEOPLE.items()}
        monkeypatch.setenv("TELEGRAM_TOKEN_OF_TESTS", TOKEN)
        self._task: asyncio.Task[None] | None = None
        self._seen: dict[str, set[tuple[int, int]]] = {}
        self._again: Callable[[], Json] | None = None
        self.adapter: Any = self._make()

    def _make(self) -> TelegramChannel:
        options = {"token_env": "TELEGRAM_TOKEN_OF_TESTS", "chat": GROUP, "base_url": self.server.url, **self._options}
        made = TelegramChannel.build(self._channel_id, options, self._tmp, secret=SECRET)
        made._hub.pauses, made._hub.wait = (0.02,), 5.0
        made.speaker.outbox = Outbox(per_second=1000, burst=100)
        made._hub.budget = made.speaker.budget = Budget(per_second=100_000, per_minute=100_000, chat_seconds=0.0)
        made.speaker.pauses = (0.02,) * 200
        return made

    def account(self, who: str) -> str:
        return str(PEOPLE[who])

    async def start(self, office: Office) -> None:
        self._office = office
        self._task = task = asyncio.create_task(self.adapter.run(office))
        await until(lambda: task.done() or (self.adapter._hub.connected.is_set() and self._hears()))
        if task.done():
            task.result()

    def _hears(self) -> bool:
        return self.server.listening or bool(self.server.webhook)

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def restart(self, office: Office | None = None) -> None:
        await self.stop()
        self.adapter = self._make()
        await self.start(office or self._office)

    async def drop(self) -> None:
        await self.server.away()
        await self.server.start()

    # ------------------------------------------------------------ doing

    async def press(self, who: str, label: str, *, item: int = 0) -> None:
        message = await self._card(item) if item else None
        if message is None or label not in labels(message):
            message = self._newest(who, label)
        await self.press_on(who, label, message)

    async def press_stale(self, who: str, label: str, *, item: int) -> None:
        message = await self._card(item)
        await self.press_on(who, label, self.server.first[message["chat"]["id"], message["message_id"]])

    async def press_on(self, who: str, label: str, message: Json) -> None:
        """Press a button of this very message."""
        found = [one for row in keys(message) for one in row if one["text"] == label]
        assert found, f"no button {label!r} among {labels(message)}"
        self._again = lambda: self.server._updates[-1]
        self.server.press(self.people[who], message, found[0]["callback_data"])
        await self.handled()

    async def fill(self, who: str, text: str) -> None:
        asked = next(one for one in reversed(self._visible(who)) if "force_reply" in (one.get("reply_markup") or {}))
        await self.write(who, asked["chat"]["id"], text, reply_to=asked["message_id"])

    async def say(self, who: str, text: str, *, item: int = 0, private: bool = False) -> None:
        if private:
            await self.write(who, PEOPLE[who], text)
            return
        reply_to = (await self._card(item))["message_id"] if item else 0
        await self.write(who, GROUP, f"@{USERNAME} {text}", reply_to=reply_to)

    async def chatter(self, who: str, text: str, *, item: int = 0) -> None:
        """In a card's thread: in answer to a colleague who answered the card."""
        reply_to = 0
        if item:
            card = await self._card(item)
            colleague = {"from": self.people["Client"], "text": "hm"}
            reply_to = self.server._place(GROUP, colleague, card["message_id"], 0)["message_id"]
        await self.write(who, GROUP, text, reply_to=reply_to)

    async def write(self, who: str, chat: int, text: str, *, reply_to: int = 0, **more: Any) -> Json:
        """A message as it is typed."""
        made = self.server.say(self.people[who], chat, text, reply_to=reply_to, **more)
        await self.handled()
        return made

    async def handled(self) -> None:
        """Until the bot has answered everything."""
        self._last = self.server._updates[-1] if self.server._updates else None
        await until(lambda: not self.server.waiting and self.adapter.ear.idle())

    async def redeliver(self) -> None:
        """The same event; its number is a new one, since the old one is confirmed."""
        assert self._last is not None
        self.server.push({key: value for key, value in self._last.items() if key != "update_id"})
        await until(lambda: not self.server.waiting and self.adapter.ear.idle())

    async def away(self, gone: bool) -> None:
        if gone:
            await self.server.away()
        else:
            await self.server.start()

    # ------------------------------------------------------------ seeing

    async def _card(self, item: int) -> Json:
        found = await self._office.messages.message_of(self._channel_id, item)
        assert found, f"no card of item {item}"
        return self.message(found)

    def message(self, ident: str) -> Json:
        """A message by the adapter's id of it."""
        chat, _, number = ident.partition(":")
        return self.server.messages[int(chat), int(number)]

    def _visible(self, who: str) -> list[Json]:
        chats = (self.adapter._home.present, GROUP, PEOPLE[who])
        return [
            one
            for (chat, _), one in self.server.messages.items()
            if chat in chats and one.get("from", {}).get("id") == BOT
        ]

    def _newest(self, who: str, label: str) -> Json:
        return next(one for one in reversed(self._visible(who)) if label in labels(one))

    async def card(self, item: int) -> Shown | None:
        found = await self._office.messages.message_of(self._channel_id, item)
        return shown(self.message(found), self.server) if found else None

    def cards(self) -> Sequence[Shown]:
        return [
            shown(one, self.server)
            for (chat, _), one in self.server.messages.items()
            if chat == GROUP and one.get("from", {}).get("id") == BOT and not one["_reply_to"]
        ]

    def seen(self, who: str) -> Sequence[Shown]:
        had = self._seen.setdefault(who, set())
        fresh = [one for one in self._visible(who) if ident_of(one) not in had]
        had.update(ident_of(one) for one in fresh)
        return [shown(one, self.server) for one in fresh]


def ident_of(message: Json) -> tuple[int, int]:
    """(chat, number)"""
    return message["chat"]["id"], message["message_id"]


def keys(message: Json) -> list[list[Json]]:
    """The inline keyboard."""
    return (message.get("reply_markup") or {}).get("inline_keyboard", [])  # type: ignore[no-any-return]


def labels(message: Json) -> list[str]:
    """What stands on the buttons."""
    return [one["text"] for row in keys(message) for one in row]


def shown(message: Json, server: TelegramServer) -> Shown:
    """A message as people see it."""
    chat, number = ident_of(message)
    file = server.files.get((chat, number))
    return Shown(
        id=f"{chat}:{number}",
        text=message.get("text") or message.get("caption") or "",
        buttons=tuple(labels(message)),
        private=chat > 0,
        under=f"{chat}:{message['_reply_to']}" if message["_reply_to"] else "",
        form="force_reply" in (message.get("reply_markup") or {}),
        files=(file[0],) if file else (),
    )
