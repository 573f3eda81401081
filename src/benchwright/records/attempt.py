"""Attempts: one candidate's one try at one task, the unit that is stored, retried, resumed and counted."""

from datetime import datetime
from enum import StrEnum

from benchwright.errors import Blame, blame
from benchwright.records.answer import Answer
from benchwright.records.digest import digest_of
from benchwright.records.execution import Execution
from benchwright.records.record import Record
from benchwright.records.score import Score


class Outcome(StrEnum):
    """How an attempt ended."""

    PASSED = "passed"
    FAILED = "failed"
    REFUSED = "refused"
    TRUNCATED = "truncated"
    LIMIT = "limit"
    CANDIDATE_ERROR = "candidate_error"
    INFRA_ERROR = "infra_error"
    CANCELLED = "cancelled"
    TAMPERED = "tampered"


UNSCORED = frozenset({Outcome.INFRA_ERROR, Outcome.CANCELLED})
"""Outcomes that say nothing about the candidate: 0 under `strict`, left out under `scored_only`."""


class PlannedAttempt(Record):
    """An attempt that is still to be made."""

    key: str
    """Digest of everything that decides its result."""
    task_id: str
    candidate: int
    """Index into the run's candidates."""
    sample: int


class ErrorNote(Record):
    """Why an attempt has no verdict."""

    kind: str
    """Class of the error."""
    message: str
    blame: Blame


class Attempt(Record):
    """A finished attempt."""

    id: str
    run_id: str
    key: str
    task_id: str
    task_digest: str
    candidate: str
    """Name of the candidate."""
    candidate_digest: str
    sample: int
    outcome: Outcome
    difficulty: str = ""
    language: str = ""
    error: ErrorNote | None = None
    answer: Answer | None = None
    execution: Execution | None = None
    scores: tuple[Score, ...] = ()
    overall: float | None = None
    started_at: datetime
    finished_at: datetime


def attempt_key(*, task: str, candidate: str, sample: int, solver: str, image: str) -> str:
    """Digest of everything that decides an attempt's result (all arguments are digests or versioned names)."""
    return digest_of([task, candidate, sample, solver, image])


def attempt_id(run_id: str, key: str) -> str:
    """Short id of an attempt: 12 hex digits, the same for the same run and key."""
    return digest_of([run_id, key])[:12]


def note_of(error: Exception) -> ErrorNote:
    """Put a failure on record, with the side it is blamed on."""
    return ErrorNote(kind=type(error).__name__, message=str(error)[:2000], blame=blame(error))
