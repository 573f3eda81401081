"""Which results count on a suite's leaderboard: the best present knowledge of each candidate, over all its runs.

A candidate is a name with settings; a task is its content. For each suite, candidate and task the attempts of the
newest run count and no others. A task counts only in the form that the suite's newest run knew it in: results of an
edited task drop out for every candidate until it is run again. Attempts without a verdict (infrastructure errors) take
no part, so that a provider's bad hour does not hide what was known before; strict still counts what is missing.
Deleted runs take no part either.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from benchwright.store.figures import Figures
from benchwright.store.measure import TaskLine

Counted = tuple[TaskLine, Figures]


class Who(NamedTuple):
    """A candidate of a suite."""

    digest: str
    name: str


def chosen(lines: Iterable[Counted], ages: Mapping[str, tuple[float, str]]) -> dict[Who, list[Counted]]:
    """Return what counts of a suite's lines, by candidate; `ages` sorts its runs, the newest last."""
    judged = [(ages[line.run_id], line, figures) for line, figures in lines if line.verdict and line.run_id in ages]
    judged.sort(key=lambda one: (one[0], one[1].task_digest))  # in two forms at once: by digest, as a convention
    forms = {line.task_id: line.task_digest for _, line, _ in judged}
    newest = {
        (line.candidate_digest, line.candidate, line.task_id): (line, figures)
        for _, line, figures in judged
        if line.task_digest == forms[line.task_id]
    }
    counted: dict[Who, list[Counted]] = {}
    for (digest, name, _), one in newest.items():
        counted.setdefault(Who(digest, name), []).append(one)
    return counted
