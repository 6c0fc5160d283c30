"""Reminders as sentences, in the channel's language. Data and wording only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.domain.transitions import ItemState
from bot.pipeline.work import Work
from bot.store.rows import JobRow
from bot.store.tx import Tx

_WAITS = frozenset({ItemState.WAITING, ItemState.ESCALATED, ItemState.DECIDING})
_SAY: Mapping[str, tuple[str, str]] = {
    "remind": (
        "{brand}: a comment by {author} has been waiting for {waited}.",
        "{brand}: hay un comentario de {author} que espera desde hace {waited}.",
    ),
    "late": (
        "{brand}: the comment by {author} is past its deadline ({waited} now).",
        "{brand}: el comentario de {author} ya ha pasado de plazo (lleva {waited}).",
    ),
    "escalated": (
        "{brand}: the comment by {author} was escalated; nobody decided for {waited}.",
        "{brand}: el comentario de {author} se ha escalado; nadie decidió en {waited}.",
    ),
    "expired": (
        "{brand}: the comment by {author} expired without a decision; nothing was published.",
        "{brand}: el comentario de {author} ha caducado sin decisión; no se publicó nada.",
    ),
}


def sentence(work: Work, job: JobRow, told: Mapping[str, Any], lang: str, tx: Tx) -> str:
    """What to say about an item; "" when it has been dealt with since. `told` holds a key and microseconds,
    or the finished texts by language."""
    if told["key"] == "text":
        return str(told["texts"].get(lang) or told["texts"]["en"])
    item = tx.items.get(job.item_id or 0)
    if item is None or (told["key"] != "expired" and item.state not in _WAITS):
        return ""
    comment = tx.comments.get(item.comment_id)
    brand = work.shelf.of(tx).get(item.brand_id)
    author = (comment.author_name or comment.author_handle) if comment else ""
    second = 1 if lang == "es" else 0
    return _SAY[told["key"]][second].format(
        brand=brand.name if brand else item.brand_id,
        author=author or ("alguien" if second else "somebody"),
        waited=_length(timedelta(microseconds=told["waited"])),
    )


def _length(waited: timedelta) -> str:
    minutes = int(waited.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} d"
