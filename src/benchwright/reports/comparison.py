"""Candidates side by side as a report: paired differences, and task by task."""

from benchwright.records.comparison import Comparison, PairedDifference, TaskResult
from benchwright.records.summary import Interval
from benchwright.reports.document import UNKNOWN, Document, Section, Table, plain

_SIGNED = "{:+.1f}"


def comparison_document(comparison: Comparison) -> Document:
    """Return the report."""
    names = tuple(plain(name) for name in comparison.names)
    differs = sum(task.verdict == "differs" for task in comparison.tasks)
    facts = [
        ("Candidates", ", ".join(names)),
        ("Tasks", f"{len(comparison.tasks)}, on {differs} of which they differ"),
    ]
    if comparison.edited:
        facts.append(("Left out", f"{comparison.edited} tasks that they met in different forms"))
    return Document(
        title="Comparison",
        facts=tuple(facts),
        sections=(_pairs(comparison, names), _tasks(comparison, names)),
    )


def _pairs(comparison: Comparison, names: tuple[str, ...]) -> Section:
    head = (
        "Candidate",
        "Against",
        "Shared tasks",
        "Better",
        "Worse",
        "Difference",
        "95 % interval",
        "Strict difference",
    )
    rows = tuple(
        (names[pair.first], names[pair.second], str(pair.tasks), str(pair.better), str(pair.worse), *_figures(pair))
        for pair in comparison.pairs
    )
    note = (
        "Difference: mean over the shared tasks of the first one's pass rate less the other's, in percentage points. "
        "An interval that holds 0 leaves open which is better."
    )
    return Section(title="Differences", table=Table(head=head, rows=rows), note=note)


def _figures(pair: PairedDifference) -> tuple[str, str, str]:
    return _signed(pair.difference), _range(pair.ci95), _signed(pair.strict_difference)


def _tasks(comparison: Comparison, names: tuple[str, ...]) -> Section:
    rows = tuple(
        (plain(task.task_id), task.difficulty, task.language, *(_count(one) for one in task.counts), task.verdict)
        for task in comparison.tasks
    )
    return Section(
        title="Task by task",
        table=Table(head=("Task", "Difficulty", "Language", *names, "Verdict"), rows=rows),
        note="Passed of those with a verdict.",
    )


def _count(count: TaskResult | None) -> str:
    return "not tried" if count is None else f"{count.passed}/{count.scored}"


def _signed(difference: float | None) -> str:
    return UNKNOWN if difference is None else _SIGNED.format(100 * difference)


def _range(found: Interval | None) -> str:
    return UNKNOWN if found is None else f"{_SIGNED.format(100 * found.low)} to {_SIGNED.format(100 * found.high)}"
