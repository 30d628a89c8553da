"""Agenda and briefing.

Revision ID: 0008
Revises: 0007
Create Date: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "thread",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_thread_partnership_id_partnership"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread")),
        sa.UniqueConstraint("partnership_id", "key", name=op.f("uq_thread_partnership_id_key")),
    )
    with op.batch_alter_table("thread", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_thread_partnership_id"), ["partnership_id"], unique=False
        )

    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "opening",
                "discussion",
                "information",
                "decision",
                "standing",
                "other-business",
                name="itemkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("minutes_planned", sa.Integer(), nullable=True),
        sa.Column("minutes_used", sa.Integer(), nullable=True),
        sa.Column("thread_id", sa.Integer(), nullable=True),
        sa.Column(
            "reach",
            sa.Enum(
                "public",
                "joint",
                "party",
                name="reach",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(reach = 'party') = (party_id IS NOT NULL)", name=op.f("ck_agenda_item_audience")
        ),
        sa.CheckConstraint(
            "minutes_planned > 0", name=op.f("ck_agenda_item_minutes_planned_positive")
        ),
        sa.CheckConstraint("minutes_used > 0", name=op.f("ck_agenda_item_minutes_used_positive")),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_agenda_item_meeting_id_meeting"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["party.id"],
            name=op.f("fk_agenda_item_party_id_party"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["thread.id"],
            name=op.f("fk_agenda_item_thread_id_thread"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("meeting_id", "id", name=op.f("uq_agenda_item_meeting_id_id")),
    )
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_item_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_item_party_id"), ["party_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_item_thread_id"), ["thread_id"], unique=False)

    op.create_table(
        "briefing_section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column(
            "section",
            sa.Enum(
                "scene-setter",
                "objectives",
                "line-to-take",
                "speaking-points",
                "defensive-points",
                "background",
                name="section",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "reach",
            sa.Enum(
                "public",
                "joint",
                "party",
                name="reach",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("edited_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["body.id"],
            name=op.f("fk_briefing_section_author_id_body"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id", "item_id"],
            ["agenda_item.meeting_id", "agenda_item.id"],
            name=op.f("fk_briefing_section_meeting_id_item_id_agenda_item"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_briefing_section_meeting_id_meeting"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["party.id"],
            name=op.f("fk_briefing_section_party_id_party"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_briefing_section")),
    )
    with op.batch_alter_table("briefing_section", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_briefing_section_author_id"), ["author_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_briefing_section_item_id"), ["item_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_briefing_section_meeting_id"), ["meeting_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_briefing_section_party_id"), ["party_id"], unique=False
        )
        batch_op.create_index(
            "uq_briefing_section_item",
            ["item_id", "party_id", "section"],
            unique=True,
            sqlite_where=sa.text("item_id IS NOT NULL"),
            postgresql_where=sa.text("item_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_briefing_section_meeting",
            ["meeting_id", "party_id", "section"],
            unique=True,
            sqlite_where=sa.text("item_id IS NULL"),
            postgresql_where=sa.text("item_id IS NULL"),
        )

    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["agenda_item.id"],
            name=op.f("fk_document_item_id_agenda_item"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_item_id"), ["item_id"], unique=False)

    op.create_table(
        "lead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["body_id"], ["body.id"], name=op.f("fk_lead_body_id_body"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["agenda_item.id"],
            name=op.f("fk_lead_item_id_agenda_item"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_lead_party_id_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
        sa.UniqueConstraint("item_id", "party_id", name=op.f("uq_lead_item_id_party_id")),
    )
    with op.batch_alter_table("lead", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lead_body_id"), ["body_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lead_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lead_party_id"), ["party_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("lead", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lead_party_id"))
        batch_op.drop_index(batch_op.f("ix_lead_item_id"))
        batch_op.drop_index(batch_op.f("ix_lead_body_id"))

    op.drop_table("lead")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_item_id"))

    op.drop_table("document")
    with op.batch_alter_table("briefing_section", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_briefing_section_meeting",
            sqlite_where=sa.text("item_id IS NULL"),
            postgresql_where=sa.text("item_id IS NULL"),
        )
        batch_op.drop_index(
            "uq_briefing_section_item",
            sqlite_where=sa.text("item_id IS NOT NULL"),
            postgresql_where=sa.text("item_id IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_briefing_section_party_id"))
        batch_op.drop_index(batch_op.f("ix_briefing_section_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_briefing_section_item_id"))
        batch_op.drop_index(batch_op.f("ix_briefing_section_author_id"))

    op.drop_table("briefing_section")
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agenda_item_thread_id"))
        batch_op.drop_index(batch_op.f("ix_agenda_item_party_id"))
        batch_op.drop_index(batch_op.f("ix_agenda_item_meeting_id"))

    op.drop_table("agenda_item")
    with op.batch_alter_table("thread", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_thread_partnership_id"))

    op.drop_table("thread")
