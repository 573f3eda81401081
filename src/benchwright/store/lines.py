"""Task by task figures of runs and suites."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from benchwright.store.measure import Slice, measure
from benchwright.store.standings import Counted
from benchwright.store.tables import attempts, run_edits, runs


def of_run(connection: Connection, run_id: str, candidate: str | None = None) -> Iterator[Counted]:
    """Yield a run's figures for each task, of one candidate by name or digest, or of all for None."""
    slices = select(attempts.c.run_id, attempts.c.candidate_digest, attempts.c.candidate).distinct()
    for row in connection.execute(slices.where(attempts.c.run_id == run_id, attempts.c.current)).all():
        part = Slice(*row)
        if candidate in (None, part.candidate, part.candidate_digest):
            yield from measure(connection, part).items()


def of_suite(connection: Connection, suite: str) -> Iterator[Counted]:
    """Yield the figures of all of a suite's runs, deleted ones left out."""
    for run_id in ages(connection, suite):
        yield from of_run(connection, run_id)


def ages(connection: Connection, suite: str) -> dict[str, tuple[float, str]]:
    """Return what sorts a suite's runs by age, by id; deleted ones left out."""
    query = (
        select(runs.c.id, runs.c.created_at)
        .outerjoin(run_edits, run_edits.c.run_id == runs.c.id)
        .where(runs.c.suite == suite, run_edits.c.deleted_at.is_(None))
    )
    return {run_id: (created_at, run_id) for run_id, created_at in connection.execute(query)}
