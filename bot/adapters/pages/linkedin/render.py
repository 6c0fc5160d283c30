"""From an order to what LinkedIn is sent. Pure."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from bot.adapters.pages.linkedin.parse import parts_of
from bot.domain.publication import PublishOrder


def comments_path(urn: str, number: str = "") -> str:
    """The comments below a post or a comment, or one of them. Every sign of a URN that means something is escaped."""
    path = f"/rest/socialActions/{quote(urn, safe='')}/comments"
    return f"{path}/{quote(number, safe='')}" if number else path


def post_path(urn: str) -> str:
    """One post."""
    return f"/rest/posts/{quote(urn, safe='')}"


def reply_of(order: PublishOrder, own: str) -> tuple[str, dict[str, Any]]:
    """(path, body) of a reply. Threads have one level: below a reply it goes to the thread's first comment."""
    top = order.thread_ext_id or order.parent_ext_id
    place, _ = parts_of(top)
    body = {"actor": own, "object": place, "parentComment": top, "message": {"text": order.text}}
    return comments_path(top), body
