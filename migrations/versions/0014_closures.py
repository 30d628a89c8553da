"""Editions of closure calendars.

Revision ID: 0014
Revises: 0013
Create Date: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# A date was computed with an edition: its days stay what they were.
GUARDED = {"delete": "DELETE", "update": "UPDATE OF calendar, label, years, days, content_hash"}


def upgrade() -> None:
    op.create_table(
        "closure_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("calendar", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("binds", sa.JSON(), nullable=False),
        sa.Column(
            "hardness",
            sa.Enum(
                "block",
                "warn",
                "note",
                name="hardness",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("years", sa.JSON(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure_edition")),
        sa.UniqueConstraint("calendar", "label", name=op.f("uq_closure_edition_calendar_label")),
    )
    with op.batch_alter_table("closure_edition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closure_edition_calendar"), ["calendar"], unique=False)
    body = "BEGIN SELECT RAISE(ABORT, 'an edition of a closure calendar stays as it is'); END"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION closure_edition_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'an edition of a closure calendar stays as it is'; END $$"
        )
        body = "FOR EACH ROW EXECUTE FUNCTION closure_edition_refuse()"
    for name, action in GUARDED.items():
        op.execute(
            f"CREATE TRIGGER closure_edition_no_{name} BEFORE {action} ON closure_edition {body}"
        )


def downgrade() -> None:
    op.drop_table("closure_edition")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION closure_edition_refuse()")
