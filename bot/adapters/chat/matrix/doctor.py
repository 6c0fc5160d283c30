"""What `tertulia doctor` finds about a Matrix channel, each with its mend."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.adapters.chat.matrix.client import MatrixClient
from bot.domain.errors import AccountDisconnected, PermanentRefusal, TertuliaError


async def problems(client: MatrixClient, named: str) -> list[str]:
    """Empty when all is well."""
    try:
        me = await client.whoami()
    except AccountDisconnected:
        return ["the homeserver refuses the access token: log the bot's account in again and keep its token"]
    except TertuliaError as error:
        return [f"{client.homeserver} does not answer as a homeserver ({error}); mend options.homeserver"]
    try:
        room = await client.room_id(named)
        joined = await client.joined()
    except PermanentRefusal:
        return [f"there is no room {named}: mend options.room (its id stands in the room's settings, under Advanced)"]
    except TertuliaError as error:
        return [f"the room {named} could not be asked for: {error}"]
    if room not in joined:
        return [f"{me} is not in {named}: invite it there; it accepts at the next start"]
    return await _room(client, room, named, me)


async def _room(client: MatrixClient, room: str, named: str, me: str) -> list[str]:
    try:
        if await client.is_encrypted(room):
            return [
                f"{named} is encrypted, and encrypted messages cannot be read; encryption cannot be switched off, so "
                "make another room without it (Element: Create room, Enable encryption off) and invite the bot there"
            ]
        power = await client.power(room)
    except TertuliaError as error:
        return [f"the room {named} could not be looked at: {error}"]
    missing = [what for kind, what in _NEEDED.items() if needed(power, kind) > level(power, me)]
    if missing:
        return [f"{me} may not send {' and '.join(missing)} in {named}: raise its power level, or lower what is needed"]
    return []


_NEEDED = {"m.room.message": "messages", "m.reaction": "reactions"}


def level(power: Mapping[str, Any], user: str) -> int:
    """A member's power."""
    users = power.get("users")
    found = users.get(user) if isinstance(users, Mapping) else None
    return _number(found, _number(power.get("users_default"), 0))


def needed(power: Mapping[str, Any], kind: str) -> int:
    """The power it takes to send an event of a kind."""
    events = power.get("events")
    found = events.get(kind) if isinstance(events, Mapping) else None
    return _number(found, _number(power.get("events_default"), 0))


def _number(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) else otherwise
