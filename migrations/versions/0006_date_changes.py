"""Changes of dates.

Revision ID: 0006
Revises: 0005
Create Date: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "date_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "confirmed",
                "moved",
                "cancelled",
                "postponed",
                "held",
                name="changekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("old_day", sa.Date(), nullable=True),
        sa.Column("old_start_time", sa.Time(), nullable=True),
        sa.Column("new_day", sa.Date(), nullable=True),
        sa.Column("new_start_time", sa.Time(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_date_change_meeting_id_meeting"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_date_change")),
    )
    with op.batch_alter_table("date_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_date_change_meeting_id"), ["meeting_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("date_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_date_change_meeting_id"))

    op.drop_table("date_change")
