"""Prove tasks for those who look at them: one is tried when asked for, and the newest proof of each is kept."""

import asyncio
from datetime import UTC, datetime

from benchwright.actions.show_suite import show_suite, show_task
from benchwright.actions.workbench import find_sandbox
from benchwright.contracts import Sandbox
from benchwright.records.task import FunctionTask, Task
from benchwright.records.validation import KeptValidation, TaskValidation
from benchwright.records.workspace import Workspace
from benchwright.store.store import Store
from benchwright.suites.validating import validate_suite as validate_tasks


def validate_task(workspace: Workspace, store: Store, suite: str, task_id: str) -> KeptValidation:
    """Try a task's reference, nothing and every mutant in the sandbox, and keep what came of it; may take a minute."""
    task = show_task(workspace, suite, task_id)
    return asyncio.run(_tried(workspace, store, task))


def keep_proof(store: Store, task: Task, validation: TaskValidation, box: Sandbox) -> KeptValidation:
    """Keep what trying a task showed, in place of the proof before."""
    made = KeptValidation(
        task_digest=task.digest,
        validation=validation,
        sandbox=box.tier().backend if isinstance(task, FunctionTask) else "",
        validated_at=datetime.now(UTC),
    )
    store.keep_validation(made)
    return made


def known_validations(workspace: Workspace, store: Store, suite: str) -> tuple[KeptValidation, ...]:
    """Return what is known of a suite's tasks as they are now, in their order; tasks nobody tried are left out."""
    digests = [task.digest for task in show_suite(workspace, suite).tasks]
    known = {kept.task_digest: kept for kept in store.validations(digests)}
    return tuple(known[digest] for digest in digests if digest in known)


async def _tried(workspace: Workspace, store: Store, task: Task) -> KeptValidation:
    box = find_sandbox("auto", workspace)
    try:
        (validation,) = [one async for one in validate_tasks([task], box, workspace.limits)]
    finally:
        await box.close()
    return keep_proof(store, task, validation, box)
