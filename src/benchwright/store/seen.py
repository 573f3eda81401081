"""Suites and tasks as runs have seen them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from benchwright.records.page import Page
from benchwright.records.suite_row import SuiteRow, TaskQuery, TaskRow
from benchwright.store.packing import moment
from benchwright.store.paging import Order, read
from benchwright.store.standings import Who
from benchwright.store.summaries import whole
from benchwright.store.tables import run_edits, runs, suite_cells, suite_tasks, task_figures


def suites(connection: Connection) -> list[str]:
    """Return the names of all suites that there are runs of, deleted ones left out."""
    query = (
        select(runs.c.suite)
        .outerjoin(run_edits, run_edits.c.run_id == runs.c.id)
        .where(run_edits.c.deleted_at.is_(None))
        .distinct()
    )
    return sorted(connection.execute(query).scalars())


def suite_rows(connection: Connection) -> list[SuiteRow]:
    """Return the suites that runs were made of, by name."""
    made = (
        select(runs.c.suite, func.count().label("runs"), func.max(runs.c.created_at).label("last"))
        .outerjoin(run_edits, run_edits.c.run_id == runs.c.id)
        .where(run_edits.c.deleted_at.is_(None))
        .group_by(runs.c.suite)
        .order_by(runs.c.suite)
    )
    tasks = dict(_counts(connection, suite_tasks.c.suite))
    candidates = dict(_counts(connection, suite_cells.c.suite, whole(suite_cells)))
    languages = _languages(connection)
    return [
        SuiteRow(
            suite=row.suite,
            runs=row.runs,
            tasks=tasks.get(row.suite, 0),
            candidates=candidates.get(row.suite, 0),
            languages=tuple(languages[row.suite]),
            last_run_at=moment(row.last),
        )
        for row in connection.execute(made)
    ]


def on_leaderboard(connection: Connection, suite: str) -> set[Who]:
    """Return the candidates of a suite's leaderboard."""
    theirs = select(suite_cells.c.candidate_digest, suite_cells.c.candidate)
    return {Who(*row) for row in connection.execute(theirs.where(suite_cells.c.suite == suite, whole(suite_cells)))}


def task_rows(connection: Connection, suite: str, query: TaskQuery) -> Page[TaskRow]:
    """Return a page of a suite's tasks, by id."""
    wanted = {suite_tasks.c.difficulty: query.difficulty, suite_tasks.c.language: query.language}
    known = select(*suite_tasks.columns).where(
        suite_tasks.c.suite == suite, *(column == value for column, value in wanted.items() if value is not None)
    )
    if query.search:
        known = known.where(suite_tasks.c.task_id.icontains(query.search, autoescape=True))
    found = read(connection, known, Order((suite_tasks.c.task_id,)), cursor=query.cursor, limit=query.limit)
    sums = _sums(connection, suite, [row.task_id for row in found.rows])
    rows = tuple(_task(row, sums[row.task_id]) for row in found.rows)
    return Page(rows=rows, next_cursor=found.next_cursor)


def _counts(connection: Connection, name: ColumnElement[str], *where: ColumnElement[bool]) -> list[tuple[str, int]]:
    return [(row[0], row[1]) for row in connection.execute(select(name, func.count()).where(*where).group_by(name))]


def _languages(connection: Connection) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    used = select(suite_tasks.c.suite, suite_tasks.c.language).distinct().order_by(suite_tasks.c.language)
    for suite, language in connection.execute(used):
        found[suite].append(language)
    return found


def _sums(connection: Connection, suite: str, tasks: Sequence[str]) -> dict[str, Any]:
    """Add up the figures of tasks, in the form in which each counts now, over all candidates and runs."""
    candidate = task_figures.c.candidate_digest + " " + task_figures.c.candidate
    names = ("finished", "scored", "passed", "cost_usd", "cost_unknown")
    query = (
        select(
            task_figures.c.task_id,
            func.count(candidate.distinct()).filter(task_figures.c.verdict).label("candidates"),
            *(func.sum(task_figures.c[name]).label(name) for name in names),
        )
        .join(runs, runs.c.id == task_figures.c.run_id)
        .outerjoin(run_edits, run_edits.c.run_id == runs.c.id)
        .join(
            suite_tasks,
            and_(
                suite_tasks.c.suite == runs.c.suite,
                suite_tasks.c.task_id == task_figures.c.task_id,
                suite_tasks.c.task_digest == task_figures.c.task_digest,
            ),
        )
        .where(runs.c.suite == suite, run_edits.c.deleted_at.is_(None), task_figures.c.task_id.in_(tasks))
        .group_by(task_figures.c.task_id)
    )
    return {row.task_id: row for row in connection.execute(query)}


def _task(row: Any, sums: Any) -> TaskRow:
    return TaskRow(
        suite=row.suite,
        task_id=row.task_id,
        task_digest=row.task_digest,
        difficulty=row.difficulty,
        language=row.language,
        candidates=sums.candidates,
        finished=sums.finished,
        scored=sums.scored,
        passed=sums.passed,
        strict=sums.passed / sums.finished if sums.finished else None,
        scored_only=sums.passed / sums.scored if sums.scored else None,
        cost_usd=sums.cost_usd,
        cost_unknown=sums.cost_unknown,
    )
