"""What `doctor` asks Telegram: token, listening, group, membership, what the bot may hear, topic."""

from __future__ import annotations

from collections.abc import Sequence

from bot.adapters.chat.telegram.parse import chat_of, number
from bot.adapters.chat.telegram.speaking import Home
from bot.adapters.telegram.client import Barred, Json, Moved
from bot.adapters.telegram.hub import Hub, link_problems
from bot.domain.errors import TertuliaError


async def problems(hub: Hub, home: Home, *, free_words: bool) -> Sequence[str]:
    """Empty when all is well; each names its mend."""
    try:
        found = await link_problems(hub)
        if not hub.known:
            return found
        return [*found, *await _in_group(hub, home, free_words)]
    finally:
        if not hub.listening:
            await hub.client.close()


async def _in_group(hub: Hub, home: Home, free_words: bool) -> Sequence[str]:
    me = await hub.me()
    try:
        chat = await hub.client.call("getChat", chat_id=home.chat)
        member = await hub.client.call("getChatMember", chat_id=home.chat, user_id=number(me, "id"))
    except Moved as moved:
        return [f"the group has become a supergroup: set options.chat = {moved.chat} (until then it is followed)"]
    except TertuliaError as error:
        seen = await _groups_seen(hub)
        return [f"the bot is not in the chat {home.chat} (options.chat): {error}; add it to the group{seen}"]
    status = member.get("status")
    if status in ("left", "kicked") or (status == "restricted" and not member.get("can_send_messages")):
        return [f"the bot may not write in “{chat.get('title', home.chat)}” ({status}): let it in again as a member"]
    found = await _topic(hub, home, chat)
    if free_words and status != "administrator" and not me.get("can_read_all_group_messages"):
        found.append(
            "free_words is set, but the bot hears only commands, mentions and replies to it: in BotFather /setprivacy, "
            "Disable, then add the bot to the group again (or make it an admin); or set free_words = false"
        )
    return found


async def _topic(hub: Hub, home: Home, chat: Json) -> list[str]:
    if not home.topic:
        return []
    if not chat.get("is_forum"):
        return ["options.topic is set, but the group has no topics: switch them on in the group, or leave topic out"]
    try:
        await hub.client.call("sendChatAction", chat_id=home.chat, message_thread_id=home.topic, action="typing")
    except Barred as error:
        return [
            f"the topic {home.topic} (options.topic) cannot be written to: {error}; /id in the topic tells its number"
        ]
    except TertuliaError as error:
        return [f"the topic {home.topic} (options.topic) cannot be asked for now: {error}"]
    return []


async def _groups_seen(hub: Hub) -> str:
    """Groups that spoke to the bot lately, for somebody who looks for an id. Confirms nothing."""
    if hub.link.webhook_url or hub.listening:
        return ""  # there can be one listener only
    try:
        updates = await hub.client.updates(0, wait=0)
    except TertuliaError:
        return ""
    chats = {number(chat, "id"): str(chat.get("title", "")) for one in updates if (chat := chat_of(one)).get("title")}
    named = ", ".join(f"“{title}” is {ident}" for ident, title in chats.items())
    return f"; it was seen in: {named}" if named else ""
