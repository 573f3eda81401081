"""Prove a suite on this machine: references pass, empty answers fail, mutants are killed. Proofs are kept."""

from collections.abc import AsyncIterator
from contextlib import closing

from benchwright.actions.open_store import open_store
from benchwright.actions.validate_task import keep_proof
from benchwright.actions.workbench import CATALOG, find_sandbox
from benchwright.records.run import Selection
from benchwright.records.validation import TaskValidation
from benchwright.records.workspace import Workspace
from benchwright.suites.find import find_suite
from benchwright.suites.sampling import select
from benchwright.suites.validating import validate_suite as validate_tasks


async def validate_suite(
    workspace: Workspace, name: str, selection: Selection, *, sandbox: str = "auto"
) -> AsyncIterator[TaskValidation]:
    """Yield the proof of each task of a selection as it is done, and keep it for those who look at the task."""
    suite = find_suite(name, folders=(*workspace.suite_folders, CATALOG))
    tasks = select(suite, selection)
    by_id = {task.id: task for task in tasks}
    box = find_sandbox(sandbox, workspace)
    try:
        with closing(open_store(workspace)) as store:
            async for validation in validate_tasks(tasks, box, workspace.limits):
                keep_proof(store, by_id[validation.task_id], validation, box)
                yield validation
    finally:
        await box.close()
