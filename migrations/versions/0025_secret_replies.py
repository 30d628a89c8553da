"""Whether the answers to a mailbox go to secret addresses of it.

Revision ID: 0025
Revises: 0024
Create Date: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("body") as batch_op:
        batch_op.add_column(
            sa.Column("secret_replies", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    with op.batch_alter_table("body") as batch_op:
        batch_op.drop_column("secret_replies")
