"""Attempts in the database: lean columns for lists and counts, the rest packed in one."""

import json
from collections.abc import Collection, Iterator
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Engine, Row, Select, and_, bindparam, select, tuple_, update

from benchwright.errors import UnknownName
from benchwright.records.attempt import Attempt, Outcome
from benchwright.records.score import Score
from benchwright.store import changes, scores, stale
from benchwright.store.packing import moment, pack, seconds, unpack
from benchwright.store.tables import attempts

_ADAPTER = TypeAdapter(Attempt)
_PACKED = {"answer", "execution", "error"}
_PAGE = 200
"""Attempts read at once when streaming."""
_CHUNK = 500
_SHOWN = 10
_PLACE = (attempts.c.candidate, attempts.c.task_id, attempts.c.sample, attempts.c.id)


def row(attempt: Attempt) -> dict[str, Any]:
    """Return an attempt's row, without its scores."""
    answer, execution = attempt.answer, attempt.execution
    return {
        "id": attempt.id,
        "run_id": attempt.run_id,
        "key": attempt.key,
        "task_id": attempt.task_id,
        "task_digest": attempt.task_digest,
        "candidate": attempt.candidate,
        "candidate_digest": attempt.candidate_digest,
        "sample": attempt.sample,
        "outcome": attempt.outcome.value,
        "difficulty": attempt.difficulty,
        "language": attempt.language,
        "overall": attempt.overall,
        "cost_usd": answer.cost_usd if answer else None,
        "input_tokens": answer.usage.input_tokens if answer else None,
        "output_tokens": answer.usage.output_tokens if answer else None,
        "latency_s": answer.latency_s if answer else None,
        "started_at": seconds(attempt.started_at),
        "finished_at": seconds(attempt.finished_at),
        "in_process": execution is not None and execution.in_process,
        "current": True,
        "detail": pack(_ADAPTER, attempt, fields=_PACKED),
    }


def finished(connection: Connection, run_id: str) -> dict[str, Outcome]:
    """Return the outcomes of a run's current attempts by key."""
    query = select(attempts.c.key, attempts.c.outcome).where(attempts.c.run_id == run_id, attempts.c.current)
    return {key: Outcome(outcome) for key, outcome in connection.execute(query)}


def retire(connection: Connection, run_id: str, keys: Collection[str]) -> int:
    """Stop counting attempts; return how many of the keys were counted until now."""
    if not keys:
        return 0
    statement = (
        update(attempts)
        .where(attempts.c.run_id == run_id, attempts.c.key == bindparam("retired"), attempts.c.current)
        .values(current=False)
    )
    counted = connection.execute(statement, [{"retired": key} for key in keys]).rowcount
    if counted:
        changes.note(connection, "attempts_retired", run_id)
        for start in range(0, len(keys), _CHUNK):
            some = attempts.c.key.in_(list(keys)[start : start + _CHUNK])
            stale.note_tasks(connection, and_(attempts.c.run_id == run_id, some))
    return counted


def stream(reader: Engine, run_id: str, *, current_only: bool) -> Iterator[Attempt]:
    """Yield a run's attempts by candidate, task and sample, a page at a time, so that no read lasts long."""
    query = select(attempts).where(attempts.c.run_id == run_id).order_by(*_PLACE).limit(_PAGE)
    if current_only:
        query = query.where(attempts.c.current)
    page = query
    while True:
        with reader.connect() as connection:
            found = _read(connection, page)
        yield from found
        if len(found) < _PAGE:
            return
        last = found[-1]
        page = query.where(tuple_(*_PLACE) > (last.candidate, last.task_id, last.sample, last.id))


def find(connection: Connection, name: str) -> Attempt:
    """Return the attempt of that id or of that unique beginning of an id."""
    # Ids are hex digits: a range finds a prefix through the index, where LIKE would read every id.
    fits = and_(attempts.c.id >= name, attempts.c.id < f"{name}g")
    found = _read(connection, select(attempts).where(fits).order_by(attempts.c.id).limit(_SHOWN))
    exact = [attempt for attempt in found if attempt.id == name]
    if name and (exact or len(found) == 1):
        return (exact or found)[0]
    if name and found:
        raise UnknownName("attempt", name, [one.id for one in found], "It fits several; give more of the id.")
    recent = connection.execute(select(attempts.c.id).order_by(attempts.c.finished_at.desc()).limit(_SHOWN))
    raise UnknownName("attempt", name, list(recent.scalars()), "`runs show` lists a run's attempts.")


def _read(connection: Connection, query: Select[Any]) -> list[Attempt]:
    rows = connection.execute(query).all()
    judged = scores.current(connection, [row.id for row in rows])
    return [_attempt(row, judged.get(row.id, ())) for row in rows]


def _attempt(row: Row[Any], judged: tuple[Score, ...]) -> Attempt:
    detail = json.loads(unpack(row.detail))
    return Attempt(
        id=row.id,
        run_id=row.run_id,
        key=row.key,
        task_id=row.task_id,
        task_digest=row.task_digest,
        candidate=row.candidate,
        candidate_digest=row.candidate_digest,
        sample=row.sample,
        outcome=Outcome(row.outcome),
        difficulty=row.difficulty,
        language=row.language,
        overall=row.overall,
        started_at=moment(row.started_at),
        finished_at=moment(row.finished_at),
        scores=judged,
        **detail,
    )
