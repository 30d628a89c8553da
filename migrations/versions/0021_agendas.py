"""Agendas: sub-items, speakers, states, versions, templates, proposals, files of documents.

Revision ID: 0021
Revises: 0020
Create Date: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

KINDS = ("opening", "discussion", "information", "decision", "standing", "other-business")
WITH_BREAK = (*KINDS, "break")
STATES = ("open", "discussed", "decided", "postponed", "dropped")
PASSAGES = ("carried", "escalated", "cascaded")
REACHES = ("public", "joint", "party")
AUDIENCE = "(reach = 'party') = (party_id IS NOT NULL)"
ITEM_CHECKS = {
    "itemkind": f"kind IN {WITH_BREAK}",
    "itemstate": f"state IN {STATES}",
    "passage": f"carried_as IN {PASSAGES}",
    "not_its_own_parent": "parent_id <> id",
    "carried_somehow": "(carried_from_id IS NULL) = (carried_as IS NULL)",
}
DOCUMENT_CHECKS = {
    "reach": f"reach IN {REACHES}",
    "audience": AUDIENCE,
    "address_or_file": "sha256 IS NULL OR address = ''",
}


def upgrade() -> None:
    _create_files()
    _create_templates()
    _create_versions()
    _create_proposals()
    _create_speakers()
    _widen_items()
    _widen_documents()
    op.add_column("thread", sa.Column("closed_on", sa.Date(), nullable=True))


def _words(name: str, *kinds: str) -> sa.Enum:
    return sa.Enum(*kinds, name=name, native_enum=False, create_constraint=True, length=32)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _create_files() -> None:
    op.create_table(
        "stored_file",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column(
            "kind",
            _words("filekind", "pdf", "docx", "xlsx", "pptx", "png", "jpeg", "text"),
            nullable=False,
        ),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_stored_file_size_positive")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_stored_file")),
    )


def _create_templates() -> None:
    op.create_table(
        "agenda_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "level",
            _words("level", "senior-officials", "heads-of-unit", "experts", "principals"),
            nullable=True,
        ),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(level IS NULL) <> (series_id IS NULL)",
            name=op.f("ck_agenda_template_level_or_series"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_agenda_template_partnership_id_partnership"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["series.id"],
            name=op.f("fk_agenda_template_series_id_series"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_template")),
        sa.UniqueConstraint(
            "partnership_id", "key", name=op.f("uq_agenda_template_partnership_id_key")
        ),
        sa.UniqueConstraint(
            "partnership_id", "level", name=op.f("uq_agenda_template_partnership_id_level")
        ),
        sa.UniqueConstraint("series_id", name=op.f("uq_agenda_template_series_id")),
    )
    _index("agenda_template", "partnership_id", "series_id")
    op.create_table(
        "template_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", _words("itemkind", *WITH_BREAK), nullable=False),
        sa.Column("minutes_planned", sa.Integer(), nullable=True),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("is_sub_item", sa.Boolean(), nullable=False),
        sa.Column("reach", _words("reach", *REACHES), nullable=False),
        sa.CheckConstraint("reach <> 'party'", name=op.f("ck_template_item_no_partys_own")),
        sa.CheckConstraint(
            "minutes_planned > 0", name=op.f("ck_template_item_minutes_planned_positive")
        ),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["agenda_template.id"],
            name=op.f("fk_template_item_template_id_agenda_template"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_item")),
    )
    _index("template_item", "template_id")


def _create_versions() -> None:
    op.create_table(
        "agenda_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("state", _words("agendastate", "internal", "shared", "agreed"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_agenda_version_meeting_id_meeting"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_version")),
        sa.UniqueConstraint(
            "meeting_id", "ordinal", name=op.f("uq_agenda_version_meeting_id_ordinal")
        ),
    )
    _index("agenda_version", "meeting_id")


def _create_proposals() -> None:
    op.create_table(
        "agenda_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("thread_id", sa.Integer(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("reach", _words("reach", *REACHES), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("state", _words("proposalstate", "open", "taken", "dropped"), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(AUDIENCE, name=op.f("ck_agenda_proposal_audience")),
        sa.CheckConstraint(
            "(state = 'dropped') = (reason <> '')",
            name=op.f("ck_agenda_proposal_dropped_for_a_reason"),
        ),
        sa.CheckConstraint(
            "(state = 'taken') = (item_id IS NOT NULL)",
            name=op.f("ck_agenda_proposal_taken_as_an_item"),
        ),
        sa.ForeignKeyConstraint(
            ["body_id"],
            ["body.id"],
            name=op.f("fk_agenda_proposal_body_id_body"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["agenda_item.id"],
            name=op.f("fk_agenda_proposal_item_id_agenda_item"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["party.id"],
            name=op.f("fk_agenda_proposal_party_id_party"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["series.id"],
            name=op.f("fk_agenda_proposal_series_id_series"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["thread.id"],
            name=op.f("fk_agenda_proposal_thread_id_thread"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_proposal")),
        sa.UniqueConstraint("item_id", name=op.f("uq_agenda_proposal_item_id")),
        sa.UniqueConstraint(
            "series_id", "ordinal", name=op.f("uq_agenda_proposal_series_id_ordinal")
        ),
    )
    _index("agenda_proposal", "body_id", "item_id", "party_id", "series_id", "thread_id")


def _create_speakers() -> None:
    op.create_table(
        "speaker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(body_id IS NULL) <> (person_id IS NULL)", name=op.f("ck_speaker_body_or_person")
        ),
        sa.ForeignKeyConstraint(
            ["body_id"], ["body.id"], name=op.f("fk_speaker_body_id_body"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["agenda_item.id"],
            name=op.f("fk_speaker_item_id_agenda_item"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_speaker_party_id_party"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_speaker_person_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
        sa.UniqueConstraint("item_id", "body_id", name=op.f("uq_speaker_item_id_body_id")),
        sa.UniqueConstraint("item_id", "person_id", name=op.f("uq_speaker_item_id_person_id")),
    )
    _index("speaker", "body_id", "item_id", "party_id", "person_id")


def _widen_items() -> None:
    with op.batch_alter_table("agenda_item") as batch_op:
        batch_op.add_column(sa.Column("parent_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("section", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("state", sa.String(32), nullable=False, server_default="open")
        )
        batch_op.add_column(sa.Column("carried_from_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("carried_as", sa.String(32), nullable=True))
        batch_op.create_unique_constraint(
            batch_op.f("uq_agenda_item_carried_from_id_carried_as"),
            ["carried_from_id", "carried_as"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_agenda_item_carried_from_id_agenda_item"),
            "agenda_item",
            ["carried_from_id"],
            ["id"],
            ondelete="RESTRICT",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_agenda_item_meeting_id_parent_id_agenda_item"),
            "agenda_item",
            ["meeting_id", "parent_id"],
            ["meeting_id", "id"],
            ondelete="RESTRICT",
        )
        batch_op.drop_constraint(batch_op.f("ck_agenda_item_itemkind"), type_="check")
        for name, check in ITEM_CHECKS.items():
            batch_op.create_check_constraint(batch_op.f(f"ck_agenda_item_{name}"), check)
    _index("agenda_item", "parent_id", "carried_from_id")
    # What was held before items had a state was not left behind.
    op.execute(
        "UPDATE agenda_item SET state = 'discussed' "
        "WHERE meeting_id IN (SELECT id FROM meeting WHERE state = 'held')"
    )


def _widen_documents() -> None:
    with op.batch_alter_table("document") as batch_op:
        batch_op.add_column(sa.Column("sha256", sa.String(), nullable=True))
        batch_op.add_column(
            sa.Column("reach", sa.String(32), nullable=False, server_default="joint")
        )
        batch_op.add_column(sa.Column("party_id", sa.Integer(), nullable=True))
    # So far a document was read by whoever may read its item.
    op.execute(
        "UPDATE document SET "
        "reach = (SELECT reach FROM agenda_item WHERE agenda_item.id = document.item_id), "
        "party_id = (SELECT party_id FROM agenda_item WHERE agenda_item.id = document.item_id)"
    )
    with op.batch_alter_table("document") as batch_op:
        for column, table, key in (
            ("sha256", "stored_file", "sha256"),
            ("party_id", "party", "id"),
        ):
            batch_op.create_foreign_key(
                batch_op.f(f"fk_document_{column}_{table}"),
                table,
                [column],
                [key],
                ondelete="RESTRICT",
            )
        for name, check in DOCUMENT_CHECKS.items():
            batch_op.create_check_constraint(batch_op.f(f"ck_document_{name}"), check)
    _index("document", "sha256", "party_id")


def downgrade() -> None:
    # What came in the meantime is not kept: older programs know none of it.
    op.execute("UPDATE agenda_item SET kind = 'standing' WHERE kind = 'break'")
    with op.batch_alter_table("thread") as batch_op:
        batch_op.drop_column("closed_on")
    with op.batch_alter_table("document") as batch_op:
        for name in DOCUMENT_CHECKS:
            batch_op.drop_constraint(batch_op.f(f"ck_document_{name}"), type_="check")
        for column, table in (("sha256", "stored_file"), ("party_id", "party")):
            batch_op.drop_index(batch_op.f(f"ix_document_{column}"))
            batch_op.drop_constraint(
                batch_op.f(f"fk_document_{column}_{table}"), type_="foreignkey"
            )
        for column in ("party_id", "reach", "sha256"):
            batch_op.drop_column(column)
    with op.batch_alter_table("agenda_item") as batch_op:
        for name in ITEM_CHECKS:
            batch_op.drop_constraint(batch_op.f(f"ck_agenda_item_{name}"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_agenda_item_itemkind"), f"kind IN {KINDS}")
        for columns in ("meeting_id_parent_id", "carried_from_id"):
            batch_op.drop_constraint(
                batch_op.f(f"fk_agenda_item_{columns}_agenda_item"), type_="foreignkey"
            )
        batch_op.drop_constraint(
            batch_op.f("uq_agenda_item_carried_from_id_carried_as"), type_="unique"
        )
        for column in ("parent_id", "carried_from_id"):
            batch_op.drop_index(batch_op.f(f"ix_agenda_item_{column}"))
        for column in ("carried_as", "carried_from_id", "state", "section", "parent_id"):
            batch_op.drop_column(column)
    for table in (
        *("speaker", "agenda_proposal", "agenda_version"),
        *("template_item", "agenda_template", "stored_file"),
    ):
        op.drop_table(table)
