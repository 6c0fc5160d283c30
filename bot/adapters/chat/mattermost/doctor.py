"""What `tertulia doctor` finds about a Mattermost channel, each with its mend."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from bot.adapters.chat.mattermost.client import Gone, MattermostClient
from bot.adapters.chat.mattermost.house import find_channel
from bot.adapters.chat.mattermost.parse import Me
from bot.adapters.chat.mattermost.reach import reachable
from bot.adapters.chat.mattermost.render import CallBack
from bot.domain.errors import AccountDisconnected, PermanentRefusal, TertuliaError


async def problems(client: MattermostClient, named: str, back: CallBack | None) -> list[str]:
    """Empty when all is well. What does not work makes no later question sense ends the questions."""
    try:
        me = await client.me()
    except AccountDisconnected:
        return [
            "Mattermost refuses the token: make one for the bot account (Integrations, Bot Accounts) and put it into "
            "the variable or file that token_env or token_file names"
        ]
    except TertuliaError as error:
        return [f"{client.url} does not answer as Mattermost ({error}); mend options.url, or start the server"]
    found = await _channel(client, named, me)
    if found:
        return found
    return await _calls_back(client, me, back)


async def _channel(client: MattermostClient, named: str, me: Me) -> list[str]:
    try:
        channel = await find_channel(client, named)
        await client.membership(channel.id, me.id)
    except Gone:
        return [
            f"there is no channel {named} that @{me.name} belongs to: mend options.channel (its id stands under View "
            f"Info), add @{me.name} to the team, and write /invite @{me.name} in the channel"
        ]
    except PermanentRefusal:
        return [f"@{me.name} may not read the channel {named}: add it to the team and write /invite @{me.name} there"]
    except TertuliaError as error:
        return [f"the channel {named} could not be asked for: {error}"]
    return []


async def _calls_back(client: MattermostClient, me: Me, back: CallBack | None) -> list[str]:
    if back is None:
        return []  # reactions and words do instead of buttons; nothing is wrong with that
    try:
        good = await reachable(client, me.id, back)
    except TertuliaError as error:
        return [f"whether buttons work could not be tried: {error}"]
    if good is not False:
        return []
    host = urlsplit(back.url).hostname or ""
    mend = "start the program (tertulia serve), and see that Mattermost's own machine reaches the address"
    if is_internal(host):
        mend += (
            f"; {host} is an internal address, so an admin has to name it in System Console, Environment, Developer, "
            "Allow untrusted internal connections (ServiceSettings.AllowedUntrustedInternalConnections)"
        )
    return [f"Mattermost cannot call {back.press}, so there are no buttons now: {mend}"]


def is_internal(host: str) -> bool:
    """Whether Mattermost takes the host for one of its own network, which it calls only when told so."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or "." not in host or host.endswith((".local", ".internal", ".lan", ".localdomain"))
