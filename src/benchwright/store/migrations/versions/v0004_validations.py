"""Proofs of tasks as people asked for them: the newest of each."""

import sqlalchemy as sa
from alembic import op

revision = "v0004"
down_revision = "v0003"


def upgrade() -> None:
    """Make the table; no proof was kept so far."""
    op.create_table(
        "validations",
        sa.Column("task_digest", sa.Text(), nullable=False),
        sa.Column("sandbox", sa.Text(), nullable=False),
        sa.Column("validated_at", sa.Double, nullable=False),
        sa.Column("validation", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("task_digest"),
    )
