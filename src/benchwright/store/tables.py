"""The tables as they are now. Every change comes with a migration of the same effect in `migrations/versions/`.

Times are seconds since 1970 in UTC; digests and ids are text. `current` marks what counts: older rows are kept.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

runs = Table(
    "runs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("suite", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("record", Text, nullable=False),  # the whole Run as JSON; the other columns are for lists
    Index("runs_by_age", "created_at"),
    Index("runs_by_suite", "suite", "created_at"),
)

run_edits = Table(
    "run_edits",
    metadata,
    Column("run_id", Text, ForeignKey("runs.id"), primary_key=True),  # a run without a row was never edited
    Column("name", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("tags", Text, nullable=False),  # a JSON list
    Column("version", Integer, nullable=False),  # rises with every edit; a run that was never edited has version 1
    Column("deleted_at", Double),
)

changes = Table(
    "changes",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at", Double, nullable=False),
    Column("kind", Text, nullable=False),
    Column("run_id", Text, nullable=False),  # no foreign key: that a run was purged is a change too
    Column("attempt_id", Text, nullable=False),  # empty: the change is about the run
)

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

attempts = Table(
    "attempts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("run_id", Text, ForeignKey("runs.id"), nullable=False),
    Column("key", Text, nullable=False),
    Column("task_id", Text, nullable=False),
    Column("task_digest", Text, nullable=False),
    Column("candidate", Text, nullable=False),
    Column("candidate_digest", Text, nullable=False),
    Column("sample", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("difficulty", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("overall", Double),
    Column("cost_usd", Double),
    Column("input_tokens", Integer),
    Column("output_tokens", Integer),
    Column("latency_s", Double),
    Column("started_at", Double, nullable=False),
    Column("finished_at", Double, nullable=False),
    Column("in_process", Boolean, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("detail", LargeBinary, nullable=False),  # answer, execution and error as JSON, see packing.py
    UniqueConstraint("run_id", "key", name="one_attempt_per_key"),
    # Wide enough that lists are filtered and sorted without fetching rows: those hold whole answers.
    Index("attempts_in_order", "run_id", "candidate", "task_id", "sample", *_LISTED),
)

scores = Table(
    "scores",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("attempt_id", Text, ForeignKey("attempts.id"), nullable=False),
    Column("dimension", Text, nullable=False),
    Column("value", Double),
    Column("explanation", Text, nullable=False),
    Column("scorer", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("parameters", Text, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("current", Boolean, nullable=False),
    Index("scores_by_attempt", "attempt_id"),
)


def _figures() -> tuple[Column[Any], ...]:
    """Return the columns of `figures.Figures`."""
    counts = ("finished", "scored", "passed", "infra_errors", "cost_unknown", "tokens_unknown", "overall_count")
    return (
        *(Column(name, Integer, nullable=False) for name in counts),
        Column("input_tokens", BigInteger, nullable=False),
        Column("output_tokens", BigInteger, nullable=False),
        Column("cost_usd", Double, nullable=False),
        Column("overall_total", Double, nullable=False),
        Column("detail", Text, nullable=False),  # outcomes, scores, solved and latencies as JSON
    )


# The summaries, see summaries.py. They hold nothing that is not in `attempts` and `scores`.

_BY_TASK = ("difficulty", "language", "finished", "scored", "passed", "cost_usd", "cost_unknown")

task_figures = Table(
    "task_figures",
    metadata,
    Column("run_id", Text, primary_key=True),
    Column("candidate_digest", Text, primary_key=True),
    Column("candidate", Text, primary_key=True),
    Column("task_id", Text, primary_key=True),
    Column("task_digest", Text, primary_key=True),
    Column("verdict", Boolean, primary_key=True),
    Column("difficulty", Text, nullable=False),
    Column("language", Text, nullable=False),
    *_figures(),
    # Wide enough that no row need be fetched for what lists of tasks add up.
    Index("task_figures_by_task", "task_id", "run_id", *_BY_TASK),
    sqlite_with_rowid=False,
)

run_cells = Table(
    "run_cells",
    metadata,
    Column("run_id", Text, primary_key=True),
    Column("difficulty", Text, primary_key=True),  # `*`: over all; so for language
    Column("language", Text, primary_key=True),
    Column("candidate_digest", Text, primary_key=True),
    Column("candidate", Text, primary_key=True),
    *_figures(),
    sqlite_with_rowid=False,
)

suite_cells = Table(
    "suite_cells",
    metadata,
    Column("suite", Text, primary_key=True),
    Column("difficulty", Text, primary_key=True),  # `*`: over all; so for language
    Column("language", Text, primary_key=True),
    Column("candidate_digest", Text, primary_key=True),
    Column("candidate", Text, primary_key=True),
    *_figures(),
    sqlite_with_rowid=False,
)

suite_tasks = Table(
    "suite_tasks",
    metadata,
    Column("suite", Text, primary_key=True),
    Column("task_id", Text, primary_key=True),
    Column("task_digest", Text, nullable=False),  # the form that the newest run with a verdict on it knew
    Column("difficulty", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("run_id", Text, nullable=False),
    Column("created_at", Double, nullable=False),  # of that run
    sqlite_with_rowid=False,
)

stale_tasks = Table(
    "stale_tasks",
    metadata,
    Column("run_id", Text, primary_key=True),
    Column("candidate_digest", Text, primary_key=True),
    Column("candidate", Text, primary_key=True),
    Column("task_id", Text, primary_key=True),
    sqlite_with_rowid=False,
)

stale_candidates = Table(
    "stale_candidates",
    metadata,
    Column("suite", Text, primary_key=True),
    Column("candidate_digest", Text, primary_key=True),
    Column("candidate", Text, primary_key=True),
    sqlite_with_rowid=False,
)

spending = Table(
    "spending",
    metadata,
    Column("run_id", Text, primary_key=True),
    Column("day", Integer, primary_key=True, autoincrement=False),  # days since 1970, in UTC
    Column("usd", Double, nullable=False),
    Column("calls", Integer, nullable=False),
    Column("unpriced", Integer, nullable=False),
    Index("spending_by_day", "day"),
    sqlite_with_rowid=False,
)

calls = Table(
    "calls",
    metadata,
    Column("key", Text, primary_key=True),
    Column("run_id", Text, nullable=False),  # no foreign key: the cache outlives the run that bought it
    Column("provider", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("cost_usd", Double),
    Column("output_tokens", Integer),
    Column("latency_s", Double, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("response", LargeBinary, nullable=False),
    Index("calls_by_model", "provider", "model"),
)

proofs = Table(
    "proofs",
    metadata,
    Column("key", Text, primary_key=True),  # digest of the task, what it ran on, and the limits
    Column("task_id", Text, nullable=False),
    Column("flaw", Text, nullable=False),  # why the task can't be trusted here; empty: it can
    Column("created_at", Double, nullable=False),
)

validations = Table(
    "validations",
    metadata,
    Column("task_digest", Text, primary_key=True),
    Column("sandbox", Text, nullable=False),
    Column("validated_at", Double, nullable=False),
    Column("validation", LargeBinary, nullable=False),  # the newest proof
)

purchases = Table(
    "purchases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", Text, nullable=False),
    Column("key", Text, nullable=False),  # empty: money that may have been spent without an answer
    Column("cost_usd", Double),
    Column("reason", Text, nullable=False),
    Column("created_at", Double, nullable=False),
    Index("purchases_by_run", "run_id"),
)
