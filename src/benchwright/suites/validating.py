"""Tasks proved on this machine: the reference passes, nothing scores nothing, and wrong programs are found out."""

import asyncio
import os
from collections.abc import AsyncGenerator, Sequence
from typing import Protocol

from benchwright.contracts import Sandbox
from benchwright.errors import SandboxError, TaskError
from benchwright.records.execution import Execution, Limits
from benchwright.records.task import FunctionTask, PromptTask, Task
from benchwright.records.validation import TaskValidation
from benchwright.suites.mutants import Mutant, mutants

MUTANT_CPU_S = 2.0
"""CPU seconds for a mutant, or `MUTANT_SLACK` times the reference's where that is more: mutants often never end."""
MUTANT_SLACK = 4.0
MUTANT_WALL_S = 10.0
SHIPPED_ID = "shipped:{number}"
"""How the task's own mutants are called, counted from 1."""


async def validate_suite(
    tasks: Sequence[Task], sandbox: Sandbox, limits: Limits, *, concurrency: int | None = None
) -> AsyncGenerator[TaskValidation, None]:
    """Yield the proof of each task as it is done; so many programs run at once, None: two for each core."""
    width = concurrency or 2 * (os.cpu_count() or 1)
    gated, under_way = _Gated(sandbox, asyncio.Semaphore(width)), asyncio.Semaphore(width)

    async def prove(task: Task) -> TaskValidation:
        async with under_way:  # tasks are finished one after the other rather than all at the end
            return await validate_task(task, gated, limits)

    proofs = [asyncio.create_task(prove(task)) for task in tasks]
    try:
        for proof in asyncio.as_completed(proofs):
            yield await proof
    finally:
        for proof in proofs:
            proof.cancel()
        await asyncio.gather(*proofs, return_exceptions=True)


class Executes(Protocol):
    """The part of `contracts.Sandbox` that proving needs."""

    async def execute(self, task: FunctionTask, code: str, *, limits: Limits, measure: bool) -> Execution:
        """Run code on a task's cases or check and judge it outside."""
        ...


class _Gated:
    """A sandbox that runs only so many programs at once, however many tasks ask for one."""

    def __init__(self, sandbox: Sandbox, gate: asyncio.Semaphore) -> None:
        self._sandbox = sandbox
        self._gate = gate

    async def execute(self, task: FunctionTask, code: str, *, limits: Limits, measure: bool) -> Execution:
        async with self._gate:
            return await self._sandbox.execute(task, code, limits=limits, measure=measure)


async def validate_task(task: Task, sandbox: Executes, limits: Limits) -> TaskValidation:
    """Try a task's reference, an empty program and every mutant; what breaks on the way is an error in the result."""
    if isinstance(task, PromptTask):
        return _validate_prompt(task)
    try:
        return await _validate_function(task, sandbox, limits)
    except (SandboxError, TaskError) as error:
        return _unproved(task.id, f"{type(error).__name__}: {error}")


async def _validate_function(task: FunctionTask, sandbox: Executes, limits: Limits) -> TaskValidation:
    if not task.reference.strip():
        return _unproved(task.id, "the task has no reference; add one")
    reference = await sandbox.execute(task, task.reference, limits=limits, measure=False)
    if not reference.passed:
        return _unproved(task.id, f"the reference does not pass: {_reason(reference)}")
    unsolved = await _fails_unsolved(task, sandbox, limits)
    wrong = _wrong_programs(task)
    survivors = await _survivors(task, sandbox, _mutant_limits(limits, reference), wrong)
    return TaskValidation(
        task_id=task.id,
        reference_passed=True,
        empty_failed=unsolved,
        mutants=len(wrong),
        killed=len(wrong) - len(survivors),
        survivors=survivors,
        errors=() if unsolved else ("an empty program or the starter alone scores",),
    )


async def _fails_unsolved(task: FunctionTask, sandbox: Executes, limits: Limits) -> bool:
    empty = await sandbox.execute(task, "", limits=limits, measure=False)
    if any(result.passed for result in empty.results):
        return False
    return not task.starter or not (await sandbox.execute(task, task.starter, limits=limits, measure=False)).passed


def _wrong_programs(task: FunctionTask) -> list[Mutant]:
    shipped = [
        Mutant(id=SHIPPED_ID.format(number=number), description="shipped with the task", source=source)
        for number, source in enumerate(task.mutants, 1)
    ]
    generated = mutants(task.reference, entry_point=task.entry_point)
    known = set(task.equivalent_mutants)
    return [*shipped, *(mutant for mutant in generated if mutant.id not in known)]


async def _survivors(task: FunctionTask, sandbox: Executes, limits: Limits, wrong: Sequence[Mutant]) -> tuple[str, ...]:
    # The task's own limits would win over the short ones.
    brief = task.model_copy(update={"limits": task.limits.model_copy(update={"cpu_s": None, "wall_s": None})})

    async def survives(mutant: Mutant) -> bool:
        return (await sandbox.execute(brief, mutant.source, limits=limits, measure=False)).passed

    alive = await asyncio.gather(*(survives(mutant) for mutant in wrong))
    return tuple(mutant.id for mutant, lives in zip(wrong, alive, strict=True) if lives)


def _mutant_limits(limits: Limits, reference: Execution) -> Limits:
    cpu_s = max(MUTANT_CPU_S, MUTANT_SLACK * (reference.cpu_s or 0.0))
    wall_s = max(MUTANT_WALL_S, MUTANT_SLACK * reference.wall_s)
    return limits.model_copy(update={"cpu_s": cpu_s, "wall_s": wall_s})


def _reason(execution: Execution) -> str:
    if execution.load_error:
        return execution.load_error
    if execution.limit or execution.tampered:
        return f"stopped by the {execution.limit} limit" if execution.limit else f"seen as {execution.tampered}"
    failed = [result for result in execution.results if not result.passed]
    reasons = [f"case {r.index}: {r.error or f'got {r.got}, expected {r.expected}'}" for r in failed[:3]]
    return "; ".join(reasons) or f"{len(execution.results)} of {execution.planned} results"


def _validate_prompt(task: PromptTask) -> TaskValidation:
    """Check what can be seen without a model: that the expected answer is one, and that silence is not."""
    usable = task.match != "number" or _has_number(task.expected)
    blank = not task.expected.strip()
    errors = [] if usable else [f"`expected` holds no number to match: {task.expected[:80]!r}"]
    errors += ["`expected` is blank, so an empty answer would match"] if blank else []
    return TaskValidation(task_id=task.id, reference_passed=usable, empty_failed=not blank, errors=tuple(errors))


def _has_number(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _unproved(task_id: str, error: str) -> TaskValidation:
    return TaskValidation(task_id=task_id, reference_passed=False, empty_failed=False, errors=(error,))
