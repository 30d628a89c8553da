"""An index by which the next meeting of a series is found at once.

Revision ID: 0030
Revises: 0029
Create Date: 2026-11-24
"""

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_meeting_series_id_day", "meeting", ["series_id", "day"])


def downgrade() -> None:
    op.drop_index("ix_meeting_series_id_day", "meeting")
