"""From scores and execution to an attempt's outcome."""

from benchwright.errors import Blame
from benchwright.records.answer import Answer
from benchwright.records.attempt import ErrorNote, Outcome
from benchwright.records.execution import Execution


def outcome_of(answer: Answer, execution: Execution | None, deciding: float | None) -> Outcome:
    """Say how a judged attempt ended.

    `deciding` is the value of the score that decides (1.0 is a pass). An answer that passes has passed, even where it
    was cut off; a forged one never has.
    """
    if execution is not None and execution.tampered:
        return Outcome.TAMPERED
    if deciding is not None and deciding >= 1.0:
        return Outcome.PASSED
    return _why_not(answer, execution)


def _why_not(answer: Answer, execution: Execution | None) -> Outcome:
    if answer.finish_reason == "refusal":
        return Outcome.REFUSED
    if answer.finish_reason == "length":
        return Outcome.TRUNCATED
    if execution is not None and execution.limit is not None:
        return Outcome.LIMIT
    if execution is not None and execution.load_error:
        return Outcome.CANDIDATE_ERROR
    return Outcome.FAILED


def outcome_of_error(note: ErrorNote | None) -> Outcome:
    """Say how an attempt ended that broke before it could be judged."""
    return Outcome.CANDIDATE_ERROR if note is not None and note.blame is Blame.CANDIDATE else Outcome.INFRA_ERROR
