"""The tables of the team, and of what pages remember. See `bot.store.schema`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Table, Text, text

from bot.store.schema_base import When, metadata

person = Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("login", Text, unique=True),
    Column("password_hash", Text),
    Column("lang", Text, nullable=False, server_default="en"),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    Column("created_at", When, nullable=False),
)

role = Table(
    "role",
    metadata,
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    Column("brand_id", Text, primary_key=True),  # "*": every brand
    Column("role", Text, primary_key=True),
)

identity = Table(
    "identity",  # a team member's account on a chat platform
    metadata,
    Column("platform", Text, primary_key=True),
    Column("ext_user_id", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("person.id"), nullable=False, index=True),
)

login_token = Table(
    "login_token",  # one-time links: first-run admin, invitations
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("person_id", Text),
    Column("purpose", Text, nullable=False),
    Column("payload", Text, nullable=False, server_default=""),
    Column("expires_at", When, nullable=False),
    Column("used_at", When),
)

session = Table(
    "session",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("person.id"), nullable=False, index=True),
    Column("csrf", Text, nullable=False),
    Column("created_at", When, nullable=False),
    Column("expires_at", When, nullable=False),
)

page_note = Table(
    "page_note",  # what a page's adapter remembers: quota counters by window, where a backfill had got to
    metadata,
    Column("page_id", Text, ForeignKey("page.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False, server_default=""),
    Column("amount", BigInteger, nullable=False, server_default="0"),
    Column("updated_at", When, nullable=False),
)
