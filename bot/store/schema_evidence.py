"""The tables that reports count: turns judged once, posts, promises, and how far the judging has got."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text, text

from bot.store.schema_base import Id, When, metadata

TALK_SUMS = (
    "comments",
    "needed",
    "replied",
    "replied_needed",
    "two_way",
    "answered",
    "their_words",
    "our_words",
    "our_turns",
    "our_last",
    "threads",
)
"""What `talk_week` sums up."""

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
Index("ix_evidence_week", evidence.c.page_id, evidence.c.week)
Index(
    "ix_evidence_reply",
    evidence.c.page_id,
    evidence.c.replied_at,
    sqlite_where=text("replied_at IS NOT NULL"),
    postgresql_where=text("replied_at IS NOT NULL"),
)
Index(
    "ix_evidence_person",
    evidence.c.decided_by,
    evidence.c.replied_at,
    sqlite_where=text("decided_by <> ''"),
    postgresql_where=text("decided_by <> ''"),
)

talk_week = Table(
    "talk_week",  # sums of evidence by the week of the comment: what page health counts
    metadata,
    Column("brand_id", Text, primary_key=True),
    Column("page_id", Text, primary_key=True),
    Column("week", Integer, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("lang", Text, primary_key=True),
    Column("reply_week", Integer, primary_key=True),  # of the reply, -1 without one
    *(Column(name, Integer, nullable=False) for name in TALK_SUMS),
)

wait_week = Table(
    "wait_week",  # how many replies came after how many minutes, by the week of the comment
    metadata,
    Column("brand_id", Text, primary_key=True),
    Column("page_id", Text, primary_key=True),
    Column("week", Integer, primary_key=True),
    Column("minutes", Integer, primary_key=True),
    Column("replies", Integer, nullable=False),
)

reply_week = Table(
    "reply_week",  # sums of evidence by the week of the reply: what replies did and what they drew
    metadata,
    Column("brand_id", Text, primary_key=True),
    Column("page_id", Text, primary_key=True),
    Column("week", Integer, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("mood", Text, primary_key=True),
    Column("moves", Text, primary_key=True),
    Column("choice", Text, primary_key=True),
    Column("replies", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("score", Integer, nullable=False),
    Column("advised", Integer, nullable=False),
)

person_week = Table(
    "person_week",  # the same by who decided: what somebody is shown about their own edits
    metadata,
    Column("brand_id", Text, primary_key=True),
    Column("page_id", Text, primary_key=True),
    Column("week", Integer, primary_key=True),
    Column("decided_by", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("choice", Text, primary_key=True),
    Column("replies", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("score", Integer, nullable=False),
    Column("advised", Integer, nullable=False),
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
    Column("said_at", When),  # when the team was reminded
    Index("ix_promise_due", "brand_id", "state", "due_at"),
)

mark = Table(
    "mark",  # how far a piece of background work has got
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
)
