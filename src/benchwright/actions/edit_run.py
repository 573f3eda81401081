"""Change what a person may change of a run, delete it, and take that back."""

from datetime import UTC, datetime, timedelta

from benchwright.actions.browse_runs import as_it_stands
from benchwright.records.run_row import RunEdit, RunRow
from benchwright.store.store import Store

KEPT = timedelta(days=30)
"""How long a deleted run can be restored."""


def edit_run(store: Store, run_id: str, change: RunEdit, *, version: int | None = None) -> RunRow:
    """Change a run's name, notes or tags; raise EditConflict where `version` is not its version."""
    return as_it_stands(store, store.edit_run(run_id, change, version=version))


def delete_run(store: Store, run_id: str, *, version: int | None = None) -> RunRow:
    """Delete a run, for now; raise RunBusy where a process works on it. `restore_run` takes it back."""
    return as_it_stands(store, store.delete_run(run_id, version=version))


def restore_run(store: Store, run_id: str, *, version: int | None = None) -> RunRow:
    """Take a deletion back."""
    return as_it_stands(store, store.restore_run(run_id, version=version))


def purge_runs(store: Store, *, kept: timedelta = KEPT) -> tuple[str, ...]:
    """Remove for ever what was deleted longer ago than that; return the ids. What was paid stays on the ledger."""
    return store.purge_runs(deleted_before=datetime.now(UTC) - kept)
