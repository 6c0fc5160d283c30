"""What `doctor` looks at: tokens, scopes, channel. Each problem says what is missing and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.adapters.chat.slack.client import Identity, Refused, SlackClient
from bot.adapters.chat.slack.setup import SCOPES
from bot.domain.errors import AccountDisconnected, MaybeSent, NotSent, PermanentRefusal, RetryLater

_AWAY = (NotSent, MaybeSent, RetryLater)


def token_problems(token: str, app_token: str) -> list[str]:
    """Tokens of the wrong kind, which people mix up."""
    found = []
    if token.startswith("xapp-"):
        found.append("token is an app-level token (xapp-); put the Bot User OAuth Token (xoxb-) there")
    elif token.startswith("xoxp-"):
        found.append("token is a user token (xoxp-): Tertulia would speak as that person; use the bot token (xoxb-)")
    if app_token.startswith(("xoxb-", "xoxp-")):
        found.append("app_token is a bot or user token; make an app-level token (xapp-) with connections:write")
    return found


def scope_problems(identity: Identity) -> list[str]:
    """Scopes that the token lacks; nothing where the server does not tell its scopes."""
    if not identity.scopes:
        return []
    missing = [f"{scope} (to {SCOPES[scope][0]})" for scope in sorted(SCOPES) if scope not in identity.scopes]
    if not missing:
        return []
    return [f"scopes are missing: {', '.join(missing)}; add them under OAuth & Permissions and install the app again"]


def channel_problems(channel: str, info: Mapping[str, Any]) -> list[str]:
    """Whether cards can be posted there."""
    name = info.get("name") or channel
    if info.get("is_archived"):
        return [f"the channel #{name} is archived; unarchive it or name another in options.channel"]
    if info.get("is_im") or info.get("is_member", True):
        return []
    return [f"Tertulia is not in #{name}: write /invite @Tertulia there"]


async def problems(client: SlackClient, token: str, app_token: str, channel: str, *, socket: bool) -> list[str]:
    """Everything that can be tried without posting."""
    found = token_problems(token, app_token)
    if found:
        return found
    try:
        found += scope_problems(await client.identity(fresh=True))
    except AccountDisconnected as error:
        return [str(error)]
    except (*_AWAY, PermanentRefusal) as error:
        return [f"Slack cannot be asked: {error}"]
    return [*found, *await _socket(client, app_token, socket=socket), *await _channel(client, channel)]


async def _socket(client: SlackClient, app_token: str, *, socket: bool) -> list[str]:
    if not socket:
        return []
    try:
        await client.socket_address(app_token)
    except (AccountDisconnected, PermanentRefusal) as error:
        word = f"{error.word}" if isinstance(error, Refused) else "not taken"
        return [
            f"Socket Mode cannot be opened ({word}): switch it on in the app's settings and make an app-level token "
            "with connections:write"
        ]
    except _AWAY as error:
        return [f"Socket Mode cannot be tried: {error}"]
    return []


async def _channel(client: SlackClient, channel: str) -> list[str]:
    try:
        return channel_problems(channel, await client.conversation(channel))
    except Refused as refusal:
        if refusal.word == "channel_not_found":
            return [
                f"there is no channel {channel} that Tertulia can see: give its id (C…, at the bottom of its details), "
                "and for a private channel write /invite @Tertulia there"
            ]
        return [f"the channel {channel} cannot be looked at: {refusal.reason}"]
    except (*_AWAY, AccountDisconnected) as error:
        return [f"the channel {channel} cannot be looked at: {error}"]
