"""A review channel on Mattermost."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from starlette.routing import BaseRoute

from bot.adapters.chat.mattermost import render
from bot.adapters.chat.mattermost.callbacks import Callbacks
from bot.adapters.chat.mattermost.client import MattermostClient
from bot.adapters.chat.mattermost.doctor import problems
from bot.adapters.chat.mattermost.hearing import Ear
from bot.adapters.chat.mattermost.house import MARK, House, without_buttons
from bot.adapters.chat.mattermost.reach import reachable
from bot.adapters.chat.mattermost.settings import Settings, settings_of
from bot.adapters.chat.mattermost.signing import Seal
from bot.adapters.chat.mattermost.socket import Listener
from bot.adapters.chat.mattermost.speaking import Speaker
from bot.adapters.chat.room.events import CardView
from bot.adapters.chat.room.outbox import Outbox
from bot.adapters.manifest import chat_capabilities
from bot.domain.capabilities import ChatCapabilities
from bot.domain.card import Card
from bot.domain.errors import TertuliaError
from bot.ports import Office

log = logging.getLogger("bot.mattermost")

HERE = Path(__file__).parent
LOOK_AGAIN_SECONDS = (0.5, 1.0, 2.0, 5.0, 15.0, 60.0)
SURE_AFTER = 3
"""Looks: the web application may begin to listen a moment after us."""
LOOK_WHEN_GOOD_SECONDS = 3600.0
BURST = 10


class MattermostChannel:
    """One review channel. Cards in the channel; questions there, in threads and in direct messages."""

    def __init__(
        self, channel_id: str, settings: Settings, *, secret: bytes, lang: str = "en", brands: Sequence[str] = ()
    ) -> None:
        self.channel_id = channel_id
        self._settings, self._lang = settings, lang
        base = chat_capabilities(HERE)
        self.capabilities: ChatCapabilities = base if settings.callback_url else without_buttons(base)
        self._client = MattermostClient(settings.url, settings.token)
        outbox = Outbox(per_second=settings.per_second, burst=BURST)
        self._speaker = Speaker(self._client, outbox, base.text_limit)
        self._house = House(
            channel_id, settings.channel, self._client, self._speaker, base, secret=secret, lang=lang, brands=brands
        )
        path, seal = f"/chat/{channel_id}", Seal(secret, channel_id)
        self._back = render.CallBack(url=settings.callback_url + path, seal=seal) if settings.callback_url else None
        self._speaker.back = self._back
        self._callbacks = Callbacks(path, seal, self._house, settings.command_token)
        self.listener: Listener | None = None
        self.ear: Ear | None = None

    @classmethod
    def build(
        cls,
        channel_id: str,
        options: Mapping[str, Any],
        home: Path,
        *,
        secret: bytes = b"",
        lang: str = "en",
        brands: Sequence[str] = (),
    ) -> MattermostChannel:
        """From settings; raises `Misconfigured` naming the key. Without a secret (the doctor has none) buttons mean
        nothing later."""
        settings = settings_of(channel_id, options, home)
        return cls(channel_id, settings, secret=secret or secrets.token_bytes(32), lang=lang, brands=brands)

    def routes(self, office: Office) -> Sequence[BaseRoute]:
        """What Mattermost calls; taken on every replica."""
        self._house.office = office
        return self._callbacks.routes()

    async def run(self, office: Office) -> None:
        """Listen until cancelled."""
        self._house.office = office
        me, home = await self._house.known()
        since = await self._house.heard_until(otherwise=home.last_at)
        self.ear = ear = Ear(self._client, self._house, me, home.id, since=since)
        self.listener = Listener(
            self._settings.url,
            self._settings.token,
            gap=ear.catch_up,
            event=ear.event,
            ask=self._client.me,
            pauses=self._settings.pauses,
        )
        watch = asyncio.create_task(self._watch_reach(me.id))
        try:
            await self.listener.run()
        finally:
            watch.cancel()
            await ear.close()
            await self._callbacks.close()
            await self._speaker.close()

    async def show(self, card: Card, ext_message_id: str = "") -> str:
        """Post the card, or change the message that shows it."""
        room = self._house.room
        return await self._shown(room.card(card), room.post_key(card), ext_message_id)

    async def show_many(self, cards: Sequence[Card], ext_message_id: str = "") -> Sequence[str]:
        """Several new cards as one list; one alone as itself."""
        if len(cards) == 1 and not ext_message_id:
            return [await self.show(cards[0])]
        room = self._house.room
        post = await self._shown(room.group(cards), room.post_key(*cards), ext_message_id)
        return [post] * len(cards)

    async def _shown(self, view: CardView, key: str, message: str) -> str:
        _, home = await self._house.known()
        shown_by = message or self._house.posted(key)
        post = await self._speaker.card(view, home.id, shown_by, mark={MARK: key})
        self._house.remember(key, post)
        return post

    async def say(self, text: str, *, item_id: int = 0) -> None:
        """A sentence to the channel, in the card's thread where the card is here."""
        _, home = await self._house.known()
        office = self._house.office
        root = await office.messages.message_of(self.channel_id, item_id) if item_id and office is not None else ""
        await self._speaker.words(text, home.id, root)

    def idle(self) -> bool:
        """Whether everything that came in is answered and everything that was to be said is said."""
        heard = self.ear is None or self.ear.idle()
        return heard and self._callbacks.idle() and self._speaker.idle()

    async def check(self) -> Sequence[str]:
        """What is wrong with account, rights, channel and callbacks."""
        try:
            return await problems(self._client, self._settings.channel, self._back)
        finally:
            await self._client.close()

    async def _watch_reach(self, me: str) -> None:
        """Find out whether the server can call us back: without that, cards have no buttons, but still work."""
        looks = 0
        while self._back is not None:
            good = await self._reached(me, self._back)
            if good or (good is False and looks >= SURE_AFTER):
                if good is not (self._speaker.back is not None):
                    log.warning("mattermost.callbacks", extra={"reachable": good})
                self._speaker.back = self._back if good else None
            pause = LOOK_WHEN_GOOD_SECONDS if good else LOOK_AGAIN_SECONDS[min(looks, len(LOOK_AGAIN_SECONDS) - 1)]
            looks += 1
            await asyncio.sleep(pause)

    async def _reached(self, me: str, back: render.CallBack) -> bool | None:
        try:
            return await reachable(self._client, me, back)
        except TertuliaError as error:
            log.info("mattermost.reach_unknown", extra={"reason": str(error)})
            return None
