"""History that cannot be rewritten.

Revision ID: 0010
Revises: 0009
Create Date: 2026-11-24
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# A step of the past stays as it was; a correction is a step of its own.
PROTECTED = ("date_change", "commitment_link")


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        op.execute(
            "CREATE FUNCTION history_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the history cannot be changed'; END $$"
        )
    for table in PROTECTED:
        for action in ("UPDATE", "DELETE"):
            name = f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
            body = (
                "FOR EACH ROW EXECUTE FUNCTION history_refuse()"
                if postgresql
                else "BEGIN SELECT RAISE(ABORT, 'the history cannot be changed'); END"
            )
            op.execute(name + body)
    if not postgresql:
        # INSERT OR REPLACE deletes without asking the triggers of DELETE.
        op.execute(
            "CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry "
            "WHEN EXISTS (SELECT 1 FROM audit_entry WHERE position = NEW.position) "
            "BEGIN SELECT RAISE(ABORT, 'the audit trail cannot be changed'); END"
        )


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    if not postgresql:
        op.execute("DROP TRIGGER audit_entry_no_replace")
    for table in PROTECTED:
        for action in ("update", "delete"):
            on = f" ON {table}" if postgresql else ""
            op.execute(f"DROP TRIGGER {table}_no_{action}{on}")
    if postgresql:
        op.execute("DROP FUNCTION history_refuse()")
