"""Two to four candidates side by side, task by task."""

from typing import Literal

from benchwright.records.record import Record
from benchwright.records.summary import Interval


class Contender(Record):
    """Whose results to compare: a candidate in one run, or as its suite's leaderboard knows it."""

    candidate: str
    """Its name, or its digest where several have the name."""
    run_id: str | None = None
    suite: str | None = None
    """For a candidate of the leaderboard."""


class TaskCount(Record):
    """One candidate's attempts at one task."""

    task_id: str
    task_digest: str
    difficulty: str
    language: str
    finished: int
    scored: int
    passed: int
    overall: float | None
    """Mean of the attempts' overall figures."""


class TaskResult(Record):
    """One contender's attempts at one task, in a comparison."""

    finished: int
    scored: int
    passed: int
    overall: float | None


class TaskComparison(Record):
    """One task, with each contender's figures in the contenders' order."""

    task_id: str
    difficulty: str
    language: str
    counts: tuple[TaskResult | None, ...]
    """None: no attempt."""
    verdict: Literal["same", "differs", "incomparable"]
    """`incomparable`: fewer than two of them have a verdict."""


class PairedDifference(Record):
    """How much better one contender is than another on the tasks that both have a verdict on."""

    first: int
    """Index of a contender."""
    second: int
    tasks: int
    """Tasks that both have a verdict on."""
    better: int
    """Tasks on which the first has the higher pass rate."""
    worse: int
    difference: float | None
    """Mean over tasks of the first's pass rate less the second's; None where no task is shared."""
    ci95: Interval | None
    strict_difference: float | None
    """The same with infrastructure errors counted as 0, over the tasks that both have tried."""


class Comparison(Record):
    """The whole comparison."""

    contenders: tuple[Contender, ...]
    names: tuple[str, ...]
    pairs: tuple[PairedDifference, ...]
    tasks: tuple[TaskComparison, ...]
    edited: int
    """Tasks left out because the contenders met them in different forms."""
