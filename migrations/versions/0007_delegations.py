"""Delegations and attendance.

Revision ID: 0007
Revises: 0006
Create Date: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_delegation_meeting_id_meeting"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["party.id"],
            name=op.f("fk_delegation_party_id_party"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
        sa.UniqueConstraint(
            "meeting_id", "party_id", name=op.f("uq_delegation_meeting_id_party_id")
        ),
    )
    with op.batch_alter_table("delegation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delegation_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_delegation_party_id"), ["party_id"], unique=False)

    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("post_title", sa.String(), nullable=False),
        sa.Column("is_head", sa.Boolean(), nullable=False),
        sa.Column("precedence", sa.Integer(), nullable=False),
        sa.Column("is_announced", sa.Boolean(), nullable=False),
        sa.Column("invited_on", sa.Date(), nullable=True),
        sa.Column(
            "reply",
            sa.Enum(
                "none",
                "accepted",
                "tentative",
                "declined",
                name="reply",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("replied_at", sa.DateTime(), nullable=True),
        sa.Column("reply_source", sa.String(), nullable=False),
        sa.Column(
            "presence",
            sa.Enum(
                "unknown",
                "present",
                "excused",
                "absent",
                "replaced",
                name="presence",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "person_id IS NOT NULL OR post_title <> ''", name=op.f("ck_attendance_names_somebody")
        ),
        sa.CheckConstraint(
            "replaced_by_id IS NULL OR presence = 'replaced'",
            name=op.f("ck_attendance_replacement_means_replaced"),
        ),
        sa.CheckConstraint("replaced_by_id <> id", name=op.f("ck_attendance_not_by_itself")),
        sa.ForeignKeyConstraint(
            ["body_id"], ["body.id"], name=op.f("fk_attendance_body_id_body"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["delegation_id"],
            ["delegation.id"],
            name=op.f("fk_attendance_delegation_id_delegation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_attendance_person_id_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"],
            ["attendance.id"],
            name=op.f("fk_attendance_replaced_by_id_attendance"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
            name=op.f("fk_attendance_source_id_source"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint(
            "delegation_id", "person_id", name=op.f("uq_attendance_delegation_id_person_id")
        ),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_body_id"), ["body_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_attendance_delegation_id"), ["delegation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_attendance_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_attendance_replaced_by_id"), ["replaced_by_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_attendance_source_id"), ["source_id"], unique=False)
        batch_op.create_index(
            "uq_attendance_head",
            ["delegation_id"],
            unique=True,
            sqlite_where=sa.text("is_head = 1"),
            postgresql_where=sa.text("is_head"),
        )


def downgrade() -> None:
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_attendance_head",
            sqlite_where=sa.text("is_head = 1"),
            postgresql_where=sa.text("is_head"),
        )
        batch_op.drop_index(batch_op.f("ix_attendance_source_id"))
        batch_op.drop_index(batch_op.f("ix_attendance_replaced_by_id"))
        batch_op.drop_index(batch_op.f("ix_attendance_person_id"))
        batch_op.drop_index(batch_op.f("ix_attendance_delegation_id"))
        batch_op.drop_index(batch_op.f("ix_attendance_body_id"))

    op.drop_table("attendance")
    with op.batch_alter_table("delegation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delegation_party_id"))
        batch_op.drop_index(batch_op.f("ix_delegation_meeting_id"))

    op.drop_table("delegation")
