"""The register: outcomes that change their kind, dues of a series, supersession, evidence, closing.

Revision ID: 0027
Revises: 0026
Create Date: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

PROTECTED = ("date_change", "commitment_link")
# The table and column, the name of the check, the words so far, and those that are new.
WORDS = (
    ("outcome", "kind", "outcomekind", ("conclusion", "decision", "commitment"), ("note",)),
    ("commitment", "state", "commitmentstate", ("open", "closed", "superseded"), ("withdrawn",)),
    (
        *("commitment_link", "kind", "linkkind"),
        ("decided", "reported", "amended", "carried", "closed", "superseded"),
        ("retyped",),
    ),
    (
        *("date_change", "kind", "changekind"),
        ("confirmed", "moved", "cancelled", "postponed", "held"),
        ("accepted", "closed", "reopened"),
    ),
)
DUE_ONCE = "(due_on IS NULL) <> (due_meeting_id IS NULL)"
DUE_AT_MOST_ONCE = (
    "(due_on IS NULL OR due_meeting_id IS NULL) AND "
    "(due_series_id IS NULL OR (due_on IS NULL AND due_meeting_id IS NULL))"
)


def upgrade() -> None:
    for table, column, name, old, new in WORDS:
        _say(table, column, name, (*old, *new))
    with op.batch_alter_table("commitment") as batch_op:
        batch_op.alter_column("owner_id", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("due_series_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("due_after", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("superseded_by_id", sa.Integer(), nullable=True))
        _refer(batch_op, "commitment", "due_series_id", "series")
        _refer(batch_op, "commitment", "superseded_by_id", "commitment")
        _check(batch_op, "commitment", "is_due_once", DUE_AT_MOST_ONCE, replaces=True)
        _check(
            *(batch_op, "commitment", "due_after_a_day"),
            "(due_series_id IS NULL) = (due_after IS NULL)",
        )
        _check(batch_op, "commitment", "not_by_itself", "superseded_by_id <> id")
        _check(
            *(batch_op, "commitment", "superseded_by_another"),
            "superseded_by_id IS NULL OR state = 'superseded'",
        )
    with op.batch_alter_table("commitment_link") as batch_op:
        batch_op.add_column(sa.Column("day", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("body_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("address", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("sha256", sa.String(), nullable=True))
        _refer(batch_op, "commitment_link", "body_id", "body")
        _refer(batch_op, "commitment_link", "sha256", "stored_file", key="sha256")
    with op.batch_alter_table("meeting") as batch_op:
        batch_op.add_column(sa.Column("closed_at", sa.DateTime(), nullable=True))
    for table, columns in (
        ("commitment", ("due_series_id", "superseded_by_id")),
        ("commitment_link", ("body_id", "sha256")),
    ):
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.create_index("ix_commitment_state_due_on", "commitment", ["state", "due_on"])
    _protect()
    _create_matters()


def _say(table: str, column: str, name: str, words: tuple[str, ...]) -> None:
    check = op.f(f"ck_{table}_{name}")
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(check, type_="check")
        batch_op.create_check_constraint(check, f"{column} IN {words}")


def _refer(batch_op: BatchOperations, table: str, column: str, to: str, key: str = "id") -> None:
    name = batch_op.f(f"fk_{table}_{column}_{to}")
    batch_op.create_foreign_key(name, to, [column], [key], ondelete="RESTRICT")


def _check(
    batch_op: BatchOperations, table: str, name: str, says: str, *, replaces: bool = False
) -> None:
    check = batch_op.f(f"ck_{table}_{name}")
    if replaces:
        batch_op.drop_constraint(check, type_="check")
    batch_op.create_check_constraint(check, says)


def _protect() -> None:
    """Put the triggers back that a table loses in SQLite when it is made anew."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for table in PROTECTED:
        for action in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the history cannot be changed'); END"
            )


def _create_matters() -> None:
    op.create_table(
        "matter_arising",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column(
            "reach",
            sa.Enum(
                *("public", "joint", "party"),
                name="reach",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(reach = 'party') = (party_id IS NOT NULL)", name=op.f("ck_matter_arising_audience")
        ),
        *(
            sa.ForeignKeyConstraint(
                [f"{table}_id"],
                [f"{table}.id"],
                name=op.f(f"fk_matter_arising_{table}_id_{table}"),
                ondelete="RESTRICT",
            )
            for table in ("meeting", "commitment", "party")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_arising")),
        sa.UniqueConstraint(
            *("meeting_id", "commitment_id"),
            name=op.f("uq_matter_arising_meeting_id_commitment_id"),
        ),
    )
    for column in ("meeting_id", "commitment_id", "party_id"):
        op.create_index(op.f(f"ix_matter_arising_{column}"), "matter_arising", [column])


def downgrade() -> None:
    op.drop_table("matter_arising")
    with op.batch_alter_table("meeting") as batch_op:
        batch_op.drop_column("closed_at")
    op.drop_index("ix_commitment_state_due_on", "commitment")
    _undo_words()
    with op.batch_alter_table("commitment_link") as batch_op:
        for column in ("body_id", "sha256"):
            batch_op.drop_index(batch_op.f(f"ix_commitment_link_{column}"))
        batch_op.drop_constraint(batch_op.f("fk_commitment_link_body_id_body"), type_="foreignkey")
        batch_op.drop_constraint(
            batch_op.f("fk_commitment_link_sha256_stored_file"), type_="foreignkey"
        )
        for column in ("day", "body_id", "address", "sha256"):
            batch_op.drop_column(column)
    with op.batch_alter_table("commitment") as batch_op:
        for name in ("due_after_a_day", "not_by_itself", "superseded_by_another"):
            batch_op.drop_constraint(batch_op.f(f"ck_commitment_{name}"), type_="check")
        _check(batch_op, "commitment", "is_due_once", DUE_ONCE, replaces=True)
        for column, table in (("due_series_id", "series"), ("superseded_by_id", "commitment")):
            batch_op.drop_index(batch_op.f(f"ix_commitment_{column}"))
            batch_op.drop_constraint(
                batch_op.f(f"fk_commitment_{column}_{table}"), type_="foreignkey"
            )
            batch_op.drop_column(column)
        batch_op.drop_column("due_after")
        batch_op.alter_column("owner_id", existing_type=sa.Integer(), nullable=False)
    _protect()


def _undo_words() -> None:
    """Say what is new in older words; what never was a commitment's step or a change goes."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in PROTECTED:
        for action in ("update", "delete"):
            trigger = f"{table}_no_{action}"
            lift = f"ALTER TABLE {table} DISABLE TRIGGER" if postgresql else "DROP TRIGGER"
            op.execute(f"{lift} {trigger}")
    op.execute("UPDATE outcome SET kind = 'conclusion' WHERE kind = 'note'")
    op.execute("UPDATE commitment SET state = 'closed' WHERE state = 'withdrawn'")
    op.execute("DELETE FROM commitment_link WHERE kind = 'retyped'")
    op.execute("DELETE FROM date_change WHERE kind IN ('accepted', 'closed', 'reopened')")
    for table, column, name, old, _ in WORDS:
        _say(table, column, name, old)
    if postgresql:
        for table in PROTECTED:
            for action in ("update", "delete"):
                op.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_no_{action}")
