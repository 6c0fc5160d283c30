"""From the room's views to the content of Matrix events. Pure."""

from __future__ import annotations

from typing import Any

from bot.adapters.chat.matrix.html import tame, words_of
from bot.adapters.chat.room.events import CardView

MARK = "org.tertulia.card"
"""Names the card in its own event, beside what is shown."""


def message(painted: str, *, loud: bool = False, root: str = "", answers: str = "") -> dict[str, Any]:
    """A message. Only `loud` ones (cards) ring; the others are notices, which other bots leave alone. `root` puts it
    into a thread."""
    content: dict[str, Any] = {
        "msgtype": "m.text" if loud else "m.notice",
        "body": words_of(painted),
        "format": "org.matrix.custom.html",
        "formatted_body": painted,
        "m.mentions": {},  # nobody is called, whatever stands in the text
    }
    if root:
        content["m.relates_to"] = {
            "rel_type": "m.thread",
            "event_id": root,
            "is_falling_back": True,
            "m.in_reply_to": {"event_id": answers or root},
        }
    return content


def edit(event: str, new: dict[str, Any], summary: str) -> dict[str, Any]:
    """The content that replaces an event's; `summary` is what clients without edits show."""
    return {
        "msgtype": new["msgtype"],
        "body": f"* {tame(summary)}",
        "m.mentions": {},
        "m.new_content": new,
        "m.relates_to": {"rel_type": "m.replace", "event_id": event},
    }


def reaction(event: str, key: str) -> dict[str, Any]:
    """An annotation."""
    return {"m.relates_to": {"rel_type": "m.annotation", "event_id": event, "key": key}}


def file(uri: str, name: str, mime: str, size: int, *, root: str = "") -> dict[str, Any]:
    """An uploaded file or picture."""
    content: dict[str, Any] = {
        "msgtype": "m.image" if mime.startswith("image/") else "m.file",
        "body": name,
        "filename": name,
        "url": uri,
        "info": {"mimetype": mime, "size": size},
        "m.mentions": {},
    }
    if root:
        content["m.relates_to"] = {
            "rel_type": "m.thread",
            "event_id": root,
            "is_falling_back": True,
            "m.in_reply_to": {"event_id": root},
        }
    return content


def keys(view: CardView) -> list[str]:
    """The reactions to put under a card, in the order of what they stand for."""
    found = [button.emoji for row in view.rows for button in row if button.emoji]
    return list(dict.fromkeys(found))
