"""Look through the stored runs, page by page."""

from benchwright.records.page import Page
from benchwright.records.run import RunStatus
from benchwright.records.run_row import RunQuery, RunRow
from benchwright.store.store import Store


def browse_runs(store: Store, query: RunQuery) -> Page[RunRow]:
    """Return a page of runs; one that says `running` and that nobody works on shows as interrupted."""
    page = store.run_rows(query)
    return page.model_copy(update={"rows": tuple(as_it_stands(store, row) for row in page.rows)})


def as_it_stands(store: Store, row: RunRow) -> RunRow:
    """Return a run's row with the status that holds now."""
    if row.status is RunStatus.RUNNING and not store.is_under_way(row.id):
        return row.model_copy(update={"status": RunStatus.INTERRUPTED})
    return row
