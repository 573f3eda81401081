"""Try every task on this machine before a candidate is judged by it: its reference passes and its starter fails.

A task that fails this here (another toolchain, a slower machine, a broken check) says nothing about a candidate. It is
left out by name. What is proved is kept: a task is tried once for each content, sandbox image and limit.
"""

import asyncio
import dataclasses
from collections.abc import Mapping

from benchwright.actions.board import Board
from benchwright.actions.workbench import Workbench
from benchwright.errors import BadInput, Cancelled
from benchwright.records.digest import digest_of
from benchwright.records.execution import Execution
from benchwright.records.run import Proof
from benchwright.records.task import FunctionTask
from benchwright.store.store import Store


async def prove_tasks(bench: Workbench, store: Store, board: Board) -> tuple[Workbench, tuple[Proof, ...]]:
    """Return the bench without the tasks that can't be trusted here, and those tasks with the reason."""
    if bench.sandbox is None:
        return bench, ()
    tasks = {_key(task, bench): task for task in bench.tasks if isinstance(task, FunctionTask) and task.reference}
    known = store.proofs(list(tasks))
    flawed = await _try(bench, store, {key: task for key, task in tasks.items() if key not in known}, board)
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


async def _try(bench: Workbench, store: Store, tasks: Mapping[str, FunctionTask], board: Board) -> tuple[Proof, ...]:
    """Try tasks side by side and keep what is proved; try the rest once more, alone, and return what still fails."""
    slots, done = asyncio.Semaphore(bench.sandbox_width), 0

    async def try_one(key: str, task: FunctionTask) -> Proof:
        nonlocal done
        async with slots:
            if board.stop.asked:
                raise Cancelled("stopped while the tasks were tried; no candidate was asked yet")
            proof = Proof(task_id=task.id, flaw=await _flaw(task, bench))
        done += 1
        board.note = f"trying the tasks on this machine: {done} of {len(tasks)}"
        _keep(store, key, proof)
        return proof

    try:
        async with asyncio.TaskGroup() as group:
            trials = {key: group.create_task(try_one(key, task)) for key, task in tasks.items()}
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from errors
    flawed = [await try_one(key, tasks[key]) for key, trial in trials.items() if trial.result().flaw]
    board.note = ""
    return tuple(proof for proof in flawed if proof.flaw)


def _keep(store: Store, key: str, proof: Proof) -> None:
    if not proof.flaw:  # a flaw may be the moment's: it is looked for again next time
        store.keep_proofs({key: proof})


async def _flaw(task: FunctionTask, bench: Workbench) -> str:
    sandbox, limits = bench.sandbox, bench.spec.limits
    if sandbox is None:
        return "there is no sandbox"
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
