"""Editions of packs and their files, and what is known of the pages of a stored PDF.

Revision ID: 0026
Revises: 0025
Create Date: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

KINDS = sa.Enum(
    "chair",
    "delegation",
    "partner",
    "public",
    name="packkind",
    native_enum=False,
    create_constraint=True,
    length=32,
)


def upgrade() -> None:
    with op.batch_alter_table("stored_file") as batch_op:
        batch_op.add_column(sa.Column("pages", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("fault", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "pack_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("kind", KINDS, nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("prepared_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("pieces", sa.Text(), nullable=False),
        sa.CheckConstraint("ordinal > 0", name=op.f("ck_pack_edition_ordinal_positive")),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_pack_edition_meeting_id_meeting"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_edition")),
        sa.UniqueConstraint(
            "meeting_id",
            "kind",
            "reader",
            "ordinal",
            name=op.f("uq_pack_edition_meeting_id_kind_reader_ordinal"),
        ),
    )
    op.create_index(op.f("ix_pack_edition_meeting_id"), "pack_edition", ["meeting_id"])
    op.create_table(
        "pack_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["pack_edition.id"],
            name=op.f("fk_pack_file_edition_id_pack_edition"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_file")),
        sa.UniqueConstraint("edition_id", "sha256", name=op.f("uq_pack_file_edition_id_sha256")),
    )
    op.create_index(op.f("ix_pack_file_edition_id"), "pack_file", ["edition_id"])
    op.create_index(op.f("ix_pack_file_sha256"), "pack_file", ["sha256"])


def downgrade() -> None:
    op.drop_table("pack_file")
    op.drop_table("pack_edition")
    with op.batch_alter_table("stored_file") as batch_op:
        batch_op.drop_column("fault")
        batch_op.drop_column("pages")
