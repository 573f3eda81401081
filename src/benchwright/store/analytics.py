"""Cells of figures for leaderboards, run totals and charts."""

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from benchwright.records.analytics import Cell, Latency, LatencyBand
from benchwright.records.run import Run
from benchwright.store import lines
from benchwright.store.cells import WHOLE, Place, cube
from benchwright.store.figures import Figures
from benchwright.store.standings import Counted, Who, chosen
from benchwright.store.tables import run_edits, runs

_SHARES = (0.50, 0.75, 0.90, 0.95, 0.99)
Cells = Mapping[Place, Figures]


def of_run(connection: Connection, run: Run) -> list[Cell]:
    """Return a run's cells, by candidate in the run's order; a candidate without attempts has one that is empty."""
    by_candidate: dict[Who, list[Counted]] = {}
    for line, figures in lines.of_run(connection, run.id):
        by_candidate.setdefault(Who(line.candidate_digest, line.candidate), []).append((line, figures))
    whole = run.planned // len(run.spec.candidates)
    tasks = _tasks_by_place(by_candidate.values())
    found: list[Cell] = []
    for candidate in run.spec.candidates:
        who = Who(candidate.digest, candidate.name)
        cells = cube(by_candidate.get(who, ())) or {WHOLE: Figures()}
        planned = {place: tasks[place] * run.spec.samples for place in cells} | {WHOLE: whole}
        found += [_cell(run.suite, who, who.name, place, cells[place], planned[place]) for place in _sorted(cells)]
    return found


def of_suite(connection: Connection, suite: str) -> list[Cell]:
    """Return the cells of a suite's leaderboard, by candidate's name."""
    counted = chosen(lines.of_suite(connection, suite), lines.ages(connection, suite))
    newest, tasks = _newest_runs(connection, suite), _tasks_by_place(counted.values())
    names = _names(counted)
    found: list[Cell] = []
    for who in sorted(counted, key=lambda who: (who.name, who.digest)):
        cells, run = cube(counted[who]), newest[who]
        planned = {place: tasks[place] * run.spec.samples for place in cells}
        # A run that was stopped half-way must not make its denominator smaller: what it planned is the least.
        planned[WHOLE] = run.planned // len(run.spec.candidates)
        found += [
            _cell(suite, who, names[who], place, cells[place], max(planned[place], cells[place].finished))
            for place in _sorted(cells)
        ]
    return found


def suites(connection: Connection) -> list[str]:
    """Return the names of all suites that there are runs of, deleted ones left out."""
    query = (
        select(runs.c.suite)
        .outerjoin(run_edits, run_edits.c.run_id == runs.c.id)
        .where(run_edits.c.deleted_at.is_(None))
        .distinct()
    )
    return sorted(connection.execute(query).scalars())


def _cell(suite: str, who: Who, shown: str, place: Place, figures: Figures, planned: int) -> Cell:  # noqa: PLR0913
    return Cell(
        suite=suite,
        candidate_digest=who.digest,
        difficulty=place.difficulty,
        language=place.language,
        tally=figures.tally(shown, planned),
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


def _sorted(cells: Cells) -> list[Place]:
    return sorted(cells, key=lambda place: (place.difficulty or "", place.language or "", place != WHOLE))


def _tasks_by_place(counted: Iterable[Iterable[Counted]]) -> Counter[Place]:
    """Count the tasks of each place that any candidate was tried on."""
    places = {line.task_id: Place(line.difficulty, line.language) for lines in counted for line, _ in lines}
    tasks: Counter[Place] = Counter()
    for place in places.values():
        tasks.update({place, Place(place.difficulty, None), Place(None, place.language), WHOLE})
    return tasks


def _newest_runs(connection: Connection, suite: str) -> dict[Who, Run]:
    newest: dict[Who, Run] = {}
    records = select(runs.c.record).where(runs.c.id.in_(lines.ages(connection, suite)))
    for record in connection.execute(records.order_by(runs.c.created_at.desc(), runs.c.id.desc())).scalars():
        run = Run.model_validate_json(record)
        for candidate in run.spec.candidates:
            newest.setdefault(Who(candidate.digest, candidate.name), run)
    return newest


def _names(candidates: Iterable[Who]) -> dict[Who, str]:
    """Return a name for each; the same name with different settings is told apart by the settings' digest."""
    candidates = list(candidates)
    uses = Counter(who.name for who in candidates)
    return {who: who.name if uses[who.name] == 1 else f"{who.name} ({who.digest[:7]})" for who in candidates}
