"""Removes deleted runs for ever. What was bought for them stays: answers can serve other runs, money stays spent."""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from benchwright.store import changes
from benchwright.store.packing import seconds
from benchwright.store.tables import attempts, run_cells, run_edits, runs, scores, stale_tasks, task_figures


def purge(connection: Connection, deleted_before: datetime) -> tuple[str, ...]:
    """Remove the runs that were deleted before a moment; return their ids."""
    unsettled = select(stale_tasks.c.run_id)  # its going would leave sums that nobody is told to mend
    old = select(run_edits.c.run_id).where(
        run_edits.c.deleted_at < seconds(deleted_before), run_edits.c.run_id.not_in(unsettled)
    )
    ids = tuple(connection.execute(old.order_by(run_edits.c.run_id)).scalars())
    for run_id in ids:
        theirs = select(attempts.c.id).where(attempts.c.run_id == run_id)
        connection.execute(delete(scores).where(scores.c.attempt_id.in_(theirs)))
        connection.execute(delete(attempts).where(attempts.c.run_id == run_id))
        connection.execute(delete(task_figures).where(task_figures.c.run_id == run_id))
        connection.execute(delete(run_cells).where(run_cells.c.run_id == run_id))
        connection.execute(delete(run_edits).where(run_edits.c.run_id == run_id))
        connection.execute(delete(runs).where(runs.c.id == run_id))
        changes.note(connection, "run_purged", run_id)
    return ids
