"""What review channels remember: notes of rooms, one secret, and cards found by their message."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two tables and an index."""
    op.create_index("ix_card_message", "card", ["channel_id", "ext_message_id"])
    op.create_table(
        "room_note",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_room_note")),
    )
    op.create_index(op.f("ix_room_note_at"), "room_note", ["at"])
    op.create_table(
        "installation",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_installation")),
    )


def downgrade() -> None:
    """Back to revision 0001."""
    op.drop_table("installation")
    op.drop_table("room_note")
    op.drop_index("ix_card_message", "card")
