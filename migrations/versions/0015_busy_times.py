"""Busy times.

Revision ID: 0015
Revises: 0014
Create Date: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "busy_calendar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("has_titles", sa.Boolean(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("events >= 0", name=op.f("ck_busy_calendar_events_counted")),
        sa.CheckConstraint(
            "person_id IS NULL OR body_id IS NULL", name=op.f("ck_busy_calendar_is_of_one")
        ),
        sa.ForeignKeyConstraint(
            ["body_id"],
            ["body.id"],
            name=op.f("fk_busy_calendar_body_id_body"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_busy_calendar_person_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_busy_calendar")),
        sa.UniqueConstraint("name", name=op.f("uq_busy_calendar_name")),
    )
    with op.batch_alter_table("busy_calendar", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_busy_calendar_body_id"), ["body_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_busy_calendar_person_id"), ["person_id"], unique=False)

    op.create_table(
        "busy_times",
        sa.Column("calendar_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("zones_version", sa.String(), nullable=False),
        sa.Column("spans", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["calendar_id"],
            ["busy_calendar.id"],
            name=op.f("fk_busy_times_calendar_id_busy_calendar"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("calendar_id", name=op.f("pk_busy_times")),
    )


def downgrade() -> None:
    op.drop_table("busy_times")
    with op.batch_alter_table("busy_calendar", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_busy_calendar_person_id"))
        batch_op.drop_index(batch_op.f("ix_busy_calendar_body_id"))

    op.drop_table("busy_calendar")
