"""The scenarios' hands and eyes in Zulip: people react, type and look; the bot speaks through Zulip's own client."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator, Sequence

from bot.adapters.chat.room.room import Room
from bot.adapters.chat.room.texts import EMOJI, LABELS, label, word
from bot.adapters.chat.room.view import DIGITS
from bot.adapters.chat.zulip.adapter import HERE, ZulipChannel, ZulipSettings
from bot.adapters.chat.zulip.markdown import code_of
from bot.adapters.manifest import chat_capabilities
from bot.ports import Office
from tests.adapters.chat.zulip.reading import bare
from tests.fakes.zulip import Account, FakeZulip, Json
from tests.scenarios.chat.driver import Shown

SECRET = b"a secret of these tests only"
STREAM = 5
PEOPLE = {"Mo": 11, "Ana": 12, "Max": 13, "Client": 14, "Eve": 15}


class ZulipDriver:
    """`ChatDriver`."""

    platform = "zulip"

    def __init__(self, *, channel_id: str = "room", lang: str = "en") -> None:
        self.zulip = FakeZulip()
        self.zulip.reserve()
        self.zulip.streams[STREAM] = "review"
        self.zulip.subscribed.add(STREAM)
        for name, number in PEOPLE.items():
            self.zulip.join(Account(number, name, f"{name.lower()}@zulip.test"))
        self._channel_id, self._lang = channel_id, lang
        self._seen: dict[str, set[int]] = {}
        self._last: list[Json] = []
        self._task: asyncio.Task[None] | None = None
        self.adapter = self._make()

    def _make(self) -> ZulipChannel:
        settings = ZulipSettings(
            site=self.zulip.site,
            email=self.zulip.bot.email,
            key=self.zulip.key,
            stream="review",
            per_second=1000.0,
            pauses=(0.05, 1.0),
        )
        return ZulipChannel(settings, Room(self._channel_id, chat_capabilities(HERE), secret=SECRET, lang=self._lang))

    def account(self, who: str) -> str:
        return str(PEOPLE[who])

    async def start(self, office: Office) -> None:
        self._office = office
        await self.zulip.start()
        await self._connect()

    async def _connect(self) -> None:
        self._task = asyncio.create_task(self.adapter.run(self._office))
        await self.zulip.until(lambda: self.adapter.stream and self.adapter.stream.listening.is_set())

    async def stop(self) -> None:
        await self._disconnect()
        await self.zulip.stop()

    async def _disconnect(self) -> None:
        if self._task is not None and not self._task.done():
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def restart(self, office: Office | None = None) -> None:
        await self._disconnect()
        self.adapter, self._office = self._make(), office or self._office
        await self._connect()

    async def drop(self) -> None:
        self.zulip.lose_queues()

    async def press(self, who: str, name: str, *, item: int = 0) -> None:
        emoji, said = _meaning(name)
        if item and emoji:
            await self.react(who, emoji, item=item)
        elif item:
            await self.say(who, said, item=item)
        else:
            await self._done(lambda: self.zulip.writes(PEOPLE[who], said))

    async def press_stale(self, who: str, name: str, *, item: int) -> None:
        await self.press(who, name, item=item)

    async def react(self, who: str, emoji: str, *, item: int) -> None:
        """Tap an emoji; once more after taking it off where it is on already."""
        message_id = int(await self._office.messages.message_of(self._channel_id, item))
        account, code = self.zulip.people[PEOPLE[who]], code_of(emoji)
        mine = [one for one in self.zulip.messages[message_id]["reactions"] if one["user_id"] == account.id]
        if any(one["emoji_code"] == code for one in mine):
            self.zulip.unreacted(account, message_id, code)
        await self._done(lambda: self.zulip.reacted(account, message_id, code))

    async def fill(self, who: str, text: str) -> None:
        await self._done(lambda: self.zulip.writes(PEOPLE[who], text))

    async def say(self, who: str, text: str, *, item: int = 0, private: bool = False) -> None:
        if private:
            await self._done(lambda: self.zulip.writes(PEOPLE[who], text))
            return
        topic = await self._topic(item)
        await self._done(lambda: self.zulip.says(PEOPLE[who], STREAM, topic, f"@**Tertulia** {text}"))

    async def chatter(self, who: str, text: str, *, item: int = 0) -> None:
        topic = await self._topic(item)
        await self._done(lambda: self.zulip.says(PEOPLE[who], STREAM, topic, text))

    async def redeliver(self) -> None:
        for event in self._last:
            self.zulip.deliver_again(event)
        await self._quiet()

    async def away(self, gone: bool) -> None:
        if gone:
            await self.zulip.stop()
        else:
            await self.zulip.start()
            await self._quiet()

    async def _done(self, act: Callable[[], object]) -> None:
        before = len(self.zulip.sent)
        act()
        self._last = self.zulip.sent[before:]
        await self._quiet()

    async def _quiet(self) -> None:
        """Until everything was fetched and worked on, and what that made happen, too."""
        count = -1
        while count != len(self.zulip.sent):
            count = len(self.zulip.sent)
            await self.zulip.until(self.zulip.idle, 60)
            await self.adapter.settled()

    async def _topic(self, item: int) -> str:
        if not item:
            return "chat"
        found = await self._office.messages.message_of(self._channel_id, item)
        return str(self.zulip.messages[int(found)]["subject"])

    def _for(self, who: str) -> Iterator[Json]:
        for message in list(self.zulip.messages.values()):
            people = [one["id"] for one in message["display_recipient"]] if message["type"] == "private" else []
            if message["sender_id"] == self.zulip.bot.id and (not people or PEOPLE[who] in people):
                yield message

    async def card(self, item: int) -> Shown | None:
        found = await self._office.messages.message_of(self._channel_id, item)
        return _shown(self.zulip.messages[int(found)]) if found else None

    def cards(self) -> Sequence[Shown]:
        ours = [one for one in self.zulip.messages.values() if one["sender_id"] == self.zulip.bot.id]
        return [_shown(one) for one in ours if one["type"] == "stream"]

    def seen(self, who: str) -> Sequence[Shown]:
        had = self._seen.setdefault(who, set())
        fresh = [one for one in self._for(who) if one["id"] not in had]
        had.update(one["id"] for one in fresh)
        return [_shown(one) for one in fresh]


def _shown(message: Json) -> Shown:
    return Shown(
        id=str(message["id"]),
        text=bare(message["content"]),
        private=message["type"] == "private",
        under=message["subject"],
        files=tuple(part.split("]")[0] for part in message["content"].split("[")[1:] if "](/user_uploads" in part),
    )


def _meaning(name: str) -> tuple[str, str]:
    """The emoji (or "") and the words for a button's label."""
    for number, digit in enumerate(DIGITS, 1):
        if name == label("approve", "en", n=number):
            return digit, word("approve", "en", n=number)
        if name == label("edit", "en", n=number):
            return EMOJI["edit"] if number == 1 else "", word("edit", "en", n=number)
    key = next(key for key, (english, _) in LABELS.items() if english == name)
    return EMOJI.get(key, ""), word(key, "en")
