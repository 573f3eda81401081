"""Write a run as a document for people or machines."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing

from benchwright.actions.summarise_run import summarise_run
from benchwright.errors import UnknownName
from benchwright.records.attempt import Attempt
from benchwright.records.summary import RunSummary
from benchwright.records.workspace import Workspace
from benchwright.reports.csv import to_csv
from benchwright.reports.json import to_json
from benchwright.reports.markdown import to_markdown
from benchwright.store.store import Store

FORMATS: dict[str, Callable[[RunSummary, Iterable[Attempt]], Iterable[str]]] = {
    "json": to_json,
    "csv": to_csv,
    "md": lambda summary, attempts: (to_markdown(summary, attempts),),
}


def export_run(workspace: Workspace, name: str, form: str) -> Iterator[str]:
    """Yield a run's document piece by piece."""
    if form not in FORMATS:
        raise UnknownName("format", form, tuple(FORMATS))
    with closing(Store.open(workspace.database_url, artifacts=workspace.artifacts)) as store:
        run = store.run(name)
        yield from FORMATS[form](summarise_run(store, run), store.attempts(run.id))
