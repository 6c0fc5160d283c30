"""Everything that the bot sends: in order, at Telegram's pace, to the right chat, topic and message."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Any

from telegram import InputFile

from bot.adapters.chat.room.events import Answer
from bot.adapters.chat.room.outbox import Outbox
from bot.adapters.chat.room.render_text import shortened
from bot.adapters.chat.room.room import Room
from bot.adapters.chat.telegram import render
from bot.adapters.chat.telegram.parse import Spot
from bot.adapters.telegram.budget import Budget
from bot.adapters.telegram.client import Barred, Gone, Moved, TelegramClient, Unchanged
from bot.domain.errors import NotSent, PermanentRefusal, RetryLater

PAUSES = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
"""Between attempts to give an answer while Telegram cannot be reached."""

log = logging.getLogger("bot.telegram")


@dataclass(slots=True)
class Home:
    """The review channel's group, which gets another id when it becomes a supergroup, and its topic (0: none)."""

    chat: int
    topic: int = 0
    moved: dict[int, int] = field(default_factory=dict)

    def follow(self, old: int, new: int) -> None:
        """The group `old` is `new` from now on."""
        if old != new and new:
            self.moved[old] = new
            log.warning("telegram.group_moved", extra={"old": old, "new": new})

    def now(self, chat: int) -> int:
        """The chat's present id."""
        return self.moved.get(chat, chat)

    @property
    def present(self) -> int:
        """The group's present id."""
        return self.now(self.chat)


class Speaker:
    """One per channel; the budget is the token's."""

    def __init__(self, client: TelegramClient, outbox: Outbox, room: Room, home: Home, budget: Budget) -> None:
        self._client, self.outbox, self._room, self._home, self.budget = client, outbox, room, home, budget
        self.pauses: Sequence[float] = PAUSES

    async def card(self, wire: render.Wire, message_id: str, *, key: str, urgent: bool) -> str:
        """Post a card, or edit the message that shows it; its id "chat:message"."""
        call = partial(self._edit_or_post, wire, message_id)
        return await self.outbox.send(call, place=str(self._home.chat), key=key, urgent=urgent)

    async def say(self, wire: render.Wire, spot: Spot) -> str:
        """One message in its turn; whether to try again is the caller's."""
        return await self.outbox.send(partial(self._post, "sendMessage", spot, wire), place=str(spot.chat))

    async def words(self, wire: render.Wire, spot: Spot) -> str:
        """One message; sent again for a while where Telegram cannot be reached."""
        tries = 0

        async def call() -> str:
            nonlocal tries
            try:
                return await self._post("sendMessage", spot, wire)
            except (Barred, Moved):
                raise
            except NotSent as error:
                if tries >= len(self.pauses):
                    raise
                tries += 1
                raise RetryLater(str(error), after=timedelta(seconds=self.pauses[tries - 1])) from error

        return await self.outbox.send(call, place=str(spot.chat), urgent=True)

    async def answer(self, answer: Answer, spot: Spot, *, choose_language: bool = False) -> None:
        """What the room says to somebody: for their eyes only where that is meant and they have started the bot, else
        where they asked."""
        parcel = render.answer_parcel(answer, self._room.view(answer), choose_language=choose_language)
        if not answer.private or spot.private or not spot.account:
            await self._deliver(answer, parcel, spot)
            return
        direct = replace(spot, chat=int(spot.account), topic=0, reply_to=0, private=True)
        try:
            await self._deliver(answer, parcel, direct)
        except Barred:
            log.info("telegram.not_started_by_the_person")
            await self._deliver(answer, parcel, spot, by_name=True)

    async def _deliver(self, answer: Answer, parcel: render.Parcel, spot: Spot, *, by_name: bool = False) -> None:
        for number, wire in enumerate(parcel.messages):
            first = number == 0 and by_name
            text = render.mention(spot.account, spot.name) + wire["text"] if first else wire["text"]
            sent = await self.words({**wire, "text": text}, spot)
            await self._room.sent(answer, sent)
            if answer.asks and spot.private:
                await self._room.office.messages.keep(direct_key(sent), self._room.channel_id)
        for file in parcel.files:
            await self.outbox.send(partial(self._upload, file, spot), place=str(spot.chat), urgent=True)

    async def _upload(self, file: render.File, spot: Spot) -> str:
        wire: dict[str, Any] = {"caption": shortened(file.about, render.CAPTION.most, render.CAPTION)}
        if file.picture:
            try:
                return await self._post("sendPhoto", spot, {**wire, "photo": InputFile(file.data, file.name)})
            except Gone:
                raise
            except PermanentRefusal as error:  # too large or too long for a picture
                log.info("telegram.picture_sent_as_file", extra={"reason": str(error)})
        return await self._post("sendDocument", spot, {**wire, "document": InputFile(file.data, file.name)})

    async def _edit_or_post(self, wire: render.Wire, message_id: str) -> str:
        chat, _, number = message_id.partition(":")
        if number and chat == str(self._home.present):
            try:
                await self._call("editMessageText", int(chat), message_id=int(number), **wire)
                return message_id
            except Unchanged:
                return message_id
            except Moved as moved:
                self._home.follow(int(chat), moved.chat)
            except Gone:
                log.info("telegram.card_gone", extra={"message": message_id})
        return await self._post("sendMessage", Spot(chat=self._home.chat, topic=self._home.topic), wire)

    async def _post(self, method: str, spot: Spot, wire: Mapping[str, Any]) -> str:
        chat = self._home.now(spot.chat)
        values: dict[str, Any] = dict(wire)
        if spot.topic:
            values["message_thread_id"] = spot.topic
        if spot.reply_to and chat == spot.chat:
            values["reply_parameters"] = {"message_id": spot.reply_to, "allow_sending_without_reply": True}
        try:
            sent = await self._call(method, chat, **values)
        except Moved as moved:
            self._home.follow(chat, moved.chat)
            if self._home.now(spot.chat) == chat:
                raise
            return await self._post(method, spot, wire)
        return f"{chat}:{sent['message_id']}"

    async def _call(self, method: str, chat: int, **values: Any) -> Any:
        """Within the budget; where Telegram asks for patience, whoever else writes to the chat hears of it."""
        self.budget.take(chat)
        try:
            return await self._client.call(method, chat_id=chat, **values)
        except RetryLater as error:
            self.budget.shut(chat, error.after)
            raise


def direct_key(message_id: str) -> str:
    """Under which it is kept which channel asked something in a direct message: several may share a bot."""
    return f"telegram:asked:{message_id}"
