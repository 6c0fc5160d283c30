"""What people's work says of the engine's: readings they corrected or decided by, flags, and what replies drew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, func, or_, select

from bot.domain.transitions import PublicationState
from bot.store.base import Repo
from bot.store.schema import comment, correction, decision, flag, item, outcome, publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How far a brand's evidence goes: the last correction's and flag's row, the last known outcome's time."""

    correction: int = 0
    flag: int = 0
    outcome: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """How much came after a point."""

    corrections: int
    flags: int
    outcomes: int


class Examples(Repo):
    """Queries over corrections, flags and outcomes of one brand."""

    def extent(self, brand_id: str) -> Evidence:
        """How far the evidence goes now."""
        return Evidence(
            correction=self._last(correction.c.id, correction.c.item_id, brand_id),
            flag=self._last(flag.c.id, flag.c.item_id, brand_id),
            outcome=self._last(outcome.c.updated_at, outcome.c.item_id, brand_id, _known()),
        )

    def fresh(self, brand_id: str, since: Evidence) -> Fresh:
        """What came after `since`."""
        return Fresh(
            corrections=self._count(correction.c.item_id, brand_id, correction.c.id > since.correction),
            flags=self._count(flag.c.item_id, brand_id, flag.c.id > since.flag),
            outcomes=self._count(outcome.c.item_id, brand_id, outcome.c.updated_at > since.outcome, _known()),
        )

    def _last(self, column: Any, item_id: Any, brand_id: str, *where: Any) -> int:
        statement = select(func.max(column)).join(item, item.c.id == item_id).where(item.c.brand_id == brand_id, *where)
        return int(self.run(statement).scalar() or 0)

    def _count(self, item_id: Any, brand_id: str, *where: Any) -> int:
        statement = select(func.count()).join(item, item.c.id == item_id).where(item.c.brand_id == brand_id, *where)
        return int(self.run(statement.select_from(item_id.table)).scalar() or 0)

    def judged(self, brand_id: str, *, most: int) -> list[Any]:
        """Readings that a person corrected or decided by, as they stand, corrected ones first, then the newest:
        item_id, reading, text, lang, page_id, author, thread, corrected. What was written before the comment's last
        edit says nothing of its present text."""
        edited = func.coalesce(comment.c.edited_at, 0)
        corrected = exists().where(correction.c.item_id == item.c.id, correction.c.at >= edited)
        decided = exists().where(
            decision.c.item_id == item.c.id, decision.c.undone_at.is_(None), decision.c.at >= edited
        )
        statement = (
            select(
                item.c.id.label("item_id"),
                item.c.reading,
                comment.c.text,
                comment.c.lang,
                comment.c.page_id,
                comment.c.author_ext_id.label("author"),
                comment.c.thread_ext_id.label("thread"),
                corrected.label("corrected"),
            )
            .join(comment, comment.c.id == item.c.comment_id)
            .where(
                item.c.brand_id == brand_id,
                item.c.reading.is_not(None),
                item.c.answers_id.is_(None),
                comment.c.deleted_at.is_(None),
                or_(corrected, decided),
            )
            .order_by(corrected.desc(), item.c.id.desc())
            .limit(most)
        )
        return list(self.run(statement))

    def answered(self, brand_id: str, *, most: int) -> list[Any]:
        """Public replies whose outcome is known, newest first: item_id, comment_id, text, answered."""
        statement = (
            select(
                item.c.id.label("item_id"),
                item.c.comment_id,
                publication.c.text,
                outcome.c.answered_back.label("answered"),
            )
            .join(publication, publication.c.item_id == item.c.id)
            .join(outcome, outcome.c.item_id == item.c.id)
            .join(comment, comment.c.id == item.c.comment_id)
            .where(
                item.c.brand_id == brand_id,
                publication.c.state == PublicationState.SENT.value,
                publication.c.private.is_(False),
                item.c.answers_id.is_(None),
                publication.c.text != "",
                comment.c.deleted_at.is_(None),
                _known(),
            )
            .order_by(item.c.id.desc())
            .limit(most)
        )
        return list(self.run(statement))

    def flagged(self, brand_id: str, *, most: int = 50) -> list[Any]:
        """Rules whose findings people called wrong, most often first: rule, replies, people."""
        replies = func.count(func.distinct(flag.c.item_id)).label("replies")
        statement = (
            select(flag.c.rule, replies, func.count(func.distinct(flag.c.person_id)).label("people"))
            .join(item, item.c.id == flag.c.item_id)
            .where(item.c.brand_id == brand_id)
            .group_by(flag.c.rule)
            .order_by(replies.desc(), flag.c.rule)
            .limit(most)
        )
        return list(self.run(statement))


def _known() -> Any:
    """An outcome is known once the person answered, or once the time for answering is over."""
    return or_(outcome.c.answered_back, outcome.c.closed)
