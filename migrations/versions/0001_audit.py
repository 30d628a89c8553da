"""The audit trail.

Revision ID: 0001
Revises: nothing
Create Date: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


# What was written stays as it was; only a payload may be deleted, to erase a person.
PROTECTED = (
    ("audit_entry", "UPDATE"),
    ("audit_entry", "DELETE"),
    ("audit_payload", "UPDATE"),
)


def protect() -> None:
    """Refuse to edit or delete what the trail holds, on either database."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit trail cannot be changed'; END $$"
        )
    for table, action in PROTECTED:
        name = f"{table}_no_{action.lower()}"
        if op.get_bind().dialect.name == "postgresql":
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {action} ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
            )
        else:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {action} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the audit trail cannot be changed'); END"
            )


def unprotect() -> None:
    """Take the protection away, so that the tables can go."""
    for table, action in PROTECTED:
        on = f" ON {table}" if op.get_bind().dialect.name == "postgresql" else ""
        op.execute(f"DROP TRIGGER {table}_no_{action.lower()}{on}")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_refuse()")


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("noun", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("payload_hash", sa.String(), nullable=False),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("entry_hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("entry_hash", name=op.f("uq_audit_entry_entry_hash")),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("entry_hash", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "audit_payload",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["position"],
            ["audit_entry.position"],
            name=op.f("fk_audit_payload_position_audit_entry"),
        ),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_audit_payload")),
    )
    protect()
    op.execute(
        "INSERT INTO audit_head (id, position, entry_hash) VALUES (1, 0, '" + "0" * 64 + "')"
    )


def downgrade() -> None:
    unprotect()
    op.drop_table("audit_payload")
    op.drop_table("audit_head")
    op.drop_table("audit_entry")
