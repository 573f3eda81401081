"""Counts everything anew from the attempts, by other ways than the summaries take, and says where these differ."""

from collections.abc import Iterable, Iterator
from math import isclose

from sqlalchemy import Connection, delete, select, true

from benchwright.store import stale
from benchwright.store.cells import Place, cube
from benchwright.store.figures import Figures
from benchwright.store.measure import Slice, measure
from benchwright.store.seen import suites
from benchwright.store.standings import Counted, chosen
from benchwright.store.summaries import cell
from benchwright.store.tables import attempts, run_cells, run_edits, runs, suite_cells, suite_tasks, task_figures

Key = tuple[str, str, str, Place]
"""Run or suite, candidate's digest and name, place."""


def drift(connection: Connection) -> list[str]:
    """Return a line for each sum that is not what the attempts say; empty: all are right."""
    kept = dict(_stored(connection))
    counted = {key: figures for suite in suites(connection) for key, figures in _counted(connection, suite)}
    deleted = set(connection.execute(select(run_edits.c.run_id).where(run_edits.c.deleted_at.is_not(None))).scalars())
    wrong = [key for key in {*kept, *counted} if key[0] not in deleted and not _same(kept.get(key), counted.get(key))]
    return sorted(
        f"{name}, {who}, {place.difficulty or 'all'}, {place.language or 'all'}" for name, _, who, place in wrong
    )


def forget(connection: Connection) -> None:
    """Drop all summaries and note everything as stale."""
    for table in (task_figures, run_cells, suite_cells, suite_tasks):
        connection.execute(delete(table))
    stale.note_tasks(connection, true())


def _stored(connection: Connection) -> Iterator[tuple[Key, Figures]]:
    for table, name in ((run_cells, "run_id"), (suite_cells, "suite")):
        for row in connection.execute(select(*table.columns)).mappings():
            place, figures = cell(row)
            yield (row[name], row["candidate_digest"], row["candidate"], place), figures


def _counted(connection: Connection, suite: str) -> Iterator[tuple[Key, Figures]]:
    ages = _ages(connection, suite)
    lines: list[Counted] = []
    for part in _slices(connection, ages):
        theirs = list(measure(connection, part).items())
        lines += theirs
        yield from _keyed((part.run_id, part.candidate_digest, part.candidate), theirs)
    for who, counted in chosen(lines, ages).items():
        yield from _keyed((suite, who.digest, who.name), counted)


def _keyed(key: tuple[str, str, str], counted: Iterable[Counted]) -> Iterator[tuple[Key, Figures]]:
    for place, figures in cube(counted).items():
        yield (*key, place), figures


def _slices(connection: Connection, run_ids: Iterable[str]) -> Iterator[Slice]:
    names = (attempts.c.run_id, attempts.c.candidate_digest, attempts.c.candidate)
    for run_id in run_ids:
        query = select(*names).where(attempts.c.run_id == run_id, attempts.c.current).distinct()
        yield from [Slice(*row) for row in connection.execute(query)]


def _ages(connection: Connection, suite: str) -> dict[str, tuple[float, str]]:
    """Return what sorts a suite's runs by age, by id; deleted ones left out."""
    query = (
        select(runs.c.id, runs.c.created_at)
        .outerjoin(run_edits, run_edits.c.run_id == runs.c.id)
        .where(runs.c.suite == suite, run_edits.c.deleted_at.is_(None))
    )
    return {run_id: (created_at, run_id) for run_id, created_at in connection.execute(query)}


def _same(kept: Figures | None, counted: Figures | None) -> bool:
    if kept is None or counted is None:
        return False
    exact = _exact(kept) == _exact(counted)
    return exact and all(
        isclose(*two, rel_tol=1e-9, abs_tol=1e-12) for two in zip(_rounded(kept), _rounded(counted), strict=True)
    )


def _exact(figures: Figures) -> list[object]:
    counts = (figures.cost_unknown, figures.input_tokens, figures.output_tokens, figures.tokens_unknown)
    scored = sorted((name, mean.count) for name, mean in figures.scores.items())
    values = sorted(figures.latencies.values)
    return [figures.outcomes, figures.solved, counts, figures.overall.count, scored, values, figures.latencies.bins]


def _rounded(figures: Figures) -> list[float]:
    """Return the sums whose last digit depends on the order of adding."""
    return [figures.cost_usd, figures.overall.total, *(figures.scores[name].total for name in sorted(figures.scores))]
