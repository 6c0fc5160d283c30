"""From an order to what the Business Profile API is sent. Pure."""

from __future__ import annotations

from bot.domain.publication import PublishOrder


def reply_of(order: PublishOrder) -> tuple[str, dict[str, str]]:
    """The path and the body of the one reply to a review."""
    return f"/v4/{order.parent_ext_id}/reply", {"comment": order.text}
