"""Naming the technique of a cheat that failed here and would have passed a naive harness.

Two things together are the evidence: its source holds the means, and the naive harness, run in a sandbox of its own
after the verdict, passes it. The name never makes a pass of anything, nor a failure of a pass.
"""

from benchwright.errors import SandboxError
from benchwright.records.execution import Execution, Limits
from benchwright.records.task import FunctionTask
from benchwright.sandboxes.launch import Launcher
from benchwright.sandboxes.naive import naive_program
from benchwright.sandboxes.solution import Solution
from benchwright.sandboxes.suspicion import suspicions


async def attributed(
    execution: Execution, task: FunctionTask, code: str, *, launcher: Launcher, limits: Limits
) -> Execution:
    """Return the execution, with the technique where there is one to name."""
    if execution.passed or execution.tampered or execution.limit or execution.in_process:
        return execution
    means = suspicions(code)
    if not means or not await _passes_naively(task, code, launcher=launcher, limits=limits):
        return execution
    return execution.model_copy(update={"tampered": means[0]})


async def _passes_naively(task: FunctionTask, code: str, *, launcher: Launcher, limits: Limits) -> bool:
    setup, program = naive_program(task, code)
    try:
        guest = await launcher.start(limits, "solution")
    except SandboxError:
        return False  # the verdict is known; only its name is not
    try:
        message = await Solution(guest).ask("check", setup, program, "", task.entry_point)
    finally:
        await guest.end()
    return isinstance(message, dict) and message.get("passed") is True
