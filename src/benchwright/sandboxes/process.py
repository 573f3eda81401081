"""Limits without isolation: a plain process, for code you trust; must be asked for by name.

Covered: a process and, when we are root, an unprivileged user id of its own; a clean environment; a private folder to
work in; limits on CPU and wall time, memory, processes, file size and output (of the whole tree where control groups
can be made, else of each process); it can't gain privileges; check and solution are kept apart as everywhere.
Not covered: the network; every file that the user id may read, task files included; other processes of the same user;
where control groups can't be made and we are not root: processes that leave their session, and how many there are.
"""

import shutil

from benchwright.records.execution import Execution, Limits, Readiness, SandboxTier
from benchwright.records.program import Program, ProgramResult
from benchwright.records.task import FunctionTask
from benchwright.sandboxes.backend import Backend, Description, Wrappings
from benchwright.sandboxes.execute import Work
from benchwright.sandboxes.identities import becoming
from benchwright.sandboxes.interpreter import GuestPython
from benchwright.sandboxes.open_folder import open_folder


class _PlainProcess:
    """The interpreter as it is, without the way to more rights, and dying with us."""

    holds_processes = False
    needs_folder = True
    filter = b""

    def command(
        self,
        inner: list[str],
        *,
        uid: int | None,
        limits: Limits,  # noqa: ARG002
        filter_descriptor: int | None,  # noqa: ARG002
    ) -> list[str]:
        if uid is not None:
            return [*becoming(uid), "--no-new-privs", "--pdeathsig=KILL", *inner]
        setpriv = shutil.which("setpriv")
        return [setpriv, "--no-new-privs", "--pdeathsig=KILL", *inner] if setpriv else inner


class Process:
    """The sandbox that is none: limits only."""

    name = "process"

    def __init__(self, *, python: str | None = None) -> None:
        self._backend = Backend(_DESCRIPTION, _wrapping, python)

    def readiness(self) -> Readiness:
        """Start a guest, and say what came of it."""
        return self._backend.readiness()

    def tier(self) -> SandboxTier:
        """Say that there is no isolation."""
        return self._backend.tier()

    async def execute(self, task: FunctionTask, code: str, *, limits: Limits, measure: bool) -> Execution:
        """Run code on a task's cases or check and judge it outside."""
        return await self._backend.execute(Work(task, code, limits, measure))

    async def run(self, program: Program) -> ProgramResult:
        """Run a program's steps as plain processes in a private folder."""
        return await self._backend.run(program)

    async def close(self) -> None:
        """Leave nothing behind: each execution has seen to that itself."""


_DESCRIPTION = Description(
    name="process",
    isolated=False,
    covers=("environment",),
    lacks=("network", "host files", "other processes of the same user"),
    probe="print('isolated')",
    mend="apt-get install python3 util-linux",
)


def _wrapping(_: GuestPython) -> Wrappings:
    return Wrappings(_PlainProcess(), open_folder)
