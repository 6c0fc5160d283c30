"""A brand's corrections and outcomes as rows for a fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.coaching.adapting.heads import LABELS
from bot.coaching.adapting.rows import OUTCOME, AdaptRow
from bot.domain.reading import Reading
from bot.pipeline.situations import turns
from bot.store import Store
from bot.store.codec import load
from bot.store.tx import Tx

MOST_READINGS = 4_000
MOST_REPLIES = 3_000
_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """Rows for the reading, those for the score, and how many readings of the first were corrected."""

    readings: tuple[AdaptRow, ...]
    replies: tuple[AdaptRow, ...]
    corrected: int

    @property
    def answered(self) -> tuple[int, int]:
        """(replies that were not answered, replies that were)."""
        yes = sum(bool(row.label(OUTCOME)) for row in self.replies)
        return len(self.replies) - yes, yes


async def collect(store: Store, brand_id: str) -> Collected:
    """Everything a fit of the brand may learn from, the newest first where there is more than fits.

    A reading that people corrected counts as they left it; one that they decided by without correcting it counts as
    it was. Without the latter a fit would only ever see the engine's mistakes and unlearn what it does well.
    """
    judged = await store.read(lambda tx: tx.examples.judged(brand_id, most=MOST_READINGS))
    replies = await store.read(lambda tx: tx.examples.answered(brand_id, most=MOST_REPLIES))
    told: list[AdaptRow] = []
    for start in range(0, len(replies), _AT_ONCE):
        part = replies[start : start + _AT_ONCE]
        told += await store.read(partial(_replies, part))
    return Collected(
        readings=tuple(_reading(row) for row in judged if row.text.strip()),
        replies=tuple(told),
        corrected=sum(bool(row.corrected) for row in judged),
    )


def _reading(row: Any) -> AdaptRow:
    reading = load(Reading, row.reading)
    kinds = {kind.value for kind in reading.kinds}
    labels: list[tuple[str, bool | str]] = [
        *((label, label in kinds) for label in LABELS),
        ("mood", reading.mood.value),
    ]
    return AdaptRow(
        id=str(row.item_id),
        comment=row.text,
        lang=row.lang,
        group=_group(row.page_id, row.author, row.thread, row.item_id),
        labels=tuple(sorted(labels)),
    )


def _replies(rows: Sequence[Any], tx: Tx) -> list[AdaptRow]:
    comments = tx.comments.many([row.comment_id for row in rows])
    found = []
    for row in rows:
        comment = comments[row.comment_id]
        if not comment.text.strip():
            continue
        found.append(
            AdaptRow(
                id=str(row.item_id),
                comment=comment.text,
                reply=row.text,
                history=turns(tx.comments.thread(comment)),
                lang=comment.lang,
                group=_group(comment.page_id, comment.author_ext_id, comment.thread_ext_id, row.item_id),
                labels=((OUTCOME, bool(row.answered)),),
            )
        )
    return found


def _group(page_id: str, author: str, thread: str, item_id: int) -> str:
    """One author's comments are measured together; where the author is not known, those of one thread."""
    return f"{page_id}/{author or thread or item_id}"
