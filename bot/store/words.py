"""Suggestions, decisions, publications and outcomes of an item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, or_, select, union, update

from bot.domain.decision import LIKES
from bot.domain.suggestion import Suggestion
from bot.domain.transitions import PublicationState, check_publication_move
from bot.store.base import Repo
from bot.store.codec import dump, load
from bot.store.errors import Raced
from bot.store.rows import DecisionRow, PublicationRow
from bot.store.schema import comment, decision, item, outcome, publication, suggestion
from bot.store.schema_evidence import evidence

P = PublicationState
OPEN_PUBLICATIONS = (P.INTENT, P.SENDING, P.UNKNOWN)

# Statements of the hot path are built once: SQLAlchemy then knows their compiled form by sight.
_PUBLICATION = select(publication).where(publication.c.id == bindparam("wanted"))
_MOVE_PUBLICATION = (
    update(publication)
    .where(
        publication.c.id == bindparam("of_id"),
        publication.c.state == bindparam("was"),
        publication.c.attempts == bindparam("tried"),
    )
    .returning(*publication.c)
)
_CHANGE_DECISION = update(decision).where(decision.c.id == bindparam("of_id"))


class SuggestionsRepo(Repo):
    """Offered replies."""

    def add(self, rows: Sequence[tuple[int, int, Sequence[Suggestion]]]) -> None:
        """Keep offers: (item id, round, suggestions best first)."""
        values = [
            {
                "item_id": item_id,
                "round": round_,
                "number": number,
                "text": offer.text,
                "lang": offer.lang,
                "total": offer.score.total,
                "body": dump(Suggestion, offer),
                "created_at": self.now,
            }
            for item_id, round_, offers in rows
            for number, offer in enumerate(offers, start=1)
        ]
        if values:
            self.run(self.insert(suggestion), values)

    def current(self, item_id: int) -> list[tuple[int, int, Suggestion]]:
        """(row id, number, suggestion) of the latest round that is not withdrawn."""
        statement = (
            select(suggestion)
            .where(suggestion.c.item_id == item_id, suggestion.c.withdrawn_at.is_(None))
            .order_by(suggestion.c.round.desc(), suggestion.c.number)
        )
        rows = list(self.run(statement))
        return [(row.id, row.number, load(Suggestion, row.body)) for row in rows if row.round == rows[0].round]

    def get(self, suggestion_id: int) -> tuple[int, bool, Suggestion] | None:
        """(item id, whether withdrawn, suggestion)."""
        row = self.run(select(suggestion).where(suggestion.c.id == suggestion_id)).first()
        return (row.item_id, row.withdrawn_at is not None, load(Suggestion, row.body)) if row else None

    def texts(self, item_id: int) -> tuple[str, ...]:
        """Every text ever offered for the item, so that it is not offered again."""
        rows = self.run(select(suggestion.c.text).where(suggestion.c.item_id == item_id).order_by(suggestion.c.id))
        return tuple(rows.scalars())

    def withdraw(self, item_id: int) -> None:
        """Take back all offers of an item."""
        self.run(
            update(suggestion)
            .where(suggestion.c.item_id == item_id, suggestion.c.withdrawn_at.is_(None))
            .values(withdrawn_at=self.now)
        )


class Decisions(Repo):
    """What people decided."""

    def add(self, **fields: Any) -> int:
        """Keep a decision; returns its row id."""
        statement = self.insert(decision).returning(decision.c.id)
        made: int = self.run(statement, {"at": self.now, **fields}).scalar_one()
        return made

    def by_request(self, request_id: str) -> DecisionRow | None:
        """The decision a redelivered click already made."""
        if not request_id:
            return None
        row = self.run(select(decision).where(decision.c.request_id == request_id)).mappings().first()
        return DecisionRow(**row) if row else None

    def of(self, item_id: int) -> list[DecisionRow]:
        """All decisions on an item, oldest first."""
        rows = self.run(select(decision).where(decision.c.item_id == item_id).order_by(decision.c.id)).mappings()
        return [DecisionRow(**row) for row in rows]

    def get(self, decision_id: int) -> DecisionRow | None:
        """One decision."""
        row = self.run(select(decision).where(decision.c.id == decision_id)).mappings().first()
        return DecisionRow(**row) if row else None

    def take_back(self, item_id: int, *, but: int = 0) -> None:
        """The standing decisions on an item count no more, apart from one of that id, and from likes."""
        for one in self.of(item_id):
            if one.undone_at is None and one.id != but and one.kind not in LIKES:
                self.change(one.id, undone_at=self.now)

    def change(self, decision_id: int, **fields: Any) -> None:
        """Set columns (undone_at, answer)."""
        self.run(_CHANGE_DECISION, {"of_id": decision_id, **fields})


def _publication(mapping: Any) -> PublicationRow:
    return PublicationRow(**{**mapping, "state": PublicationState(mapping["state"])})


class Publications(Repo):
    """Attempts to publish. The only place that changes a publication's state."""

    def add(self, **fields: Any) -> int:
        """An intent, with its idempotency key, before anything is called."""
        statement = self.insert(publication).returning(publication.c.id)
        values = {"created_at": self.now, "state": P.INTENT.value, **fields}
        made: int = self.run(statement, values).scalar_one()
        return made

    def get(self, publication_id: int) -> PublicationRow | None:
        """One publication."""
        row = self.run(_PUBLICATION, {"wanted": publication_id}).mappings().first()
        return _publication(row) if row else None

    def latest(self, item_id: int) -> PublicationRow | None:
        """The item's last publication that was not withdrawn."""
        statement = (
            select(publication)
            .where(publication.c.item_id == item_id, publication.c.state != P.WITHDRAWN.value)
            .order_by(publication.c.id.desc())
            .limit(1)
        )
        row = self.run(statement).mappings().first()
        return _publication(row) if row else None

    def move(self, row: PublicationRow, *path: PublicationState, **fields: Any) -> PublicationRow:
        """Take a publication along `path`; raises `ForbiddenMove` or `Raced`."""
        state = row.state
        for step in path:
            check_publication_move(state, step)
            state = step
        known = {"of_id": row.id, "was": row.state.value, "tried": row.attempts}
        found = self.run(_MOVE_PUBLICATION, {**known, "state": state.value, **fields}).mappings().first()
        if found is None:
            raise Raced(f"publication {row.id} changed meanwhile")
        return _publication(found)

    def looked(self, publication_id: int) -> None:
        """Remember that the page's own replies were listed just now."""
        self.run(update(publication).where(publication.c.id == publication_id).values(looked_at=self.now))

    def by_reply(self, page_id: str, ext_ids: Sequence[str]) -> dict[str, PublicationRow]:
        """Publications by the platform's id of the reply."""
        if not ext_ids:
            return {}
        statement = select(publication).where(publication.c.page_id == page_id, publication.c.ext_reply_id.in_(ext_ids))
        return {row["ext_reply_id"]: _publication(row) for row in self.run(statement).mappings()}

    def open_under(self, page_id: str, parent_ext_id: str) -> list[PublicationRow]:
        """Publications under a comment that may still become a reply on the page."""
        here = select(comment.c.id).where(comment.c.page_id == page_id)
        below = here.where(comment.c.ext_id == parent_ext_id), here.where(comment.c.thread_ext_id == parent_ext_id)
        # Each by its own index: asked with OR, SQLite walks through all comments of the page.
        ids = list(self.run(union(*below)).scalars())
        if not ids:
            return []
        statement = (
            select(publication)
            .join(item, item.c.id == publication.c.item_id)
            .where(
                or_(item.c.comment_id.in_(ids), item.c.answers_id.in_(ids)),
                publication.c.state.in_([state.value for state in OPEN_PUBLICATIONS]),
            )
            .order_by(publication.c.id)
        )
        return [_publication(row) for row in self.run(statement).mappings()]

    def recent_texts(self, page_id: str, *, most: int = 10) -> tuple[str, ...]:
        """The page's last replies, newest first."""
        statement = (
            select(publication.c.text)
            .where(publication.c.page_id == page_id, publication.c.state == P.SENT.value, publication.c.text != "")
            .order_by(publication.c.sent_at.desc())
            .limit(most)
        )
        return tuple(self.run(statement).scalars())


class Outcomes(Repo):
    """What came of published replies."""

    def save(self, item_id: int, **fields: Any) -> None:
        """Make or change an item's outcome."""
        values = {"updated_at": self.now, **fields}
        statement = self.insert(outcome).values(item_id=item_id, **{"answered_back": False, **values})
        self.run(statement.on_conflict_do_update(index_elements=["item_id"], set_=values))

    def get(self, item_id: int) -> Any | None:
        """The row, or None."""
        return self.run(select(outcome).where(outcome.c.item_id == item_id)).first()

    def remembered(self, brand_id: str, *, most: int = 500, before: int | None = None) -> list[Any]:
        """Sent replies with their comments and outcomes, newest first, of publications before row `before`:
        id, comment, reply, lang, score, moves, page_id, answered_back, closed. Answers that were seen on the page
        count even where nobody followed the reply up."""
        older = [] if before is None else [publication.c.id < before]
        statement = (
            select(
                publication.c.id,
                comment.c.text.label("comment"),
                publication.c.text.label("reply"),
                item.c.lang,
                item.c.page_id,
                decision.c.score,
                decision.c.moves,
                or_(func.coalesce(outcome.c.answered_back, False), evidence.c.answered_at.is_not(None)).label(
                    "answered_back"
                ),
                outcome.c.closed,
            )
            .join(item, item.c.id == publication.c.item_id)
            .join(comment, comment.c.id == item.c.comment_id)
            .join(decision, decision.c.id == publication.c.decision_id)
            .outerjoin(outcome, outcome.c.item_id == item.c.id)
            .outerjoin(evidence, evidence.c.comment_id == item.c.comment_id)
            .where(
                item.c.brand_id == brand_id,
                item.c.answers_id.is_(None),  # what keeps a promise answers no comment that others resemble
                publication.c.state == P.SENT.value,
                publication.c.text != "",  # of somebody who is forgotten
                *older,
            )
            .order_by(publication.c.id.desc())
            .limit(most)
        )
        return list(self.run(statement))
