"""The scenarios' hands and eyes in Slack: people press, type and look; the bot speaks through Slack's own client."""

from __future__ import annotations

import asyncio
import contextlib
import html
import re
from collections.abc import Iterator, Sequence

from bot.adapters.chat.room.room import Room
from bot.adapters.chat.slack.adapter import HERE, SlackChannel, SlackSettings
from bot.adapters.manifest import chat_capabilities
from bot.ports import Office
from tests.adapters.chat.slack.reading import labels, shown
from tests.fakes.slack import FakeSlack, Json, Member
from tests.fakes.slack_delivery import Envelope
from tests.scenarios.chat.driver import Shown

SECRET = b"a secret of these tests only"
ROOM = "C0REVIEW"
PEOPLE = {"Mo": "en-US", "Ana": "es-ES", "Max": "en-GB", "Client": "en-US", "Eve": "en-US"}


class SlackDriver:
    """`ChatDriver`."""

    platform = "slack"

    def __init__(self, *, channel_id: str = "room", lang: str = "en", slack: FakeSlack | None = None) -> None:
        self.slack = slack or FakeSlack()
        self.slack.reserve()
        self.slack.open_room(ROOM, "review")
        for name, locale in PEOPLE.items():
            self.slack.join(Member(self.account(name), name, locale), ROOM)
            self.slack.direct(self.account(name))
        self._channel_id, self._lang = channel_id, lang
        self._seen: dict[str, set[str]] = {}
        self._last: list[Envelope] = []
        self._task: asyncio.Task[None] | None = None
        self.adapter = self._make()

    def _make(self) -> SlackChannel:
        settings = SlackSettings(
            channel=ROOM,
            token=self.slack.bot_token,
            app_token=self.slack.app_token,
            base_url=self.slack.base_url,
            per_second=500.0,
            ping=0.2,
            first_pause=0.05,
        )
        room = Room(self._channel_id, chat_capabilities(HERE), secret=SECRET, lang=self._lang)
        return SlackChannel(settings, room)

    def account(self, who: str) -> str:
        return f"U0{who.upper()}"

    async def start(self, office: Office) -> None:
        self._office = office
        await self.slack.start()
        await self._connect()

    async def _connect(self) -> None:
        self._task = asyncio.create_task(self.adapter.run(self._office))
        await self.slack.until(lambda: self.slack.delivery.sockets)

    async def stop(self) -> None:
        await self._disconnect()
        await self.slack.stop()

    async def _disconnect(self) -> None:
        if self._task is not None and not self._task.done():
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def restart(self, office: Office | None = None) -> None:
        await self._disconnect()
        await self.slack.until(lambda: not self.slack.delivery.sockets)
        self.adapter, self._office = self._make(), office or self._office
        await self._connect()

    async def drop(self) -> None:
        await self.slack.delivery.disconnect()

    async def press(self, who: str, label: str, *, item: int = 0) -> None:
        message = await self._message(item) if item else self._newest(who, label)
        await self._press(who, label, message)

    async def press_stale(self, who: str, label: str, *, item: int) -> None:
        message = await self._message(item)
        await self._press(who, label, {**message, "blocks": self.slack.first[message["ts"]]["blocks"]})

    async def _press(self, who: str, label: str, message: Json) -> None:
        channel = message.get("channel", ROOM)
        exact = f"^{re.escape(label)}$"
        await self._done(lambda: self.slack.presses(self.account(who), channel, message, exact))

    async def fill(self, who: str, text: str) -> None:
        account = self.account(who)
        view_id = next(view_id for user, view_id in reversed(self.slack.opened) if user == account)
        first = self.slack.views[view_id]["blocks"][0]["block_id"]
        await self._done(lambda: self.slack.submits(account, view_id, {first: text}))

    async def say(self, who: str, text: str, *, item: int = 0, private: bool = False) -> None:
        wire = html.escape(text, quote=False)
        if private:
            room = self.slack.direct(self.account(who)).id
            await self._done(lambda: self.slack.says(self.account(who), room, wire))
            return
        thread = (await self._message(item))["ts"] if item else ""
        await self._done(lambda: self.slack.says(self.account(who), ROOM, f"<@U0BOT> {wire}", thread))

    async def chatter(self, who: str, text: str, *, item: int = 0) -> None:
        thread = (await self._message(item))["ts"] if item else ""
        await self._done(lambda: self.slack.says(self.account(who), ROOM, html.escape(text, quote=False), thread))

    async def redeliver(self) -> None:
        for envelope in self._last:
            await self.slack.delivery.again(envelope)
        await self._quiet()

    async def away(self, gone: bool) -> None:
        if gone:
            await self.slack.stop()
        else:
            await self.slack.start()

    async def _done(self, act: object) -> None:
        """Do it, and wait until the bot has answered."""
        before = len(self.slack.delivery.sent)
        act()  # type: ignore[operator]
        self._last = self.slack.delivery.sent[before:]
        await self._quiet()

    async def _quiet(self) -> None:
        """Until everything sent is acknowledged and worked on, and what that sent, too."""
        sent = self.slack.delivery.sent
        count = -1
        while count != len(sent):
            count = len(sent)
            await self.slack.until(lambda: not self.slack.delivery.pending)
            await self.adapter.settled()

    async def _message(self, item: int) -> Json:
        message_id = await self._office.messages.message_of(self._channel_id, item)
        assert message_id, f"no card of item {item}"
        channel, _, ts = message_id.partition(":")
        return self.slack.rooms[channel].messages[ts]

    def _newest(self, who: str, label: str) -> Json:
        seen = list(self._for(who))
        return next(one for _, one, _ in reversed(seen) if label in labels(one))

    def _for(self, who: str) -> Iterator[tuple[str, Json, bool]]:
        """What of the bot the person can see, oldest first: id, message, whether for their eyes only."""
        account = self.account(who)
        found = [(one["at"], f"e{number}", one, True) for number, one in enumerate(self.slack.ephemerals)
                 if one["user"] == account]  # fmt: skip
        for room, private in ((self.slack.rooms[ROOM], False), (self.slack.direct(account), True)):
            ours = [one for one in room.messages.values() if "bot_id" in one]
            found += [(one["at"], f"{room.id}:{one['ts']}", {**one, "channel": room.id}, private) for one in ours]
        for _, name, message, private in sorted(found, key=lambda each: each[0]):
            yield name, message, private

    async def card(self, item: int) -> Shown | None:
        message_id = await self._office.messages.message_of(self._channel_id, item)
        return _shown(message_id, await self._message(item), private=False) if message_id else None

    def cards(self) -> Sequence[Shown]:
        messages = self.slack.rooms[ROOM].messages.values()
        top = [one for one in messages if "bot_id" in one and "thread_ts" not in one]
        return [_shown(f"{ROOM}:{one['ts']}", one, private=False) for one in top]

    def seen(self, who: str) -> Sequence[Shown]:
        had = self._seen.setdefault(who, set())
        fresh = [(name, one, private) for name, one, private in self._for(who) if name not in had]
        found = [_shown(name, one, private=private) for name, one, private in fresh]
        had.update(name for name, _, _ in fresh)
        for user, view_id in self.slack.opened:
            if user == self.account(who) and view_id not in had:
                had.add(view_id)
                found.append(Shown(id=view_id, text=shown(self.slack.views[view_id]), private=True, form=True))
        return found


def _shown(name: str, message: Json, *, private: bool) -> Shown:
    channel = name.partition(":")[0]
    return Shown(
        id=name,
        text=_bare(shown(message)),
        buttons=tuple(labels(message)),
        private=private,
        under=f"{channel}:{message['thread_ts']}" if message.get("thread_ts") else "",
        files=tuple(str(one["title"]) for one in message.get("files", ())),
    )


def _bare(text: str) -> str:
    """Without markup."""
    lines = [re.sub(r"^\*(.*)\*$", r"\1", line.removeprefix("> ")) for line in text.replace("\u200b", "").split("\n")]
    return html.unescape("\n".join(lines))
