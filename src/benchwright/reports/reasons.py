"""Why an attempt did not pass, in one line, from what its record holds."""

from benchwright.records.answer import Answer
from benchwright.records.attempt import Attempt, Outcome
from benchwright.records.execution import CaseResult, Execution
from benchwright.records.score import Score


def reason(attempt: Attempt) -> str:
    """Return the most telling reason why an attempt did not pass; empty where it passed."""
    if attempt.outcome is Outcome.PASSED:
        return ""
    if attempt.error is not None:
        return f"{attempt.error.kind}: {attempt.error.message} (blamed on: {attempt.error.blame})"
    if attempt.execution is not None and attempt.execution.tampered:
        return f"reached for the verdict: {attempt.execution.tampered}"
    # An answer that was cut off or refused explains whatever its remains did when they ran.
    told = _of_answer(attempt.answer) or _of_execution(attempt.execution) or _of_scores(attempt.scores)
    return told or "no reason recorded"


def _of_answer(answer: Answer | None) -> str:
    if answer is not None and answer.finish_reason == "refusal":
        return "the model refused"
    if answer is not None and answer.finish_reason == "length":
        return "the answer was cut off at the token limit"
    return ""


def _of_execution(execution: Execution | None) -> str:
    if execution is None:
        return ""
    if execution.limit is not None:
        return f"stopped by the {execution.limit.replace('_', ' ')} limit"
    if execution.load_error:
        return f"could not be loaded: {execution.load_error}"
    failed = [result for result in execution.results if not result.passed]
    if failed:
        return f"{len(failed)} of {execution.planned} failed; {_of_case(failed[0])}"
    if len(execution.results) < execution.planned:
        return f"only {len(execution.results)} of {execution.planned} were run"
    return ""


def _of_case(case: CaseResult) -> str:
    if case.error:
        return f"case {case.index + 1}: {case.error}"
    return f"case {case.index + 1}: expected {case.expected}, got {case.got}"


def _of_scores(scores: tuple[Score, ...]) -> str:
    return next((f"{score.dimension}: {score.explanation}" for score in scores if (score.value or 0.0) < 1), "")
