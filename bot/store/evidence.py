"""Rows that reports count, how far they have been made, and the counting itself, in SQL."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, delete, func, literal_column, or_, select

from bot.store.base import Repo
from bot.store.schema import audit, comment, decision, item, page, post, publication
from bot.store.schema_evidence import evidence, judged_post, mark, promise

PORTION = 400
"""Row ids a single statement names; SQLite takes some thousands."""
_ALONE = '{"comment": '
"""How the detail of a log line begins that is about a comment without an item."""
_UNDER_A_POST = comment.c.post_ext_id != literal_column("''")
"""Written out, so that the index of comments under posts can be used."""
_COUNTED = tuple(evidence.c[name] for name in ("comment_id", "brand_id", "page_id", "week", "replied_at"))
_ROW = tuple(column.name for column in evidence.c if column.name != "comment_id")


class EvidenceRows(Repo):
    """Rows of `evidence`, `judged_post` and `mark`."""

    def mark(self, name: str) -> int:
        """How far the work called `name` has got, 0 at first."""
        found: int | None = self.run(select(mark.c.value).where(mark.c.name == name)).scalar()
        return found or 0

    def set_mark(self, name: str, value: int) -> None:
        """Remember how far."""
        statement = self.insert(mark).values(name=name, value=value)
        self.run(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))

    # ------------------------------------------------------------ what is new

    def new_comments(self, after: int, *, before: int, most: int) -> list[tuple[int, str, str]]:
        """(row id, page, thread) of comments with a higher row id that were received before `before`, in order."""
        statement = (
            select(comment.c.id, comment.c.page_id, comment.c.thread_ext_id, comment.c.ext_id, comment.c.received_at)
            .where(comment.c.id > after)
            .order_by(comment.c.id)
            .limit(most)
        )
        rows: list[tuple[int, str, str]] = []
        for row in self.run(statement):
            if row.received_at > before:  # an earlier row may still be on its way into the store
                break
            rows.append((row.id, row.page_id, row.thread_ext_id or row.ext_id))
        return rows

    def touched_items(self, after: int, *, before: int, most: int) -> tuple[int, set[tuple[str, str]]]:
        """Threads of items and comments that the log speaks of after line `after`; with the last line seen."""
        statement = (
            select(audit.c.id, audit.c.at, audit.c.detail, comment.c.page_id, comment.c.thread_ext_id, comment.c.ext_id)
            .outerjoin(item, item.c.id == audit.c.item_id)
            .outerjoin(comment, comment.c.id == item.c.comment_id)
            .where(audit.c.id > after)
            .order_by(audit.c.id)
            .limit(most)
        )
        last, threads, alone = after, set(), set[int]()
        for row in self.run(statement):
            if row.at > before:
                break
            last = row.id
            if row.page_id is not None:
                threads.add((row.page_id, row.thread_ext_id or row.ext_id))
            elif row.detail.startswith(_ALONE):
                alone.add(int(json.loads(row.detail)["comment"]))
        return last, threads | self._threads_of(alone)

    def _threads_of(self, comment_ids: set[int]) -> set[tuple[str, str]]:
        wanted = select(comment.c.page_id, comment.c.thread_ext_id, comment.c.ext_id)
        rows = self.run(wanted.where(comment.c.id.in_(comment_ids))) if comment_ids else ()
        return {(row.page_id, row.thread_ext_id or row.ext_id) for row in rows}

    # ------------------------------------------------------------ one thread

    def threads(self, keys: Sequence[tuple[str, str]]) -> list[Any]:
        """The comments of threads with what was read and decided of each, by thread and time; deleted ones are left
        out. A thread of one comment may carry no thread id."""
        found: list[Any] = []
        for page_id, threads in _by_page(keys).items():
            for start in range(0, len(threads), PORTION):
                found.extend(self._threads(page_id, threads[start : start + PORTION]))
        return found

    def _threads(self, page_id: str, threads: Sequence[str]) -> list[Any]:
        root = func.coalesce(func.nullif(comment.c.thread_ext_id, ""), comment.c.ext_id).label("thread")
        statement = (
            select(
                comment.c.id,
                comment.c.ext_id,
                comment.c.parent_ext_id,
                comment.c.post_ext_id,
                comment.c.page_id,
                comment.c.own,
                comment.c.author_ext_id,
                comment.c.author_name,
                comment.c.text,
                comment.c.lang,
                comment.c.created_at,
                page.c.brand_id,
                item.c.id.label("item_id"),
                item.c.kinds,
                item.c.mood,
                item.c.lang.label("read_lang"),
                item.c.reading.label("reading"),
                item.c.state,
                root,
            )
            .join(page, page.c.id == comment.c.page_id)
            .outerjoin(item, and_(item.c.comment_id == comment.c.id, item.c.answers_id.is_(None)))
            .where(
                comment.c.page_id == page_id,
                or_(
                    comment.c.thread_ext_id.in_(threads),
                    and_(comment.c.ext_id.in_(threads), comment.c.thread_ext_id == ""),
                ),
                comment.c.deleted_at.is_(None),
            )
            .order_by(root, comment.c.created_at, comment.c.id)
        )
        return list(self.run(statement))

    def sent(self, item_ids: Sequence[int]) -> dict[int, Any]:
        """What was published for items, and the decision behind it."""
        found: dict[int, Any] = {}
        for start in range(0, len(item_ids), PORTION):
            statement = (
                select(
                    publication.c.item_id,
                    publication.c.ext_reply_id,
                    publication.c.sent_at,
                    publication.c.text,
                    decision.c.kind,
                    decision.c.score,
                    decision.c.moves,
                    decision.c.advised,
                    decision.c.person_id,
                    decision.c.person_name,
                )
                .join(decision, decision.c.id == publication.c.decision_id)
                .where(publication.c.item_id.in_(item_ids[start : start + PORTION]), publication.c.state == "sent")
                .order_by(publication.c.id)
            )
            found.update({row.item_id: row for row in self.run(statement)})
        return found

    def save(self, rows: Sequence[dict[str, Any]]) -> None:
        """Write rows, in place of those of the same comments."""
        if not rows:
            return
        statement = self.insert(evidence)
        set_ = {name: statement.excluded[name] for name in _ROW}
        self.run(statement.on_conflict_do_update(index_elements=["comment_id"], set_=set_), rows)

    def drop_gone(self, keys: Sequence[tuple[str, str]], present: set[int]) -> list[Any]:
        """Rows of threads whose comments are no longer among `present`: dropped, with what they promised. Gives what
        they counted for: brand_id, page_id, week, replied_at."""
        gone: list[Any] = []
        for page_id, threads in _by_page(keys).items():
            for start in range(0, len(threads), PORTION):
                here = evidence.c.thread_ext_id.in_(threads[start : start + PORTION])
                statement = (
                    select(*_COUNTED)
                    .join(comment, comment.c.id == evidence.c.comment_id)
                    .where(evidence.c.page_id == page_id, here, comment.c.forgotten_at.is_(None))
                )
                gone += [row for row in self.run(statement) if row.comment_id not in present]
        for start in range(0, len(gone), PORTION):
            ids = [row.comment_id for row in gone[start : start + PORTION]]
            self.run(delete(evidence).where(evidence.c.comment_id.in_(ids)))
            self.run(delete(promise).where(promise.c.comment_id.in_(ids)))
        return gone

    # ------------------------------------------------------------ posts

    def unjudged_posts(self, *, most: int) -> list[Any]:
        """Posts of pages that have a text and were not judged, or whose text changed since (by its length), or whose
        day was not known and is now: a post without one is as old as the first comment below it."""
        below = (
            select(func.min(comment.c.created_at))
            .where(comment.c.page_id == post.c.page_id, comment.c.post_ext_id == post.c.ext_id, _UNDER_A_POST)
            .scalar_subquery()
        )
        at, length = func.coalesce(post.c.created_at, below, 0), func.length(post.c.text)
        statement = (
            select(post.c.id, post.c.page_id, post.c.text, page.c.brand_id, at.label("at"), length.label("length"))
            .join(page, page.c.id == post.c.page_id)
            .outerjoin(judged_post, judged_post.c.post_id == post.c.id)
            .where(
                post.c.text != "",
                (post.c.author == "") | (post.c.author == page.c.name),
                or_(
                    judged_post.c.post_id.is_(None),
                    judged_post.c.length != length,
                    and_(judged_post.c.at == 0, at != 0),
                ),
            )
            .limit(most)
        )
        return list(self.run(statement))

    def save_posts(self, rows: Sequence[dict[str, Any]]) -> None:
        """Keep judgements."""
        if not rows:
            return
        statement = self.insert(judged_post)
        names = [column.name for column in judged_post.c if column.name != "post_id"]
        set_ = {name: statement.excluded[name] for name in names}
        self.run(statement.on_conflict_do_update(index_elements=["post_id"], set_=set_), rows)


def _by_page(keys: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    pages: dict[str, list[str]] = {}
    for page_id, thread in keys:
        pages.setdefault(page_id, []).append(thread)
    return pages
