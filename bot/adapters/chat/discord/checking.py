"""What `doctor` asks Discord: token, server, channel, permissions, intent. Each problem names its mend."""

from __future__ import annotations

from collections.abc import Sequence

import aiohttp
import discord

from bot.adapters.chat.discord.client import invite_url, missing_permissions


async def problems(token: str, guild_id: int, channel_id: int, *, free_words: bool) -> Sequence[str]:
    """Empty when all is well."""
    client = discord.Client(intents=discord.Intents.none())
    try:
        await client.login(token)
        return await _found(client, guild_id, channel_id, free_words)
    except discord.LoginFailure:
        return ["Discord does not accept the token: developer portal, Bot, Reset Token, and set it anew"]
    except discord.HTTPException as error:
        return [f"Discord answers {error.status}: {error.text or 'nothing more'}"]
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        return [f"Discord cannot be reached ({error}); check the network and options.api_url"]
    finally:
        await client.close()


async def _found(client: discord.Client, guild_id: int, channel_id: int, free_words: bool) -> Sequence[str]:
    found: list[str] = []
    application = await client.application_info()
    flags = application.flags
    if free_words and not (flags.gateway_message_content or flags.gateway_message_content_limited):
        found.append(
            "free_words needs the Message Content intent: developer portal, Bot, Privileged Gateway Intents; "
            "or set options.free_words = false"
        )
    own_id = client.user.id if client.user else 0
    try:
        guild = await client.http.get_guild(guild_id, with_counts=False)
        member = await client.http.get_member(guild_id, own_id)
    except (discord.NotFound, discord.Forbidden):
        link = invite_url(application.id, guild_id)
        return [*found, f"the bot is not in the server {guild_id} (options.guild); let it in: {link}"]
    try:
        channel = await client.http.get_channel(channel_id)
    except (discord.NotFound, discord.Forbidden):
        return [*found, f"the bot does not see the channel {channel_id} (options.channel); add it to the channel"]
    missing = missing_permissions(guild, member, channel, own_id)
    if missing:
        found.append(f"in the channel the bot may not: {', '.join(missing)}; allow it, or let it in again")
    return found
