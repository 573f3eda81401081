"""Look at one run: its row, what was asked for, and its candidates' totals."""

from benchwright.actions.browse_runs import as_it_stands
from benchwright.actions.summarise_run import summarise_run
from benchwright.records.record import Record
from benchwright.records.run import Run
from benchwright.records.run_row import RunRow
from benchwright.records.summary import RunSummary
from benchwright.store.store import Store


class RunPage(Record):
    """All about one run but its attempts."""

    row: RunRow
    run: Run
    summary: RunSummary
    """Totals of each candidate, with intervals."""


def view_run(store: Store, name: str) -> RunPage:
    """Return a run by id, a unique beginning of an id, or `latest`; deleted ones are unknown."""
    run = store.run(name)
    row = as_it_stands(store, store.run_row(run.id))
    return RunPage(row=row, run=run, summary=summarise_run(store, run))
