"""From an order to what the Graph API is sent. Pure."""

from __future__ import annotations

from typing import Any

from bot.domain.publication import PublishOrder


def reply_of(order: PublishOrder) -> tuple[str, dict[str, Any]]:
    """The path and the fields of a public reply."""
    return f"{order.parent_ext_id}/comments", {"message": order.text}


def private_of(order: PublishOrder, own: str) -> tuple[str, dict[str, Any]]:
    """The path and the fields of the one private reply that a comment may get."""
    fields = {"recipient": {"comment_id": order.parent_ext_id}, "message": {"text": order.text}}
    return f"{own}/messages", {**fields, "messaging_type": "RESPONSE"}


def hiding_of(ext_id: str, *, hidden: bool) -> tuple[str, dict[str, Any]]:
    """The path and the fields that hide or show a comment."""
    return ext_id, {"is_hidden": hidden}
