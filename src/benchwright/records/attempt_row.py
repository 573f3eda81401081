"""Attempts as lists show them, and how to ask for a page of them."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from benchwright.records.attempt import Attempt, Outcome
from benchwright.records.page import LONGEST_PAGE
from benchwright.records.record import Record

AttemptSort = Literal[
    "task", "-task", "finished_at", "-finished_at", "overall", "-overall", "cost_usd", "-cost_usd",
    "latency_s", "-latency_s", "output_tokens", "-output_tokens",
]  # fmt: skip
"""A column of the list; with `-`, the largest or latest first. Unknown values stand last either way."""


class AttemptQuery(Record):
    """Which attempts of a run to list; everything that is set must hold."""

    outcomes: tuple[Outcome, ...] = ()
    """Any of these; empty: all."""
    candidate: str | None = None
    task_id: str | None = None
    difficulty: str | None = None
    language: str | None = None
    search: str | None = None
    """Part of the task's id, upper and lower case alike."""
    sort: AttemptSort = "task"
    cursor: str | None = None
    limit: int = Field(default=100, gt=0, le=LONGEST_PAGE)


class AttemptRow(Record):
    """One attempt in a list."""

    id: str
    run_id: str
    task_id: str
    candidate: str
    candidate_digest: str
    sample: int
    outcome: Outcome
    difficulty: str
    language: str
    overall: float | None
    scores: dict[str, float | None]
    """By dimension, 0..1; None: withheld."""
    cost_usd: float | None
    input_tokens: int | None
    output_tokens: int | None
    latency_s: float | None
    started_at: datetime
    finished_at: datetime


class AttemptView(Record):
    """One attempt in full."""

    attempt: Attempt
    suite: str
    folder: str
    """Name of its folder under its run's."""
    artifacts: tuple[str, ...]
    """Names of the files in it; empty where the folder is gone."""
