"""The texts that parties agree after a meeting, comments on them, and what all may be told.

Revision ID: 0031
Revises: 0030
Create Date: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_PIECES = (
    *("line", "participant", "item", "lead", "speaker", "document", "absence", "record"),
    *("outcome", "commitment"),
)


def upgrade() -> None:
    _versions()
    _pieces()
    _comments()
    op.create_table(
        "public_line",
        sa.Column("id", sa.Integer(), nullable=False),
        _parent("public_line", "meeting_id", "meeting"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_line")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_public_line_meeting_id")),
    )


def _versions() -> None:
    table = "minutes_version"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        _parent(table, "meeting_id", "meeting"),
        _words("kind", "textkind", "minutes", "conclusions", "flash-note"),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("comments_until", sa.Date(), nullable=False),
        sa.Column("is_silent", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        _words("adopted_by", "adoption", "parties", "silence", "meeting", nullable=True),
        _parent(table, "adopted_at_id", "meeting", nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "adopted_at_id IS NULL OR adopted_by = 'meeting'",
            name=op.f("ck_minutes_version_adopted_at_a_meeting"),
        ),
        sa.CheckConstraint(
            "(adopted_on IS NULL) = (adopted_by IS NULL)",
            name=op.f("ck_minutes_version_adopted_somehow"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_version")),
        sa.UniqueConstraint(
            *("meeting_id", "kind", "ordinal"),
            name=op.f("uq_minutes_version_meeting_id_kind_ordinal"),
        ),
    )
    _index(table, "meeting_id", "adopted_at_id")


def _pieces() -> None:
    table = "minutes_piece"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        _parent(table, "minutes_version_id", "minutes_version"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_key", sa.Integer(), nullable=True),
        _words("kind", "piecekind", *_PIECES),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        _words("reach", "reach", "public", "joint", "party"),
        _parent(table, "party_id", "party", nullable=True),
        sa.CheckConstraint(
            "(reach = 'party') = (party_id IS NOT NULL)", name=op.f("ck_minutes_piece_audience")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_piece")),
        sa.UniqueConstraint(
            *("minutes_version_id", "position"),
            name=op.f("uq_minutes_piece_minutes_version_id_position"),
        ),
    )
    _index(table, "minutes_version_id", "party_id")


def _comments() -> None:
    table = "minutes_comment"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        _parent(table, "minutes_version_id", "minutes_version"),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        _parent(table, "party_id", "party"),
        _parent(table, "item_id", "minutes_piece", nullable=True),
        _words("kind", "commentkind", "remark", "insertion", "deletion"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        _words("state", "commentstate", "open", "taken", "declined", "withdrawn"),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_comment")),
        sa.UniqueConstraint(
            *("minutes_version_id", "ordinal"),
            name=op.f("uq_minutes_comment_minutes_version_id_ordinal"),
        ),
    )
    _index(table, "minutes_version_id", "party_id", "item_id")


def _words(column: str, name: str, *words: str, nullable: bool = False) -> "sa.Column[str]":
    kind = sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)
    return sa.Column(column, kind, nullable=nullable)


def _parent(table: str, column: str, parent: str, *, nullable: bool = False) -> "sa.Column[int]":
    name = op.f(f"fk_{table}_{column}_{parent}")
    refers = sa.ForeignKey(f"{parent}.id", name=name, ondelete="RESTRICT")
    return sa.Column(column, sa.Integer(), refers, nullable=nullable)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table in ("minutes_comment", "minutes_piece", "public_line", "minutes_version"):
        op.drop_table(table)
