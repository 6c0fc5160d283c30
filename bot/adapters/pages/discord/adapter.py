"""A Discord server's channels and forums as a page: members' messages come in, replies go out as the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from bot.adapters.options import Options
from bot.adapters.pages.discord import render
from bot.adapters.pages.discord.client import BASE, DiscordClient
from bot.adapters.pages.discord.gateway import listen, point_at
from bot.adapters.pages.discord.parse import gone_of, is_id, parted
from bot.adapters.pages.discord.source import DiscordSource
from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.http import Http
from bot.adapters.pages.shared.pacing import For
from bot.adapters.pages.shared.tree_page import PACE_KEYS, PASSING, Looking, TreePage, looking_from
from bot.domain.comment import CommentEvent
from bot.domain.decision import HideReason
from bot.domain.errors import AccountDisconnected, MaybeSent, PermanentRefusal, TertuliaError
from bot.domain.publication import Published, PublishOrder
from bot.domain.troubles import Trouble, trouble
from bot.ports import Intake

HERE = Path(__file__).parent
MESSAGE_CONTENT = 1 << 18 | 1 << 19


class DiscordPage(TreePage):
    """Some channels of one server."""

    def __init__(
        self,
        page_id: str,
        client: DiscordClient,
        channels: Sequence[str],
        *,
        looking: Looking,
        roles: Sequence[str] = (),
        push_token: str = "",
    ) -> None:
        self._reading = DiscordSource(page_id, client, channels, roles)
        super().__init__(page_id, HERE, self._reading, looking)
        self._client, self._push_token = client, push_token

    @classmethod
    def build(cls, page_id: str, options: Mapping[str, Any], home: Path) -> DiscordPage:
        """From settings; raises `Misconfigured` naming the key."""
        read = Options(options, where=f"page {page_id}", home=home)
        read.only("token_env", "token_file", "channels", "staff_roles", "live", "base_url", "gateway_url", *PACE_KEYS)
        tokens = read.secrets("token_env", "token_file")
        if not tokens:
            raise read.wrong("token_file", "the bot's token is needed: name a file with it, or use token_env")
        ids = {key: read.texts(key) for key in ("channels", "staff_roles")}
        for key, given in ids.items():
            if not all(is_id(one) for one in given):
                raise read.wrong(key, "must hold ids of digits (developer mode, right click, copy id)")
        if not ids["channels"]:
            raise read.wrong("channels", "is missing; list the ids of the channels and forums that are the page")
        base, live = read.address("base_url", BASE), read.flag("live", True)
        point_at(base if base != BASE else "", read.text("gateway_url", ""))
        return cls(
            page_id,
            DiscordClient(Http(base), tokens[0]),
            ids["channels"],
            looking=looking_from(read, every=60),
            roles=ids["staff_roles"],
            push_token=tokens[0] if live else "",
        )

    async def run(self, intake: Intake) -> None:
        """What happens is pushed; the channels are listed for what was missed."""
        pushed = (
            asyncio.create_task(listen(self._push_token, partial(self._happened, intake))) if self._push_token else None
        )
        try:
            await super().run(intake)
        finally:
            if pushed is not None:
                pushed.cancel()
                await asyncio.gather(pushed, return_exceptions=True)

    async def _happened(self, intake: Intake, event: str, data: wire.Wire) -> None:
        """An event of the gateway. One that cannot be read now is found by the next listing."""
        with suppress(*PASSING, PermanentRefusal):
            if not await self._reading.is_ours(wire.text(data, "channel_id")):
                return
            if event.startswith("MESSAGE_DELETE"):
                await intake.accept(gone_of(data, self.page_id, self._now()))
                return
            found = await self._reading.comments([data], wire.text(data, "channel_id"))
            edited = event == "MESSAGE_UPDATE"
            marked = [self._tree.marked(one) for one in found if not edited or data.get("edited_timestamp")]
            await intake.accept([replace(one, event=CommentEvent.EDITED) for one in marked] if edited else marked)

    async def publish(self, order: PublishOrder) -> Published:
        """Answer the message, once for each key as long as Discord keeps it."""
        if order.private:
            raise PermanentRefusal(trouble(Trouble.NOT_PUBLISHABLE))
        if not parted(order.parent_ext_id)[0]:
            raise PermanentRefusal(trouble(Trouble.COMMENT_GONE))
        path, body = render.reply_of(order)
        answer = await self._client.call(For.WRITING, "POST", path, body=body)
        channel, message = wire.text(answer, "channel_id"), wire.text(answer, "id")
        if not (channel and message):
            raise MaybeSent("Discord's answer has no id")
        url = f"https://discord.com/channels/{self._reading.guild or '@me'}/{channel}/{message}"
        return Published(ext_id=f"{channel}/{message}", url=url, at=wire.moment(wire.text(answer, "timestamp")))

    async def hide(self, ext_id: str, *, hidden: bool, reason: HideReason) -> None:
        """A message can be deleted for good, which people do there; it cannot be hidden and shown again."""
        raise PermanentRefusal(trouble(Trouble.CANNOT_HIDE))

    async def check(self) -> Sequence[str]:
        """The token, the channels, and whether the bot may read what is written."""
        try:
            await self._source.prove()
            application = await self._client.call(For.WRITING, "GET", "/oauth2/applications/@me")
        except AccountDisconnected as error:
            if str(error).startswith(Trouble.PERMISSION_MISSING.value):
                return (f"{error}: let the bot view each of options.channels, read its history and send messages",)
            return (
                "Discord does not accept the token: developer portal, Bot, Reset Token, and put the new one into the "
                "file or variable of this page",
            )
        except TertuliaError as error:
            return (f"Discord cannot be asked now: {error}",)
        if not wire.number(application, "flags") & MESSAGE_CONTENT:
            return (
                "the bot may not read messages: developer portal, Bot, Privileged Gateway Intents, Message Content; "
                "without it every message comes in empty",
            )
        return ()
