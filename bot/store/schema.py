"""The tables. The truth of every item is here; cards, queues and reports are views of these rows.

Times are stored as integer microseconds since 1970 UTC (`*_at`), so that SQLite and PostgreSQL order and
compare them alike and no driver guesses a time zone. Structured values are JSON text.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.store.schema_base import Id, When, metadata

brand = Table(
    "brand",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("config", Text, nullable=False),  # JSON: languages, voice, policy, about
    Column("version", Integer, nullable=False, server_default="1"),
    Column("updated_at", When, nullable=False),
)

page = Table(
    "page",
    metadata,
    Column("id", Text, primary_key=True),
    Column("brand_id", Text, ForeignKey("brand.id"), nullable=False, index=True),
    Column("platform", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("connected", Boolean, nullable=False, server_default=text("true")),
    Column("why", Text, nullable=False, server_default=""),
    Column("cursor", Text, nullable=False, server_default=""),
    Column("reply_limit", Integer, nullable=False, server_default="0"),
    Column("updated_at", When, nullable=False),
)

post = Table(
    "post",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("page_id", Text, ForeignKey("page.id"), nullable=False),
    Column("ext_id", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("author", Text, nullable=False, server_default=""),
    Column("url", Text, nullable=False, server_default=""),
    Column("created_at", When),
    UniqueConstraint("page_id", "ext_id"),
)

comment = Table(
    "comment",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("page_id", Text, ForeignKey("page.id"), nullable=False),
    Column("ext_id", Text, nullable=False),
    Column("post_ext_id", Text, nullable=False, server_default=""),
    Column("parent_ext_id", Text, nullable=False, server_default=""),
    Column("thread_ext_id", Text, nullable=False, server_default=""),
    Column("author_ext_id", Text, nullable=False, server_default=""),
    Column("author_name", Text, nullable=False, server_default=""),
    Column("author_handle", Text, nullable=False, server_default=""),
    Column("own", Boolean, nullable=False, server_default=text("false")),  # written by the page itself
    Column("text", Text, nullable=False),
    Column("lang", Text, nullable=False, server_default=""),
    Column("url", Text, nullable=False, server_default=""),
    Column("extra", Text, nullable=False, server_default=""),
    Column("created_at", When, nullable=False),
    Column("received_at", When, nullable=False),
    Column("edited_at", When),
    Column("deleted_at", When),
    Column("hidden_at", When),
    Column("forgotten_at", When),  # its words and its author were taken out; what was counted stays
    UniqueConstraint("page_id", "ext_id"),
    Index("ix_comment_thread", "page_id", "thread_ext_id", "created_at"),
    Index("ix_comment_author", "page_id", "author_ext_id", "created_at"),
    Index(
        "ix_comment_post",
        "page_id",
        "post_ext_id",
        sqlite_where=text("post_ext_id <> ''"),
        postgresql_where=text("post_ext_id <> ''"),
    ),
)

item = Table(
    "item",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("comment_id", Id, ForeignKey("comment.id"), nullable=False, unique=True),  # or the page's own that promised
    Column("brand_id", Text, ForeignKey("brand.id"), nullable=False),
    Column("page_id", Text, ForeignKey("page.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("content_version", Integer, nullable=False, server_default="1"),  # when comment or offers last changed
    Column("round", Integer, nullable=False, server_default="0"),  # drafting rounds so far
    Column("urgency", Integer, nullable=False, server_default="1"),  # 0 low .. 3 now
    Column("kinds", Text, nullable=False, server_default=""),  # space-separated, for filters and reports
    Column("mood", Text, nullable=False, server_default=""),
    Column("lang", Text, nullable=False, server_default=""),
    Column("reading", Text),  # JSON of domain.reading.Reading
    Column("reason", Text, nullable=False, server_default=""),  # why left, expired, superseded, failed
    Column("best_score", Integer),
    Column("shelf", Integer, nullable=False, server_default="0"),  # 0 open, 1 published, 2 ended: follows state
    Column("claimed_by", Text, nullable=False, server_default=""),  # person id
    Column("claimed_at", When),
    Column("deadline_at", When),
    Column("next_at", When),  # next reminder, expiry or grace end, looked at by the due-poll
    Column("answered_back", Boolean, nullable=False, server_default=text("false")),
    Column("answers_id", Id),  # the comment that a promise is kept to; empty: it is `comment_id`
    Column("created_at", When, nullable=False),
    Column("updated_at", When, nullable=False),
    Index(
        "ix_item_answers",
        "answers_id",
        sqlite_where=text("answers_id IS NOT NULL"),
        postgresql_where=text("answers_id IS NOT NULL"),
    ),
    Index("ix_item_state", "brand_id", "state"),
    Index("ix_item_all", "brand_id", "created_at"),
    Index("ix_item_page", "page_id", "created_at"),
    Index(
        "ix_item_claimed",
        "claimed_by",
        sqlite_where=text("claimed_by <> ''"),
        postgresql_where=text("claimed_by <> ''"),
    ),
)
Index("ix_item_queue", item.c.brand_id, item.c.shelf, item.c.urgency.desc(), item.c.created_at)
Index("ix_item_shelf", item.c.brand_id, item.c.shelf, item.c.page_id, item.c.answered_back)  # counts, without the rows

suggestion = Table(
    "suggestion",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("item_id", Id, ForeignKey("item.id"), nullable=False, index=True),
    Column("round", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("lang", Text, nullable=False),
    Column("total", Integer, nullable=False),
    Column("body", Text, nullable=False),  # JSON: score, sources, needs, origin, stopped, price
    Column("withdrawn_at", When),
    Column("created_at", When, nullable=False),
)

decision = Table(
    "decision",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("item_id", Id, ForeignKey("item.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    Column("person_name", Text, nullable=False),
    Column("via", Text, nullable=False),
    Column("suggestion_id", Id),
    Column("text", Text, nullable=False, server_default=""),
    Column("note", Text, nullable=False, server_default=""),
    Column("score", Integer),
    Column("moves", Text, nullable=False, server_default=""),
    Column("advised", Integer),  # the best offered score, for advice against choice
    Column("request_id", Text, unique=True),
    Column("answer", Text, nullable=False, server_default=""),  # JSON, repeated when the same click is delivered again
    Column("at", When, nullable=False),
    Column("undone_at", When),
)

publication = Table(
    "publication",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("item_id", Id, ForeignKey("item.id"), nullable=False, index=True),
    Column("decision_id", Id, ForeignKey("decision.id"), nullable=False),
    Column("page_id", Text, nullable=False),
    Column("idem_key", Text, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("private", Boolean, nullable=False, server_default=text("false")),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("ext_reply_id", Text),
    Column("url", Text, nullable=False, server_default=""),
    Column("error", Text, nullable=False, server_default=""),
    Column("created_at", When, nullable=False),
    Column("sending_at", When),
    Column("looked_at", When),
    Column("sent_at", When),
    Index(
        "uq_publication_open",
        "item_id",
        unique=True,
        sqlite_where=text("state in ('intent','sending','unknown','sent')"),
        postgresql_where=text("state in ('intent','sending','unknown','sent')"),
    ),
    Index("uq_publication_reply", "page_id", "ext_reply_id", unique=True),
)

outcome = Table(
    "outcome",
    metadata,
    Column("item_id", Id, ForeignKey("item.id"), primary_key=True),
    Column("answered_back", Boolean, nullable=False),
    Column("answered_at", When),
    Column("answer_comment_id", Id),
    Column("mood_before", Text, nullable=False, server_default=""),
    Column("mood_after", Text, nullable=False, server_default=""),
    Column("turns", Integer, nullable=False, server_default="0"),
    Column("others_joined", Integer, nullable=False, server_default="0"),
    Column("closed", Boolean, nullable=False, server_default=text("false")),
    Column("updated_at", When, nullable=False),
)

job = Table(
    "job",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False, unique=True),  # "draft:17:2": one job per purpose
    Column("kind", Text, nullable=False),
    Column("item_id", Id),
    Column("payload", Text, nullable=False, server_default=""),
    Column("priority", Integer, nullable=False, server_default="1"),  # 0 first
    Column("run_at", When, nullable=False),  # a claim moves it to the end of its lease, so "due" is one comparison
    Column("lease_until", When),
    Column("worker", Text, nullable=False, server_default=""),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("last_error", Text, nullable=False, server_default=""),
    Index("ix_job_due", "kind", "priority", "run_at"),
    Index("ix_job_item", "item_id", "kind"),
)

fact = Table(
    "fact",
    metadata,
    Column("id", Text, primary_key=True),  # "<brand>/<slug>/<lang>"
    Column("brand_id", Text, ForeignKey("brand.id"), nullable=False, index=True),
    Column("lang", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("tags", Text, nullable=False, server_default=""),
    Column("url", Text, nullable=False, server_default=""),
    Column("state", Text, nullable=False, server_default="active"),  # active, proposed, retired
    Column(
        "seed_hash", Text, nullable=False, server_default=""
    ),  # of the brand file's version; "" once edited by a person
    Column("updated_at", When, nullable=False),
    Column("updated_by", Text, nullable=False, server_default=""),
)

card = Table(
    "card",  # which message in which channel shows an item, and which version of it
    metadata,
    Column("item_id", Id, ForeignKey("item.id"), primary_key=True),
    Column("channel_id", Text, primary_key=True),
    Column("ext_message_id", Text, nullable=False, server_default=""),
    Column("shown_version", Integer, nullable=False, server_default="0"),
    Column("updated_at", When, nullable=False),
    Index("ix_card_message", "channel_id", "ext_message_id"),
)

talk = Table(
    "talk",  # what was addressed to the bot, and its answers
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    Column("who", Text, nullable=False),  # person or coach
    Column("text", Text, nullable=False),
    Column("state", Text, nullable=False, server_default=""),  # JSON of domain.situation.TalkState after a coach's turn
    Column("at", When, nullable=False),
    Index("ix_talk_key", "key", "id"),
)

correction = Table(
    "correction",  # a person's word against the engine's reading, kept as an example
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("item_id", Id, ForeignKey("item.id"), nullable=False, index=True),
    Column("field", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    Column("at", When, nullable=False),
)

flag = Table(
    "flag",  # "this finding is wrong"
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("item_id", Id, nullable=False),
    Column("rule", Text, nullable=False, index=True),
    Column("person_id", Text, nullable=False),
    Column("at", When, nullable=False),
    UniqueConstraint("item_id", "rule", "person_id"),
)

seen_request = Table(
    "seen_request",  # signatures and delivery ids already used, so that a replay is refused
    metadata,
    Column("key", Text, primary_key=True),
    Column("at", When, nullable=False, index=True),
)

room_note = Table(
    "room_note",  # what a person has before them in a channel, what a reply to a message means; swept after a month
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("at", When, nullable=False, index=True),
)

installation = Table(
    "installation",  # what is made once for an installation and shared by its replicas
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

model_version = Table(
    "model_version",
    metadata,
    Column("name", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("blob", LargeBinary, nullable=False),
    Column("report", Text, nullable=False),
    Column("active", Boolean, nullable=False, server_default=text("false")),
    Column("fitted_at", When, nullable=False),
)

spend = Table(
    "spend",  # tokens and price per brand and day
    metadata,
    Column("brand_id", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("tokens", Integer, nullable=False, server_default="0"),
    Column("price", Float, nullable=False, server_default="0"),
)

audit = Table(
    "audit",  # append-only; triggers refuse UPDATE and DELETE
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("at", When, nullable=False),
    Column("actor", Text, nullable=False),  # person id, "engine", "page", "clock"
    Column("action", Text, nullable=False),
    Column("item_id", Id),
    Column("brand_id", Text, nullable=False, server_default=""),
    Column("detail", Text, nullable=False, server_default=""),  # JSON
    Index("ix_audit_item", "item_id", "id"),
)
Index("ix_publication_recent", publication.c.page_id, publication.c.sent_at)
