"""Cells of figures for leaderboards, run totals and charts, read from the summaries."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import ColumnElement, Connection, Table, func, select

from benchwright.records.analytics import Cell, Latency, LatencyBand
from benchwright.records.run import Run
from benchwright.records.summary import Tally
from benchwright.store.cells import WHOLE, Place
from benchwright.store.figures import Figures
from benchwright.store.standings import Who
from benchwright.store.summaries import cell, whole
from benchwright.store.tables import run_cells, run_edits, runs, suite_cells, suite_tasks, task_figures

_SHARES = (0.50, 0.75, 0.90, 0.95, 0.99)
Cells = Mapping[Place, Figures]


def of_run(connection: Connection, run: Run, *, totals_only: bool = False) -> list[Cell]:
    """Return a run's cells, by candidate in the run's order; a candidate without attempts has one that is empty."""
    cells = _read(connection, run_cells, run_cells.c.run_id == run.id, totals_only=totals_only)
    tasks = Counter[Place]() if totals_only else _tasks_of_run(connection, run.id)
    share = run.planned // len(run.spec.candidates)
    found: list[Cell] = []
    for candidate in run.spec.candidates:
        who = Who(candidate.digest, candidate.name)
        for place, figures in _sorted(cells.get(who, {WHOLE: Figures()})):
            planned = share if place == WHOLE else max(figures.finished, tasks[place] * run.spec.samples)
            found.append(_cell(run.suite, who, place, figures.tally(who.name, planned), figures))
    return found


def of_suite(connection: Connection, suite: str, *, totals_only: bool = False) -> list[Cell]:
    """Return the cells of a suite's leaderboard, by candidate's name."""
    cells = _read(connection, suite_cells, suite_cells.c.suite == suite, totals_only=totals_only)
    tasks = Counter[Place]() if totals_only else _tasks_of_suite(connection, suite)
    newest, names = _newest_runs(connection, suite, cells), _names(cells)
    found: list[Cell] = []
    for who in sorted(cells, key=lambda who: (who.name, who.digest)):
        run = newest[who]
        for place, figures in _sorted(cells[who]):
            # A run that was stopped half-way must not make its denominator smaller: what it planned is the least.
            whole_share = run.planned // len(run.spec.candidates)
            least = whole_share if place == WHOLE else tasks[place] * run.spec.samples
            found.append(_cell(suite, who, place, figures.tally(names[who], max(figures.finished, least)), figures))
    return found


def _read(
    connection: Connection, table: Table, theirs: ColumnElement[bool], *, totals_only: bool
) -> dict[Who, dict[Place, Figures]]:
    query = select(*table.columns).where(theirs)
    if totals_only:
        query = query.where(whole(table))
    found: dict[Who, dict[Place, Figures]] = {}
    for row in connection.execute(query).mappings():
        place, figures = cell(row)
        found.setdefault(Who(row["candidate_digest"], row["candidate"]), {})[place] = figures
    return found


def _cell(suite: str, who: Who, place: Place, tally: Tally, figures: Figures) -> Cell:
    return Cell(
        suite=suite,
        candidate_digest=who.digest,
        difficulty=place.difficulty,
        language=place.language,
        tally=tally,
        scored=figures.scored,
        input_tokens=figures.input_tokens,
        output_tokens=figures.output_tokens,
        tokens_unknown=figures.tokens_unknown,
        latency=_latency(figures),
    )


def _latency(figures: Figures) -> Latency:
    p50, p75, p90, p95, p99 = figures.latencies.percentiles(_SHARES)
    bands = tuple(LatencyBand(up_to_s=bound, calls=calls) for bound, calls in figures.latencies.bands())
    return Latency(calls=len(figures.latencies), p50_s=p50, p75_s=p75, p90_s=p90, p95_s=p95, p99_s=p99, bands=bands)


def _sorted(cells: Cells) -> list[tuple[Place, Figures]]:
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
        run = Run.model_validate_json(record)
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
