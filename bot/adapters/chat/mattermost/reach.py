"""Whether Mattermost can call us back: a button in the bot's conversation with itself, pressed by itself."""

from __future__ import annotations

from bot.adapters.chat.mattermost import render
from bot.adapters.chat.mattermost.client import MattermostClient
from bot.adapters.chat.mattermost.signing import PROBE
from bot.adapters.chat.room.events import Button
from bot.domain.errors import PermanentRefusal

TEXT = "Tertulia checks whether its buttons work."


async def reachable(client: MattermostClient, me: str, back: render.CallBack) -> bool | None:
    """True when the server called us and understood our answer, False when it could not; None when this server does
    not let a bot find out. Raises what the client raises when the server itself is not there."""
    try:
        place = await client.direct(me, me)
        button = Button(label="Check", action=PROBE, word="")
        props = render.attachment([button], place.id, back, summary=TEXT, color="#9aa4b2")
        post = await client.post(place.id, TEXT, props=props)
    except PermanentRefusal:
        return None
    try:
        await client.press(post, "b0")
    except PermanentRefusal:
        return False
    finally:
        await client.delete(post)
    return True
