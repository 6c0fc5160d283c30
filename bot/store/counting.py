"""What reports count: sums by week, kept up as rows of evidence are written, and the queries over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Integer, and_, case, cast, delete, func, literal, select

from bot.domain.weeks import FIRST, WEEK
from bot.store.base import Repo
from bot.store.schema import comment, page, post
from bot.store.schema_evidence import TALK_SUMS, evidence, judged_post, person_week, reply_week, talk_week, wait_week

MINUTE, HOURS, HALF_DAY = 60, 7_200, 43_200
"""Waits are kept to the minute below two hours, to ten minutes below half a day, to the hour above."""


class Counts(Repo):
    """Sums of `evidence`, and of `judged_post`."""

    def sum_up(self, groups: Iterable[tuple[str, str, int]], reply_groups: Iterable[tuple[str, str, int]]) -> None:
        """Sum these (brand, page, week of the comment) and (brand, page, week of the reply) anew."""
        for brand_id, page_id, week in sorted(groups):
            self._anew(talk_week, brand_id, page_id, week, self._talk(brand_id, page_id, week))
            self._anew(wait_week, brand_id, page_id, week, self._waits(brand_id, page_id, week))
        for brand_id, page_id, week in sorted(reply_groups):
            for table in (reply_week, person_week):
                self._anew(table, brand_id, page_id, week, self._replies(table, brand_id, page_id, week))

    def reply_weeks(self, comment_ids: Sequence[int], *, portion: int = 400) -> set[tuple[str, str, int]]:
        """(brand, page, week) of the replies that these comments have on record now."""
        found: set[tuple[str, str, int]] = set()
        for start in range(0, len(comment_ids), portion):
            wanted = evidence.c.comment_id.in_(comment_ids[start : start + portion])
            statement = select(evidence.c.brand_id, evidence.c.page_id, evidence.c.replied_at).where(
                wanted, evidence.c.replied_at.is_not(None)
            )
            found |= {(row.brand_id, row.page_id, (row.replied_at - FIRST) // WEEK) for row in self.run(statement)}
        return found

    def _anew(self, table: Any, brand_id: str, page_id: str, week: int, sums: Any) -> None:
        self.run(delete(table).where(table.c.brand_id == brand_id, table.c.page_id == page_id, table.c.week == week))
        self.run(table.insert().from_select([column.name for column in table.c], sums))

    def _talk(self, brand_id: str, page_id: str, week: int) -> Any:
        own, theirs, replied = evidence.c.own.is_(True), evidence.c.own.is_(False), evidence.c.wait.is_not(None)
        needed = evidence.c.needed.is_(True)
        sums = {
            "comments": _count(theirs),
            "needed": _count(theirs, needed),
            "replied": _count(theirs, replied),
            "replied_needed": _count(theirs, needed, replied),
            "two_way": _count(theirs, replied, evidence.c.two_way.is_(True)),
            "answered": _count(theirs, replied, evidence.c.answered_at.is_not(None)),
            "their_words": func.sum(case((theirs, evidence.c.words), else_=0)),
            "our_words": func.sum(case((own, evidence.c.words), else_=0)),
            "our_turns": _count(own),
            "our_last": _count(own, evidence.c.last.is_(True)),
            "threads": _count(evidence.c.last.is_(True)),
        }
        reply_in = case((replied, (evidence.c.replied_at - FIRST) // WEEK), else_=-1)
        groups = (evidence.c.kind, evidence.c.lang, reply_in)
        return (
            select(literal(brand_id), literal(page_id), literal(week), *groups, *(sums[name] for name in TALK_SUMS))
            .where(evidence.c.page_id == page_id, evidence.c.week == week, evidence.c.brand_id == brand_id)
            .group_by(*groups)
        )

    def _waits(self, brand_id: str, page_id: str, week: int) -> Any:
        wait = evidence.c.wait
        minutes = case(
            (wait < HOURS, wait // MINUTE),
            (wait < HALF_DAY, wait // (10 * MINUTE) * 10),
            else_=wait // (60 * MINUTE) * 60,
        )
        return (
            select(literal(brand_id), literal(page_id), literal(week), minutes, func.count())
            .where(
                evidence.c.page_id == page_id,
                evidence.c.week == week,
                evidence.c.brand_id == brand_id,
                wait.is_not(None),
            )
            .group_by(minutes)
        )

    def _replies(self, table: Any, brand_id: str, page_id: str, week: int) -> Any:
        """Sums of replies by whatever `table` tells apart beyond brand, page and week."""
        groups = [evidence.c[column.name] for column in list(table.primary_key)[3:]]
        decided = [evidence.c.decided_by != ""] if table is person_week else []
        begin = FIRST + week * WEEK
        return (
            select(
                literal(brand_id),
                literal(page_id),
                literal(week),
                *groups,
                func.count(),
                _count(evidence.c.answered_at.is_not(None)),
                func.sum(func.coalesce(evidence.c.score, 0)),
                func.sum(func.coalesce(evidence.c.advised, 0)),
            )
            .where(
                evidence.c.page_id == page_id,
                evidence.c.replied_at >= begin,
                evidence.c.replied_at < begin + WEEK,
                evidence.c.brand_id == brand_id,
                *decided,
            )
            .group_by(*groups)
        )

    # ------------------------------------------------------------ asking

    def weekly(self, brand_id: str, page_id: str, weeks: tuple[int, int], settled: int) -> list[Any]:
        """Sums by week, page, kind and language, with `settled`: replies that have had their time to be answered,
        which are those of weeks before `settled`, and those that were answered."""
        done = func.sum(case((talk_week.c.reply_week < 0, 0), (talk_week.c.reply_week < settled, talk_week.c.replied),
                             else_=talk_week.c.answered))  # fmt: skip
        groups = (talk_week.c.week, talk_week.c.page_id, talk_week.c.kind, talk_week.c.lang)
        statement = (
            select(*groups, done.label("settled"), *(func.sum(talk_week.c[name]).label(name) for name in TALK_SUMS))
            .where(_within(talk_week, brand_id, page_id, weeks))
            .group_by(*groups)
            .order_by(*groups)
        )
        return list(self.run(statement))

    def middle_wait(self, brand_id: str, page_id: str, weeks: tuple[int, int]) -> int | None:
        """The median seconds until a reply, as exact as waits are kept; None without replies."""
        statement = (
            select(wait_week.c.minutes, func.sum(wait_week.c.replies).label("replies"))
            .where(_within(wait_week, brand_id, page_id, weeks))
            .group_by(wait_week.c.minutes)
            .order_by(wait_week.c.minutes)
        )
        rows = [(row.minutes, int(row.replies)) for row in self.run(statement)]
        middle = (sum(count for _, count in rows) - 1) // 2
        for minutes, count in rows:
            if middle < count:
                return int(minutes) * 60
            middle -= count
        return None

    def replies(self, brand_id: str, page_id: str, weeks: tuple[int, int], settled: int) -> list[Any]:
        """Replies that have had their time, by (kind, mood, moves): `of` and `yes`. Of weeks from `settled` on only
        the answered ones are known to be over."""
        of = func.sum(case((reply_week.c.week < settled, reply_week.c.replies), else_=reply_week.c.answered))
        groups = (reply_week.c.kind, reply_week.c.mood, reply_week.c.moves)
        statement = (
            select(*groups, of.label("of"), func.sum(reply_week.c.answered).label("yes"))
            .where(_within(reply_week, brand_id, page_id, weeks))
            .group_by(*groups)
        )
        return [row for row in self.run(statement) if row.of]

    def choices(self, brand_id: str, page_id: str, weeks: tuple[int, int], settled: int) -> list[Any]:
        """Replies that the program published by (choice, kind): of, settled, yes, and sums of score and advised."""
        wanted = and_(_within(reply_week, brand_id, page_id, weeks), reply_week.c.choice != "")
        return self._by_choice(reply_week, wanted, settled)

    def own_choices(self, person_id: str, brand_id: str, weeks: tuple[int, int], settled: int) -> list[Any]:
        """The same of one person's own decisions."""
        wanted = and_(_within(person_week, brand_id, "", weeks), person_week.c.decided_by == person_id)
        return self._by_choice(person_week, wanted, settled)

    def _by_choice(self, table: Any, wanted: Any, settled: int) -> list[Any]:
        done = func.sum(case((table.c.week < settled, table.c.replies), else_=table.c.answered))
        statement = select(
            table.c.choice,
            table.c.kind,
            func.sum(table.c.replies).label("of"),
            done.label("settled"),
            func.sum(table.c.answered).label("yes"),
            func.sum(table.c.score).label("score"),
            func.sum(table.c.advised).label("advised"),
        ).where(wanted)
        return list(self.run(statement.group_by(table.c.choice, table.c.kind)))

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
        order = (*order, evidence.c.comment_id)
        chosen = (
            select(evidence.c.comment_id)
            .where(
                evidence.c.page_id.in_(select(page.c.id).where(page.c.brand_id == brand_id)),
                evidence.c.replied_at >= since,
                evidence.c.replied_at < until,
                evidence.c.kind.not_in(("crisis", "abuse", "spam")),
                time,
            )
            .order_by(*order)
            .limit(most)
            .subquery()
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
            .join(chosen, chosen.c.comment_id == evidence.c.comment_id)
            .join(theirs, theirs.c.id == evidence.c.comment_id)
            .join(reply, reply.c.id == evidence.c.reply_id)
            .where(theirs.c.forgotten_at.is_(None), reply.c.forgotten_at.is_(None))
            .order_by(*order)
        )
        return list(self.run(statement))


def _count(*wanted: Any) -> Any:
    return func.sum(cast(and_(*wanted), Integer))


def _within(table: Any, brand_id: str, page_id: str, weeks: tuple[int, int]) -> Any:
    wanted = [table.c.brand_id == brand_id, table.c.week >= weeks[0], table.c.week < weeks[1]]
    return and_(*wanted, table.c.page_id == page_id) if page_id else and_(*wanted)
