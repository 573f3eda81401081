"""Try every task on this machine before a candidate is judged by it: its reference passes and its starter fails.

A task that fails this here (another toolchain, a slower machine, a broken check) says nothing about a candidate. It is
left out by name. What was found out is kept: a task is tried once for each content, sandbox image and limit.
"""

import asyncio
import dataclasses
from collections.abc import Mapping

from benchwright.actions.board import Board
from benchwright.actions.workbench import Workbench
from benchwright.contracts import Sandbox
from benchwright.errors import BadInput, Cancelled
from benchwright.records.digest import digest_of
from benchwright.records.execution import Execution, Limits
from benchwright.records.run import Proof
from benchwright.records.task import FunctionTask
from benchwright.store.store import Store


async def prove_tasks(bench: Workbench, store: Store, board: Board) -> tuple[Workbench, tuple[Proof, ...]]:
    """Return the bench without the tasks that can't be trusted here, and those tasks with the reason."""
    if bench.sandbox is None:
        return bench, ()
    tasks = {_key(task, bench): task for task in bench.tasks if isinstance(task, FunctionTask) and task.reference}
    known = store.proofs(list(tasks))
    made = await _try(bench, bench.sandbox, {key: task for key, task in tasks.items() if key not in known}, board)
    store.keep_proofs(made)
    flawed = tuple(proof for proof in (known | made).values() if proof.flaw)
    names = {proof.task_id for proof in flawed}
    trusted = tuple(task for task in bench.tasks if task.id not in names)
    if not trusted:
        raise BadInput(
            f"no task of {bench.suite.name} can be trusted here; the first: {flawed[0].task_id}: {flawed[0].flaw}"
        )
    return dataclasses.replace(bench, tasks=trusted), flawed


def _key(task: FunctionTask, bench: Workbench) -> str:
    image = bench.sandbox.tier().image if bench.sandbox else ""
    return digest_of([task.digest, image, bench.spec.limits.model_dump()])


async def _try(bench: Workbench, sandbox: Sandbox, tasks: Mapping[str, FunctionTask], board: Board) -> dict[str, Proof]:
    slots, done = asyncio.Semaphore(bench.sandbox_width), 0

    async def try_one(task: FunctionTask) -> Proof:
        nonlocal done
        async with slots:
            if board.stop.asked:
                raise Cancelled("stopped while the tasks were tried; no candidate was asked yet")
            flaw = await _flaw(task, sandbox, bench.spec.limits)
        done += 1
        board.note = f"trying the tasks on this machine: {done} of {len(tasks)}"
        return Proof(task_id=task.id, flaw=flaw)

    try:
        async with asyncio.TaskGroup() as group:
            trials = {key: group.create_task(try_one(task)) for key, task in tasks.items()}
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from errors
    board.note = ""
    return {key: trial.result() for key, trial in trials.items()}


async def _flaw(task: FunctionTask, sandbox: Sandbox, limits: Limits) -> str:
    reference = await sandbox.execute(task, task.reference, limits=limits, measure=False)
    if not reference.passed:
        return f"its reference does not pass here: {_why(reference)}"
    starter = await sandbox.execute(task, task.starter, limits=limits, measure=False)
    return "its starter passes, so it tells nothing" if starter.passed else ""


def _why(execution: Execution) -> str:
    failures = (
        result.error or f"got {result.got}, not {result.expected}" for result in execution.results if not result.passed
    )
    reasons = (execution.load_error, execution.limit and f"{execution.limit} limit", execution.tampered, *failures)
    return next((reason for reason in reasons if reason), "incomplete")[:300]
