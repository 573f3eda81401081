"""The best present knowledge of each candidate, over all runs of a suite.

A candidate is a name with settings; a task is its content. For each suite, candidate and task the attempts of the
newest run count and no others. A task counts only in the form that the suite's newest run knew it in: results of an
edited task drop out for every candidate until it is run again. Attempts without a verdict (infrastructure errors) take
no part, so that a provider's bad hour does not hide what was known before; strict still counts what is missing.
"""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Connection, Subquery, func, select

from benchwright.records.attempt import UNSCORED
from benchwright.records.run import Run
from benchwright.records.summary import Tally
from benchwright.store.tables import attempts, runs
from benchwright.store.tallies import COUNTED, Line, count


def leaderboard(connection: Connection, suite: str | None) -> list[tuple[str, Tally]]:
    """Return suite and tally of each candidate, by suite and name; of one suite, or of all for None."""
    counts = count(connection, _chosen(suite))
    planned = _planned(connection, {line.suite for line in counts})
    names = _names(counts)
    board: list[tuple[str, Tally]] = []
    for line in sorted(counts, key=lambda line: (line.suite, line.candidate, line.candidate_digest)):
        finished = counts[line].outcomes.total()
        board.append((line.suite, counts[line].tally(names[line], max(finished, planned.get(line, 0)))))
    return board


def _chosen(suite: str | None) -> Subquery:
    newest_first = (runs.c.created_at.desc(), runs.c.id.desc())
    form = func.first_value(attempts.c.task_digest).over(
        partition_by=(runs.c.suite, attempts.c.task_id), order_by=newest_first
    )
    known = (
        select(*COUNTED, attempts.c.task_digest, runs.c.suite, runs.c.id.label("run_id"), runs.c.created_at)
        .add_columns(form.label("form"))
        .join(runs, runs.c.id == attempts.c.run_id)
        .where(attempts.c.current, attempts.c.outcome.not_in(sorted(UNSCORED)))
    )
    if suite is not None:
        known = known.where(runs.c.suite == suite)
    present = known.subquery("known")
    newest = func.first_value(present.c.run_id).over(
        partition_by=(present.c.suite, present.c.candidate_digest, present.c.candidate, present.c.task_id),
        order_by=(present.c.created_at.desc(), present.c.run_id.desc()),
    )
    fresh = select(present, newest.label("newest")).where(present.c.task_digest == present.c.form).subquery("fresh")
    return select(fresh).where(fresh.c.run_id == fresh.c.newest).subquery("chosen")


def _planned(connection: Connection, suites: Iterable[str]) -> dict[Line, int]:
    # A run that was stopped half-way must not make its denominator smaller: what the newest run planned is the least.
    planned: dict[Line, int] = {}
    records = select(runs.c.record).where(runs.c.suite.in_(sorted(suites)))
    for record in connection.execute(records.order_by(runs.c.created_at.desc(), runs.c.id.desc())).scalars():
        run = Run.model_validate_json(record)
        for candidate in run.spec.candidates:
            line = Line(run.suite, candidate.digest, candidate.name)
            planned.setdefault(line, run.planned // len(run.spec.candidates))
    return planned


def _names(lines: Iterable[Line]) -> dict[Line, str]:
    """Return a name for each line; the same name with different settings is told apart by the settings' digest."""
    lines = list(lines)
    uses = Counter((line.suite, line.candidate) for line in lines)
    return {
        line: line.candidate
        if uses[line.suite, line.candidate] == 1
        else f"{line.candidate} ({line.candidate_digest[:7]})"
        for line in lines
    }
