"""Rows that reports count, how far they have been made, and the counting itself, in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Integer, and_, case, cast, func, select

from bot.store.base import Repo
from bot.store.schema import audit, comment, decision, item, page, post, publication
from bot.store.schema_evidence import evidence, judged_post, mark

PORTION = 400
"""Row ids a single statement names; SQLite takes some thousands."""
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
        """Threads of items that the log speaks of after line `after`; with the last line seen."""
        statement = (
            select(audit.c.id, audit.c.at, comment.c.page_id, comment.c.thread_ext_id, comment.c.ext_id)
            .outerjoin(item, item.c.id == audit.c.item_id)
            .outerjoin(comment, comment.c.id == item.c.comment_id)
            .where(audit.c.id > after)
            .order_by(audit.c.id)
            .limit(most)
        )
        last, threads = after, set()
        for row in self.run(statement):
            if row.at > before:
                break
            last = row.id
            if row.page_id is not None:
                threads.add((row.page_id, row.thread_ext_id or row.ext_id))
        return last, threads

    # ------------------------------------------------------------ one thread

    def threads(self, keys: Sequence[tuple[str, str]]) -> list[Any]:
        """The comments of threads with what was read and decided of each, by thread and time; deleted ones are left
        out. A thread of one comment may carry no thread id."""
        found: list[Any] = []
        pages: dict[str, list[str]] = {}
        for page_id, thread in keys:
            pages.setdefault(page_id, []).append(thread)
        for page_id, threads in pages.items():
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
            .outerjoin(item, item.c.comment_id == comment.c.id)
            .where(comment.c.page_id == page_id, comment.c.thread_ext_id.in_(threads), comment.c.deleted_at.is_(None))
            .order_by(comment.c.thread_ext_id, comment.c.created_at, comment.c.id)
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

    # ------------------------------------------------------------ posts

    def unjudged_posts(self, *, most: int) -> list[Any]:
        """Posts of pages that have a text and were not judged, or whose text changed since (by length and id)."""
        statement = (
            select(post.c.id, post.c.page_id, post.c.text, post.c.created_at, page.c.brand_id)
            .join(page, page.c.id == post.c.page_id)
            .outerjoin(judged_post, judged_post.c.post_id == post.c.id)
            .where(
                post.c.text != "",
                (post.c.author == "") | (post.c.author == page.c.name),
                judged_post.c.post_id.is_(None) | (judged_post.c.length != func.length(post.c.text)),
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

    # ------------------------------------------------------------ counting

    def _talk(self, brand_id: str, page_id: str, weeks: tuple[int, int]) -> Any:
        wanted = [evidence.c.brand_id == brand_id, evidence.c.week >= weeks[0], evidence.c.week < weeks[1]]
        return and_(*wanted, evidence.c.page_id == page_id) if page_id else and_(*wanted)

    def weekly(self, brand_id: str, page_id: str, weeks: tuple[int, int], by: Sequence[str], settled: int) -> list[Any]:
        """Counts by the columns in `by` (week, page_id, kind, lang). `settled`: replies before this moment have had
        their time to be answered. Columns: comments, needed, replied, replied_needed, two_way, settled, answered,
        their_words, our_words, their_turns, our_turns, our_last, threads."""
        own, theirs = evidence.c.own.is_(True), evidence.c.own.is_(False)

        def count(*wanted: Any) -> Any:
            return func.sum(cast(and_(*wanted), Integer))

        replied = evidence.c.wait.is_not(None)
        in_time = and_(replied, (evidence.c.answered_at.is_not(None)) | (evidence.c.replied_at < settled))
        columns = [evidence.c[name] for name in by]
        statement = (
            select(
                *columns,
                count(theirs).label("comments"),
                count(theirs, evidence.c.needed.is_(True)).label("needed"),
                count(theirs, replied).label("replied"),
                count(theirs, evidence.c.needed.is_(True), replied).label("replied_needed"),
                count(theirs, replied, evidence.c.two_way.is_(True)).label("two_way"),
                count(theirs, in_time).label("settled"),
                count(theirs, replied, evidence.c.answered_at.is_not(None)).label("answered"),
                func.sum(case((theirs, evidence.c.words), else_=0)).label("their_words"),
                func.sum(case((own, evidence.c.words), else_=0)).label("our_words"),
                count(own).label("our_turns"),
                count(own, evidence.c.last.is_(True)).label("our_last"),
                count(evidence.c.last.is_(True)).label("threads"),
            )
            .where(self._talk(brand_id, page_id, weeks))
            .group_by(*columns)
            .order_by(*columns)
        )
        return list(self.run(statement))

    def middle_wait(self, brand_id: str, page_id: str, weeks: tuple[int, int]) -> int | None:
        """The median seconds until a reply, None without replies."""
        wanted = and_(self._talk(brand_id, page_id, weeks), evidence.c.wait.is_not(None))
        total: int = self.run(select(func.count()).select_from(evidence).where(wanted)).scalar_one()
        if not total:
            return None
        statement = select(evidence.c.wait).where(wanted).order_by(evidence.c.wait).limit(1).offset((total - 1) // 2)
        found: int = self.run(statement).scalar_one()
        return found

    def replies(self, brand_id: str, page_id: str, since: int, until: int, settled: int) -> list[Any]:
        """Replies that have had their time, counted by (kind, mood, moves): columns of and yes."""
        wanted = [
            evidence.c.brand_id == brand_id,
            evidence.c.replied_at.is_not(None),
            evidence.c.replied_at >= since,
            evidence.c.replied_at < until,
            (evidence.c.answered_at.is_not(None)) | (evidence.c.replied_at < settled),
        ]
        if page_id:
            wanted.append(evidence.c.page_id == page_id)
        groups = (evidence.c.kind, evidence.c.mood, evidence.c.moves)
        answered = func.sum(cast(evidence.c.answered_at.is_not(None), Integer)).label("yes")
        statement = select(*groups, func.count().label("of"), answered).where(and_(*wanted)).group_by(*groups)
        return list(self.run(statement))

    def choices(self, brand_id: str, page_id: str, since: int, until: int, settled: int, person: str = "") -> list[Any]:
        """Replies that the program published by (choice, kind): of, settled, yes, and sums of score and advised."""
        wanted = [
            evidence.c.brand_id == brand_id,
            evidence.c.replied_at.is_not(None),
            evidence.c.replied_at >= since,
            evidence.c.replied_at < until,
            evidence.c.choice != "",
        ]
        if page_id:
            wanted.append(evidence.c.page_id == page_id)
        if person:
            wanted.append(evidence.c.decided_by == person)
        done = (evidence.c.answered_at.is_not(None)) | (evidence.c.replied_at < settled)
        statement = (
            select(
                evidence.c.choice,
                evidence.c.kind,
                func.count().label("of"),
                func.sum(cast(done, Integer)).label("settled"),
                func.sum(cast(evidence.c.answered_at.is_not(None), Integer)).label("yes"),
                func.sum(evidence.c.score).label("score"),
                func.sum(evidence.c.advised).label("advised"),
            )
            .where(and_(*wanted))
            .group_by(evidence.c.choice, evidence.c.kind)
        )
        return list(self.run(statement))

    def drawn(self, brand_id: str, page_id: str, since: int, until: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """(posts, comments under them) of the posts that asked something, and of those that did not."""
        wanted = [judged_post.c.brand_id == brand_id, judged_post.c.at >= since, judged_post.c.at < until]
        if page_id:
            wanted.append(judged_post.c.page_id == page_id)
        under = (
            select(func.count())
            .select_from(comment)
            .where(
                comment.c.page_id == post.c.page_id, comment.c.post_ext_id == post.c.ext_id, comment.c.own.is_(False)
            )
            .scalar_subquery()
        )
        statement = (
            select(judged_post.c.two_way, func.count().label("posts"), func.sum(under).label("comments"))
            .join(post, post.c.id == judged_post.c.post_id)
            .where(and_(*wanted))
            .group_by(judged_post.c.two_way)
        )
        found = {bool(row.two_way): (row.posts, int(row.comments or 0)) for row in self.run(statement)}
        return found.get(True, (0, 0)), found.get(False, (0, 0))

    def posts(self, brand_id: str, page_id: str, weeks: tuple[int, int]) -> list[Any]:
        """The page's own posts by (week, page): of and two_way."""
        wanted = [judged_post.c.brand_id == brand_id, judged_post.c.week >= weeks[0], judged_post.c.week < weeks[1]]
        if page_id:
            wanted.append(judged_post.c.page_id == page_id)
        groups = (judged_post.c.week, judged_post.c.page_id)
        open_ = func.sum(cast(judged_post.c.two_way, Integer)).label("two_way")
        statement = select(*groups, func.count().label("of"), open_).where(and_(*wanted)).group_by(*groups)
        return list(self.run(statement.order_by(*groups)))

    def exchanges(self, brand_id: str, since: int, until: int, settled: int, *, answered: bool, most: int) -> list[Any]:
        """Published replies with what they answer and what came back: the longest talks first, or, with `answered`
        False, those that had their time and drew nothing, put-aside advice and low scores first."""
        reply, back = comment.alias("reply"), comment.alias("back")
        theirs = comment.alias("theirs")
        order = (
            (evidence.c.turns.desc(), evidence.c.score.desc())
            if answered
            else (case((evidence.c.choice == "overruled", 0), else_=1), evidence.c.score)
        )
        time = (
            evidence.c.answered_at.is_not(None)
            if answered
            else and_(evidence.c.answered_at.is_(None), evidence.c.replied_at < settled)
        )
        statement = (
            select(
                evidence.c.kind,
                evidence.c.lang,
                evidence.c.at,
                evidence.c.choice,
                theirs.c.text.label("comment"),
                theirs.c.author_name,
                reply.c.text.label("reply"),
                select(back.c.text)
                .where(
                    back.c.page_id == evidence.c.page_id,
                    back.c.thread_ext_id == evidence.c.thread_ext_id,
                    back.c.created_at == evidence.c.answered_at,
                    back.c.own.is_(False),
                )
                .limit(1)
                .scalar_subquery()
                .label("answer"),
            )
            .join(theirs, theirs.c.id == evidence.c.comment_id)
            .join(reply, reply.c.id == evidence.c.reply_id)
            .where(
                evidence.c.brand_id == brand_id,
                evidence.c.replied_at >= since,
                evidence.c.replied_at < until,
                evidence.c.kind.not_in(("crisis", "abuse", "spam")),
                time,
            )
            .order_by(*order, evidence.c.comment_id)
            .limit(most)
        )
        return list(self.run(statement))
