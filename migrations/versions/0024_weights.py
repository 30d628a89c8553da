"""How many points each drawback counts in a series, where that is not the usual.

Revision ID: 0024
Revises: 0023
Create Date: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("series", sa.Column("weights", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("series") as batch_op:
        batch_op.drop_column("weights")
