"""Runs as lists show them, and what a person changes of them."""

import json
import time
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

from benchwright.errors import BadInput, EditConflict, NoBudget, UnknownName
from benchwright.records.page import Page
from benchwright.records.run_row import RunEdit, RunQuery, RunRow
from benchwright.store import changes, summaries
from benchwright.store import runs as stored_runs
from benchwright.store.database import upsert
from benchwright.store.packing import moment, storable
from benchwright.store.paging import Order, read
from benchwright.store.run_records import parsed
from benchwright.store.tables import run_cells, run_edits, runs, spending

_NAME = func.coalesce(run_edits.c.name, "")
_SORTS: dict[str, ColumnElement[Any]] = {
    "created_at": runs.c.created_at,
    "name": _NAME,
    "suite": runs.c.suite,
    "status": runs.c.status,
}
_COLUMNS: tuple[ColumnElement[Any], ...] = (
    runs.c.id,
    runs.c.record,
    _NAME.label("name"),
    func.coalesce(run_edits.c.notes, "").label("notes"),
    func.coalesce(run_edits.c.tags, "[]").label("tags"),
    func.coalesce(run_edits.c.version, 1).label("version"),
    run_edits.c.deleted_at,
)
_SHOWN = 10


class _Totals(NamedTuple):
    finished: int = 0
    scored: int = 0
    passed: int = 0
    infra_errors: int = 0
    cost_usd: float = 0.0
    cost_unknown: int = 0


def page(connection: Connection, query: RunQuery) -> Page[RunRow]:
    """Return a page of runs."""
    column, descending = _SORTS[query.sort.removeprefix("-")], query.sort.startswith("-")
    order = Order((column, runs.c.id), descending)
    found = read(connection, _filtered(query), order, cursor=query.cursor, limit=query.limit)
    return Page(rows=tuple(_rows(connection, found.rows)), next_cursor=found.next_cursor)


def one(connection: Connection, run_id: str) -> RunRow:
    """Return the row of a run, deleted or not."""
    return _rows(connection, [_stored(connection, run_id)])[0]


def edit(connection: Connection, run_id: str, change: RunEdit, *, version: int | None) -> RunRow:
    """Change a run's name, notes or tags; raise EditConflict where its version is another one."""
    new: dict[str, Any] = {}
    if change.name is not None:
        new["name"] = storable(change.name)
    if change.notes is not None:
        new["notes"] = storable(change.notes)
    if change.tags is not None:
        new["tags"] = json.dumps([storable(tag) for tag in change.tags], ensure_ascii=False)
    return _change(connection, run_id, new, version=version, kind="run_changed")


def raise_budget(connection: Connection, run_id: str, max_cost_usd: float, *, version: int | None) -> RunRow:
    """Raise a run's budget; raise EditConflict for another version, NoBudget and BadInput where it can't be raised."""
    _change(connection, run_id, {}, version=version, kind="run_changed")
    run = stored_runs.find(connection, run_id)
    if run.spec.max_cost_usd is None:
        raise NoBudget(f"run {run.id} was started without a budget, so there is none to raise; it spends what it needs")
    if max_cost_usd <= run.spec.max_cost_usd:
        raise BadInput(f"the budget of run {run.id} is ${run.spec.max_cost_usd:g}; give more than ${max_cost_usd:g}")
    spec = run.spec.model_copy(update={"max_cost_usd": max_cost_usd})
    stored_runs.replace(connection, run.model_copy(update={"spec": spec}))
    return one(connection, run_id)


def delete(connection: Connection, run_id: str, *, version: int | None) -> RunRow:
    """Take a run out of all lists and figures, until it is restored or purged."""
    return _change(connection, run_id, {"deleted_at": time.time()}, version=version, kind="run_deleted")


def restore(connection: Connection, run_id: str, *, version: int | None) -> RunRow:
    """Undo a deletion."""
    return _change(connection, run_id, {"deleted_at": None}, version=version, kind="run_restored")


def _change(
    connection: Connection, run_id: str, new: dict[str, Any], *, version: int | None, kind: changes.Kind
) -> RunRow:
    stored = _stored(connection, run_id)
    if version is not None and version != stored.version:
        raise EditConflict(
            f"run {run_id} was changed meanwhile: it has version {stored.version}, the edit was made from {version}. "
            "Load it again and repeat the edit."
        )
    kept = {name: getattr(stored, name) for name in ("name", "notes", "tags", "deleted_at")}
    values = kept | new | {"run_id": run_id, "version": stored.version + 1}
    connection.execute(upsert(connection.engine, run_edits, unique=("run_id",)), values)
    if values["deleted_at"] != kept["deleted_at"]:
        summaries.settle_run(connection, run_id)
    changes.note(connection, kind, run_id)
    return one(connection, run_id)


def _select() -> Select[Any]:
    return select(*_COLUMNS).outerjoin(run_edits, run_edits.c.run_id == runs.c.id)


def _filtered(query: RunQuery) -> Select[Any]:
    deleted = run_edits.c.deleted_at
    found = _select().where(deleted.is_not(None) if query.deleted else deleted.is_(None))
    if query.suite is not None:
        found = found.where(runs.c.suite == query.suite)
    if query.status is not None:
        found = found.where(runs.c.status == query.status.value)
    if query.tag is not None:
        found = found.where(run_edits.c.tags.contains(json.dumps(query.tag, ensure_ascii=False), autoescape=True))
    if query.candidate is not None:
        taking_part = and_(run_cells.c.run_id == runs.c.id, run_cells.c.candidate == query.candidate)
        found = found.where(select(1).where(taking_part).exists())
    if query.search:
        places = (runs.c.id, run_edits.c.name, runs.c.suite)
        found = found.where(or_(*(place.icontains(query.search, autoescape=True) for place in places)))
    return found


def _stored(connection: Connection, run_id: str) -> Row[Any]:
    stored = connection.execute(_select().where(runs.c.id == run_id)).first()
    if stored is None:
        recent = connection.execute(select(runs.c.id).order_by(runs.c.created_at.desc()).limit(_SHOWN)).scalars()
        raise UnknownName("run", run_id, list(recent))
    return stored


def _rows(connection: Connection, stored: Sequence[Row[Any]]) -> list[RunRow]:
    ids = [row.id for row in stored]
    totals, spent = _totals(connection, ids), _spent(connection, ids)
    return [_row(row, totals.get(row.id, _Totals()), spent.get(row.id, 0.0)) for row in stored]


def _row(stored: Row[Any], totals: _Totals, spent_usd: float) -> RunRow:
    run = parsed(stored.record)
    return RunRow(
        id=run.id,
        name=stored.name,
        notes=stored.notes,
        tags=tuple(json.loads(stored.tags)),
        version=stored.version,
        suite=run.suite,
        status=run.status,
        note=run.note,
        candidates=tuple(candidate.name for candidate in run.spec.candidates),
        samples=run.spec.samples,
        planned=run.planned,
        strict=totals.passed / run.planned if totals.finished and run.planned else None,
        scored_only=totals.passed / totals.scored if totals.scored else None,
        spent_usd=spent_usd,
        max_cost_usd=run.spec.max_cost_usd,
        created_at=run.created_at,
        finished_at=run.finished_at,
        deleted_at=None if stored.deleted_at is None else moment(stored.deleted_at),
        **totals._asdict(),
    )


def _totals(connection: Connection, run_ids: Sequence[str]) -> dict[str, _Totals]:
    sums = [func.sum(run_cells.c[name]) for name in _Totals._fields]
    query = (
        select(run_cells.c.run_id, *sums)
        .where(run_cells.c.run_id.in_(run_ids), summaries.whole(run_cells))
        .group_by(run_cells.c.run_id)
    )
    return {row[0]: _Totals(*row[1:]) for row in connection.execute(query)}


def _spent(connection: Connection, run_ids: Sequence[str]) -> dict[str, float]:
    query = select(spending.c.run_id, func.sum(spending.c.usd)).group_by(spending.c.run_id)
    return {row[0]: row[1] for row in connection.execute(query.where(spending.c.run_id.in_(run_ids)))}
