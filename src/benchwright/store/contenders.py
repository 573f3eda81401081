"""A candidate's results task by task, for comparisons."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Select, func

from benchwright.errors import BadInput, UnknownName
from benchwright.records.comparison import Contender, TaskCount
from benchwright.store import runs, seen, summaries
from benchwright.store.measure import Slice
from benchwright.store.standings import Who
from benchwright.store.tables import task_figures

_FORM = tuple(task_figures.c[name] for name in ("task_id", "task_digest", "difficulty", "language"))
_SUMS = ("finished", "scored", "passed", "overall_total", "overall_count")
_COLUMNS = (*_FORM, *(func.sum(task_figures.c[name]).label(name) for name in _SUMS))
_NAMES = ("task_id", "task_digest", "difficulty", "language", *_SUMS[:3])


def task_counts(connection: Connection, contender: Contender) -> tuple[TaskCount, ...]:
    """Return a contender's results by task; raise UnknownName where there is none of it."""
    query = _counted(connection, contender).group_by(*_FORM).order_by(*_FORM)
    return tuple(_task_count(row) for row in connection.execute(query).mappings())


def _task_count(row: Mapping[Any, Any]) -> TaskCount:
    overall = row["overall_total"] / row["overall_count"] if row["overall_count"] else None
    return TaskCount(**{name: row[name] for name in _NAMES}, overall=overall)


def _counted(connection: Connection, contender: Contender) -> Select[Any]:
    if contender.run_id is not None:
        run = runs.find(connection, contender.run_id)
        known = {Who(candidate.digest, candidate.name) for candidate in run.spec.candidates}
        who = _named(f"candidate of run {run.id}", contender.candidate, known)
        return summaries.of_slice(Slice(run.id, who.digest, who.name), _COLUMNS)
    if contender.suite is None:
        raise BadInput(f"contender '{contender.candidate}' needs a run or a suite: name the run to take it from")
    known = seen.on_leaderboard(connection, contender.suite)
    who = _named(f"candidate with results in suite {contender.suite}", contender.candidate, known)
    return summaries.of_standing(contender.suite, who, _COLUMNS)


def _named(kind: str, name: str, known: Iterable[Who]) -> Who:
    known = sorted(known, key=lambda who: (who.name, who.digest))
    found = [who for who in known if name in (who.name, who.digest)]
    if not found:
        raise UnknownName(kind, name, sorted({who.name for who in known}))
    if len(found) > 1:
        raise UnknownName(kind, name, [who.digest for who in found], "Several have the name; give the digest of one.")
    return found[0]
