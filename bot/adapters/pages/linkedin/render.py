"""From an order to what the Community Management API is sent. Pure."""

from __future__ import annotations

from typing import Any

from bot.adapters.pages.linkedin.parse import encoded, parts_of
from bot.domain.errors import PermanentRefusal
from bot.domain.publication import PublishOrder
from bot.domain.troubles import Trouble, trouble


def reply_of(order: PublishOrder, own: str) -> tuple[str, dict[str, Any]]:
    """The path and the body of a reply in the page's name: below the top of its thread, since replies stand on one
    level."""
    parent = order.thread_ext_id or order.parent_ext_id
    below = dict(order.extra).get("object") or parts_of(parent)[0]
    if not below:
        raise PermanentRefusal(trouble(Trouble.NOT_PUBLISHABLE, "what the comment stands below is not known"))
    body = {"actor": own, "object": below, "parentComment": parent, "message": {"text": order.text}}
    return f"/rest/socialActions/{encoded(parent)}/comments", body
