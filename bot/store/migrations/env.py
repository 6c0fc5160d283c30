"""Alembic's environment: runs on the connection that `bot.store.migrate` hands over."""

from __future__ import annotations

from alembic import context

from bot.store.schema_base import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    include_object=lambda _, name, *__: "comment_words" not in (name or ""),  # made by hand, see revision 0005
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
