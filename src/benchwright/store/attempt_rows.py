"""Attempts as lists show them: nothing is unpacked."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, select

from benchwright.records.attempt_row import AttemptQuery, AttemptRow
from benchwright.records.page import Page
from benchwright.store.packing import moment
from benchwright.store.paging import Order, known_first, read
from benchwright.store.tables import attempts, scores

_LEAN = tuple(column for column in attempts.columns if column.name in AttemptRow.model_fields)
_CHUNK = 500


def page(connection: Connection, run_id: str, query: AttemptQuery) -> Page[AttemptRow]:
    """Return a page of a run's current attempts."""
    found = read(connection, _filtered(run_id, query), _order(query), cursor=query.cursor, limit=query.limit)
    rows = by_id(connection, [row.id for row in found.rows])
    # One that is gone by now was purged with its run.
    return Page(rows=tuple(rows[row.id] for row in found.rows if row.id in rows), next_cursor=found.next_cursor)


def by_id(connection: Connection, ids: Sequence[str]) -> dict[str, AttemptRow]:
    """Return those of the attempts that there are, by id."""
    found: list[AttemptRow] = []
    for start in range(0, len(ids), _CHUNK):
        query = select(*_LEAN).where(attempts.c.id.in_(ids[start : start + _CHUNK]))
        found += _rows(connection, connection.execute(query).all())
    return {row.id: row for row in found}


def _order(query: AttemptQuery) -> Order:
    name, descending = query.sort.removeprefix("-"), query.sort.startswith("-")
    if name == "task":
        return Order((attempts.c.candidate, attempts.c.task_id, attempts.c.sample, attempts.c.id), descending)
    column: ColumnElement[Any] = attempts.c[name]
    return Order((known_first(column, descending=descending), attempts.c.id), descending)


def _filtered(run_id: str, query: AttemptQuery) -> Select[Any]:
    found = select(attempts.c.id).where(attempts.c.run_id == run_id, attempts.c.current)
    wanted = {
        attempts.c.candidate: query.candidate,
        attempts.c.task_id: query.task_id,
        attempts.c.difficulty: query.difficulty,
        attempts.c.language: query.language,
    }
    found = found.where(*(column == value for column, value in wanted.items() if value is not None))
    if query.outcomes:
        found = found.where(attempts.c.outcome.in_([outcome.value for outcome in query.outcomes]))
    if query.search:
        found = found.where(attempts.c.task_id.icontains(query.search, autoescape=True))
    return found


def _rows(connection: Connection, stored: Sequence[Row[Any]]) -> list[AttemptRow]:
    judged: dict[str, dict[str, float | None]] = {}
    ids = [row.id for row in stored]
    query = select(scores.c.attempt_id, scores.c.dimension, scores.c.value).order_by(scores.c.id)
    for attempt_id, dimension, value in connection.execute(query.where(scores.c.attempt_id.in_(ids), scores.c.current)):
        judged.setdefault(attempt_id, {})[dimension] = value
    return [_row(row, judged.get(row.id, {})) for row in stored]


def _row(stored: Row[Any], judged: dict[str, float | None]) -> AttemptRow:
    values: dict[str, Any] = {column.name: getattr(stored, column.name) for column in _LEAN}
    values |= {name: moment(values[name]) for name in ("started_at", "finished_at")}
    return AttemptRow(scores=judged, **values)
