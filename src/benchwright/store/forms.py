"""The form in which each task of a suite counts now: the one that the newest run with a verdict on it knew."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, delete, insert, select

from benchwright.store.tables import run_edits, runs, suite_tasks, task_figures

_CHUNK = 500
Forms = dict[str, dict[str, Any]]
"""Rows of `suite_tasks` by task."""


class RunAge(NamedTuple):
    """What of a run decides which form counts."""

    id: str
    suite: str
    created_at: float
    deleted: bool


def run_age(connection: Connection, run_id: str) -> RunAge | None:
    """Return a run's age; None where it is gone."""
    query = (
        select(runs.c.id, runs.c.suite, runs.c.created_at, run_edits.c.deleted_at.is_not(None))
        .outerjoin(run_edits, run_edits.c.run_id == runs.c.id)
        .where(runs.c.id == run_id)
    )
    found = connection.execute(query).first()
    return None if found is None else RunAge(*found)


def settle(connection: Connection, run: RunAge, tasks: Sequence[str]) -> bool:
    """Find the forms of tasks that a run may have changed; say whether one that counted was another one before."""
    chunks = [tasks[start : start + _CHUNK] for start in range(0, len(tasks), _CHUNK)]
    changed = [_settle(connection, run, chunk) for chunk in chunks]  # all of them, whatever the first one says
    return any(changed)


def _settle(connection: Connection, run: RunAge, tasks: Sequence[str]) -> bool:
    theirs = and_(suite_tasks.c.suite == run.suite, suite_tasks.c.task_id.in_(tasks))
    before = {row.task_id: row for row in connection.execute(select(suite_tasks).where(theirs))}
    seen = _of_run(connection, run, () if run.deleted else tasks)
    age = (run.created_at, run.id)
    after = {
        task: form
        for task, form in seen.items()
        if task not in before or age >= (before[task].created_at, before[task].run_id)
    }
    # Where the run had the say and has none any more, the newest of the others has it.
    lost = [task for task, row in before.items() if row.run_id == run.id and task not in after]
    after |= _newest(connection, run.suite, lost)
    connection.execute(delete(suite_tasks).where(theirs, suite_tasks.c.task_id.in_({*after, *lost})))
    if after:
        connection.execute(insert(suite_tasks), list(after.values()))
    return any(task in before and form["task_digest"] != before[task].task_digest for task, form in after.items())


def _of_run(connection: Connection, run: RunAge, tasks: Sequence[str]) -> Forms:
    query = select(
        task_figures.c.task_id, task_figures.c.task_digest, task_figures.c.difficulty, task_figures.c.language
    ).where(task_figures.c.task_id.in_(tasks), task_figures.c.run_id == run.id, task_figures.c.verdict)
    query = query.order_by(task_figures.c.task_digest).distinct()
    about = {"suite": run.suite, "run_id": run.id, "created_at": run.created_at}
    return {row["task_id"]: {**row, **about} for row in connection.execute(query).mappings()}


def _newest(connection: Connection, suite: str, tasks: Sequence[str]) -> Forms:
    query = (
        select(
            task_figures.c.task_id,
            task_figures.c.task_digest,
            task_figures.c.difficulty,
            task_figures.c.language,
            runs.c.suite,
            task_figures.c.run_id,
            runs.c.created_at,
        )
        .join(runs, runs.c.id == task_figures.c.run_id)
        .outerjoin(run_edits, run_edits.c.run_id == runs.c.id)
        .where(task_figures.c.task_id.in_(tasks), task_figures.c.verdict)
        .where(runs.c.suite == suite, run_edits.c.deleted_at.is_(None))
        .order_by(runs.c.created_at, runs.c.id, task_figures.c.task_digest)
    )
    return {row["task_id"]: dict(row) for row in connection.execute(query).mappings()}
