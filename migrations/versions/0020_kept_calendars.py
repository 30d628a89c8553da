"""Blocks of a calendar that are known to be good together; feeds of a person go with the person.

Revision ID: 0020
Revises: 0019
Create Date: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def _reach(name: str) -> sa.Enum:
    kinds = ("public", "joint", "party")
    return sa.Enum(*kinds, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.drop_table("kept_block")  # what it holds is written anew
    op.create_table(
        "kept_calendar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("reach", _reach("calendarreach"), nullable=False),
        sa.Column("names", sa.String(), nullable=False),
        sa.Column("meetings", sa.Integer(), nullable=False),
        sa.Column("versions", sa.Integer(), nullable=False),
        sa.Column("zones", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_kept_calendar_partnership_id_partnership"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_calendar")),
        sa.UniqueConstraint(
            "partnership_id", "reach", name=op.f("uq_kept_calendar_partnership_id_reach")
        ),
    )
    _create_blocks()
    with op.batch_alter_table("kept_feed") as batch_op:
        batch_op.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_kept_feed_person_id_person"),
            "person",
            ["person_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch_op.create_index(batch_op.f("ix_kept_feed_person_id"), ["person_id"])
    op.create_index(
        op.f("ix_meeting_partnership_id_version"), "meeting", ["partnership_id", "version"]
    )
    # Whose a feed is was not kept so far: those of people are made anew.
    op.execute("DELETE FROM kept_feed WHERE reach = 'joint'")


def _create_blocks() -> None:
    in_order = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.create_table(
        "kept_block",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("related", sa.String(), nullable=False),
        sa.Column("uid", in_order, nullable=False),
        sa.Column("starts", in_order, nullable=False),
        sa.Column("ends", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("octets", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_kept_block_meeting_id_meeting"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["calendar_id"],
            ["kept_calendar.id"],
            name=op.f("fk_kept_block_calendar_id_kept_calendar"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("meeting_id", "calendar_id", name=op.f("pk_kept_block")),
    )
    op.create_index(
        op.f("ix_kept_block_calendar_id_starts_uid"), "kept_block", ["calendar_id", "starts", "uid"]
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_meeting_partnership_id_version"), table_name="meeting")
    with op.batch_alter_table("kept_feed") as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_feed_person_id"))
        batch_op.drop_constraint(batch_op.f("fk_kept_feed_person_id_person"), type_="foreignkey")
        batch_op.drop_column("person_id")
    op.drop_table("kept_block")
    op.drop_table("kept_calendar")
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
