"""What a digest is made of: words of people, facts that were used, who is unanswered, what was promised."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, func, or_, select, update

from bot.store.base import Repo
from bot.store.schema import comment, decision, fact, item, publication, suggestion
from bot.store.schema_evidence import evidence, promise

GIVEN_UP = ("left", "rejected", "hidden", "superseded")
"""States in which a person or a reason ended the matter without a reply."""


class Digests(Repo):
    """Queries for the digest, and the rows of `promise`."""

    def said(self, brand_id: str, page_id: str, since: int, until: int, *, most: int) -> list[Any]:
        """What people said in the time, oldest first: kinds, lang, text, url, item_id, at."""
        wanted = [
            evidence.c.brand_id == brand_id,
            evidence.c.own.is_(False),
            evidence.c.at >= since,
            evidence.c.at < until,
            evidence.c.kind.in_(("question", "complaint", "suggestion", "request")),
        ]
        if page_id:
            wanted.append(evidence.c.page_id == page_id)
        statement = (
            select(
                evidence.c.kind,
                evidence.c.kinds,
                evidence.c.lang,
                evidence.c.item_id,
                evidence.c.at,
                comment.c.text,
                comment.c.url,
            )
            .join(comment, comment.c.id == evidence.c.comment_id)
            .where(and_(*wanted))
            .order_by(evidence.c.at, evidence.c.comment_id)
            .limit(most)
        )
        return list(self.run(statement))

    def told(self, brand_id: str, page_id: str, since: int, until: int) -> dict[str, tuple[str, int]]:
        """Facts that published replies rested on: fact id -> (its title, how often)."""
        statement = (
            select(suggestion.c.body)
            .join(decision, decision.c.suggestion_id == suggestion.c.id)
            .join(publication, publication.c.decision_id == decision.c.id)
            .join(item, item.c.id == suggestion.c.item_id)
            .where(
                item.c.brand_id == brand_id,
                publication.c.state == "sent",
                publication.c.sent_at >= since,
                publication.c.sent_at < until,
                item.c.page_id == page_id if page_id else item.c.page_id == item.c.page_id,
            )
        )
        found: dict[str, tuple[str, int]] = {}
        for row in self.run(statement):
            for source in json.loads(row.body).get("sources", ()):
                title, count = found.get(source["ref"], (source["title"], 0))
                found[source["ref"]] = (title, count + 1)
        return found

    def unanswered(self, brand_id: str, page_id: str, since: int, until: int, *, most: int) -> tuple[int, list[Any]]:
        """How many comments that needed a reply have none, and the oldest of them: item_id, at, author, text, url."""
        wanted = [
            evidence.c.brand_id == brand_id,
            evidence.c.own.is_(False),
            evidence.c.needed.is_(True),
            evidence.c.reply_id.is_(None),
            evidence.c.at >= since,
            evidence.c.at < until,
            or_(item.c.state.is_(None), item.c.state.not_in(GIVEN_UP)),
        ]
        if page_id:
            wanted.append(evidence.c.page_id == page_id)
        joined = evidence.outerjoin(item, item.c.id == evidence.c.item_id)
        total: int = self.run(select(func.count()).select_from(joined).where(and_(*wanted))).scalar_one()
        statement = (
            select(evidence.c.item_id, evidence.c.at, comment.c.author_name, comment.c.text, comment.c.url)
            .select_from(joined.join(comment, comment.c.id == evidence.c.comment_id))
            .where(and_(*wanted))
            .order_by(evidence.c.at)
            .limit(most)
        )
        return total, list(self.run(statement))

    def proposed(self, brand_id: str, *, most: int) -> list[Any]:
        """Facts that wait for somebody to stand for them."""
        statement = select(fact).where(fact.c.brand_id == brand_id, fact.c.state == "proposed")
        return list(self.run(statement.order_by(fact.c.updated_at.desc()).limit(most)))

    # ------------------------------------------------------------ promises

    def promise(self, rows: Sequence[dict[str, Any]]) -> None:
        """Keep promises; one known already stays as it is."""
        if rows:
            self.run(self.insert(promise).on_conflict_do_nothing(index_elements=["comment_id"]), rows)

    def promises(self, brand_id: str, *, due_before: int, most: int = 50) -> list[Any]:
        """Open promises due before a moment, the soonest first, with whom they were made to."""
        reply, theirs = comment.alias("reply"), comment.alias("theirs")
        statement = (
            select(
                promise,
                reply.c.created_at.label("said_at"),
                reply.c.url,
                theirs.c.author_name,
                theirs.c.text.label("comment"),
            )
            .join(reply, reply.c.id == promise.c.comment_id)
            .outerjoin(item, item.c.id == promise.c.item_id)
            .outerjoin(theirs, theirs.c.id == item.c.comment_id)
            .where(promise.c.brand_id == brand_id, promise.c.state == "open", promise.c.due_at < due_before)
            .order_by(promise.c.due_at)
            .limit(most)
        )
        return list(self.run(statement))

    def unsaid_promises(self, brand_id: str, *, due_before: int, most: int) -> list[Any]:
        """Open promises due before a moment that the team was not reminded of yet, with whom they were made to."""
        theirs = comment.alias("theirs")
        reply = comment.alias("reply")
        statement = (
            select(promise, theirs.c.author_name, reply.c.lang)
            .join(reply, reply.c.id == promise.c.comment_id)
            .outerjoin(item, item.c.id == promise.c.item_id)
            .outerjoin(theirs, theirs.c.id == item.c.comment_id)
            .where(
                promise.c.brand_id == brand_id,
                promise.c.state == "open",
                promise.c.due_at < due_before,
                promise.c.said_at.is_(None),
            )
            .order_by(promise.c.due_at)
            .limit(most)
        )
        return list(self.run(statement))

    def promise_said(self, comment_id: int) -> bool:
        """The team is reminded now; False when it was before, or when nobody has to be any more."""
        open_ = (promise.c.comment_id == comment_id, promise.c.state == "open", promise.c.said_at.is_(None))
        return bool(self.run(update(promise).where(*open_).values(said_at=self.now)).rowcount == 1)

    def get_promise(self, comment_id: int) -> Any | None:
        """The promise that a reply made, None where it made none."""
        return self.run(select(promise).where(promise.c.comment_id == comment_id)).first()

    def brand_of_promise(self, comment_id: int) -> str:
        """Whose promise it is, "" when there is none."""
        found: str | None = self.run(select(promise.c.brand_id).where(promise.c.comment_id == comment_id)).scalar()
        return found or ""

    def settle_promise(self, comment_id: int, state: str, by: str) -> bool:
        """A person says that it was kept, or that it is off; False when somebody had said so before."""
        statement = (
            update(promise)
            .where(promise.c.comment_id == comment_id, promise.c.state == "open")
            .values(state=state, settled_by=by, settled_at=self.now)
        )
        return bool(self.run(statement).rowcount == 1)
