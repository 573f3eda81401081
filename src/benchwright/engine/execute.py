"""From planned attempts to a stream of finished ones: each is solved, executed, scored and yielded once."""

import asyncio
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from benchwright.contracts import Generate, Sandbox, Scorer, Solver
from benchwright.engine.verdict import outcome_of, outcome_of_error
from benchwright.errors import BudgetExhausted, Caught
from benchwright.records.answer import Answer
from benchwright.records.attempt import Attempt, Outcome, PlannedAttempt, attempt_id, note_of
from benchwright.records.candidate import ModelCandidate
from benchwright.records.execution import Execution, Limits
from benchwright.records.score import Profile, Score
from benchwright.records.task import FunctionTask, Task

BACKLOG = 256
"""Finished attempts that may wait to be taken before workers pause."""


@dataclass(frozen=True)
class Group:
    """One candidate's share of a run."""

    candidate: ModelCandidate
    planned: Iterator[PlannedAttempt]
    generate: Generate
    width: int
    """Attempts under way at once."""


@dataclass(frozen=True)
class Bench:
    """Everything that attempts of a run have in common."""

    run_id: str
    tasks: Mapping[str, Task]
    solver: Solver
    scorers: Sequence[Scorer]
    profile: Profile
    limits: Limits
    sandbox: Sandbox | None
    """None where no task needs one."""
    measure: bool
    """Whether executions are measured beside the reference."""
    sandbox_slots: asyncio.Semaphore


@dataclass
class Stop:
    """A request to hand out no more attempts; those under way are finished."""

    asked: bool = False
    budget: BudgetExhausted | None = None
    """Why, where it was the budget."""


async def execute(groups: Sequence[Group], bench: Bench, stop: Stop) -> AsyncGenerator[Attempt]:
    """Yield attempts as they finish, in no fixed order. Closing the iterator cancels what is under way."""
    finished: asyncio.Queue[Attempt | None] = asyncio.Queue(BACKLOG)
    workers = [asyncio.create_task(_work(group, bench, stop, finished)) for group in groups for _ in range(group.width)]
    closing = asyncio.create_task(_close(workers, finished))
    try:
        while (attempt := await finished.get()) is not None:
            yield attempt
        for worker in workers:
            worker.result()
    finally:
        for task in (closing, *workers):
            task.cancel()
        await asyncio.gather(closing, *workers, return_exceptions=True)


async def _close(workers: Sequence[asyncio.Task[None]], finished: asyncio.Queue[Attempt | None]) -> None:
    if workers:
        await asyncio.wait(workers)
    await finished.put(None)


async def _work(group: Group, bench: Bench, stop: Stop, finished: asyncio.Queue[Attempt | None]) -> None:
    while not stop.asked and (planned := next(group.planned, None)) is not None:
        try:
            attempt = await _attempt(planned, group, bench)
        except BudgetExhausted as error:
            stop.asked, stop.budget = True, error
            return
        await finished.put(attempt)


@dataclass
class _Progress:
    """How far one attempt has come, so that what it has is kept where a later step breaks."""

    answer: Answer | None = None
    execution: Execution | None = None
    scores: tuple[Score, ...] = ()
    outcome: Outcome | None = None


async def _attempt(planned: PlannedAttempt, group: Group, bench: Bench) -> Attempt:
    started_at = datetime.now(UTC)
    task, reached = bench.tasks[planned.task_id], _Progress()
    with Caught(BudgetExhausted) as caught:
        request = bench.solver.request(task, group.candidate, planned.sample)
        reached.answer = await bench.solver.solve(task, request, group.generate)
        reached.execution = await _run(task, reached.answer, bench)
        reached.scores, reached.outcome = await judge(task, reached.answer, reached.execution, bench.scorers)
    note = None if caught.error is None else note_of(caught.error)
    return Attempt(
        id=attempt_id(bench.run_id, planned.key),
        run_id=bench.run_id,
        key=planned.key,
        task_id=task.id,
        task_digest=task.digest,
        candidate=group.candidate.name,
        candidate_digest=group.candidate.digest,
        sample=planned.sample,
        outcome=reached.outcome or outcome_of_error(note),
        difficulty=task.difficulty,
        language=task.language,
        error=note,
        answer=reached.answer,
        execution=reached.execution,
        scores=reached.scores,
        overall=bench.profile.overall(reached.scores),
        started_at=started_at,
        finished_at=datetime.now(UTC),
    )


async def _run(task: Task, answer: Answer, bench: Bench) -> Execution | None:
    if bench.sandbox is None or not isinstance(task, FunctionTask) or answer.code is None:
        return None
    async with bench.sandbox_slots:
        return await bench.sandbox.execute(task, answer.code, limits=bench.limits, measure=bench.measure)


async def judge(
    task: Task, answer: Answer, execution: Execution | None, scorers: Sequence[Scorer]
) -> tuple[tuple[Score, ...], Outcome]:
    """Score a stored answer and say how the attempt ended; needs neither model nor sandbox."""
    scores: list[Score] = []
    deciding: float | None = None
    for scorer in scorers:
        if not scorer.applies(task):
            continue
        score = await scorer.score(task, answer, execution)
        scores.append(score)
        if scorer.decides:
            deciding = score.value
    return tuple(scores), outcome_of(answer, execution, deciding)
