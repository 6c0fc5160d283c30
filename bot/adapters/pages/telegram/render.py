"""From an order to the parameters of the call that publishes it. Pure."""

from __future__ import annotations

from typing import Any

from bot.domain.publication import PublishOrder


def message_of(order: PublishOrder, group: int) -> dict[str, Any]:
    """The reply: exactly the text, without markup, below its comment, and not at all where that is gone."""
    _, _, number = order.parent_ext_id.rpartition(":")
    return {
        "chat_id": group,
        "text": order.text,
        "reply_parameters": {"message_id": int(number) if number.isdecimal() else 0},
    }
