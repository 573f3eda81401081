"""Cells of figures for leaderboards, run totals and charts, read from the summaries."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Double, Table, and_, cast, func, select

from benchwright.records.analytics import Cell, Latency, LatencyBand
from benchwright.records.run import Run
from benchwright.store.cells import WHOLE, Place
from benchwright.store.figures import COLUMNS, Figures
from benchwright.store.run_records import parsed
from benchwright.store.standings import Who
from benchwright.store.summaries import at, margins, place_of, whole
from benchwright.store.tables import run_cells, run_edits, runs, suite_cells, suite_tasks, task_figures

_SHARES = (0.50, 0.75, 0.90, 0.95, 0.99)


class _Sums(NamedTuple):
    """A row of a cells' table, not yet worked out."""

    finished: int
    row: tuple[tuple[str, Any], ...]


_NOTHING = _Sums(0, ())
Cells = Mapping[Place, _Sums]


def of_run(connection: Connection, run: Run, only: Place | None = None) -> list[Cell]:
    """Return a run's sums by difficulty and by language, or the cells of one place, by candidate in the run's order.

    A candidate without attempts has one for the whole, which is empty.
    """
    cells = _read(connection, run_cells, run_cells.c.run_id == run.id, only)
    tasks = Counter[Place]() if only == WHOLE else _tasks_of_run(connection, run.id)
    share = run.planned // len(run.spec.candidates)
    nothing = {WHOLE: _NOTHING} if only in (None, WHOLE) else {}
    found: list[Cell] = []
    for candidate in run.spec.candidates:
        who = Who(candidate.digest, candidate.name)
        for place, sums in _sorted(cells.get(who, nothing)):
            planned = share if place == WHOLE else max(sums.finished, tasks[place] * run.spec.samples)
            found.append(_cell(run.suite, who, place, planned, sums, banded=only is None and place == WHOLE))
    return found


def of_suite(connection: Connection, suite: str, only: Place | None = None) -> list[Cell]:
    """Return a leaderboard's sums by difficulty and by language, or the cells of one place, by candidate's name."""
    cells = _read(connection, suite_cells, suite_cells.c.suite == suite, only)
    tasks = Counter[Place]() if only == WHOLE else _tasks_of_suite(connection, suite)
    newest, names = _newest_runs(connection, suite, cells), _names(cells)
    found: list[Cell] = []
    for who in sorted(cells, key=lambda who: (who.name, who.digest)):
        run = newest[who]
        for place, sums in _sorted(cells[who]):
            # A run that was stopped half-way must not make its denominator smaller: what it planned is the least.
            whole_share = run.planned // len(run.spec.candidates)
            least = whole_share if place == WHOLE else tasks[place] * run.spec.samples
            shown = who._replace(name=names[who])
            planned = max(sums.finished, least)
            found.append(_cell(suite, shown, place, planned, sums, banded=only is None and place == WHOLE))
    return found


def _read(
    connection: Connection, table: Table, theirs: ColumnElement[bool], only: Place | None
) -> dict[Who, dict[Place, _Sums]]:
    query = select(*table.columns).where(theirs)
    query = query.where(margins(table) if only is None else at(table, only))
    found: dict[Who, dict[Place, _Sums]] = {}
    for row in connection.execute(query).mappings():
        found.setdefault(Who(row["candidate_digest"], row["candidate"]), {})[place_of(row)] = _sums(row)
    return found


def best_runs(connection: Connection, suite: str) -> list[tuple[str, Cell]]:
    """Return each candidate's run with the highest pass rate of those with a verdict, and its figures in that run."""
    rate = cast(run_cells.c.passed, Double) / run_cells.c.scored
    place = func.row_number().over(
        partition_by=(run_cells.c.candidate_digest, run_cells.c.candidate),
        order_by=(rate.desc(), run_cells.c.scored.desc(), runs.c.created_at.desc()),
    )
    ranked = (
        select(*run_cells.primary_key.columns, place.label("place"))
        .join(runs, runs.c.id == run_cells.c.run_id)
        .outerjoin(run_edits, run_edits.c.run_id == runs.c.id)
        .where(runs.c.suite == suite, run_edits.c.deleted_at.is_(None), whole(run_cells), run_cells.c.scored > 0)
        .subquery("ranked")
    )
    same = and_(*(ranked.c[column.name] == column for column in run_cells.primary_key.columns))
    best = select(*run_cells.columns, runs.c.record).join(ranked, same).join(runs, runs.c.id == ranked.c.run_id)
    best = best.where(ranked.c.place == 1)
    found: list[tuple[str, Cell]] = []
    for row in connection.execute(best.order_by(run_cells.c.candidate, run_cells.c.candidate_digest)).mappings():
        run, who = parsed(row["record"]), Who(row["candidate_digest"], row["candidate"])
        found.append((run.id, _cell(suite, who, WHOLE, run.planned // len(run.spec.candidates), _sums(row))))
    return found


def _sums(row: Mapping[Any, Any]) -> _Sums:
    return _Sums(row["finished"], tuple((name, row[name]) for name in COLUMNS))


@lru_cache(maxsize=1024)
def _cell(suite: str, who: Who, place: Place, planned: int, sums: _Sums, *, banded: bool = False) -> Cell:  # noqa: PLR0913
    """Work a row out; the same row gives the same cell, so that a change costs the cells that it changed."""
    figures = Figures.load(dict(sums.row)) if sums.row else Figures()
    return Cell(
        suite=suite,
        candidate_digest=who.digest,
        difficulty=place.difficulty,
        language=place.language,
        tally=figures.tally(who.name, planned),
        scored=figures.scored,
        input_tokens=figures.input_tokens,
        output_tokens=figures.output_tokens,
        tokens_unknown=figures.tokens_unknown,
        latency=_latency(figures, banded=banded),
    )


def _latency(figures: Figures, *, banded: bool) -> Latency:
    p50, p75, p90, p95, p99 = figures.latencies.percentiles(_SHARES)
    spread = figures.latencies.bands() if banded else ()
    bands = tuple(LatencyBand(up_to_s=bound, calls=calls) for bound, calls in spread)
    return Latency(calls=len(figures.latencies), p50_s=p50, p75_s=p75, p90_s=p90, p95_s=p95, p99_s=p99, bands=bands)


def _sorted(cells: Cells) -> list[tuple[Place, _Sums]]:
    return sorted(cells.items(), key=lambda one: [(name is not None, name or "") for name in one[0]])


def _tasks_of_run(connection: Connection, run_id: str) -> Counter[Place]:
    """Count the tasks of each place that any candidate of a run was tried on."""
    names = (task_figures.c.difficulty, task_figures.c.language)
    query = select(*names, func.count(task_figures.c.task_id.distinct())).where(task_figures.c.run_id == run_id)
    return _around({Place(row[0], row[1]): row[2] for row in connection.execute(query.group_by(*names))})


def _tasks_of_suite(connection: Connection, suite: str) -> Counter[Place]:
    names = (suite_tasks.c.difficulty, suite_tasks.c.language)
    query = select(*names, func.count()).where(suite_tasks.c.suite == suite)
    return _around({Place(row[0], row[1]): row[2] for row in connection.execute(query.group_by(*names))})


def _around(tasks: Mapping[Place, int]) -> Counter[Place]:
    found: Counter[Place] = Counter()
    for place, count in tasks.items():
        for each in place.around():
            found[each] += count
    return found


def _newest_runs(connection: Connection, suite: str, wanted: Collection[Who]) -> dict[Who, Run]:
    records = (
        select(runs.c.record)
        .outerjoin(run_edits, run_edits.c.run_id == runs.c.id)
        .where(runs.c.suite == suite, run_edits.c.deleted_at.is_(None))
        .order_by(runs.c.created_at.desc(), runs.c.id.desc())
    )
    newest: dict[Who, Run] = {}
    for record in connection.execute(records).scalars():
        run = parsed(record)
        for candidate in run.spec.candidates:
            newest.setdefault(Who(candidate.digest, candidate.name), run)
        if newest.keys() >= set(wanted):
            break
    return newest


def _names(candidates: Iterable[Who]) -> dict[Who, str]:
    """Return a name for each; the same name with different settings is told apart by the settings' digest."""
    candidates = list(candidates)
    uses = Counter(who.name for who in candidates)
    return {who: who.name if uses[who.name] == 1 else f"{who.name} ({who.digest[:7]})" for who in candidates}
