"""The transport: one gateway connection, the library's errors as the program's, and what the bot may do."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.adapters.chat.discord.buttons import CardButton, takes
from bot.domain.errors import AccountDisconnected, MaybeSent, Misconfigured, NotSent, PermanentRefusal, RetryLater

LEAVE_SECONDS = 5.0
"""For what is being answered when the program stops."""
UNKNOWN_CHANNEL, UNKNOWN_MESSAGE = 10003, 10008
MOST_PATIENCE = 60.0
"""Seconds of a rate limit that the library waits out by itself; longer ones are told."""
NEEDED = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
)
Handler = Callable[[Any], Awaitable[None]]

log = logging.getLogger(__name__)


class Gateway(discord.Client):
    """Hands messages and interactions on. Mentions in what it sends reach nobody: public text may hold them."""

    def __init__(self, *, free_words: bool, on_message: Handler, on_interaction: Handler, on_up: Handler) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=free_words)
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_ratelimit_timeout=MOST_PATIENCE,
        )
        self._heard, self._pressed, self._up = on_message, on_interaction, on_up
        self._working: set[asyncio.Future[None]] = set()
        self.add_dynamic_items(CardButton)

    async def finish(self) -> None:
        """Wait until what people said and pressed is answered, since nobody will deliver it again."""
        if not self._working:
            return
        _, late = await asyncio.wait(self._working, timeout=LEAVE_SECONDS)
        if late:
            log.warning("discord.left_early with %s answers under way", len(late))

    async def _work(self, handle: Handler, event: Any) -> None:
        working = asyncio.ensure_future(handle(event))
        self._working.add(working)
        working.add_done_callback(self._working.discard)
        await working

    async def setup_hook(self) -> None:
        """Logged in; the gateway comes next."""
        await self._up(self)

    async def on_message(self, message: discord.Message) -> None:
        """Somebody said something, somewhere that the bot can see."""
        await self._work(self._heard, message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Somebody changed what they had said; a preview of a link that was added is no change of theirs."""
        if payload.message.edited_at is not None:
            await self._work(self._heard, payload.message)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """A command, a form, an option being typed; a button only where the library has no way to hand it on."""
        if not takes(interaction):
            await self.pressed(interaction)

    async def pressed(self, interaction: discord.Interaction) -> None:
        """Answer it, and let nobody leave before."""
        await self._work(self._pressed, interaction)


def point_at(api_url: str, gateway_url: str) -> None:
    """Use another server of the same API. It holds for the whole process, as the library has it."""
    if api_url:
        Route.BASE = api_url.rstrip("/")
    if gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)


@contextmanager
def translated() -> Iterator[None]:
    """The library's errors as answers to "may it be sent again?"."""
    try:
        yield
    except discord.RateLimited as error:
        raise RetryLater("Discord asks for patience", after=timedelta(seconds=error.retry_after)) from error
    except discord.LoginFailure as error:
        raise AccountDisconnected("Discord does not accept the bot's token") from error
    except discord.DiscordServerError as error:
        raise MaybeSent(f"Discord has trouble ({error.status})") from error
    except discord.HTTPException as error:
        if error.status == 429:
            raise RetryLater("Discord asks for patience", after=timedelta(seconds=5)) from error
        if error.status in (401, 403) or error.code == UNKNOWN_CHANNEL:
            # A person mends it (a permission, the channel); the cards wait until then.
            raise NotSent(f"Discord does not let the bot write there: {error.text or error.status}") from error
        raise PermanentRefusal(f"Discord refuses it: {error.text or error.status}") from error
    except (aiohttp.ClientConnectorError, ConnectionRefusedError) as error:
        raise NotSent("Discord cannot be reached") from error
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise MaybeSent("the connection to Discord broke") from error


@contextmanager
def connected() -> Iterator[None]:
    """Errors of the gateway that a person has to mend, in words."""
    try:
        yield
    except discord.LoginFailure as error:
        raise AccountDisconnected("Discord does not accept the bot's token; make a new one and set it") from error
    except discord.PrivilegedIntentsRequired as error:
        raise Misconfigured(
            key="options.free_words",
            where="Discord",
            mend="needs the Message Content intent (portal, Bot, Privileged Gateway Intents); or set it to false",
        ) from error


def missing_permissions(
    guild: Mapping[str, Any], member: Mapping[str, Any], channel: Mapping[str, Any], own_id: int
) -> Sequence[str]:
    """Names of needed permissions that the bot lacks in the channel, from the API's own objects."""
    held = _permissions(guild, member, channel, own_id)
    if held.administrator:
        return ()
    return [name.replace("_", " ") for name, wanted in NEEDED if wanted and not getattr(held, name)]


def _permissions(
    guild: Mapping[str, Any], member: Mapping[str, Any], channel: Mapping[str, Any], own_id: int
) -> discord.Permissions:
    """Roles first, then the channel's exceptions: for everybody, for roles, for the bot itself."""
    mine = {str(guild["id"]), *map(str, member["roles"])}
    value = 0
    for role in guild["roles"]:
        if str(role["id"]) in mine:
            value |= int(role["permissions"])
    overwrites = {str(one["id"]): one for one in channel.get("permission_overwrites", ())}
    everybody = overwrites.get(str(guild["id"]))
    roles = [one for key, one in overwrites.items() if key in mine and key != str(guild["id"])]
    layers = [[everybody] if everybody else [], roles, [overwrites[str(own_id)]] if str(own_id) in overwrites else []]
    for layer in layers:
        for one in layer:
            value &= ~int(one["deny"])
        for one in layer:
            value |= int(one["allow"])
    return discord.Permissions(value)


def invite_url(application_id: int | str, guild_id: int = 0) -> str:
    """Where an admin of the server lets the bot in, with exactly what it needs."""
    guild = discord.Object(guild_id) if guild_id else discord.utils.MISSING
    return discord.utils.oauth_url(
        application_id, permissions=NEEDED, scopes=("bot", "applications.commands"), guild=guild
    )
