"""List the runs that are stored."""

from contextlib import closing

from benchwright.actions.summarise_run import summarise_run
from benchwright.records.summary import RunSummary
from benchwright.records.workspace import Workspace
from benchwright.store.store import Store


def list_runs(workspace: Workspace, *, limit: int) -> list[RunSummary]:
    """Return the newest runs first."""
    with closing(Store.open(workspace.database_url, artifacts=workspace.artifacts)) as store:
        return [summarise_run(store, run) for run in store.runs(limit=limit)]
