"""The tables that reports count: turns judged once, posts, promises, and how far the judging has got."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text, text

from bot.store.schema_base import Id, When, metadata

evidence = Table(
    "evidence",  # one row for each turn on a page, judged once, so that reports are counts and never a reading
    metadata,
    Column("comment_id", Id, ForeignKey("comment.id"), primary_key=True),
    Column("item_id", Id),
    Column("brand_id", Text, nullable=False),
    Column("page_id", Text, nullable=False),
    Column("thread_ext_id", Text, nullable=False),
    Column("at", When, nullable=False),
    Column("week", Integer, nullable=False),  # weeks since Monday 5 January 1970
    Column("own", Boolean, nullable=False),
    Column("last", Boolean, nullable=False),  # the last turn of its thread
    Column("words", Integer, nullable=False),
    Column("lang", Text, nullable=False, server_default=""),
    Column("kind", Text, nullable=False, server_default=""),  # the leading one
    Column("kinds", Text, nullable=False, server_default=""),
    Column("mood", Text, nullable=False, server_default=""),
    Column("needed", Boolean, nullable=False, server_default=text("false")),  # whether it needed a reply
    Column("reply_id", Id),  # the page's first reply, as a comment
    Column("replied_at", When),
    Column("wait", Integer),  # seconds until the reply
    Column("reply_words", Integer),
    Column("moves", Text, nullable=False, server_default=""),  # what the reply does, sorted, between spaces
    Column("score", Integer),
    Column("two_way", Boolean),  # whether the reply leaves a turn
    Column("answered_at", When),  # when the author wrote again after the reply
    Column("mood_after", Text, nullable=False, server_default=""),
    Column("turns", Integer, nullable=False, server_default="0"),
    Column("others", Integer, nullable=False, server_default="0"),
    Column("choice", Text, nullable=False, server_default=""),  # taken, edited, overruled or "" (by hand)
    Column("advised", Integer),  # the best score offered
    Column("decided_by", Text, nullable=False, server_default=""),
)
Index("ix_evidence_thread", evidence.c.page_id, evidence.c.thread_ext_id)
Index(
    "ix_evidence_talk",  # holds every column the weekly figures count, so that the table itself is not read
    evidence.c.brand_id,
    evidence.c.week,
    evidence.c.page_id,
    evidence.c.own,
    evidence.c.kind,
    evidence.c.lang,
    evidence.c.needed,
    evidence.c.wait,
    evidence.c.words,
    evidence.c.two_way,
    evidence.c.last,
    evidence.c.answered_at,
    evidence.c.replied_at,
)
Index(
    "ix_evidence_reply",  # the same for what replies did
    evidence.c.brand_id,
    evidence.c.replied_at,
    evidence.c.page_id,
    evidence.c.kind,
    evidence.c.mood,
    evidence.c.moves,
    evidence.c.answered_at,
    evidence.c.choice,
    evidence.c.score,
    evidence.c.advised,
    evidence.c.decided_by,
    sqlite_where=text("replied_at IS NOT NULL"),
    postgresql_where=text("replied_at IS NOT NULL"),
)

judged_post = Table(
    "judged_post",  # the page's own posts, judged once
    metadata,
    Column("post_id", Id, ForeignKey("post.id"), primary_key=True),
    Column("brand_id", Text, nullable=False),
    Column("page_id", Text, nullable=False),
    Column("at", When, nullable=False),
    Column("week", Integer, nullable=False),
    Column("words", Integer, nullable=False),
    Column("score", Integer, nullable=False),
    Column("two_way", Boolean, nullable=False),
    Column("length", Integer, nullable=False),  # of the text; judged again when it changed
    Index("ix_judged_post", "brand_id", "week", "page_id", "two_way"),
)

promise = Table(
    "promise",  # what one of the page's replies said it would do
    metadata,
    Column("comment_id", Id, ForeignKey("comment.id"), primary_key=True),  # the reply
    Column("brand_id", Text, nullable=False),
    Column("page_id", Text, nullable=False),
    Column("item_id", Id),  # of the comment that was answered
    Column("said", Text, nullable=False),
    Column("due_at", When, nullable=False),
    Column("state", Text, nullable=False, server_default="open"),  # open, kept, dropped
    Column("settled_by", Text, nullable=False, server_default=""),
    Column("settled_at", When),
    Index("ix_promise_due", "brand_id", "state", "due_at"),
)

mark = Table(
    "mark",  # how far a piece of background work has got
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
)
