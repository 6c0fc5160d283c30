"""From an order to what Discord is sent. Pure."""

from __future__ import annotations

import hashlib
from typing import Any

from bot.adapters.pages.discord.parse import parted
from bot.domain.publication import PublishOrder


def nonce_of(idem_key: str) -> str:
    """Our own key as Discord takes it: 25 signs at most."""
    return hashlib.sha256(idem_key.encode()).hexdigest()[:24]


def reply_of(order: PublishOrder) -> tuple[str, dict[str, Any]]:
    """(path, body). The author is told of the answer; whatever the text names, nobody else is."""
    channel, message = parted(order.parent_ext_id)
    body = {
        "content": order.text,
        "message_reference": {"channel_id": channel, "message_id": message, "fail_if_not_exists": True},
        "nonce": nonce_of(order.idem_key),
        "enforce_nonce": True,
        "allowed_mentions": {"parse": [], "replied_user": True},
    }
    return f"/channels/{channel}/messages", body
