"""Figures counted from the attempts themselves: the truth that every summary is made of and checked against."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Connection, Row, bindparam, func, select

from benchwright.records.attempt import UNSCORED
from benchwright.store.figures import Figures, Mean
from benchwright.store.tables import attempts, scores

_CHUNK = 500
"""Tasks in one query."""


class TaskLine(NamedTuple):
    """One candidate's attempts at one form of a task in one run: those with a verdict, or those without."""

    run_id: str
    candidate_digest: str
    candidate: str
    task_id: str
    task_digest: str
    difficulty: str
    language: str
    verdict: bool


class Slice(NamedTuple):
    """A candidate in a run."""

    run_id: str
    candidate_digest: str
    candidate: str


_UNSCORED: BindParameter[str] = bindparam(None, sorted(UNSCORED), expanding=True, literal_execute=True)
# Written out, because PostgreSQL takes two parameters of one value for two different groups.
_HAS_VERDICT = attempts.c.outcome.not_in(_UNSCORED)
_LINE: tuple[ColumnElement[Any], ...] = (
    attempts.c.run_id,
    attempts.c.candidate_digest,
    attempts.c.candidate,
    attempts.c.task_id,
    attempts.c.task_digest,
    attempts.c.difficulty,
    attempts.c.language,
    _HAS_VERDICT.label("verdict"),
)
_MEASURED: tuple[ColumnElement[Any], ...] = (
    attempts.c.outcome,
    attempts.c.overall,
    attempts.c.cost_usd,
    attempts.c.input_tokens,
    attempts.c.output_tokens,
    attempts.c.latency_s,
)


def measure(connection: Connection, part: Slice, tasks: Collection[str] | None = None) -> Mapping[TaskLine, Figures]:
    """Count a slice's current attempts for each task; None: of all its tasks."""
    counted = (
        (attempts.c.run_id == part.run_id)
        & (attempts.c.candidate == part.candidate)
        & (attempts.c.candidate_digest == part.candidate_digest)
        & attempts.c.current
    )
    if tasks is None:
        return _measure(connection, counted)
    ordered = sorted(tasks)
    found: dict[TaskLine, Figures] = {}
    for start in range(0, len(ordered), _CHUNK):
        found |= _measure(connection, counted & attempts.c.task_id.in_(ordered[start : start + _CHUNK]))
    return found


def _measure(connection: Connection, counted: ColumnElement[bool]) -> dict[TaskLine, Figures]:
    lines: defaultdict[TaskLine, Figures] = defaultdict(Figures)
    for row in connection.execute(select(*_LINE, *_MEASURED).where(counted)):
        _count(lines[_line(row)], row)
    for line, figures in lines.items():
        if line.verdict:
            figures.solved[figures.finished, figures.passed] = 1
    _add_scores(connection, counted, lines)
    return dict(lines)


def _line(row: Row[Any]) -> TaskLine:
    *names, verdict = row[: len(_LINE)]
    return TaskLine(*names, verdict=bool(verdict))


def _count(to: Figures, row: Row[Any]) -> None:
    outcome, overall, cost_usd, input_tokens, output_tokens, latency_s = row[len(_LINE) :]
    to.outcomes[outcome] += 1
    if overall is not None:
        to.overall.total += overall
        to.overall.count += 1
    if cost_usd is None:
        to.cost_unknown += 1
    else:
        to.cost_usd += cost_usd
    if input_tokens is None or output_tokens is None:
        to.tokens_unknown += 1
    else:
        to.input_tokens += input_tokens
        to.output_tokens += output_tokens
    if latency_s is not None:
        to.latencies.add((latency_s,))


def _add_scores(connection: Connection, counted: ColumnElement[bool], lines: Mapping[TaskLine, Figures]) -> None:
    query = (
        select(*_LINE, scores.c.dimension, func.sum(scores.c.value), func.count(scores.c.value))
        .join(scores, scores.c.attempt_id == attempts.c.id)
        .where(counted, scores.c.current)
        .group_by(*_LINE, scores.c.dimension)
    )
    for row in connection.execute(query):
        dimension, total, count = row[len(_LINE) :]
        lines[_line(row)].scores[dimension] = Mean(total or 0.0, count)
