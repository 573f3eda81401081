"""Suites and tasks as runs have seen them."""

from collections.abc import Iterable

from sqlalchemy import Connection

from benchwright.records.page import Page
from benchwright.records.suite_row import SuiteRow, TaskQuery, TaskRow
from benchwright.store import lines
from benchwright.store.analytics import suites
from benchwright.store.figures import Figures
from benchwright.store.measure import TaskLine
from benchwright.store.packing import moment
from benchwright.store.standings import Counted


def suite_rows(connection: Connection) -> list[SuiteRow]:
    """Return the suites that runs were made of, by name."""
    return [_suite(connection, suite) for suite in suites(connection)]


def task_rows(connection: Connection, suite: str, query: TaskQuery) -> Page[TaskRow]:
    """Return a page of a suite's tasks, by id."""
    by_task: dict[str, list[Counted]] = {}
    for line, figures in lines.of_suite(connection, suite):
        if _fits(line, query):
            by_task.setdefault(line.task_id, []).append((line, figures))
    wanted = sorted(task for task in by_task if query.cursor is None or task > query.cursor)
    ages = lines.ages(connection, suite)
    rows = tuple(_task(suite, by_task[task], ages) for task in wanted[: query.limit])
    return Page(rows=rows, next_cursor=rows[-1].task_id if len(wanted) > query.limit else None)


def _suite(connection: Connection, suite: str) -> SuiteRow:
    ages = lines.ages(connection, suite)
    judged = [line for line, _ in lines.of_suite(connection, suite) if line.verdict]
    return SuiteRow(
        suite=suite,
        runs=len(ages),
        tasks=len({line.task_id for line in judged}),
        candidates=len({(line.candidate_digest, line.candidate) for line in judged}),
        last_run_at=moment(max(ages.values())[0]),
    )


def _fits(line: TaskLine, query: TaskQuery) -> bool:
    return (
        query.difficulty in (None, line.difficulty)
        and query.language in (None, line.language)
        and (query.search or "").lower() in line.task_id.lower()
    )


def _task(suite: str, found: Iterable[Counted], ages: dict[str, tuple[float, str]]) -> TaskRow:
    found = sorted(found, key=lambda one: (one[0].verdict, ages[one[0].run_id]))
    newest, total = found[-1][0], Figures()
    present = [(line, figures) for line, figures in found if line.task_digest == newest.task_digest]
    for _, figures in present:
        total.merge(figures)
    return TaskRow(
        suite=suite,
        task_id=newest.task_id,
        task_digest=newest.task_digest,
        difficulty=newest.difficulty,
        language=newest.language,
        candidates=len({(line.candidate_digest, line.candidate) for line, _ in present if line.verdict}),
        finished=total.finished,
        scored=total.scored,
        passed=total.passed,
        strict=total.passed / total.finished if total.finished else None,
        scored_only=total.passed / total.scored if total.scored else None,
        cost_usd=total.cost_usd,
        cost_unknown=total.cost_unknown,
    )
