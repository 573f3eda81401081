"""Runs in the database."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, Select, insert, select, update

from benchwright.errors import UnknownName
from benchwright.records.run import Run, RunStatus
from benchwright.store import changes
from benchwright.store.packing import seconds
from benchwright.store.run_records import parsed
from benchwright.store.tables import run_edits, runs

_SHOWN = 10
"""Ids that a message about an unknown run lists."""


def create(connection: Connection, run: Run) -> None:
    """Keep a new run."""
    connection.execute(insert(runs), {"id": run.id, **_columns(run)})
    changes.note(connection, "run_created", run.id)


def replace(connection: Connection, run: Run) -> None:
    """Keep a changed run."""
    found = connection.execute(update(runs).where(runs.c.id == run.id).values(_columns(run)))
    if not found.rowcount:
        raise _unknown(connection, run.id)
    changes.note(connection, "run_changed", run.id)


def finish(connection: Connection, run_id: str, status: RunStatus, note: str) -> None:
    """Write where a run stands; a run that goes on has no end."""
    changes.forget(connection)
    ended = None if status is RunStatus.RUNNING else datetime.now(UTC)
    replace(
        connection,
        find(connection, run_id).model_copy(update={"status": status, "finished_at": ended, "note": note}),
    )


def find(connection: Connection, name: str) -> Run:
    """Return the run of that id, of that unique beginning of an id, or the `latest`; deleted ones are unknown."""
    exact = connection.execute(_all(runs.c.record, run_edits.c.deleted_at).where(runs.c.id == name)).first()
    if exact is not None and exact.deleted_at is not None:
        raise _unknown(connection, name, "It is deleted; restore it first.")
    if exact is not None:
        return parsed(exact.record)
    if name == "latest":
        found = newest(connection, limit=1)
        if found:
            return found[0]
        raise _unknown(connection, name)
    similar = connection.execute(
        _present(runs.c.id, runs.c.record).where(runs.c.id.startswith(name, autoescape=True)).limit(_SHOWN)
    ).all()
    if not name or not similar:
        raise _unknown(connection, name)
    if len(similar) > 1:
        raise UnknownName("run", name, [row.id for row in similar], "It fits several; give more of the id.")
    return parsed(similar[0].record)


def newest(connection: Connection, *, limit: int) -> list[Run]:
    """Return runs, the newest first, deleted ones left out."""
    query = _present(runs.c.record).order_by(runs.c.created_at.desc(), runs.c.id.desc()).limit(limit)
    return [parsed(record) for record in connection.execute(query).scalars()]


def _present(*columns: Column[Any]) -> Select[Any]:
    return _all(*columns).where(run_edits.c.deleted_at.is_(None))


def _all(*columns: Column[Any]) -> Select[Any]:
    return select(*columns).outerjoin(run_edits, run_edits.c.run_id == runs.c.id)


def _columns(run: Run) -> dict[str, object]:
    return {
        "suite": run.suite,
        "status": run.status.value,
        "created_at": seconds(run.created_at),
        "record": run.model_dump_json(),
    }


def _unknown(connection: Connection, name: str, hint: str = "`latest` is the newest.") -> UnknownName:
    recent = connection.execute(_present(runs.c.id).order_by(runs.c.created_at.desc()).limit(_SHOWN)).scalars()
    return UnknownName("run", name, list(recent), hint)
