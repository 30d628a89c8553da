"""Contributions, and the state, marking and source of what notes hold.

Revision ID: 0022
Revises: 0021
Create Date: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ON_ITEM, ON_MEETING, UNSIGNED = "item_id IS NOT NULL", "item_id IS NULL", "author_id IS NULL"
SIX = ", ".join(
    f"'{word}'"
    for word in (
        "scene-setter",
        "objectives",
        "line-to-take",
        "speaking-points",
        "defensive-points",
        "background",
    )
)
SECTIONS = "ck_briefing_section_section"
CLEARED = "ck_briefing_section_cleared_at_a_time"
TEXTS = ("cleared_by", "marking", "source")


def upgrade() -> None:
    op.add_column(
        "partnership", sa.Column("markings", sa.JSON(), nullable=False, server_default="[]")
    )
    _drop_indexes("item", "meeting")
    state = _words("notestate", "draft", "cleared")
    with op.batch_alter_table("briefing_section") as batch_op:
        batch_op.add_column(sa.Column("state", state, nullable=False, server_default="draft"))
        for name in TEXTS:
            batch_op.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("cleared_at", sa.DateTime(), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f(CLEARED), "(state = 'cleared') = (cleared_at IS NOT NULL)"
        )
        batch_op.drop_constraint(batch_op.f(SECTIONS), type_="check")
        batch_op.create_check_constraint(batch_op.f(SECTIONS), f"section IN ({SIX}, 'contact')")
    _unique("item", ON_ITEM, "item_id", "author_id")
    _unique("item_unsigned", f"{ON_ITEM} AND {UNSIGNED}", "item_id")
    _unique("meeting", ON_MEETING, "meeting_id", "author_id")
    _unique("meeting_unsigned", f"{ON_MEETING} AND {UNSIGNED}", "meeting_id")
    _create_contribution()


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def _unique(name: str, where: str, *columns: str) -> None:
    op.create_index(
        f"uq_briefing_section_{name}",
        "briefing_section",
        [*columns, "party_id", "section"],
        unique=True,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )


def _drop_indexes(*names: str) -> None:
    for name in names:
        op.drop_index(f"uq_briefing_section_{name}", "briefing_section")


def _create_contribution() -> None:
    op.create_table(
        "contribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column(
            "state", _words("contributionstate", "asked", "received", "cleared"), nullable=False
        ),
        sa.Column("received_at", sa.DateTime(), nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("cleared_by", sa.String(), nullable=False),
        sa.Column("cleared_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'asked') = (received_at IS NULL)",
            name=op.f("ck_contribution_received_at_a_time"),
        ),
        sa.CheckConstraint(
            "(state = 'cleared') = (cleared_at IS NOT NULL)",
            name=op.f("ck_contribution_cleared_at_a_time"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id", "item_id"],
            ["agenda_item.meeting_id", "agenda_item.id"],
            name=op.f("fk_contribution_meeting_id_item_id_agenda_item"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_contribution_meeting_id_meeting"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["body_id"],
            ["body.id"],
            name=op.f("fk_contribution_body_id_body"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
        sa.UniqueConstraint("key", name=op.f("uq_contribution_key")),
        sa.UniqueConstraint("item_id", "body_id", name=op.f("uq_contribution_item_id_body_id")),
    )
    for column in ("meeting_id", "item_id", "body_id"):
        op.create_index(op.f(f"ix_contribution_{column}"), "contribution", [column])


def downgrade() -> None:
    op.drop_table("contribution")
    _drop_indexes("item", "item_unsigned", "meeting", "meeting_unsigned")
    op.execute("DELETE FROM briefing_section WHERE section = 'contact'")
    # One of each section is all that there was room for: the first that was written.
    op.execute(
        "DELETE FROM briefing_section WHERE id NOT IN (SELECT MIN(id) FROM briefing_section "
        "GROUP BY meeting_id, item_id, party_id, section)"
    )
    with op.batch_alter_table("briefing_section") as batch_op:
        batch_op.drop_constraint(batch_op.f(SECTIONS), type_="check")
        batch_op.create_check_constraint(batch_op.f(SECTIONS), f"section IN ({SIX})")
        batch_op.drop_constraint(batch_op.f(CLEARED), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_briefing_section_notestate"), type_="check")
        for name in ("cleared_at", *TEXTS, "state"):
            batch_op.drop_column(name)
    _unique("item", ON_ITEM, "item_id")
    _unique("meeting", ON_MEETING, "meeting_id")
    op.execute("ALTER TABLE partnership DROP COLUMN markings")
