"""Consultations.

Revision ID: 0012
Revises: 0011
Create Date: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "closed",
                "cancelled",
                name="consultationstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("quorum", sa.String(), nullable=False),
        sa.Column("deadline", sa.DateTime(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("deadline_at", sa.DateTime(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("chosen_day", sa.Date(), nullable=True),
        sa.Column("against_quorum", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_proposed", sa.Boolean(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("answer_count", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(chosen_day IS NOT NULL) = (state = 'closed')",
            name=op.f("ck_consultation_closed_with_a_day"),
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (state = 'open')", name=op.f("ck_consultation_ended_unless_open")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_consultation_meeting_id_meeting"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
    )
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_meeting_id"), ["meeting_id"], unique=False
        )
        batch_op.create_index(
            "uq_consultation_open",
            ["meeting_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "candidate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("start_time", sa.Time(), nullable=True),
        sa.Column("end_time", sa.Time(), nullable=True),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(start_time IS NULL) = (end_time IS NULL)", name=op.f("ck_candidate_hours_together")
        ),
        sa.CheckConstraint("last_day >= day", name=op.f("ck_candidate_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_candidate_consultation_id_consultation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate")),
        sa.UniqueConstraint(
            "consultation_id", "day", name=op.f("uq_candidate_consultation_id_day")
        ),
    )
    with op.batch_alter_table("candidate", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_candidate_consultation_id"), ["consultation_id"], unique=False
        )

    op.create_table(
        "consulted",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("is_chair", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["body_id"], ["body.id"], name=op.f("fk_consulted_body_id_body"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consulted_consultation_id_consultation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["party.id"],
            name=op.f("fk_consulted_party_id_party"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consulted")),
        sa.UniqueConstraint(
            "consultation_id",
            "party_id",
            "body_id",
            name=op.f("uq_consulted_consultation_id_party_id_body_id"),
        ),
    )
    with op.batch_alter_table("consulted", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consulted_body_id"), ["body_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_consulted_consultation_id"), ["consultation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_consulted_party_id"), ["party_id"], unique=False)
        batch_op.create_index(
            "uq_consulted_party",
            ["consultation_id", "party_id"],
            unique=True,
            sqlite_where=sa.text("body_id IS NULL"),
            postgresql_where=sa.text("body_id IS NULL"),
        )

    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consulted_id", sa.Integer(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("is_counted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consulted_id"],
            ["consulted.id"],
            name=op.f("fk_answer_consulted_id_consulted"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_consulted_id"), ["consulted_id"], unique=False)

    op.create_table(
        "answer_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "says",
            sa.Enum(
                "yes",
                "if-need-be",
                "no",
                "rather",
                name="availability",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["answer.id"],
            name=op.f("fk_answer_day_answer_id_answer"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_day")),
        sa.UniqueConstraint("answer_id", "day", name=op.f("uq_answer_day_answer_id_day")),
    )
    with op.batch_alter_table("answer_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_day_answer_id"), ["answer_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("answer_day", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_day_answer_id"))

    op.drop_table("answer_day")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_consulted_id"))

    op.drop_table("answer")
    with op.batch_alter_table("consulted", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_consulted_party",
            sqlite_where=sa.text("body_id IS NULL"),
            postgresql_where=sa.text("body_id IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_consulted_party_id"))
        batch_op.drop_index(batch_op.f("ix_consulted_consultation_id"))
        batch_op.drop_index(batch_op.f("ix_consulted_body_id"))

    op.drop_table("consulted")
    with op.batch_alter_table("candidate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_candidate_consultation_id"))

    op.drop_table("candidate")
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_consultation_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index(batch_op.f("ix_consultation_meeting_id"))

    op.drop_table("consultation")
