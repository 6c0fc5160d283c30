"""An item may keep a promise: it belongs to the page's own reply that promised, and answers the author's comment."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEPT = sa.text("answers_id IS NOT NULL")


def upgrade() -> None:
    op.add_column("item", sa.Column("answers_id", ID, nullable=True))
    op.create_index("ix_item_answers", "item", ["answers_id"], sqlite_where=KEPT, postgresql_where=KEPT)


def downgrade() -> None:
    op.drop_index("ix_item_answers", table_name="item")
    op.drop_column("item", "answers_id")
