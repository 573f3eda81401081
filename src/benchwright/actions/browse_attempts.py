"""Look through a run's attempts, page by page, and at one in full."""

from benchwright.records.attempt_row import AttemptQuery, AttemptRow, AttemptView
from benchwright.records.page import Page
from benchwright.store.store import Store


def browse_attempts(store: Store, run: str, query: AttemptQuery) -> Page[AttemptRow]:
    """Return a page of a run's attempts; the run by id, a unique beginning of an id, or `latest`."""
    return store.attempt_rows(store.run(run).id, query)


def view_attempt(store: Store, name: str) -> AttemptView:
    """Return an attempt by id or a unique beginning of one, with the names of its files."""
    attempt = store.attempt(name)
    folder, artifacts = store.artifact_names(attempt)
    suite = store.run(attempt.run_id).suite
    return AttemptView(attempt=attempt, suite=suite, folder=folder, artifacts=artifacts)
