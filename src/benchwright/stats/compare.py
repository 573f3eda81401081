"""Candidates side by side, task by task."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from benchwright.records.comparison import (
    Comparison,
    Contender,
    PairedDifference,
    TaskComparison,
    TaskCount,
    TaskResult,
)
from benchwright.stats.paired import paired_interval


def compare(contenders: Sequence[Contender], names: Sequence[str], counts: Sequence[Sequence[TaskCount]]) -> Comparison:
    """Compare contenders on the tasks they share; tasks that they met in different forms are left out and counted."""
    forms: dict[str, set[str]] = {}
    for found in counts:
        for count in found:
            forms.setdefault(count.task_id, set()).add(count.task_digest)
    by_task = [{count.task_id: count for count in found if len(forms[count.task_id]) == 1} for found in counts]
    tasks = sorted({task for found in by_task for task in found})
    pairs = combinations(range(len(contenders)), 2)
    return Comparison(
        contenders=tuple(contenders),
        names=tuple(names),
        pairs=tuple(_pair(first, second, by_task) for first, second in pairs),
        tasks=tuple(_task([found.get(task) for found in by_task]) for task in tasks),
        edited=sum(len(digests) > 1 for digests in forms.values()),
    )


def _pair(first: int, second: int, by_task: Sequence[Mapping[str, TaskCount]]) -> PairedDifference:
    mine, theirs = by_task[first], by_task[second]
    tried = sorted(mine.keys() & theirs.keys())
    judged = [task for task in tried if mine[task].scored and theirs[task].scored]
    differences = [mine[task].passed / mine[task].scored - theirs[task].passed / theirs[task].scored for task in judged]
    strict = [mine[task].passed / mine[task].finished - theirs[task].passed / theirs[task].finished for task in tried]
    return PairedDifference(
        first=first,
        second=second,
        tasks=len(judged),
        better=sum(difference > 0 for difference in differences),
        worse=sum(difference < 0 for difference in differences),
        difference=_mean(differences),
        ci95=paired_interval(differences),
        strict_difference=_mean(strict),
    )


def _task(counts: Sequence[TaskCount | None]) -> TaskComparison:
    known = [count for count in counts if count is not None]
    rates = {count.passed / count.scored for count in known if count.scored}
    judged = sum(count.scored > 0 for count in known)
    return TaskComparison(
        task_id=known[0].task_id,
        difficulty=known[0].difficulty,
        language=known[0].language,
        counts=tuple(None if count is None else _result(count) for count in counts),
        verdict="incomparable" if judged < 2 else "same" if len(rates) == 1 else "differs",  # noqa: PLR2004
    )


def _result(count: TaskCount) -> TaskResult:
    return TaskResult(finished=count.finished, scored=count.scored, passed=count.passed, overall=count.overall)


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
