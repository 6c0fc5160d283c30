"""From an order to the arguments of the call that publishes it. Pure."""

from __future__ import annotations

from typing import Any

import regex

from bot.adapters.pages.mastodon.parse import VISIBILITIES
from bot.domain.publication import PublishOrder

_LANGUAGE = regex.compile(r"[a-z]{2,3}\Z")


def status_of(order: PublishOrder, widest: str) -> dict[str, Any]:
    """The status: exactly the text, under its comment, with the comment's content warning, never seen by more people
    than the comment was."""
    extra = dict(order.extra)
    warning = extra.get("spoiler", "")
    language = order.lang.split("-")[0].lower()
    values: dict[str, Any] = {
        "status": order.text,
        "in_reply_to_id": order.parent_ext_id,
        "visibility": "direct" if order.private else narrower(widest, extra.get("visibility", "public")),
        "idempotency_key": order.idem_key,
    }
    if warning:
        values |= {"spoiler_text": warning, "sensitive": True}
    if _LANGUAGE.match(language) and language != "und":
        values["language"] = language
    return values


def narrower(one: str, other: str) -> str:
    """Of two visibilities the one that fewer people see."""
    return max((one, other), key=lambda each: VISIBILITIES.index(each) if each in VISIBILITIES else 0)
