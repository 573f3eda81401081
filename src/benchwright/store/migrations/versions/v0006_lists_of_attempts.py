"""Lists of attempts are filtered and sorted by an index alone."""

from alembic import op

revision = "v0006"
down_revision = "v0005"

_ORDER = ("run_id", "candidate", "task_id", "sample")
_LISTED = (
    "id",
    "current",
    "outcome",
    "difficulty",
    "language",
    "overall",
    "cost_usd",
    "output_tokens",
    "latency_s",
    "finished_at",
)


def upgrade() -> None:
    """Widen the index."""
    op.drop_index("attempts_in_order", table_name="attempts")
    op.create_index("attempts_in_order", "attempts", [*_ORDER, *_LISTED])
