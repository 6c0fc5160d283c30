"""Promises that are kept by a decision, and people who are forgotten.

An item may keep a promise: it belongs to the page's own reply that promised, and answers the author's comment.
A comment may be forgotten. The log stays append-only, but what a line says beside its who, what and when may be
replaced, by one mark and nothing else, when it spoke of somebody who is forgotten.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEPT = sa.text("answers_id IS NOT NULL")
_FIXED = ("id", "at", "actor", "action", "item_id", "brand_id")
_MARK = '{"forgotten": true}'
_SAME = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in _FIXED)
_LITE = (
    "DROP TRIGGER audit_no_update",
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit WHEN NOT "
    f"({_SAME.replace('IS NOT DISTINCT FROM', 'IS')} AND NEW.detail = '{_MARK}') "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
)
_POSTGRES = (
    "DROP TRIGGER audit_no_change ON audit",
    "CREATE TRIGGER audit_no_change BEFORE DELETE OR TRUNCATE ON audit "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()",
    f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit FOR EACH ROW WHEN (NOT ({_SAME} AND NEW.detail = '{_MARK}')) "
    "EXECUTE FUNCTION audit_is_append_only()",
)
_WEEK = "(replied_at - 345600000000) / 604800000000"
"""As of revision 0003: weeks since Monday 5 January 1970."""
_SUM = (
    f"INSERT INTO person_week SELECT brand_id, page_id, {_WEEK}, decided_by, kind, choice, count(*), "
    "sum(CASE WHEN answered_at IS NOT NULL THEN 1 ELSE 0 END), sum(coalesce(score, 0)), sum(coalesce(advised, 0)) "
    "FROM evidence WHERE decided_by <> '' AND replied_at IS NOT NULL "
    f"GROUP BY brand_id, page_id, {_WEEK}, decided_by, kind, choice"
)


def upgrade() -> None:
    op.add_column("comment", sa.Column("forgotten_at", sa.BigInteger(), nullable=True))
    bind = op.get_bind()
    for statement in _POSTGRES if bind.dialect.name == "postgresql" else _LITE:
        bind.exec_driver_sql(statement)
    op.create_table(
        "person_week",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("brand_id", "page_id")),
        sa.Column("week", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("decided_by", "kind", "choice")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("replies", "answered", "score", "advised")),
        sa.PrimaryKeyConstraint(
            "brand_id", "page_id", "week", "decided_by", "kind", "choice", name=op.f("pk_person_week")
        ),
    )
    bind.exec_driver_sql(_SUM)
    op.add_column("item", sa.Column("answers_id", ID, nullable=True))
    op.create_index("ix_item_answers", "item", ["answers_id"], sqlite_where=KEPT, postgresql_where=KEPT)


def downgrade() -> None:
    raise NotImplementedError("a store goes back by restoring a backup")
