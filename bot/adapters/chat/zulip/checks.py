"""What `doctor` looks at: address, key, channel, subscription, the time for changing messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.adapters.chat.zulip.client import Refused, ZulipClient
from bot.domain.errors import AccountDisconnected, MaybeSent, NotSent, RetryLater

_AWAY = (NotSent, MaybeSent, RetryLater)


async def problems(client: ZulipClient, site: str, stream: str) -> list[str]:
    """Everything that can be tried without posting."""
    try:
        me = await client.me()
        registered = await client.register()
        await client.forget(str(registered["queue_id"]))
    except AccountDisconnected:
        return ["the bot's e-mail address or API key is not taken; copy both again from Personal settings → Bots"]
    except Refused as refusal:
        return [f"the bot may not listen ({refusal.said}): it has to be a generic bot, not an incoming webhook"]
    except _AWAY as error:
        return [f"{site} cannot be reached ({error}); check options.site"]
    return [*await _channel(client, stream, me.name), *editing_problems(registered)]


async def _channel(client: ZulipClient, stream: str, name: str) -> list[str]:
    try:
        stream_id = await client.stream_id(stream)
        subscribed = {int(one["stream_id"]) for one in await client.subscriptions()}
    except Refused as refusal:
        return [
            f"there is no channel {stream} that {name} can see ({refusal.said}); check options.stream, and for a "
            "private channel have a member add the bot under Subscribers"
        ]
    except (*_AWAY, AccountDisconnected) as error:
        return [f"the channel {stream} cannot be looked at: {error}"]
    if stream_id in subscribed:
        return []
    mend = "add it in the channel's settings, Subscribers"
    return [f"{name} is not subscribed to {stream} and hears nothing there: {mend}"]


def editing_problems(registered: Mapping[str, Any]) -> list[str]:
    """Whether cards can be changed in place, as far as the server tells."""
    if registered.get("realm_allow_message_editing") is False:
        return ["the organization does not allow editing messages: cards are posted again when they change"]
    limit = registered.get("realm_message_content_edit_limit_seconds")
    if limit:
        return [
            f"messages can be edited for {int(limit) // 60} minutes only: a card decided later is posted again in its "
            "topic; set Organization permissions → Message editing to any time to have it changed in place"
        ]
    return []
