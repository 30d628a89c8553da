"""Meetings and their chairs.

Revision ID: 0005
Revises: 0004
Create Date: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("rule_version_id", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("slot", sa.DateTime(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "regular",
                "extraordinary",
                "side",
                name="meetingkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column(
            "number_certainty",
            sa.Enum(
                "certain",
                "provisional",
                "unknown",
                name="numbercertainty",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "proposed",
                "confirmed",
                "held",
                "cancelled",
                "postponed",
                name="meetingstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "date_certainty",
            sa.Enum(
                "exact",
                "month",
                "year",
                "disputed",
                "unknown",
                name="certainty",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("date_words", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("start_time", sa.Time(), nullable=True),
        sa.Column("end_time", sa.Time(), nullable=True),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=True),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column(
            "mode",
            sa.Enum(
                "in-person",
                "virtual",
                "hybrid",
                "unknown",
                name="mode",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("venue", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=True),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("last_reference", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'side') = (parent_id IS NOT NULL)", name=op.f("ck_meeting_side_has_a_parent")
        ),
        sa.CheckConstraint(
            "(number IS NULL) = (number_certainty = 'unknown')",
            name=op.f("ck_meeting_number_certainty"),
        ),
        sa.CheckConstraint(
            "day IS NOT NULL OR date_certainty <> 'exact'",
            name=op.f("ck_meeting_exact_needs_a_day"),
        ),
        sa.CheckConstraint(
            "day IS NOT NULL OR state <> 'confirmed'", name=op.f("ck_meeting_confirmed_needs_a_day")
        ),
        sa.CheckConstraint(
            "(start_time IS NULL) = (end_time IS NULL)", name=op.f("ck_meeting_hours_together")
        ),
        sa.CheckConstraint("id <> parent_id", name=op.f("ck_meeting_not_its_own_parent")),
        sa.CheckConstraint(
            "last_day IS NULL OR last_day >= day", name=op.f("ck_meeting_ends_after_start")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_meeting_number_positive")),
        sa.CheckConstraint(
            "start_time IS NULL OR day IS NOT NULL", name=op.f("ck_meeting_hours_need_a_day")
        ),
        sa.CheckConstraint(
            "start_time IS NULL OR end_time > start_time "
            "OR (last_day IS NOT NULL AND last_day > day)",
            name=op.f("ck_meeting_hours_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["host_id"], ["body.id"], name=op.f("fk_meeting_host_id_body"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["meeting.id"],
            name=op.f("fk_meeting_parent_id_meeting"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_meeting_partnership_id_partnership"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["rule_version_id"],
            ["rule_version.id"],
            name=op.f("fk_meeting_rule_version_id_rule_version"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["series.id"],
            name=op.f("fk_meeting_series_id_series"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
            name=op.f("fk_meeting_source_id_source"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("partnership_id", "code", name=op.f("uq_meeting_partnership_id_code")),
        sa.UniqueConstraint("series_id", "slot", name=op.f("uq_meeting_series_id_slot")),
        sa.UniqueConstraint("uid", name=op.f("uq_meeting_uid")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_host_id"), ["host_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_meeting_partnership_id"), ["partnership_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_meeting_rule_version_id"), ["rule_version_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_meeting_series_id"), ["series_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_source_id"), ["source_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_starts_at"), ["starts_at"], unique=False)
        batch_op.create_index(
            "uq_meeting_series_number",
            ["series_id", "number"],
            unique=True,
            sqlite_where=sa.text("number_certainty = 'certain'"),
            postgresql_where=sa.text("number_certainty = 'certain'"),
        )

    op.create_table(
        "chair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("post_title", sa.String(), nullable=False),
        sa.CheckConstraint(
            "body_id IS NOT NULL OR person_id IS NOT NULL", name=op.f("ck_chair_names_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["body_id"], ["body.id"], name=op.f("fk_chair_body_id_body"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_chair_meeting_id_meeting"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_chair_party_id_party"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_chair_person_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chair")),
    )
    with op.batch_alter_table("chair", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_chair_body_id"), ["body_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_chair_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_chair_party_id"), ["party_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_chair_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("chair", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chair_person_id"))
        batch_op.drop_index(batch_op.f("ix_chair_party_id"))
        batch_op.drop_index(batch_op.f("ix_chair_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_chair_body_id"))

    op.drop_table("chair")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_meeting_series_number",
            sqlite_where=sa.text("number_certainty = 'certain'"),
            postgresql_where=sa.text("number_certainty = 'certain'"),
        )
        batch_op.drop_index(batch_op.f("ix_meeting_starts_at"))
        batch_op.drop_index(batch_op.f("ix_meeting_source_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_series_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_rule_version_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_partnership_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_parent_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_host_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_day"))

    op.drop_table("meeting")
