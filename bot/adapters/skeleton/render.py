"""From an order to the platform's form of a reply. Pure."""

from __future__ import annotations

from typing import Any

from bot.domain.publication import PublishOrder


def reply_of(order: PublishOrder) -> dict[str, Any]:
    """The body of the call that publishes `order`: exactly its text, under the comment it answers."""
    return {"in_reply_to": order.parent_ext_id, "text": order.text}
