"""Replies.

Revision ID: 0017
Revises: 0016
Create Date: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

# What was read of a message stays so; whose it is, and what became of it, may change.
GUARDED = (
    "UPDATE OF content_hash, place, method, uid, recurrence_id, sequence, stamp, attendee, "
    "sent_by, partstat, answer, comment, proposed_day, proposed_start, proposed_end, sender, "
    "message_id"
)
REFUSAL = "a reply stays as it was read"


def upgrade() -> None:
    op.create_table(
        "calendar_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "unverified",
                "counted",
                "beside",
                "outdated",
                "noted",
                "unmatched",
                "discarded",
                name="replystate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "proof",
            sa.Enum(
                "none",
                "mail server",
                "secret address",
                "officer",
                name="replyproof",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column(
            "method",
            sa.Enum(
                "reply",
                "counter",
                name="replymethod",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("recurrence_id", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.DateTime(), nullable=False),
        sa.Column("attendee", sa.String(), nullable=False),
        sa.Column("sent_by", sa.String(), nullable=False),
        sa.Column("partstat", sa.String(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "none",
                "accepted",
                "tentative",
                "declined",
                name="reply",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("proposed_day", sa.Date(), nullable=True),
        sa.Column("proposed_start", sa.DateTime(), nullable=True),
        sa.Column("proposed_end", sa.DateTime(), nullable=True),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "method = 'counter' OR proposed_day IS NULL",
            name=op.f("ck_calendar_reply_counters_propose"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('counted', 'beside') OR "
            "(meeting_id IS NOT NULL AND person_id IS NOT NULL AND proof <> 'none')",
            name=op.f("ck_calendar_reply_counts_with_proof"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_calendar_reply_meeting_id_meeting"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_calendar_reply_person_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_reply")),
        sa.UniqueConstraint(
            "content_hash", "place", name=op.f("uq_calendar_reply_content_hash_place")
        ),
    )
    with op.batch_alter_table("calendar_reply", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_calendar_reply_meeting_id"), ["meeting_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_calendar_reply_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_calendar_reply_state"), ["state"], unique=False)

    op.create_table(
        "reply_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_reply_address_meeting_id_meeting"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_reply_address_person_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_address")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_reply_address_token_hash")),
    )
    with op.batch_alter_table("reply_address", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reply_address_meeting_id"), ["meeting_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_reply_address_person_id"), ["person_id"], unique=False)
    body = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION calendar_reply_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
        body = "FOR EACH ROW EXECUTE FUNCTION calendar_reply_refuse()"
    op.execute(f"CREATE TRIGGER calendar_reply_no_update BEFORE {GUARDED} ON calendar_reply {body}")


def downgrade() -> None:
    op.drop_table("reply_address")
    op.drop_table("calendar_reply")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION calendar_reply_refuse()")
