"""A store with very many attempts, made in bulk: several suites, the same candidates in all runs."""

import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table

from benchwright.records.answer import Answer
from benchwright.records.attempt import Attempt, Outcome, attempt_id
from benchwright.records.candidate import GenerationSettings, ModelCandidate
from benchwright.records.digest import digest_of
from benchwright.records.run import Run, RunSpec, RunStatus
from benchwright.records.usage import Usage
from benchwright.store import attempts, recount, tables
from benchwright.store.database import connect
from benchwright.store.store import Store

SUITES = 5
CANDIDATES = 20
TASKS = 250
SAMPLES = 5
DIMENSIONS = ("correctness", "speed", "quality", "efficiency")
_DIFFICULTIES = ("easy", "medium", "hard", "extreme")
_LANGUAGES = ("python", "typescript", "rust")
_UNPRICED = 0.01
_START = datetime(2026, 1, 1, tzinfo=UTC)


def fill(store: Store, url: str, count: int) -> list[str]:
    """Fill an empty store with about so many attempts and their scores; return the ids of the runs."""
    candidates = [
        ModelCandidate(provider="openai", model=f"model-{number:02}", settings=GenerationSettings(temperature=0.2))
        for number in range(CANDIDATES)
    ]
    dice = random.Random(1)  # noqa: S311 -- the same store each time, no secret
    runs: list[str] = []
    with closing(connect(url)) as engines:
        for number in range(max(1, count // (CANDIDATES * TASKS * SAMPLES))):
            run = _run(number, candidates)
            store.create_run(run)
            with engines.writer.begin() as connection:
                rows = list(_rows(run, candidates, dice))
                _insert(connection, tables.attempts, rows)
                _insert(connection, tables.scores, [score for row in rows for score in _scores(row, dice)])
            runs.append(run.id)
        with engines.writer.begin() as connection:
            recount.forget(connection)
    return runs


def settle(url: str) -> None:
    """Let PostgreSQL look at its tables, as it does by itself in time: after a bulk load it plans for small ones."""
    with closing(connect(url)) as engines:
        if engines.reader.dialect.name == "postgresql":
            with engines.reader.connect() as connection:
                connection.exec_driver_sql("VACUUM (ANALYZE)")


def _run(number: int, candidates: Sequence[ModelCandidate]) -> Run:
    suite = f"suite-{number % SUITES}"
    created_at = _START + timedelta(hours=5 * number)
    return Run(
        id=f"run_{created_at:%Y%m%dT%H%M%SZ}_{number:06x}",
        spec=RunSpec(suite=suite, candidates=tuple(candidates), samples=SAMPLES),
        suite=suite,
        suite_digest=digest_of(suite),
        solver="completion@1",
        planned=len(candidates) * TASKS * SAMPLES,
        status=RunStatus.FINISHED,
        created_at=created_at,
        finished_at=created_at + timedelta(hours=2),
    )


def _rows(run: Run, candidates: Sequence[ModelCandidate], dice: random.Random) -> Iterator[dict[str, Any]]:
    shared = attempts.row(_example(run, candidates[0]))
    for skill, candidate in enumerate(candidates):
        theirs = {"candidate": candidate.name, "candidate_digest": candidate.digest}
        for task in range(TASKS):
            form = f"{run.suite}/task-{task:03}"
            hardness = task % len(_DIFFICULTIES)
            about = {"task_id": form, "task_digest": digest_of(form), "difficulty": _DIFFICULTIES[hardness]}
            for sample in range(SAMPLES):
                key = f"{run.id}-{skill}-{task}-{sample}"
                chance = 0.35 + 0.03 * skill - 0.12 * hardness
                figures = _figures(dice, chance)
                language = _LANGUAGES[task % len(_LANGUAGES)]
                yield {**shared, **theirs, **about, **figures, "language": language, "key": key, "sample": sample} | {
                    "id": attempt_id(run.id, key)
                }


def _figures(dice: random.Random, chance: float) -> dict[str, Any]:
    passed = dice.random() < chance
    others = (Outcome.FAILED, Outcome.FAILED, Outcome.FAILED, Outcome.LIMIT, Outcome.TRUNCATED, Outcome.INFRA_ERROR)
    outcome = Outcome.PASSED if passed else dice.choice(others)
    tokens = int(dice.lognormvariate(6, 0.8))
    return {
        "outcome": outcome.value,
        "overall": None if outcome is Outcome.INFRA_ERROR else 0.6 + 0.4 * dice.random() if passed else 0.3,
        "cost_usd": None if dice.random() < _UNPRICED else tokens * 1e-5,
        "input_tokens": 400,
        "output_tokens": tokens,
        "latency_s": dice.lognormvariate(1, 0.7),
    }


def _scores(row: dict[str, Any], dice: random.Random) -> Iterator[dict[str, Any]]:
    if row["outcome"] == Outcome.INFRA_ERROR:
        return
    for dimension in DIMENSIONS:
        yield {
            "attempt_id": row["id"],
            "dimension": dimension,
            "value": dice.random(),
            "explanation": "6 of 8 cases passed",
            "scorer": dimension,
            "version": "1",
            "parameters": "{}",
            "created_at": row["finished_at"],
            "current": True,
        }


def _example(run: Run, candidate: ModelCandidate) -> Attempt:
    answer = Answer(prompt="Write a function. " * 20, text="def solve(x):\n    return x\n" * 20, usage=Usage())
    return Attempt(
        id="",
        run_id=run.id,
        key="",
        task_id="",
        task_digest="",
        candidate=candidate.name,
        candidate_digest=candidate.digest,
        sample=0,
        outcome=Outcome.PASSED,
        answer=answer,
        started_at=run.created_at,
        finished_at=run.created_at + timedelta(minutes=1),
    )


def _insert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows the fastest way that the database has."""
    names = list(rows[0])
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(list(row.values()))
        return
    marks = ", ".join("?" * len(names))
    driver.executemany(
        f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})",  # noqa: S608 - our own names
        [list(row.values()) for row in rows],
    )
