"""Feed tokens.

Revision ID: 0023
Revises: 0022
Create Date: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ONE_HOLDER = (
    "CASE WHEN person_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN body_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN party_id IS NULL THEN 0 ELSE 1 END = 1"
)
HOLDERS = ("body", "party", "person")


def upgrade() -> None:
    op.create_table(
        "feed_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("feeds", sa.JSON(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("rotated_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.Column("last_used_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(ONE_HOLDER, name=op.f("ck_feed_token_one_holder")),
        *(
            sa.ForeignKeyConstraint(
                [f"{holder}_id"],
                [f"{holder}.id"],
                name=op.f(f"fk_feed_token_{holder}_id_{holder}"),
                ondelete="CASCADE",
            )
            for holder in HOLDERS
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_feed_token_token_hash")),
    )
    for holder in HOLDERS:
        op.create_index(op.f(f"ix_feed_token_{holder}_id"), "feed_token", [f"{holder}_id"])


def downgrade() -> None:
    for holder in HOLDERS:
        op.drop_index(op.f(f"ix_feed_token_{holder}_id"), table_name="feed_token")
    op.drop_table("feed_token")
