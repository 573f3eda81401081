"""Runs as lists show them, what a person may change of one, and how to ask for a page of them."""

from datetime import datetime
from typing import Literal

from pydantic import Field, field_validator

from benchwright.records.page import LONGEST_PAGE
from benchwright.records.record import Record
from benchwright.records.run import RunStatus

RunSort = Literal["created_at", "-created_at", "name", "-name", "suite", "-suite", "status", "-status"]
"""A column of the list; with `-`, the largest or latest first."""


class RunQuery(Record):
    """Which runs to list; everything that is set must hold."""

    suite: str | None = None
    status: RunStatus | None = None
    tag: str | None = None
    candidate: str | None = None
    """Name of a candidate that takes part."""
    search: str | None = None
    """Part of the id, the name or the suite, upper and lower case alike."""
    deleted: bool = False
    """Whether to list the deleted runs instead of the others."""
    sort: RunSort = "-created_at"
    cursor: str | None = None
    limit: int = Field(default=50, gt=0, le=LONGEST_PAGE)


class RunEdit(Record):
    """What a person changes of a run; None: stays as it is."""

    name: str | None = Field(default=None, max_length=200)
    notes: str | None = Field(default=None, max_length=20_000)
    tags: tuple[str, ...] | None = Field(default=None, max_length=20)

    @field_validator("tags")
    @classmethod
    def _tags_are_words(cls, tags: tuple[str, ...] | None) -> tuple[str, ...] | None:
        if tags is None:
            return None
        tags = tuple(dict.fromkeys(tag.strip() for tag in tags))
        if any(not tag or len(tag) > 50 for tag in tags):  # noqa: PLR2004 -- said in the message
            raise ValueError("a tag has 1 to 50 characters")
        return tags


class RunRow(Record):
    """One run in a list."""

    id: str
    name: str
    """What a person calls it; empty: it has no name."""
    notes: str
    tags: tuple[str, ...]
    version: int
    """Rises with every change by a person; an edit names the version it was made from."""
    suite: str
    status: RunStatus
    """`interrupted` too where it says `running` and no process works on it."""
    note: str
    """How it ended, in words."""
    candidates: tuple[str, ...]
    samples: int
    planned: int
    """Attempts planned: the strict denominator."""
    finished: int
    scored: int
    """Attempts with a verdict: the other denominator."""
    passed: int
    infra_errors: int
    strict: float | None
    """passed / planned; None where nothing has finished."""
    scored_only: float | None
    """passed / scored; None where nothing has a verdict."""
    cost_usd: float
    """Sum of the known costs of its answers, those from the cache included."""
    cost_unknown: int
    """Attempts without a known cost."""
    spent_usd: float
    """What the run itself paid."""
    max_cost_usd: float | None
    created_at: datetime
    finished_at: datetime | None
    deleted_at: datetime | None
    """Since when it is deleted; None: it is not."""
