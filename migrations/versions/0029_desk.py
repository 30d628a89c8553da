"""When items were taken, who was out for one, and what is half typed at the desk.

Revision ID: 0029
Revises: 0028
Create Date: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "item_sitting",
        sa.Column("id", sa.Integer(), nullable=False),
        _parent("item_sitting", "item_id", "agenda_item"),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ended_at >= began_at", name=op.f("ck_item_sitting_ends_after_it_began")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_sitting")),
    )
    op.create_index(op.f("ix_item_sitting_item_id"), "item_sitting", ["item_id"])
    op.create_index(
        "uq_item_sitting_item_id_open",
        "item_sitting",
        ["item_id"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_table(
        "item_absence",
        sa.Column("id", sa.Integer(), nullable=False),
        _parent("item_absence", "item_id", "agenda_item"),
        _parent("item_absence", "attendance_id", "attendance"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_absence")),
        sa.UniqueConstraint(
            "item_id", "attendance_id", name=op.f("uq_item_absence_item_id_attendance_id")
        ),
    )
    op.create_index(op.f("ix_item_absence_item_id"), "item_absence", ["item_id"])
    op.create_index(op.f("ix_item_absence_attendance_id"), "item_absence", ["attendance_id"])
    op.create_table(
        "desk_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        _parent("desk_draft", "meeting_id", "meeting"),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_draft")),
        sa.UniqueConstraint("meeting_id", "officer", name=op.f("uq_desk_draft_meeting_id_officer")),
    )
    op.create_index(op.f("ix_desk_draft_meeting_id"), "desk_draft", ["meeting_id"])


def _parent(table: str, column: str, parent: str) -> "sa.Column[int]":
    name = op.f(f"fk_{table}_{column}_{parent}")
    refers = sa.ForeignKey(f"{parent}.id", name=name, ondelete="CASCADE")
    return sa.Column(column, sa.Integer(), refers, nullable=False)


def downgrade() -> None:
    for table in ("desk_draft", "item_absence", "item_sitting"):
        op.drop_table(table)
