"""The feed of changes: rows that are added in the transaction of the change itself, so that none is missed or early.

Numbers rise in the order of the commits, because only one process writes at a time: SQLite has one lock for all who
write, and on PostgreSQL every writing transaction starts with one.
"""

import time
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from benchwright.records.feed import Change, ChangeKind, Feed
from benchwright.store import attempt_rows
from benchwright.store.database import insertion
from benchwright.store.packing import moment
from benchwright.store.tables import changes

Kind = ChangeKind
INSERT = insertion(changes)
KEPT = 50_000
"""Changes that are kept at least."""


def row(kind: Kind, run_id: str, attempt_id: str = "") -> dict[str, Any]:
    """Return a change's row."""
    return {"at": time.time(), "kind": kind, "run_id": run_id, "attempt_id": attempt_id}


def note(connection: Connection, kind: Kind, run_id: str, attempt_id: str = "") -> None:
    """Add a change to the feed."""
    connection.execute(insert(changes), row(kind, run_id, attempt_id))


def last(connection: Connection) -> int:
    """Return the number of the newest change; 0 where there is none."""
    return connection.execute(select(func.max(changes.c.id))).scalar() or 0


def feed(connection: Connection, since: int, *, limit: int) -> Feed:
    """Return what happened after a number."""
    query = select(changes).where(changes.c.id > since).order_by(changes.c.id).limit(limit + 1)
    found = connection.execute(query).all()
    if not found:
        newest = last(connection)
        return Feed(changes=(), last=newest, gap=since > newest)
    gap = since > 0 and found[0].id > since + 1 and _is_forgotten(connection, since)
    more, found = len(found) > limit, found[:limit]
    known = attempt_rows.by_id(connection, [row.attempt_id for row in found if row.attempt_id])
    return Feed(
        changes=tuple(
            Change(
                number=row.id, at=moment(row.at), kind=row.kind, run_id=row.run_id, attempt=known.get(row.attempt_id)
            )
            for row in found
        ),
        last=found[-1].id,
        gap=gap,
        more=more,
    )


def forget(connection: Connection, *, kept: int = KEPT) -> None:
    """Drop old changes, so that the feed stays short however much happens."""
    connection.execute(delete(changes).where(changes.c.id <= last(connection) - kept))


def _is_forgotten(connection: Connection, since: int) -> bool:
    # A transaction that was undone leaves a hole in the numbers; only what lies before the oldest is lost.
    oldest = connection.execute(select(func.min(changes.c.id))).scalar()
    return oldest is not None and since + 1 < oldest
