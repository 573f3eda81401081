"""Write a run as a document for people or machines."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing

from benchwright.actions.render import render
from benchwright.actions.summarise_run import summarise_run
from benchwright.errors import UnknownName
from benchwright.records.attempt import Attempt
from benchwright.records.summary import RunSummary
from benchwright.records.workspace import Workspace
from benchwright.reports.csv import to_csv
from benchwright.reports.json import to_json
from benchwright.reports.run import run_document
from benchwright.store.store import Store

MOST_FAILURES = 500
"""Failures that a page to look at lists."""
_WHOLE: dict[str, Callable[[RunSummary, Iterable[Attempt]], Iterable[str]]] = {"json": to_json, "csv": to_csv}
FORMATS = (*_WHOLE, "md", "html", "pdf")


def export_run(workspace: Workspace, name: str, form: str) -> Iterator[bytes]:
    """Yield a run's document piece by piece; raise MissingTool where a PDF is asked for and can't be made here."""
    if form not in FORMATS:
        raise UnknownName("format", form, FORMATS)
    with closing(Store.open(workspace.database_url, artifacts=workspace.artifacts)) as store:
        run = store.run(name)
        summary, attempts = summarise_run(store, run), store.attempts(run.id)
        if form in _WHOLE:
            yield from (piece.encode() for piece in _WHOLE[form](summary, attempts))
            return
        yield render(run_document(summary, attempts, most_failures=None if form == "md" else MOST_FAILURES), form)
