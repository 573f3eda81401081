"""Scores in the database. A score is never changed: a new one takes its place and the old one is kept."""

import json
import time
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, false, select, update

from benchwright.errors import UnknownName
from benchwright.records.attempt import Outcome
from benchwright.records.digest import canonical_json
from benchwright.records.score import Score
from benchwright.store import changes, stale
from benchwright.store.database import insertion
from benchwright.store.packing import storable
from benchwright.store.tables import attempts, scores

INSERT = insertion(scores)
OUTDATE = update(scores).where(scores.c.attempt_id == bindparam("judged"), scores.c.current).values(current=false())
"""Takes `judged`, an attempt's id."""


def row(attempt_id: str, score: Score) -> dict[str, Any]:
    """Return a score's row."""
    return {
        "attempt_id": attempt_id,
        "dimension": score.dimension,
        "value": score.value,
        "explanation": storable(score.explanation),
        "scorer": score.scorer,
        "version": score.version,
        "parameters": canonical_json(score.parameters) if score.parameters else "{}",
        "created_at": time.time(),
        "current": True,
    }


def current(connection: Connection, attempt_ids: Sequence[str]) -> dict[str, tuple[Score, ...]]:
    """Return the scores that count, by attempt, in the order they were given."""
    query = select(scores).where(scores.c.attempt_id.in_(attempt_ids), scores.c.current).order_by(scores.c.id)
    found: dict[str, tuple[Score, ...]] = {}
    for one in connection.execute(query):
        found[one.attempt_id] = (*found.get(one.attempt_id, ()), _score(one))
    return found


def replace(
    connection: Connection, attempt_id: str, new: Sequence[Score], *, overall: float | None, outcome: Outcome
) -> None:
    """Let new scores count instead of the present ones; those that say the same stay as they are."""
    query = select(scores).where(scores.c.attempt_id == attempt_id, scores.c.current)
    present = {_identity(_score(one)): one.id for one in connection.execute(query)}
    wanted = {_identity(score): score for score in new}
    gone = [{"gone": number} for identity, number in present.items() if identity not in wanted]
    if gone:
        connection.execute(update(scores).where(scores.c.id == bindparam("gone")).values(current=False), gone)
    added = [row(attempt_id, score) for identity, score in wanted.items() if identity not in present]
    if added:
        connection.execute(INSERT, added)
    verdict = update(attempts).where(attempts.c.id == attempt_id).values(overall=overall, outcome=outcome.value)
    if not connection.execute(verdict).rowcount:
        raise UnknownName("attempt", attempt_id, [], "Only a stored attempt can be scored again.")
    run_id = connection.execute(select(attempts.c.run_id).where(attempts.c.id == attempt_id)).scalar_one()
    changes.note(connection, "attempt_rescored", run_id, attempt_id)
    stale.note_tasks(connection, attempts.c.id == attempt_id)


def _identity(score: Score) -> tuple[object, ...]:
    return score.dimension, score.scorer, score.version, canonical_json(score.parameters), score.value


def _score(one: Row[Any]) -> Score:
    return Score(
        dimension=one.dimension,
        value=one.value,
        explanation=one.explanation,
        scorer=one.scorer,
        version=one.version,
        parameters=json.loads(one.parameters),
    )
