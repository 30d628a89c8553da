"""Who belongs to a delegation by post, alternates, and biographies.

Revision ID: 0019
Revises: 0018
Create Date: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

LISTS = ("delegation", "alternates")


def upgrade() -> None:
    with op.batch_alter_table("series") as batch_op:
        for name in LISTS:
            batch_op.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("attendance") as batch_op:
        batch_op.add_column(
            sa.Column("is_alternate", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("in_post_since", sa.Date(), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_attendance_head_is_no_alternate"), "NOT (is_head AND is_alternate)"
        )
    _create_biography()


def _create_biography() -> None:
    reach = sa.Enum(
        *("public", "joint", "party"),
        name="biographyreach",
        native_enum=False,
        create_constraint=True,
        length=32,
    )
    op.create_table(
        "biography",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("reach", reach, nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(reach = 'party') = (party_id IS NOT NULL)",
            name=op.f("ck_biography_owned_exactly_if_one_partys_own"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_biography_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["party.id"],
            name=op.f("fk_biography_party_id_party"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_biography")),
    )
    with op.batch_alter_table("biography") as batch_op:
        batch_op.create_index(batch_op.f("ix_biography_person_id"), ["person_id"])
        batch_op.create_index(batch_op.f("ix_biography_party_id"), ["party_id"])
    _one_a_day("own", ["person_id", "dated", "party_id"], "party_id IS NOT NULL")
    _one_a_day("shared", ["person_id", "dated", "reach"], "party_id IS NULL")


def _one_a_day(kind: str, columns: list[str], where: str) -> None:
    op.create_index(
        f"uq_biography_{kind}",
        "biography",
        columns,
        unique=True,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )


def downgrade() -> None:
    op.drop_table("biography")
    with op.batch_alter_table("attendance") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_attendance_head_is_no_alternate"), type_="check")
        batch_op.drop_column("in_post_since")
        batch_op.drop_column("is_alternate")
    with op.batch_alter_table("series") as batch_op:
        for name in LISTS:
            batch_op.drop_column(name)
