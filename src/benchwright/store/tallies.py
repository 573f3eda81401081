"""Counts for the statistics. Nothing is judged here: intervals, rates and pass@k are made of these in `stats`."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from math import floor
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Subquery, case, func, literal, select

from benchwright.records.attempt import UNSCORED, Outcome
from benchwright.records.run import Run
from benchwright.records.summary import SolvedCount, Tally
from benchwright.store.tables import attempts, scores

COUNTED = (
    attempts.c.id,
    attempts.c.task_id,
    attempts.c.candidate_digest,
    attempts.c.candidate,
    attempts.c.outcome,
    attempts.c.overall,
    attempts.c.cost_usd,
    attempts.c.input_tokens,
    attempts.c.output_tokens,
    attempts.c.latency_s,
)
"""The columns of `attempts` that figures are made of."""


class Line(NamedTuple):
    """What one tally is about: a line of a table."""

    suite: str
    candidate_digest: str
    candidate: str


@dataclass(slots=True)
class Counts:
    """What was counted for one line."""

    outcomes: Counter[str] = field(default_factory=Counter[str])
    cost_usd: float = 0.0
    cost_unknown: int = 0
    tokens: int = 0
    tokens_unknown: int = 0
    overall_sum: float = 0.0
    overall_count: int = 0
    solved: list[SolvedCount] = field(default_factory=list[SolvedCount])
    means: dict[str, float | None] = field(default_factory=dict[str, float | None])
    latency_p50_s: float | None = None
    latency_p95_s: float | None = None

    def tally(self, candidate: str, planned: int) -> Tally:
        """Return the record."""
        return Tally(
            candidate=candidate,
            attempts=planned,
            outcome_counts=dict(self.outcomes),
            solved=tuple(self.solved),
            score_means=self.means,
            overall=self.overall_sum / self.overall_count if self.overall_count else None,
            cost_usd=self.cost_usd,
            cost_unknown=self.cost_unknown,
            tokens=None if self.tokens_unknown or not self.outcomes else self.tokens,
            latency_p50_s=self.latency_p50_s,
            latency_p95_s=self.latency_p95_s,
        )


def of_run(connection: Connection, run: Run) -> list[Tally]:
    """Return a tally for each of the run's candidates, in the run's order; those not yet started have empty ones."""
    chosen = (
        select(*COUNTED, literal(run.suite).label("suite"))
        .where(attempts.c.run_id == run.id, attempts.c.current)
        .subquery("chosen")
    )
    counts = count(connection, chosen)
    share = run.planned // len(run.spec.candidates)
    lines = [Line(run.suite, candidate.digest, candidate.name) for candidate in run.spec.candidates]
    return [counts.get(line, Counts()).tally(line.candidate, share) for line in lines]


def count(connection: Connection, chosen: Subquery) -> Mapping[Line, Counts]:
    """Count chosen attempts (`COUNTED`, and `suite`), one result for each suite and candidate."""
    counts: defaultdict[Line, Counts] = defaultdict(Counts)
    _count_outcomes(connection, chosen, counts)
    _count_solved(connection, chosen, counts)
    _average_scores(connection, chosen, counts)
    _rank_latencies(connection, chosen, counts)
    return counts


def quantile(ordered: list[float], share: float) -> float:
    """Return the value below which a share of the ordered values lies, interpolated between neighbours.

    Source: R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996),
    361-365, definition 7.
    """
    place = (len(ordered) - 1) * share
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _count_outcomes(connection: Connection, chosen: Subquery, counts: defaultdict[Line, Counts]) -> None:
    tokens = chosen.c.input_tokens + chosen.c.output_tokens
    query = select(
        *_line(chosen),
        chosen.c.outcome,
        func.count().label("number"),
        func.sum(chosen.c.cost_usd).label("cost"),
        func.count(chosen.c.cost_usd).label("priced"),
        func.sum(tokens).label("tokens"),
        func.count(tokens).label("metered"),
        func.sum(chosen.c.overall).label("overall"),
        func.count(chosen.c.overall).label("judged"),
    ).group_by(*_line(chosen), chosen.c.outcome)
    for row in connection.execute(query):
        to = counts[Line(*row[:3])]
        to.outcomes[row.outcome] = row.number
        to.cost_usd += row.cost or 0.0
        to.cost_unknown += row.number - row.priced
        to.tokens += row.tokens or 0
        to.tokens_unknown += row.number - row.metered
        to.overall_sum += row.overall or 0.0
        to.overall_count += row.judged


def _count_solved(connection: Connection, chosen: Subquery, counts: defaultdict[Line, Counts]) -> None:
    scored = func.sum(case((chosen.c.outcome.in_(sorted(UNSCORED)), 0), else_=1)).label("scored")
    passed = func.sum(case((chosen.c.outcome == Outcome.PASSED.value, 1), else_=0)).label("passed")
    tasks = select(*_line(chosen), scored, passed).group_by(*_line(chosen), chosen.c.task_id).subquery("tasks")
    shape = (*_line(tasks), tasks.c.scored, tasks.c.passed)
    # A task without any verdict tells nothing about solving it; it shows in the outcomes.
    query = select(*shape, func.count().label("tasks")).where(tasks.c.scored > 0).group_by(*shape).order_by(*shape)
    for row in connection.execute(query):
        counts[Line(*row[:3])].solved.append(SolvedCount(scored=row.scored, passed=row.passed, tasks=row.tasks))


def _average_scores(connection: Connection, chosen: Subquery, counts: defaultdict[Line, Counts]) -> None:
    shape = (*_line(chosen), scores.c.dimension)
    query = (
        select(*shape, func.avg(scores.c.value).label("mean"))
        .join(scores, scores.c.attempt_id == chosen.c.id)
        .where(scores.c.current)
        .group_by(*shape)
        .order_by(*shape)
    )
    for row in connection.execute(query):
        counts[Line(*row[:3])].means[row.dimension] = row.mean


def _rank_latencies(connection: Connection, chosen: Subquery, counts: defaultdict[Line, Counts]) -> None:
    query = (
        select(*_line(chosen), chosen.c.latency_s)
        .where(chosen.c.latency_s.is_not(None))
        .order_by(*_line(chosen), chosen.c.latency_s)
    )
    for line, rows in groupby(connection.execute(query), key=attrgetter(*Line._fields)):
        ordered = [row.latency_s for row in rows]
        to = counts[Line(*line)]
        to.latency_p50_s, to.latency_p95_s = quantile(ordered, 0.50), quantile(ordered, 0.95)


def _line(chosen: Subquery) -> tuple[ColumnElement[str], ColumnElement[str], ColumnElement[str]]:
    return chosen.c.suite, chosen.c.candidate_digest, chosen.c.candidate
