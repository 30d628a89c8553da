"""The policy of a series, and the closure editions a date was computed with.

Revision ID: 0011
Revises: 0010
Create Date: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SPACING_CHECKS = {
    "months_positive": "months > 0",
    "weeks_or_months": "(weeks IS NULL) <> (months IS NULL)",
    "before_or_apart": "(before_id IS NULL) <> (apart_from_id IS NULL)",
    "apart_from_another": "series_id <> apart_from_id",
}
TEXTS = ("promise", "margins")
LISTS = ("preferred_weekdays", "stages", "attendees", "attendees_required")


def upgrade() -> None:
    _widen_series()
    _widen_spacing()
    _create_rotation()
    op.add_column("meeting", _a_list("closure_editions"))


def _a_list(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=False, server_default="[]")


def _widen_series() -> None:
    with op.batch_alter_table("series") as batch_op:
        for name in TEXTS:
            batch_op.add_column(sa.Column(name, sa.String(), nullable=True))
        for name in LISTS:
            batch_op.add_column(_a_list(name))
        batch_op.add_column(sa.Column("days", sa.Integer(), nullable=False, server_default="1"))
        batch_op.create_check_constraint(batch_op.f("ck_series_days_positive"), "days > 0")
        batch_op.add_column(sa.Column("until_expiry_of_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_series_until_expiry_of_id_instrument"),
            "instrument",
            ["until_expiry_of_id"],
            ["id"],
            ondelete="RESTRICT",
        )
        batch_op.create_index(batch_op.f("ix_series_until_expiry_of_id"), ["until_expiry_of_id"])


def _widen_spacing() -> None:
    with op.batch_alter_table("spacing") as batch_op:
        batch_op.alter_column("before_id", existing_type=sa.Integer(), nullable=True)
        batch_op.alter_column("weeks", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("apart_from_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("months", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_spacing_apart_from_id_series"),
            "series",
            ["apart_from_id"],
            ["id"],
            ondelete="RESTRICT",
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_spacing_series_id_apart_from_id"), ["series_id", "apart_from_id"]
        )
        for name, check in SPACING_CHECKS.items():
            batch_op.create_check_constraint(batch_op.f(f"ck_spacing_{name}"), check)
        batch_op.create_index(batch_op.f("ix_spacing_apart_from_id"), ["apart_from_id"])


def _create_rotation() -> None:
    op.create_table(
        "rotation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "lead",
                "place",
                "mode",
                name="turns",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("turns", sa.JSON(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["series.id"],
            name=op.f("fk_rotation_series_id_series"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation")),
        sa.UniqueConstraint("series_id", "kind", name=op.f("uq_rotation_series_id_kind")),
    )
    op.create_index(op.f("ix_rotation_series_id"), "rotation", ["series_id"])


def downgrade() -> None:
    op.execute("ALTER TABLE meeting DROP COLUMN closure_editions")
    op.drop_table("rotation")
    op.execute("DELETE FROM spacing WHERE before_id IS NULL OR weeks IS NULL")
    with op.batch_alter_table("spacing") as batch_op:
        batch_op.drop_index(batch_op.f("ix_spacing_apart_from_id"))
        batch_op.drop_constraint(batch_op.f("uq_spacing_series_id_apart_from_id"), type_="unique")
        batch_op.drop_constraint(batch_op.f("fk_spacing_apart_from_id_series"), type_="foreignkey")
        for name in SPACING_CHECKS:
            batch_op.drop_constraint(batch_op.f(f"ck_spacing_{name}"), type_="check")
        batch_op.drop_column("months")
        batch_op.drop_column("apart_from_id")
        batch_op.alter_column("before_id", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("weeks", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("series") as batch_op:
        batch_op.drop_index(batch_op.f("ix_series_until_expiry_of_id"))
        batch_op.drop_constraint(
            batch_op.f("fk_series_until_expiry_of_id_instrument"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("ck_series_days_positive"), type_="check")
        for name in ("until_expiry_of_id", "days", *LISTS, *TEXTS):
            batch_op.drop_column(name)
