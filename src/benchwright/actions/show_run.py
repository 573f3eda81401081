"""Look at one run that is stored."""

from contextlib import closing

from benchwright.actions.summarise_run import summarise_run
from benchwright.records.attempt import Attempt
from benchwright.records.record import Record
from benchwright.records.run import Run
from benchwright.records.summary import RunSummary
from benchwright.records.workspace import Workspace
from benchwright.store.store import Store


class RunView(Record):
    """A run with its figures and the attempts that did not pass."""

    run: Run
    summary: RunSummary
    not_passed: tuple[Attempt, ...]


def show_run(workspace: Workspace, name: str, *, most: int = 20) -> RunView:
    """Return a run by id, a unique part of its beginning, or `latest`, with at most so many failures."""
    with closing(Store.open(workspace.database_url, artifacts=workspace.artifacts)) as store:
        run = store.run(name)
        failures: list[Attempt] = []
        for attempt in store.attempts(run.id):
            if attempt.outcome != "passed":
                failures.append(attempt)
            if len(failures) == most:
                break
        return RunView(run=run, summary=summarise_run(store, run), not_passed=tuple(failures))
