"""Suites and tasks as runs have seen them."""

from datetime import datetime

from pydantic import Field

from benchwright.records.page import LONGEST_PAGE
from benchwright.records.record import Record


class SuiteRow(Record):
    """One suite that runs were made of."""

    suite: str
    runs: int
    tasks: int
    """Tasks with at least one verdict."""
    candidates: int
    languages: tuple[str, ...]
    """Of those tasks, by name."""
    last_run_at: datetime


class TaskQuery(Record):
    """Which tasks of a suite to list."""

    difficulty: str | None = None
    language: str | None = None
    search: str | None = None
    """Part of the id, upper and lower case alike."""
    cursor: str | None = None
    limit: int = Field(default=100, gt=0, le=LONGEST_PAGE)


class TaskRow(Record):
    """One task in the form that its suite's newest run knew it in, over all candidates."""

    suite: str
    task_id: str
    task_digest: str
    difficulty: str
    language: str
    candidates: int
    """Candidates with a verdict on it."""
    finished: int
    scored: int
    passed: int
    strict: float | None
    """passed / finished, infrastructure errors counted as 0."""
    scored_only: float | None
    """passed / scored."""
    cost_usd: float
    cost_unknown: int
