"""From an order to what the Data API is sent. Pure."""

from __future__ import annotations

from typing import Any

from bot.adapters.pages.youtube.parse import top_of
from bot.domain.publication import PublishOrder


def reply_of(order: PublishOrder) -> dict[str, Any]:
    """The resource of a reply: below the top of its thread, since replies stand on one level."""
    parent = order.thread_ext_id or top_of(order.parent_ext_id)
    return {"snippet": {"parentId": parent, "textOriginal": order.text}}
