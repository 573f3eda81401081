"""Keeps the summary tables in step with the attempts: a question costs the same however many attempts there are.

Whoever changes an attempt notes in the same transaction which task is stale (`stale.py`). Folding counts the stale
tasks anew from their attempts (`task_figures`), adds them up for each run and candidate (`run_cells`), finds the form
in which each task counts now (`suite_tasks`), and adds up what counts on the leaderboard (`suite_cells`). Nothing is
ever added to or taken from an old sum, so that a sum can't drift. A process that dies while folding leaves the notes to
the next one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, delete, func, insert, or_, select

from benchwright.store import forms, stale
from benchwright.store.cells import WHOLE, Place, cube
from benchwright.store.figures import Figures
from benchwright.store.measure import Slice, TaskLine, measure
from benchwright.store.standings import Counted, Who
from benchwright.store.tables import (
    run_cells,
    run_edits,
    runs,
    stale_candidates,
    stale_tasks,
    suite_cells,
    task_figures,
)
from benchwright.store.tables import suite_tasks as settled

_ALL = "*"
"""Stands in the cells' tables for `over all`."""
_CHUNK = 500
_KEY = tuple(task_figures.primary_key.columns)


def fold_slice(connection: Connection, part: Slice) -> None:
    """Count a slice's stale tasks anew, and note whose standing that changes."""
    theirs = _same(stale_tasks, part._asdict())
    tasks = sorted(connection.execute(select(stale_tasks.c.task_id).where(theirs)).scalars())
    run = forms.run_age(connection, part.run_id)
    if tasks and run is not None:
        _recount(connection, part, tasks)
        _replace_cells(connection, run_cells, part._asdict(), lines_of(connection, part))
        _settle(connection, run, tasks, [part])
    connection.execute(delete(stale_tasks).where(theirs))


def fold_standing(connection: Connection, suite: str, who: Who) -> None:
    """Add up anew what counts of a candidate on its suite's leaderboard."""
    theirs = {"suite": suite, "candidate_digest": who.digest, "candidate": who.name}
    _replace_cells(connection, suite_cells, theirs, counting(connection, suite, who))
    connection.execute(delete(stale_candidates).where(_same(stale_candidates, theirs)))


def settle_run(connection: Connection, run_id: str) -> None:
    """Note what changes on the leaderboard because a run was deleted or restored."""
    run = forms.run_age(connection, run_id)
    if run is not None:
        tasks = select(task_figures.c.task_id).where(task_figures.c.run_id == run_id).distinct()
        slices = stale.counted_slices(connection, run_id)
        _settle(connection, run, sorted(connection.execute(tasks).scalars()), slices)


def lines_of(connection: Connection, part: Slice) -> Iterator[Counted]:
    """Yield a slice's figures by task."""
    return map(_counted, connection.execute(of_slice(part, task_figures.columns)).mappings())


def counting(connection: Connection, suite: str, who: Who) -> Iterator[Counted]:
    """Yield what counts of a candidate on its suite's leaderboard, by task; `standings.py` says what does."""
    return map(_counted, connection.execute(of_standing(suite, who, task_figures.columns)).mappings())


def of_slice(part: Slice, columns: Iterable[ColumnElement[Any]]) -> Select[Any]:
    """Return the query for columns of a slice's `task_figures`."""
    return select(*columns).where(_same(task_figures, part._asdict()))


def of_standing(suite: str, who: Who, columns: Iterable[ColumnElement[Any]]) -> Select[Any]:
    """Return the query for columns of those `task_figures` that count of a candidate on its suite's leaderboard."""
    ranked = (
        select(*_KEY, _AGE)
        .select_from(task_figures)
        .join(runs, runs.c.id == task_figures.c.run_id)
        .join(settled, _IN_FORM)
        .outerjoin(run_edits, run_edits.c.run_id == runs.c.id)
        .where(runs.c.suite == suite, run_edits.c.deleted_at.is_(None), task_figures.c.verdict)
        .where(task_figures.c.candidate_digest == who.digest, task_figures.c.candidate == who.name)
        .subquery("ranked")
    )
    same = and_(*(ranked.c[column.name] == column for column in _KEY))
    return select(*columns).select_from(task_figures).join(ranked, same).where(ranked.c.age == 1)


_AGE = (
    func.row_number()
    .over(partition_by=task_figures.c.task_id, order_by=(runs.c.created_at.desc(), runs.c.id.desc()))
    .label("age")
)
_IN_FORM = and_(
    settled.c.suite == runs.c.suite,
    settled.c.task_id == task_figures.c.task_id,
    settled.c.task_digest == task_figures.c.task_digest,
)


def stored_place(name: str | None) -> str:
    """Return how the cells' tables write a difficulty or language."""
    return _ALL if name is None else name


def whole(table: Table) -> ColumnElement[bool]:
    """Return what holds for the cells that are sums over all."""
    return at(table, WHOLE)


def at(table: Table, place: Place) -> ColumnElement[bool]:
    """Return what holds for the cells of a place."""
    return and_(table.c.difficulty == stored_place(place.difficulty), table.c.language == stored_place(place.language))


def margins(table: Table) -> ColumnElement[bool]:
    """Return what holds for the cells that are sums: over all, or over either."""
    return or_(table.c.difficulty == _ALL, table.c.language == _ALL)


def cell(row: Mapping[Any, Any]) -> tuple[Place, Figures]:
    """Return the place and the figures of a row of a cells' table."""
    return place_of(row), Figures.load(row)


def place_of(row: Mapping[Any, Any]) -> Place:
    """Return the place of a row of a cells' table."""
    return Place(*(None if row[name] == _ALL else row[name] for name in Place._fields))


def _counted(row: Mapping[Any, Any]) -> Counted:
    return TaskLine(*(row[name] for name in TaskLine._fields)), Figures.load(row)


def _recount(connection: Connection, part: Slice, tasks: Sequence[str]) -> None:
    for start in range(0, len(tasks), _CHUNK):
        some = task_figures.c.task_id.in_(tasks[start : start + _CHUNK])
        connection.execute(delete(task_figures).where(_same(task_figures, part._asdict()), some))
    rows = [line._asdict() | figures.columns() for line, figures in measure(connection, part, tasks).items()]
    if rows:
        connection.execute(insert(task_figures), rows)


def _replace_cells(connection: Connection, table: Table, theirs: Mapping[str, str], counted: Iterable[Counted]) -> None:
    rows = [
        {**theirs, "difficulty": stored_place(place.difficulty), "language": stored_place(place.language)}
        | figures.columns()
        for place, figures in cube(counted).items()
    ]
    connection.execute(delete(table).where(_same(table, theirs)))
    if rows:
        connection.execute(insert(table), rows)


def _settle(connection: Connection, run: forms.RunAge, tasks: Sequence[str], slices: Sequence[Slice]) -> None:
    candidates = [Who(part.candidate_digest, part.candidate) for part in slices]
    if forms.settle(connection, run, tasks):  # an edited task drops out for everyone
        # Also for those who are not on the leaderboard now: an older form may count again.
        query = select(run_cells.c.candidate_digest, run_cells.c.candidate).join(runs, runs.c.id == run_cells.c.run_id)
        everyone = query.where(runs.c.suite == run.suite, whole(run_cells)).distinct()
        candidates += [Who(*row) for row in connection.execute(everyone)]
    stale.note_standings(connection, run.suite, candidates)


def _same(table: Table, theirs: Mapping[str, str]) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in theirs.items()))
