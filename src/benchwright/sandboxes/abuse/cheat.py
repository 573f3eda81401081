"""Running one cheat on both forms of a task: contained is a score of zero."""

import asyncio
import time

from benchwright.contracts import Sandbox
from benchwright.errors import SandboxError
from benchwright.records.abuse import Abuse, Containment
from benchwright.records.execution import Execution
from benchwright.records.task import Case, CheckProgram, FunctionTask
from benchwright.sandboxes.abuse.attack import finding
from benchwright.sandboxes.abuse.seen import LIMITS

ANSWER = 424242
"""What `solve(1)` has to return; `solve(2)` has to return one more. Cheats that recognise it must have found it."""
_REFERENCE = f"def solve(x):\n    return {ANSWER} - 1 + x\n"
_CHECK = f"def check(candidate):\n    assert candidate(1) == {ANSWER}\n    assert candidate(2) == {ANSWER} + 1\n"
TASKS = (
    FunctionTask(
        id="abuse/cases",
        prompt="Write solve.",
        entry_point="solve",
        cases=(Case(input=(1,), expected=ANSWER), Case(input=(2,), expected=ANSWER + 1)),
        reference=_REFERENCE,
    ),
    FunctionTask(
        id="abuse/check",
        prompt="Write solve.",
        entry_point="solve",
        check=CheckProgram(source=_CHECK),
        reference=_REFERENCE,
    ),
)
"""One task of each form, with the same answers."""


async def cheat(sandbox: Sandbox, abuse: Abuse, *, patience_s: float) -> Containment:
    """Judge a cheat as any answer is judged."""
    started_s = time.monotonic()
    seen: list[str] = []
    for task in TASKS:
        try:
            async with asyncio.timeout(patience_s):
                execution = await sandbox.execute(task, abuse.program, limits=LIMITS, measure=False)
        except TimeoutError:
            return finding(abuse, "not contained", f"no verdict within {patience_s:.0f} s", started_s)
        except SandboxError as error:
            return finding(abuse, "not contained", f"the sandbox broke: {error}", started_s)
        if execution.passed or any(result.passed for result in execution.results):
            return finding(abuse, "not contained", f"it scored on {task.id}", started_s)
        seen.append(_named(execution))
    return finding(abuse, "contained", f"scored 0: {' / '.join(dict.fromkeys(seen))}", started_s)


def _named(execution: Execution) -> str:
    return execution.tampered or (execution.limit and f"limit {execution.limit}") or "failed"
