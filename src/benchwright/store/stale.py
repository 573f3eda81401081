"""Notes of what is to be summed up anew, made in the transaction of the change itself."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from benchwright.records.attempt import Attempt
from benchwright.store.database import insert_missing
from benchwright.store.measure import Slice
from benchwright.store.standings import Who
from benchwright.store.tables import attempts, stale_candidates, stale_tasks, task_figures

_TASK = ("run_id", "candidate_digest", "candidate", "task_id")
_SLICE = _TASK[:3]


def row(attempt: Attempt) -> dict[str, Any]:
    """Return the note that an attempt's task is stale."""
    return {name: getattr(attempt, name) for name in _TASK}


def note_tasks(connection: Connection, changed: ColumnElement[bool]) -> None:
    """Note as stale the tasks of the attempts that a condition holds for."""
    theirs = select(*(attempts.c[name] for name in _TASK)).where(changed).distinct()
    connection.execute(insert_missing(connection.engine, stale_tasks).from_select(_TASK, theirs))


def note_standings(connection: Connection, suite: str, candidates: Iterable[Who]) -> None:
    """Note as stale what counts of candidates on a suite's leaderboard."""
    rows = [{"suite": suite, "candidate_digest": who.digest, "candidate": who.name} for who in set(candidates)]
    if rows:
        connection.execute(insert_missing(connection.engine, stale_candidates), rows)


def slices(connection: Connection) -> list[Slice]:
    """Return the runs and candidates with stale tasks."""
    return [Slice(*found) for found in connection.execute(select(*(stale_tasks.c[name] for name in _SLICE)).distinct())]


def standings(connection: Connection) -> list[tuple[str, Who]]:
    """Return the suites and candidates whose standing is stale."""
    found = connection.execute(select(stale_candidates))
    return [(one.suite, Who(one.candidate_digest, one.candidate)) for one in found]


def is_anything(connection: Connection) -> bool:
    """Say whether anything is stale."""
    tasks, candidates = (select(1).select_from(table).limit(1) for table in (stale_tasks, stale_candidates))
    return connection.execute(tasks).first() is not None or connection.execute(candidates).first() is not None


def counted_slices(connection: Connection, run_id: str) -> list[Slice]:
    """Return a run's candidates with figures."""
    theirs = select(*(task_figures.c[name] for name in _SLICE)).where(task_figures.c.run_id == run_id).distinct()
    return [Slice(*found) for found in connection.execute(theirs)]
