"""Discord's gateway: what happens in the channels, as it happens. What it misses the listing finds."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.adapters.pages.shared import wire

EVENTS = ("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK")
Handler = Callable[[str, wire.Wire], Awaitable[None]]

log = logging.getLogger(__name__)


class Listener(discord.Client):
    """Hands the events of messages on as they came over the wire. Connects again by itself."""

    def __init__(self, handle: Handler) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True, message_content=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            enable_debug_events=True,
        )
        self._handle = handle

    async def on_socket_raw_receive(self, frame: str) -> None:
        """One frame of the gateway."""
        data: Any = json.loads(frame)
        if wire.text(data, "t") in EVENTS:
            await self._handle(wire.text(data, "t"), wire.table(data, "d"))


def point_at(api_url: str, gateway_url: str) -> None:
    """Use another server of the same interface. It holds for the whole process, as the library has it."""
    if api_url:
        Route.BASE = api_url
    if gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)


async def listen(token: str, handle: Handler) -> None:
    """Until cancelled, or until Discord refuses the bot: then the page goes on by listing, and `check` says why."""
    client = Listener(handle)
    try:
        await client.start(token)
    except (discord.LoginFailure, discord.PrivilegedIntentsRequired, discord.ConnectionClosed) as error:
        log.error("Discord pushes nothing to this page, it is only looked at: %s", error)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        log.warning("Discord's gateway cannot be reached, the page is only looked at: %s", error)
    finally:
        await client.close()
