"""Check that the summaries say what the attempts say, and make them anew where they don't."""

from contextlib import closing

from benchwright.actions.open_store import open_store
from benchwright.records.record import Record
from benchwright.records.workspace import Workspace


class SummaryCheck(Record):
    """What was found, and whether it was mended."""

    database: str
    drift: tuple[str, ...]
    """Sums that were not what the attempts say: run or suite, candidate, difficulty, language."""
    rebuilt: bool


def check_summaries(workspace: Workspace, *, rebuild: bool = False) -> SummaryCheck:
    """Count everything anew from the attempts and compare; with `rebuild`, make the summaries anew."""
    with closing(open_store(workspace)) as store:
        drift = store.drift()
        if rebuild:
            store.rebuild()
        return SummaryCheck(database=store.database(), drift=tuple(drift), rebuilt=rebuild)
