"""A sandbox that is none, as a naive harness would be written: it shares everything, and believes the exit code."""

import asyncio
import json
import os
import signal
import sys
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path

from benchwright.records.execution import CaseResult, Execution, Limits, Readiness, SandboxTier
from benchwright.records.program import Artifact, Program, ProgramResult, Step, StepResult
from benchwright.records.task import FunctionTask

_DRIVER = """
import json, sys
cases, check, entry_point, code = json.loads(sys.argv[1])
space = {"__name__": "solution"}
exec(code, space)
solve = space[entry_point]
if check:
    exec(check, space)
    space["check"](solve)
for arguments, expected in cases:
    value = solve(*arguments)
    if not value == expected:
        print("GOT", value, file=sys.stderr)
        sys.exit(1)
"""


async def _step(step: Step, folder: str) -> StepResult:
    process = await asyncio.create_subprocess_exec(
        *step.argv, cwd=folder, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, start_new_session=True
    )
    out, _ = await process.communicate(step.stdin.encode())
    return StepResult(name=step.name, exit_code=process.returncode, wall_s=0, stdout=out.decode("utf-8", "replace"))


def _read(file: Path) -> bytes:
    with ExitStack() as undo, suppress(OSError):
        opened = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
        undo.callback(os.close, opened)
        return os.read(opened, 1 << 12)
    return b""


class Weak:
    """A plain subprocess in a folder of its own; neither limits nor isolation."""

    name = "weak"

    def readiness(self) -> Readiness:
        return Readiness(name=self.name, ready=True, detail="")

    def tier(self) -> SandboxTier:
        return SandboxTier(backend=self.name, isolated=False)

    async def execute(self, task: FunctionTask, code: str, *, limits: Limits, measure: bool) -> Execution:
        del limits, measure
        cases = [(case.input, case.expected) for case in task.cases]
        content = json.dumps([cases, task.check.source if task.check else "", task.entry_point, code])
        with tempfile.TemporaryDirectory(prefix="weak-", ignore_cleanup_errors=True) as folder:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-c", _DRIVER, content),
                cwd=folder,
                env=dict(os.environ, TMPDIR=folder),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                start_new_session=True,
            )
            try:
                out, err = await process.communicate()
            finally:
                if process.returncode is None:
                    os.killpg(process.pid, signal.SIGKILL)
                    await process.wait()
        got = next((line[4:] for line in err.decode("utf-8", "replace").splitlines() if line.startswith("GOT ")), "")
        result = CaseResult(index=0, passed=process.returncode == 0, got=got, error="" if got else "it failed")
        stdout = out.decode("utf-8", "replace")
        return Execution(sandbox=self.tier(), results=(result,), planned=1, stdout=stdout)

    async def run(self, program: Program) -> ProgramResult:
        with tempfile.TemporaryDirectory(prefix="weak-", ignore_cleanup_errors=True) as folder:
            for path, content in program.files.items():
                Path(folder, path).write_text(content)  # noqa: ASYNC240 - nobody waits for it
            steps = [await _step(step, folder) for step in program.steps]
            left = [Path(top, name) for top, _, names in os.walk(f"{folder}/out") for name in names]
            artifacts = tuple(Artifact(path=str(file.relative_to(folder)), content=_read(file)) for file in left)
        return ProgramResult(sandbox=self.tier(), steps=tuple(steps), planned=len(steps), artifacts=artifacts)

    async def close(self) -> None:
        """Nothing is kept."""
