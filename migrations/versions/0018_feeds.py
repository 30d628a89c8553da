"""Feeds as they were last written.

Revision ID: 0018
Revises: 0017
Create Date: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def _reach(name: str) -> sa.Enum:
    kinds = ("public", "joint", "party")
    return sa.Enum(*kinds, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    style = sa.Enum(
        "single",
        "recurring",
        name="feedstyle",
        native_enum=False,
        create_constraint=True,
        length=32,
    )
    op.create_table(
        "kept_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("reach", _reach("feedreach"), nullable=False),
        sa.Column("style", style, nullable=False),
        sa.Column("seen", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_feed")),
        sa.UniqueConstraint("slug", "reach", "style", name=op.f("uq_kept_feed_slug_reach_style")),
    )
    op.create_table(
        "kept_block",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("reach", _reach("blockreach"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("context", sa.String(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("starts", sa.String(), nullable=False),
        sa.Column("ends", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("octets", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_kept_block_meeting_id_meeting"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("meeting_id", "reach", name=op.f("pk_kept_block")),
    )


def downgrade() -> None:
    op.drop_table("kept_block")
    op.drop_table("kept_feed")
