"""The app's home tab: each person's queue, drawn when they open it and again when something changes."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence

from bot.adapters.chat.room.events import Button, Heard
from bot.adapters.chat.room.outbox import Outbox
from bot.adapters.chat.room.room import Room
from bot.adapters.chat.slack import render
from bot.adapters.chat.slack.client import Account, SlackClient
from bot.adapters.chat.slack.texts import texts
from bot.adapters.chat.text_card import Line, Role, line, queue_lines
from bot.domain.errors import TertuliaError
from bot.domain.people import Person

log = logging.getLogger(__name__)
REFRESH = "refresh-home"
MOST_ROWS = 20
MOST_HOMES = 50
"""So many people's tabs are kept up to date; others press Refresh."""


class Homes:
    """One per channel. Changes within `wait` seconds are drawn together."""

    def __init__(self, client: SlackClient, outbox: Outbox, room: Room, *, wait: float) -> None:
        self._client, self._outbox, self._room, self._wait = client, outbox, room, wait
        self._open: OrderedDict[str, None] = OrderedDict()
        self._again: asyncio.Task[None] | None = None

    async def draw(self, user: str) -> None:
        """Publish the person's tab."""
        self._open[user] = None
        self._open.move_to_end(user)
        while len(self._open) > MOST_HOMES:
            self._open.popitem(last=False)
        account = await self._client.known(user)
        person = await self._room.member(user, account.name)
        lang = person.lang if person else account.locale
        lines, buttons = await self._queue(person) if person else await self._stranger(account)
        t = texts(lang)
        refresh = Button(label=t.home_refresh, action=REFRESH, word="")
        view = render.home([*lines, line(Role.HINT, t.home_hint)], (*buttons, refresh))
        await self._outbox.send(lambda: self._client.publish_home(user, view), place="home", key=f"home:{user}")

    def changed(self) -> None:
        """Something in the inbox changed: draw the tabs again in a moment."""
        if self._open and (self._again is None or self._again.done()):
            self._again = asyncio.create_task(self._redraw())

    def close(self) -> None:
        """Draw nothing more."""
        if self._again is not None:
            self._again.cancel()

    async def _redraw(self) -> None:
        await asyncio.sleep(self._wait)
        for user in list(self._open):
            try:
                await self.draw(user)
            except TertuliaError as error:  # an extra: the tab is drawn when it is opened again
                log.info("slack.home_not_drawn", extra={"reason": str(error)})

    async def _queue(self, person: Person) -> tuple[list[Line], tuple[Button, ...]]:
        desk = self._room.office.desk
        page = await desk.queue(person, most=MOST_ROWS)
        cards = [card for row in page.rows if (card := await desk.card(row.item_id, person))]
        rows: Sequence[Sequence[Button]] = self._room.group(cards).rows if cards else ()
        return queue_lines(page, person.lang), tuple(button for row in rows for button in row)

    async def _stranger(self, account: Account) -> tuple[list[Line], tuple[Button, ...]]:
        heard = Heard(
            event_id="",
            account=account.id,
            name=account.name,
            text="queue",
            place=f"home:{account.id}",
            private=True,
            locale=account.locale,
        )
        return list((await self._room.heard(heard)).lines), ()
