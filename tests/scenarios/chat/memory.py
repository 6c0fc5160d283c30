"""A platform in memory, with or without buttons: the smallest adapter on the room, and its driver."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from bot.adapters.chat.room.events import Answer, Button, CardView, Form, Heard, Pressed
from bot.adapters.chat.room.outbox import Outbox
from bot.adapters.chat.room.render_text import pages
from bot.adapters.chat.room.room import Room
from bot.adapters.chat.room.texts import LABELS, word
from bot.domain.capabilities import ChatCapabilities, TextLimit
from bot.domain.card import Card
from bot.domain.errors import NotSent
from bot.ports import Office
from tests.scenarios.chat.driver import Shown

SECRET = b"of these tests, and no other"
BUTTONS = ChatCapabilities(
    platform="memory",
    text_limit=TextLimit(most=4000),
    buttons=True,
    modals=True,
    threads=True,
    edits=True,
    files=True,
    private_words=True,
)
REACTIONS = replace(BUTTONS, buttons=False, modals=False, reactions=True, private_words=False, files=False)
WORDS = replace(REACTIONS, reactions=False)
EVERYBODY = ""


@dataclass(slots=True)
class Message:
    """A message of the bot. `to` is the account of the only one who sees it, "" for everybody."""

    id: str
    text: str
    rows: list[Button] = field(default_factory=list)
    to: str = EVERYBODY
    under: str = ""
    form: Form | None = None
    files: tuple[str, ...] = ()


class Server:
    """What the platform has: messages by id, oldest first; and whether it can be reached."""

    def __init__(self) -> None:
        self.messages: dict[str, Message] = {}
        self.first: dict[str, Message] = {}
        self.by_key: dict[str, str] = {}
        self.down = False
        self._numbers = count(1)

    def post(self, message: Message, key: str = "") -> str:
        """A new message; the same key is the same message."""
        self._reach()
        if key in self.by_key:
            return self.by_key[key]
        message.id = f"m{next(self._numbers)}"
        self.messages[message.id] = message
        self.first[message.id] = replace(message)
        if key:
            self.by_key[key] = message.id
        return message.id

    def edit(self, message_id: str, text: str, rows: list[Button]) -> None:
        """Change a message."""
        self._reach()
        self.messages[message_id].text, self.messages[message_id].rows = text, rows

    def _reach(self) -> None:
        if self.down:
            raise NotSent("the platform cannot be reached")


class MemoryChannel:
    """`ports.ChatAdapter` on the room."""

    def __init__(self, channel_id: str, server: Server, capabilities: ChatCapabilities, lang: str = "en") -> None:
        self.channel_id, self.capabilities, self.server = channel_id, capabilities, server
        self.room = Room(channel_id, capabilities, secret=SECRET, lang=lang)
        self.outbox = Outbox(per_second=10_000, burst=100)

    async def run(self, office: Office) -> None:
        """Nothing comes by itself: the driver brings events."""
        await self.room.open(office)
        await asyncio.Event().wait()

    async def show(self, card: Card, ext_message_id: str = "") -> str:
        """Post or edit."""
        return await self._draw(self.room.card(card), ext_message_id, self.room.post_key(card))

    async def show_many(self, cards: Sequence[Card], ext_message_id: str = "") -> Sequence[str]:
        """One message for all."""
        drawn = await self._draw(self.room.group(cards), ext_message_id, self.room.post_key(*cards))
        return [drawn] * len(cards)

    async def _draw(self, view: CardView, message_id: str, key: str) -> str:
        text, rows = self._text(view), [one for row in view.rows for one in row]

        async def call() -> str:
            if message_id in self.server.messages:
                self.server.edit(message_id, text, rows)
                return message_id
            return self.server.post(Message(id="", text=text, rows=rows), key)

        return await self.outbox.send(call, key=message_id or key)

    def _text(self, view: CardView) -> str:
        return "\n".join(pages(view.lines, self.capabilities.text_limit, lambda each: each.text))

    async def say(self, text: str, *, item_id: int = 0) -> None:
        """Under the card."""
        under = await self.room.office.messages.message_of(self.channel_id, item_id) if item_id else ""
        self.server.post(Message(id="", text=text, under=under))

    async def check(self) -> Sequence[str]:
        """All is well."""
        return ()

    async def answer(self, answer: Answer, account: str, under: str = "") -> None:
        """Send an answer."""
        if not answer:
            return
        view = self.room.view(answer)
        shown = [each.text for each in answer.lines]
        rows = list(answer.buttons)
        if view is not None:
            shown.append(self._text(view))
            rows += [one for row in view.rows for one in row]
        form = answer.form if self.capabilities.modals else None
        names = tuple(one.name for one in answer.files) + tuple(f"{one.key}.png" for one in answer.charts)
        message = Message(
            id="",
            text="\n".join(shown),
            rows=rows if self.capabilities.buttons else [],
            to=account if answer.private else EVERYBODY,
            under=under,
            form=form,
            files=names,
        )
        await self.room.sent(answer, self.server.post(message))


class MemoryDriver:
    """`ChatDriver`."""

    platform = "memory"

    def __init__(self, capabilities: ChatCapabilities = BUTTONS, *, channel_id: str = "room", lang: str = "en") -> None:
        self.server = Server()
        self._capabilities, self._channel_id, self._lang = capabilities, channel_id, lang
        self._events = count(1)
        self._seen: dict[str, set[str]] = {}
        self._last: Callable[[], object] | None = None
        self._task: asyncio.Task[None] | None = None
        self.adapter = self._make()

    def _make(self) -> MemoryChannel:
        return MemoryChannel(self._channel_id, self.server, self._capabilities, self._lang)

    def account(self, who: str) -> str:
        return f"{who.lower()}#1"

    async def start(self, office: Office) -> None:
        self._office = office
        self._task = asyncio.create_task(self.adapter.run(office))
        await asyncio.sleep(0)

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def restart(self, office: Office | None = None) -> None:
        await self.stop()
        self.adapter = self._make()
        await self.start(office or self._office)

    async def drop(self) -> None:
        """There is no connection."""

    async def press(self, who: str, label: str, *, item: int = 0) -> None:
        if item or self._capabilities.buttons:
            message = await self._message(item) if item else self._newest(who, label)
            await self._press(who, label, message, item)
        else:
            key = next(key for key, both in LABELS.items() if both[0] == label)
            await self._hear(who, word(key, "en"), reply_to=self._answers(who)[-1].id)

    async def press_stale(self, who: str, label: str, *, item: int) -> None:
        message = await self._message(item)
        await self._press(who, label, self.server.first[message.id], item)

    async def _press(self, who: str, label: str, message: Message, item: int) -> None:
        button = next((one for one in message.rows if one.label == label), None)
        assert button is not None, f"no button {label!r} among {[one.label for one in message.rows]}"
        if self._capabilities.buttons:
            await self._send_press(who, button.action, message.id)
        elif self._capabilities.reactions and button.emoji:
            await self._send_press(who, button.emoji, message.id)
        else:
            typed = button.word.partition(":")[0]
            await self._hear(who, typed, reply_to=message.id)

    async def _send_press(self, who: str, action: str, message_id: str, fields: dict[str, str] | None = None) -> None:
        event = f"e{next(self._events)}"

        async def deliver() -> None:
            pressed = Pressed(
                event_id=event, account=self.account(who), name=who, action=action, place="here", message=message_id,
                fields=fields or {},
            )  # fmt: skip
            await self.adapter.answer(await self.adapter.room.pressed(pressed), self.account(who), message_id)

        self._last = deliver
        await deliver()

    async def fill(self, who: str, text: str) -> None:
        mine = self._answers(who)
        if self._capabilities.modals:
            form = next(one.form for one in reversed(mine) if one.form is not None)
            await self._send_press(who, form.action, "", {form.fields[0].name: text})
        else:
            await self._hear(who, text, reply_to=mine[-1].id)

    async def say(self, who: str, text: str, *, item: int = 0, private: bool = False) -> None:
        reply_to = (await self._message(item)).id if item else ""
        await self._hear(who, text, reply_to=reply_to, private=private)

    async def chatter(self, who: str, text: str, *, item: int = 0) -> None:
        if item:  # the platform tells the bot of what is written in a thread of its own; of nothing else
            await self._hear(who, text, reply_to=(await self._message(item)).id, direct=False)

    async def _hear(self, who: str, text: str, *, reply_to: str, private: bool = False, direct: bool = True) -> None:
        event = f"e{next(self._events)}"
        account = self.account(who)

        async def deliver() -> None:
            heard = Heard(
                event_id=event, account=account, name=who, text=text, place=f"dm-{who}" if private else "here",
                private=private, reply_to=reply_to, direct=direct,
            )  # fmt: skip
            await self.adapter.answer(await self.adapter.room.heard(heard), account, reply_to)

        self._last = deliver
        await deliver()

    async def redeliver(self) -> None:
        assert self._last is not None
        await self._last()  # type: ignore[misc]

    async def away(self, gone: bool) -> None:
        self.server.down = gone

    async def _message(self, item: int) -> Message:
        found = await self._office.messages.message_of(self._channel_id, item)
        assert found, f"no card of item {item}"
        return self.server.messages[found]

    def _newest(self, who: str, label: str) -> Message:
        return next(one for one in reversed(self._answers(who)) if any(button.label == label for button in one.rows))

    def _answers(self, who: str) -> list[Message]:
        return [one for one in self.server.messages.values() if one.to in (EVERYBODY, self.account(who))]

    async def card(self, item: int) -> Shown | None:
        found = await self._office.messages.message_of(self._channel_id, item)
        return _shown(self.server.messages[found]) if found else None

    def cards(self) -> Sequence[Shown]:
        return [_shown(one) for one in self.server.messages.values() if not one.under and one.to == EVERYBODY]

    def seen(self, who: str) -> Sequence[Shown]:
        had = self._seen.setdefault(who, set())
        fresh = [one for one in self._answers(who) if one.id not in had]
        had.update(one.id for one in fresh)
        return [_shown(one) for one in fresh]


def _shown(message: Message) -> Shown:
    text = message.text if message.form is None else f"{message.form.title}\n{message.form.fields[0].value}"
    return Shown(
        id=message.id,
        text=text,
        buttons=tuple(one.label for one in message.rows),
        private=bool(message.to),
        under=message.under,
        form=message.form is not None,
        files=message.files,
    )
