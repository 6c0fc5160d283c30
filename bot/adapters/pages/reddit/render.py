"""From an order to what Reddit is sent, and from its answer to what it means. Pure."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from bot.adapters.pages.shared import wire
from bot.domain.errors import PermanentRefusal, RetryLater, TertuliaError
from bot.domain.publication import PublishOrder
from bot.domain.troubles import Trouble, trouble

_WAIT = re.compile(r"(\d+)\s*(millisecond|second|minute|hour)", re.IGNORECASE)
_UNITS = {"millisecond": 0.001, "second": 1.0, "minute": 60.0, "hour": 3600.0}
_GONE = ("DELETED_COMMENT", "DELETED_LINK", "NO_THING_ID", "COMMENT_GONE")
_SHUT = (
    "THREAD_LOCKED",
    "TOO_OLD",
    "SUBREDDIT_NOTALLOWED",
    "NOT_ALLOWED",
    "BANNED_FROM_SUBREDDIT",
    "SUBREDDIT_OUTBOUND",
)
_BLOCKED = ("USER_BLOCKED", "USER_BLOCKED_MESSAGE", "BLOCKED_BY_AUTHOR")


def reply_of(order: PublishOrder) -> dict[str, str]:
    """The fields of a reply. The text is Markdown to the platform; it is sent as approved."""
    return {"api_type": "json", "thing_id": order.parent_ext_id, "text": order.text}


def refusal(answer: Any) -> TertuliaError | None:
    """What the errors in an answer of status 200 mean; None where there are none."""
    errors = wire.table(answer, "json").get("errors")
    first = errors[0] if isinstance(errors, list) and errors else None
    if first is None:
        return None
    parts = [str(one) for one in first if one] if isinstance(first, list) else [str(first)]
    return by_name(parts[0] if parts else "", " ".join(parts[1:2]))


def by_name(name: str, said: str) -> TertuliaError:
    """The error for one of Reddit's names."""
    if name == "RATELIMIT":
        return RetryLater("Reddit asks the account to write more slowly", after=wait_of(said))
    if name in _GONE:
        return PermanentRefusal(trouble(Trouble.COMMENT_GONE, said))
    if name in _BLOCKED:
        return PermanentRefusal(trouble(Trouble.BLOCKED_BY_AUTHOR, said))
    if name in _SHUT:
        return PermanentRefusal(trouble(Trouble.NOT_ALLOWED_THERE, said or name))
    return PermanentRefusal(trouble(Trouble.TEXT_REFUSED, said or name))


def wait_of(said: str) -> timedelta:
    """ "try again in 9 minutes": that long and a little more; ten minutes where it cannot be read."""
    match = _WAIT.search(said)
    if match is None or len(match[1]) > 6:
        return timedelta(minutes=10)
    return timedelta(seconds=min(86_400, float(match[1]) * _UNITS[match[2].lower()] + 5))
