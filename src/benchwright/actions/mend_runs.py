"""Mark runs as interrupted whose process ended without a word, so that they can be resumed."""

from benchwright.records.run import RunStatus
from benchwright.records.run_row import RunQuery
from benchwright.store.store import Store


def mend_runs(store: Store) -> tuple[str, ...]:
    """Return the ids of the runs that say `running` and that nobody works on; from now on they say `interrupted`."""
    mended: list[str] = []
    cursor: str | None = None
    while True:
        page = store.run_rows(RunQuery(status=RunStatus.RUNNING, cursor=cursor))
        for row in page.rows:
            if not store.is_under_way(row.id):
                store.finish_run(row.id, RunStatus.INTERRUPTED, note="its process ended before the run did")
                mended.append(row.id)
        cursor = page.next_cursor
        if cursor is None:
            return tuple(mended)
