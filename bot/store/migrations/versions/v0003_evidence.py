"""What reports count."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_comment_post', 'comment', ['page_id', 'post_ext_id'], unique=False, sqlite_where=sa.text("post_ext_id <> ''"), postgresql_where=sa.text("post_ext_id <> ''"))
    op.create_table('mark',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('value', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_mark'))
    )
    op.create_table('promise',
    sa.Column('comment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('brand_id', sa.Text(), nullable=False),
    sa.Column('page_id', sa.Text(), nullable=False),
    sa.Column('item_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('said', sa.Text(), nullable=False),
    sa.Column('due_at', sa.BigInteger(), nullable=False),
    sa.Column('state', sa.Text(), server_default='open', nullable=False),
    sa.Column('settled_by', sa.Text(), server_default='', nullable=False),
    sa.Column('settled_at', sa.BigInteger(), nullable=True),
    sa.Column('said_at', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_promise_comment_id_comment')),
    sa.PrimaryKeyConstraint('comment_id', name=op.f('pk_promise'))
    )
    with op.batch_alter_table('promise', schema=None) as batch_op:
        batch_op.create_index('ix_promise_due', ['brand_id', 'state', 'due_at'], unique=False)

    op.create_table('evidence',
    sa.Column('comment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('item_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('brand_id', sa.Text(), nullable=False),
    sa.Column('page_id', sa.Text(), nullable=False),
    sa.Column('thread_ext_id', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('week', sa.Integer(), nullable=False),
    sa.Column('own', sa.Boolean(), nullable=False),
    sa.Column('last', sa.Boolean(), nullable=False),
    sa.Column('words', sa.Integer(), nullable=False),
    sa.Column('lang', sa.Text(), server_default='', nullable=False),
    sa.Column('kind', sa.Text(), server_default='', nullable=False),
    sa.Column('kinds', sa.Text(), server_default='', nullable=False),
    sa.Column('mood', sa.Text(), server_default='', nullable=False),
    sa.Column('needed', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('reply_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('replied_at', sa.BigInteger(), nullable=True),
    sa.Column('wait', sa.Integer(), nullable=True),
    sa.Column('reply_words', sa.Integer(), nullable=True),
    sa.Column('moves', sa.Text(), server_default='', nullable=False),
    sa.Column('score', sa.Integer(), nullable=True),
    sa.Column('two_way', sa.Boolean(), nullable=True),
    sa.Column('answered_at', sa.BigInteger(), nullable=True),
    sa.Column('mood_after', sa.Text(), server_default='', nullable=False),
    sa.Column('turns', sa.Integer(), server_default='0', nullable=False),
    sa.Column('others', sa.Integer(), server_default='0', nullable=False),
    sa.Column('choice', sa.Text(), server_default='', nullable=False),
    sa.Column('advised', sa.Integer(), nullable=True),
    sa.Column('decided_by', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_evidence_comment_id_comment')),
    sa.PrimaryKeyConstraint('comment_id', name=op.f('pk_evidence'))
    )
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.create_index('ix_evidence_reply', ['page_id', 'replied_at'], unique=False, sqlite_where=sa.text('replied_at IS NOT NULL'), postgresql_where=sa.text('replied_at IS NOT NULL'))
        batch_op.create_index('ix_evidence_person', ['decided_by', 'replied_at'], unique=False, sqlite_where=sa.text("decided_by <> ''"), postgresql_where=sa.text("decided_by <> ''"))
        batch_op.create_index('ix_evidence_week', ['page_id', 'week'], unique=False)
        batch_op.create_index('ix_evidence_thread', ['page_id', 'thread_ext_id'], unique=False)

    op.create_table('reply_week',
    sa.Column('brand_id', sa.Text(), nullable=False),
    sa.Column('page_id', sa.Text(), nullable=False),
    sa.Column('week', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('mood', sa.Text(), nullable=False),
    sa.Column('moves', sa.Text(), nullable=False),
    sa.Column('choice', sa.Text(), nullable=False),
    sa.Column('replies', sa.Integer(), nullable=False),
    sa.Column('answered', sa.Integer(), nullable=False),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('advised', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('brand_id', 'page_id', 'week', 'kind', 'mood', 'moves', 'choice', name=op.f('pk_reply_week'))
    )
    op.create_table('talk_week',
    sa.Column('brand_id', sa.Text(), nullable=False),
    sa.Column('page_id', sa.Text(), nullable=False),
    sa.Column('week', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('lang', sa.Text(), nullable=False),
    sa.Column('reply_week', sa.Integer(), nullable=False),
    sa.Column('comments', sa.Integer(), nullable=False),
    sa.Column('needed', sa.Integer(), nullable=False),
    sa.Column('replied', sa.Integer(), nullable=False),
    sa.Column('replied_needed', sa.Integer(), nullable=False),
    sa.Column('two_way', sa.Integer(), nullable=False),
    sa.Column('answered', sa.Integer(), nullable=False),
    sa.Column('their_words', sa.Integer(), nullable=False),
    sa.Column('our_words', sa.Integer(), nullable=False),
    sa.Column('our_turns', sa.Integer(), nullable=False),
    sa.Column('our_last', sa.Integer(), nullable=False),
    sa.Column('threads', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('brand_id', 'page_id', 'week', 'kind', 'lang', 'reply_week', name=op.f('pk_talk_week'))
    )
    op.create_table('wait_week',
    sa.Column('brand_id', sa.Text(), nullable=False),
    sa.Column('page_id', sa.Text(), nullable=False),
    sa.Column('week', sa.Integer(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('replies', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('brand_id', 'page_id', 'week', 'minutes', name=op.f('pk_wait_week'))
    )
    op.create_table('judged_post',
    sa.Column('post_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('brand_id', sa.Text(), nullable=False),
    sa.Column('page_id', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('week', sa.Integer(), nullable=False),
    sa.Column('words', sa.Integer(), nullable=False),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('two_way', sa.Boolean(), nullable=False),
    sa.Column('length', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_judged_post_post_id_post')),
    sa.PrimaryKeyConstraint('post_id', name=op.f('pk_judged_post'))
    )
    with op.batch_alter_table('judged_post', schema=None) as batch_op:
        batch_op.create_index('ix_judged_post', ['brand_id', 'week', 'page_id', 'two_way'], unique=False)


def downgrade() -> None:
    for name in ('reply_week', 'wait_week', 'talk_week', 'judged_post', 'promise', 'evidence', 'mark'):
        op.drop_table(name)
    op.drop_index('ix_comment_post', table_name='comment')
