"""Prove a suite on this machine: references pass, empty answers fail, mutants are killed."""

from collections.abc import AsyncIterator

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
    """Yield the proof of each task of a selection as it is done."""
    suite = find_suite(name, folders=(*workspace.suite_folders, CATALOG))
    box = find_sandbox(sandbox, workspace)
    try:
        async for validation in validate_tasks(select(suite, selection), box, workspace.limits):
            yield validation
    finally:
        await box.close()
