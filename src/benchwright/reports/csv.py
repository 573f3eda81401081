"""A run's attempts as CSV (RFC 4180), one row each, safe to open in a spreadsheet."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping

from benchwright.records.answer import Answer
from benchwright.records.attempt import Attempt
from benchwright.records.controls import without_controls
from benchwright.records.execution import Execution
from benchwright.records.summary import RunSummary
from benchwright.reports.document import Table
from benchwright.reports.reasons import reason

Cell = str | int | float | None

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""Source: OWASP, "CSV Injection", https://owasp.org/www-community/attacks/CSV_Injection."""


def to_csv(summary: RunSummary, attempts: Iterable[Attempt]) -> Iterator[str]:
    """Yield the header and then a row for each attempt; an empty cell is unknown.

    The columns are always the same and in the same order; `score_<dimension>` columns (0..1) of the dimensions that
    the summary names come last. Text that a spreadsheet would take for a formula gets a leading apostrophe.
    """
    line = _Line()
    writer = csv.writer(line)
    dimensions = list(dict.fromkeys(name for candidate in summary.candidates for name in candidate.scores))
    writer.writerow([*COLUMNS, *(_safe(f"score_{name}") for name in dimensions)])
    yield line.text
    for attempt in attempts:
        scores = {score.dimension: score.value for score in attempt.scores}
        cells = [*_cells(attempt), *(scores.get(name) for name in dimensions)]
        writer.writerow([_safe(cell) for cell in cells])
        yield line.text


def table_csv(table: Table) -> str:
    """Return one table of a report as CSV."""
    line = _Line()
    writer = csv.writer(line)
    lines: list[str] = []
    for row in (table.head, *table.rows):
        writer.writerow([_safe(cell) for cell in row])
        lines.append(line.text)
    return "".join(lines)


class _Line:
    """Holds the line that the csv writer made last."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


_ATTEMPT: Mapping[str, Callable[[Attempt], Cell]] = {
    "run_id": lambda attempt: attempt.run_id,
    "attempt_id": lambda attempt: attempt.id,
    "task_id": lambda attempt: attempt.task_id,
    "task_digest": lambda attempt: attempt.task_digest,
    "candidate": lambda attempt: attempt.candidate,
    "candidate_digest": lambda attempt: attempt.candidate_digest,
    "sample": lambda attempt: attempt.sample,
    "difficulty": lambda attempt: attempt.difficulty,
    "language": lambda attempt: attempt.language,
    "outcome": lambda attempt: attempt.outcome.value,
    "overall": lambda attempt: attempt.overall,
    "reason": reason,
    "started_at": lambda attempt: attempt.started_at.isoformat(),
    "finished_at": lambda attempt: attempt.finished_at.isoformat(),
}
_ANSWER: Mapping[str, Callable[[Answer], Cell]] = {
    "finish_reason": lambda answer: answer.finish_reason,
    "model_version": lambda answer: answer.model_version,
    "cost_usd": lambda answer: answer.cost_usd,
    "cached": lambda answer: str(answer.cached).lower(),
    "tries": lambda answer: answer.tries,
    "latency_s": lambda answer: answer.latency_s,
    "first_token_s": lambda answer: answer.first_token_s,
    "input_tokens": lambda answer: answer.usage.input_tokens,
    "output_tokens": lambda answer: answer.usage.output_tokens,
    "reasoning_tokens": lambda answer: answer.usage.reasoning_tokens,
    "cached_tokens": lambda answer: answer.usage.cached_tokens,
}
_EXECUTION: Mapping[str, Callable[[Execution], Cell]] = {
    "sandbox": lambda execution: execution.sandbox.backend,
    "isolated": lambda execution: str(execution.sandbox.isolated).lower(),
    "in_process": lambda execution: str(execution.in_process).lower(),
    "cases_passed": lambda execution: execution.cases_passed,
    "cases_planned": lambda execution: execution.planned,
    "limit": lambda execution: execution.limit,
    "cpu_s": lambda execution: execution.cpu_s,
    "wall_s": lambda execution: execution.wall_s,
    "memory_mb": lambda execution: execution.memory_mb,
    "tampered": lambda execution: execution.tampered or None,
}
COLUMNS = (*_ATTEMPT, *_ANSWER, *_EXECUTION)
"""The columns before the scores; a new one goes at the end of its group and is named in the change log."""


def _cells(attempt: Attempt) -> list[Cell]:
    answer, execution = attempt.answer, attempt.execution
    return [
        *(read(attempt) for read in _ATTEMPT.values()),
        *(None if answer is None else read(answer) for read in _ANSWER.values()),
        *(None if execution is None else read(execution) for read in _EXECUTION.values()),
    ]


def _safe(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    # A model's text may hold half a surrogate pair, which no UTF-8 file can.
    writable = without_controls(cell.encode("utf-8", "replace").decode("utf-8"))
    return f"'{writable}" if writable.startswith(_STARTS_A_FORMULA) else writable
