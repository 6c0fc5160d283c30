"""Works on what comes in after it was acknowledged: finds who speaks, asks the room, has the answer said."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Coroutine, Mapping
from dataclasses import replace
from typing import Any
from weakref import WeakValueDictionary

from bot.adapters.chat.room.events import Answer, Field, Form, Heard, Pressed
from bot.adapters.chat.room.oddities import Oddities
from bot.adapters.chat.room.room import Room
from bot.adapters.chat.slack import parse
from bot.adapters.chat.slack.client import Identity, SlackClient
from bot.adapters.chat.slack.homes import REFRESH, Homes
from bot.adapters.chat.slack.mrkdwn import mentioned, plain
from bot.adapters.chat.slack.parse import Deleted, Spot, Toward, Words
from bot.adapters.chat.slack.speaker import Speaker
from bot.adapters.chat.slack.texts import texts
from bot.domain.errors import TertuliaError
from bot.ports import Office

log = logging.getLogger(__name__)
Json = Mapping[str, Any]
ASK = "ask"


class Front:
    """`connection.Listener` for one channel. Words of one conversation are answered in their order."""

    def __init__(
        self,
        client: SlackClient,
        room: Room,
        speaker: Speaker,
        homes: Homes,
        office: Office,
        identity: Identity,
        odd: Oddities,
    ) -> None:
        self._client, self._room, self._speaker, self._homes = client, room, speaker, homes
        self._office, self._me, self._odd = office, identity, odd
        self._running: set[asyncio.Task[None]] = set()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def on_event(self, event: Json) -> None:
        """A message, a mention, an opened home tab."""
        kind = event.get("type")
        if kind == "app_home_opened" and event.get("tab", "home") == "home" and event.get("user"):
            spot = Spot(channel="", user=str(event["user"]), home=True, only=True)
            await self._guarded(self._homes.draw(spot.user), spot)
        if kind not in ("message", "app_mention"):
            return
        said = self._odd.read(str(kind), lambda: parse.message(event, self._me.bot_user))
        if isinstance(said, Deleted):
            await self._guarded(self._speaker.take_back(f"{said.channel}:{said.ts}"), None)
        elif said is not None:
            await self._guarded(self._words(said), said.spot)

    async def on_action(self, body: Json, action: Json) -> None:
        """A button."""
        read = self._odd.read("block_actions", lambda: parse.pressed(body, action))
        if read is None:
            return
        pressed, spot = read
        home = pressed.action == REFRESH
        await self._guarded(self._homes.draw(spot.user) if home else self._pressed(pressed, spot), spot)

    async def on_form(self, body: Json) -> None:
        """A sent modal."""
        read = self._odd.read("view_submission", lambda: parse.submitted(body))
        if read is None:
            return
        pressed, spot = read
        asked = pressed.action == ASK
        await self._guarded(self._asked(pressed) if asked else self._pressed(pressed, spot), spot)

    async def on_shortcut(self, body: Json) -> None:
        """ "Coach this" on a message, or the form that asks for a comment or a draft."""
        spot = self._odd.read("shortcut", lambda: parse.shortcut_spot(body))
        if spot is None:
            return
        on_message = body.get("type") == "message_action"
        await self._guarded(self._coach_this(body, spot) if on_message else self._ask(spot), spot)

    async def on_command(self, body: Json) -> None:
        """`/tertulia …`."""
        read = self._odd.read("command", lambda: parse.command(body))
        if read is None:
            return
        heard, spot = read
        await self._guarded(self._commanded(heard, spot), spot)

    async def settled(self) -> None:
        """Until everything that came in is worked on."""
        while self._running:
            await asyncio.wait(self._running)

    async def _pressed(self, pressed: Pressed, spot: Spot) -> None:
        account = await self._client.known(spot.user, pressed.name)
        pressed = replace(pressed, name=account.name, locale=account.locale)
        await self._answered(self._room.pressed(pressed), spot)

    async def _commanded(self, heard: Heard, spot: Spot) -> None:
        account = await self._client.known(spot.user, heard.name)
        await self._in_turn(replace(heard, name=account.name, locale=account.locale), spot)

    async def _words(self, said: Words) -> None:
        if not await self._for_us(said):
            return
        people = {one: await self._client.known(one) for one in dict.fromkeys(said.accounts())}
        names = {one: account.name for one, account in people.items()}
        heard = said.heard(names, self._me.bot_user, people[said.spot.user].locale)
        if said.toward is Toward.THREAD:
            heard = replace(heard, direct=await self._their_thread(said))
        elif not said.thread and not said.spot.direct:
            await self._office.messages.keep(_thread_key(said.spot.channel, said.ts), said.spot.user)
        await self._in_turn(heard, said.spot, question=f"{said.spot.channel}:{said.ts}")

    async def _for_us(self, said: Words) -> bool:
        """A mention, a direct message, or a reply in a thread of ours; nothing else is looked at any further."""
        if said.toward is not Toward.THREAD:
            return said.toward is Toward.BOT
        if said.root_by == self._me.bot_user or await self._their_thread(said):
            return True
        root = f"{said.spot.channel}:{said.thread}"
        return bool(await self._office.messages.items_of(self._room.channel_id, root))

    async def _their_thread(self, said: Words) -> bool:
        """Whether the same person began the thread by speaking to us."""
        key = _thread_key(said.spot.channel, said.thread)
        return await self._office.messages.recall(key) == said.spot.user

    async def _in_turn(self, heard: Heard, spot: Spot, question: str = "") -> None:
        turn = self._turns.setdefault(heard.place, asyncio.Lock())
        async with turn:
            await self._answered(self._room.heard(heard), spot, question)

    async def _answered(self, asked: Awaitable[Answer], spot: Spot, question: str = "") -> None:
        if answer := await asked:
            await self._speaker.answer(answer, spot, question=question)

    async def _coach_this(self, body: Json, spot: Spot) -> None:
        account = await self._client.known(spot.user)
        wire = str((body.get("message") or {}).get("text") or "")
        names = {one: (await self._client.known(one)).name for one in mentioned(wire)}
        text = plain(wire, names).strip()
        if not text:
            await self._speaker.note(texts(account.locale).nothing_to_coach, spot)
            return
        heard = Heard(
            event_id=f"shortcut:{spot.user}:{body.get('action_ts') or spot.trigger_id}",
            account=spot.user,
            name=account.name,
            text=f"coach: {text}",
            place=spot.place,
            private=spot.direct,
            locale=account.locale,
        )
        await self._in_turn(heard, spot)

    async def _ask(self, spot: Spot) -> None:
        account = await self._client.known(spot.user)
        t = texts(account.locale)
        kinds = (("suggest", t.ask_suggest), ("coach", t.ask_coach))
        fields = (
            Field(name="kind", label=t.ask_kind, value="suggest", choices=kinds),
            Field(name="text", label=t.ask_label, long=True, most=3000),
        )
        form = Form(action=ASK, title=t.ask_title, send=t.ask_send, fields=fields)
        await self._speaker.answer(Answer(form=form, lang=account.locale, private=True), spot)

    async def _asked(self, pressed: Pressed) -> None:
        account = await self._client.known(pressed.account, pressed.name)
        spot = Spot(channel=await self._client.direct(account.id), user=account.id, direct=True)
        kind, text = pressed.fields.get("kind", "suggest"), pressed.fields.get("text", "")
        heard = Heard(
            event_id=pressed.event_id,
            account=account.id,
            name=account.name,
            text=f"{kind}: {text}",
            place=spot.place,
            private=True,
            locale=account.locale,
        )
        await self._in_turn(heard, spot)

    async def _guarded(self, work: Coroutine[Any, Any, None], spot: Spot | None) -> None:
        """No press and no word is swallowed: what fails is logged, and the person is told."""
        task = asyncio.create_task(work)
        self._running.add(task)
        try:
            await task
        except Exception:
            log.exception("slack.failed")
            if spot is not None:
                await self._own_up(spot)
        finally:
            self._running.discard(task)

    async def _own_up(self, spot: Spot) -> None:
        account = await self._client.known(spot.user)
        try:
            await self._speaker.note(texts(account.locale).trouble, spot)
        except TertuliaError as error:
            log.warning("slack.cannot_tell", extra={"reason": str(error)})


def _thread_key(channel: str, ts: str) -> str:
    return f"slack:thread:{channel}:{ts}"
