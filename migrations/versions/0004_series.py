"""Series, their rules and spacing.

Revision ID: 0004
Revises: 0003
Create Date: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "senior-officials",
                "heads-of-unit",
                "experts",
                "principals",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("is_numbered", sa.Boolean(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("start_time", sa.Time(), nullable=False),
        sa.Column("end_time", sa.Time(), nullable=False),
        sa.Column("window_start", sa.String(), nullable=True),
        sa.Column("window_end", sa.String(), nullable=True),
        sa.Column("min_gap_months", sa.Integer(), nullable=True),
        sa.Column("max_gap_months", sa.Integer(), nullable=True),
        sa.Column("closure_calendars", sa.JSON(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "window_end BETWEEN '01-01' AND '12-31'", name=op.f("ck_series_window_end_is_a_day")
        ),
        sa.CheckConstraint(
            "window_start BETWEEN '01-01' AND '12-31'", name=op.f("ck_series_window_start_is_a_day")
        ),
        sa.CheckConstraint(
            "(window_start IS NULL) = (window_end IS NULL)",
            name=op.f("ck_series_window_has_two_ends"),
        ),
        sa.CheckConstraint("end_time > start_time", name=op.f("ck_series_ends_after_start")),
        sa.CheckConstraint(
            "max_gap_months >= min_gap_months", name=op.f("ck_series_gap_is_a_range")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_series_partnership_id_partnership"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("partnership_id", "code", name=op.f("uq_series_partnership_id_code")),
    )
    with op.batch_alter_table("series", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_series_partnership_id"), ["partnership_id"], unique=False
        )

    op.create_table(
        "rule_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("starts", sa.DateTime(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["series.id"],
            name=op.f("fk_rule_version_series_id_series"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_version")),
        sa.UniqueConstraint("series_id", "ordinal", name=op.f("uq_rule_version_series_id_ordinal")),
    )
    with op.batch_alter_table("rule_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rule_version_series_id"), ["series_id"], unique=False)

    op.create_table(
        "spacing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("before_id", sa.Integer(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.CheckConstraint("series_id <> before_id", name=op.f("ck_spacing_two_series")),
        sa.CheckConstraint("weeks > 0", name=op.f("ck_spacing_weeks_positive")),
        sa.ForeignKeyConstraint(
            ["before_id"],
            ["series.id"],
            name=op.f("fk_spacing_before_id_series"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["series.id"],
            name=op.f("fk_spacing_series_id_series"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spacing")),
        sa.UniqueConstraint("series_id", "before_id", name=op.f("uq_spacing_series_id_before_id")),
    )
    with op.batch_alter_table("spacing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spacing_before_id"), ["before_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_spacing_series_id"), ["series_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("spacing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_spacing_series_id"))
        batch_op.drop_index(batch_op.f("ix_spacing_before_id"))

    op.drop_table("spacing")
    with op.batch_alter_table("rule_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rule_version_series_id"))

    op.drop_table("rule_version")
    with op.batch_alter_table("series", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_series_partnership_id"))

    op.drop_table("series")
