"""The summary tables. Spending is added up here; the rest is noted as stale, and is counted when it is asked for."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "v0003"
down_revision = "v0002"


def upgrade() -> None:
    """Make the tables, and add up what was spent."""
    slices, place = ("candidate_digest", "candidate"), ("difficulty", "language")
    figures = ("run_id", *slices, "task_id", "task_digest")
    _make("task_figures", figures, [sa.Column("verdict", sa.Boolean(), nullable=False)], [*_form(), *_figures()])
    sums = ("finished", "scored", "passed", "cost_usd", "cost_unknown")
    op.create_index("task_figures_by_task", "task_figures", ["task_id", "run_id", *place, *sums])
    _make("run_cells", ("run_id", *place, *slices), [], _figures())
    _make("suite_cells", ("suite", *place, *slices), [], _figures())
    kept = [_text("task_digest"), *_form(), _text("run_id")]
    _make("suite_tasks", ("suite", "task_id"), [], [*kept, sa.Column("created_at", sa.Double, nullable=False)])
    _make("stale_tasks", ("run_id", *slices, "task_id"), [], [])
    _make("stale_candidates", ("suite", *slices), [], [])
    _spending()
    op.execute(
        "INSERT INTO stale_tasks (run_id, candidate_digest, candidate, task_id) "
        "SELECT DISTINCT run_id, candidate_digest, candidate, task_id FROM attempts"
    )


def _make(name: str, keys: Sequence[str], more: list[sa.Column[Any]], columns: Sequence[sa.Column[Any]]) -> None:
    named = [*map(_text, keys), *more]
    primary = sa.PrimaryKeyConstraint(*(column.name for column in named))
    op.create_table(name, *named, *columns, primary, sqlite_with_rowid=False)


def _form() -> list[sa.Column[Any]]:
    return [_text("difficulty"), _text("language")]


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _figures() -> list[sa.Column[Any]]:
    counts = ("finished", "scored", "passed", "infra_errors", "cost_unknown", "tokens_unknown", "overall_count")
    return [
        *(sa.Column(name, sa.Integer(), nullable=False) for name in counts),
        sa.Column("input_tokens", sa.BigInteger(), nullable=False),
        sa.Column("output_tokens", sa.BigInteger(), nullable=False),
        sa.Column("cost_usd", sa.Double(), nullable=False),
        sa.Column("overall_total", sa.Double(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
    ]


def _spending() -> None:
    op.create_table(
        "spending",
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("usd", sa.Double, nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("unpriced", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "day"),
        sqlite_with_rowid=False,
    )
    op.create_index("spending_by_day", "spending", ["day"])
    # SQLite cuts off where PostgreSQL rounds.
    day = "created_at / 86400" if op.get_bind().dialect.name == "sqlite" else "floor(created_at / 86400)"
    op.execute(
        "INSERT INTO spending (run_id, day, usd, calls, unpriced) "  # noqa: S608 -- all of it is written here
        f"SELECT run_id, CAST({day} AS INTEGER), coalesce(sum(cost_usd), 0.0), "
        "sum(CASE WHEN key = '' THEN 0 ELSE 1 END), count(*) - count(cost_usd) FROM purchases GROUP BY 1, 2"
    )
