"""From an order to what the Graph API is sent. Pure."""

from __future__ import annotations

from typing import Any

from bot.domain.errors import PermanentRefusal
from bot.domain.publication import PublishOrder
from bot.domain.troubles import Trouble, trouble


def reply_of(order: PublishOrder) -> tuple[str, dict[str, Any]]:
    """The path and the fields of a public reply: below the top of its thread, since replies stand on one level. Raises
    `PermanentRefusal` for a live broadcast, where an app cannot answer in public."""
    if dict(order.extra).get("live"):
        raise PermanentRefusal(trouble(Trouble.NOT_ALLOWED_THERE, "live video"))
    return f"{order.thread_ext_id or order.parent_ext_id}/replies", {"message": order.text}


def private_of(order: PublishOrder, own: str) -> tuple[str, dict[str, Any]]:
    """The path and the fields of the one private reply that a comment may get."""
    return f"{own}/messages", {
        "recipient": {"comment_id": order.parent_ext_id},
        "message": {"text": order.text},
    }


def hiding_of(ext_id: str, *, hidden: bool) -> tuple[str, dict[str, Any]]:
    """The path and the fields that hide or show a comment."""
    return ext_id, {"hide": hidden}
