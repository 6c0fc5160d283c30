"""From an order to the body of our call, and from an answer's status to what it means. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.adapters.pages.shared.pacing import retry_after
from bot.domain.comment import Author
from bot.domain.errors import AccountDisconnected, MaybeSent, PermanentRefusal, RetryLater, TertuliaError
from bot.domain.publication import OwnReply, Published, PublishOrder

WORDS_KEPT = 300


def body_of(order: PublishOrder) -> bytes:
    """The JSON of a reply to be published."""
    data = {
        "page": order.page_id,
        "idempotency_key": order.idem_key,
        "parent_id": order.parent_ext_id,
        "thread_id": order.thread_ext_id,
        "post_id": order.post_ext_id,
        "text": order.text,
        "lang": order.lang,
        "private": order.private,
        "attempt": order.attempt,
        "extra": dict(order.extra),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def published(status: int, headers: Mapping[str, str], body: bytes, order: PublishOrder, now: datetime) -> Published:
    """What a receiver's answer means. Raises the error that says what to do next."""
    if 200 <= status < 300:
        data = _object(body)
        ext_id = data.get("id")
        if isinstance(ext_id, int) and not isinstance(ext_id, bool):
            ext_id = str(ext_id)
        url = data.get("url")
        return Published(
            ext_id=ext_id if isinstance(ext_id, str) and ext_id else f"key:{order.idem_key}",
            url=url if isinstance(url, str) and url.startswith(("https://", "http://")) else "",
            at=now,
        )
    raise refusal(status, headers, body, now)


def refusal(status: int, headers: Mapping[str, str], body: bytes, now: datetime) -> TertuliaError:
    """The error for a status that is no success."""
    said = _words(body)
    if status in (401, 403):
        return AccountDisconnected(f"the receiver no longer accepts our signature ({status}){said}")
    if status == 429 or (status == 503 and "retry-after" in {name.lower() for name in headers}):
        return RetryLater(f"the receiver asks for patience ({status}){said}", after=retry_after(headers, now))
    if status in (408, 409, 425) or status >= 500:
        return MaybeSent(f"the receiver answered {status}{said}")
    if 300 <= status < 400:
        return PermanentRefusal(f"the receiver redirects ({status}); put the final address into reply_url")
    return PermanentRefusal(f"the receiver refused ({status}){said}")


def own_replies(body: bytes, parent_ext_id: str) -> tuple[OwnReply, ...]:
    """The page's replies in a receiver's list. Raises `MaybeSent` when the list cannot be read, since a list
    that is not understood must never be taken for an empty one."""
    rows = _object(body).get("replies")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise MaybeSent('the list of replies is not {"replies": [{"id", "text", …}]}')
    return tuple(
        OwnReply(
            ext_id=str(row.get("id", "")),
            text=str(row.get("text", "")),
            parent_ext_id=str(row.get("parent_id") or parent_ext_id),
            author=Author(is_page=True),
            created_at=_time(row.get("created_at")),
            idem_key=str(row.get("idempotency_key") or ""),
        )
        for row in rows
    )


def _time(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _object(body: bytes) -> dict[str, Any]:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _words(body: bytes) -> str:
    """The receiver's own sentence, kept short and on one line."""
    data = _object(body)
    text = next((data[key] for key in ("message", "error", "detail") if isinstance(data.get(key), str)), "")
    text = text or body.decode("utf-8", "replace")
    line = " ".join(text.split())
    return f": {line[:WORDS_KEPT]}" if line else ""
