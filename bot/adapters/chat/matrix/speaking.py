"""What the bot says on Matrix: cards and their changes, answers in threads, private words, files."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import uuid
from collections import OrderedDict
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, Protocol

from bot.adapters.chat.matrix import render
from bot.adapters.chat.matrix.client import MatrixClient
from bot.adapters.chat.matrix.html import paint
from bot.adapters.chat.matrix.texts import texts
from bot.adapters.chat.room.events import Answer, Attachment, CardView
from bot.adapters.chat.room.outbox import Outbox
from bot.adapters.chat.room.patience import patient
from bot.adapters.chat.room.render_text import pages
from bot.adapters.chat.text_card import Role, line
from bot.domain.capabilities import TextLimit
from bot.domain.errors import PermanentRefusal, TertuliaError

log = logging.getLogger("bot.matrix")

KNOWN_FOR = timedelta(minutes=10)
"""Servers know a transaction again for longer; so what may have arrived is sent again without harm."""
BUSY = 40
"""With so much waiting no reactions are put under cards: people can react without them."""
REMEMBERED = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where an answer belongs. `root` is the thread, `answers` the event it follows there. `direct`: a room with that
    one person; `only`: nobody else may read it."""

    room: str
    root: str = ""
    answers: str = ""
    account: str = ""
    direct: bool = False
    only: bool = False


class Directs(Protocol):
    """Knows the rooms with one person."""

    async def direct(self, account: str) -> str:
        """The room with a person, made where there is none."""
        ...


class Speaker:
    """Sends through one outbox."""

    def __init__(self, client: MatrixClient, outbox: Outbox, limit: TextLimit, directs: Directs) -> None:
        self._client, self._outbox, self._limit, self._directs = client, outbox, limit, directs
        self._seeded: OrderedDict[str, set[str]] = OrderedDict()
        self._running: set[asyncio.Task[None]] = set()

    def idle(self) -> bool:
        """Whether nothing waits to be sent."""
        return not self._running and not self._outbox.waiting()

    # ------------------------------------------------------------ cards

    async def card(self, view: CardView, room: str, key: str, message: str = "") -> str:
        """Post the card or change the event that shows it; the id of the event that stands for it. `key` names the
        card's first event: sent again after a crash it is the same event. An outage is raised at once: whoever shows
        cards tries again by itself."""
        parts = pages(view.lines, self._limit, paint) or ["-"]
        content = render.message(parts[0], loud=True) | {render.MARK: {"item": view.item_id, "version": view.version}}
        once, sent = key, content
        if message:
            sent = render.edit(message, content, view.summary)
            once = f"{key}.{view.version}.{_digest(content)}"
        event = await self._outbox.send(
            partial(self._client.send, room, "m.room.message", sent, once),
            place=room,
            key=f"card:{view.item_id}",
            urgent=True,
        )
        if message:
            self._seed(view, room, message)
            return message
        self._beside(self._rest(view, room, event, parts[1:]))
        self._seed(view, room, event)
        return event

    async def _rest(self, view: CardView, room: str, event: str, rest: Sequence[str]) -> None:
        """What does not fit goes into the card's thread, and so does the whole of a folded one."""
        more = list(rest)
        if view.overflow:
            more += pages([line(Role.COMMENT, view.overflow)], self._limit, paint)
        try:
            for number, text in enumerate(more):
                content = render.message(text, root=event)
                await self._send(
                    room, "m.room.message", content, f"{_digest(content)}.{event[1:20]}.{number}", urgent=False
                )
        except TertuliaError as error:
            log.error("matrix.rest_of_card_not_sent", extra={"item": view.item_id, "reason": str(error)})

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def _seed(self, view: CardView, room: str, event: str) -> None:
        had = self._seeded.setdefault(event, set())
        new = [key for key in render.keys(view) if key not in had]
        if not new or self._outbox.waiting() > BUSY:
            return
        had.update(new)
        while len(self._seeded) > REMEMBERED:
            self._seeded.popitem(last=False)
        self._beside(self._react(room, event, new))

    async def _react(self, room: str, event: str, keys: Sequence[str]) -> None:
        """The signs to press; nothing is lost where one cannot be put there."""
        for key in keys:
            once = f"{event[1:30]}.{hashlib.sha256(key.encode()).hexdigest()[:8]}"
            try:
                await self._send(room, "m.reaction", render.reaction(event, key), once, urgent=False)
            except TertuliaError as error:
                log.info("matrix.no_reaction", extra={"reason": str(error)})

    # ------------------------------------------------------------ answers

    async def answer(self, answer: Answer, where: Where, card: CardView | None = None) -> list[str]:
        """Say everything that stands in an answer; returns the events that a reply may belong to."""
        if (answer.private or where.only) and not where.direct:
            call = patient(partial(self._directs.direct, where.account), known_for=timedelta(0))
            room = await self._outbox.send(call, place="rooms", urgent=True)
            where = Where(room=room, account=where.account, direct=True)
        sent = [await self._say(text, where) for text in pages(answer.lines, self._limit, paint)]
        charts = [each for each in answer.charts if each.png]
        pictures = [Attachment(name=f"{each.key}.png", mime="image/png", data=each.png) for each in charts]
        try:
            sent += [await self._file(file, where) for file in (*pictures, *answer.files)]
        except PermanentRefusal as refusal:
            log.warning("matrix.no_file", extra={"reason": refusal.reason})
            sent.append(await self._say(paint(line(Role.ALERT, texts(answer.lang).no_file)), where))
        if card is not None:
            sent += [await self._say(text, where) for text in pages(card.lines, self._limit, paint)]
        return sent

    async def words(self, text: str, room: str, root: str = "", *, once: str = "") -> None:
        """A plain sentence of our own. An outage is raised at once."""
        for number, part in enumerate(pages([line(Role.SAYS, text)], self._limit, paint)):
            name = f"{once}.{number}" if once else uuid.uuid4().hex
            content = render.message(part, loud=True, root=root)
            await self._outbox.send(partial(self._client.send, room, "m.room.message", content, name), place=room)

    async def _say(self, text: str, where: Where) -> str:
        content = render.message(text, loud=where.direct, root=where.root, answers=where.answers)
        try:
            return await self._send(where.room, "m.room.message", content, "")
        except PermanentRefusal:
            if not where.root:
                raise
        plain = render.message(text, loud=where.direct)  # nothing can be said in that thread; then beside it
        return await self._send(where.room, "m.room.message", plain, "")

    async def _file(self, file: Attachment, where: Where) -> str:
        uri = await self._outbox.send(
            patient(partial(self._client.upload, file), known_for=timedelta(0)),
            place=f"{where.room} answers",
            urgent=True,
        )
        content = render.file(uri, file.name, file.mime, len(file.data), root=where.root)
        return await self._send(where.room, "m.room.message", content, "")

    async def _send(self, room: str, kind: str, content: Mapping[str, Any], once: str, *, urgent: bool = True) -> str:
        call = partial(self._client.send, room, kind, content, once or uuid.uuid4().hex)
        # What is tried again for long must not hold up the cards, so it has places of its own.
        place = f"{room} answers" if urgent else f"{room} beside"
        return await self._outbox.send(patient(call, known_for=KNOWN_FOR), place=place, urgent=urgent)

    async def close(self) -> None:
        """End what is still being put beside cards."""
        for task in tuple(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)


def _digest(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
