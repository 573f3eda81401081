"""Runs by suite: leaderboards look at a suite's runs, and no longer at all of them."""

from alembic import op

revision = "v0005"
down_revision = "v0004"


def upgrade() -> None:
    """Make the index."""
    op.create_index("runs_by_suite", "runs", ["suite", "created_at"])
