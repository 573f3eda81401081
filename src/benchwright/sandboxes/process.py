"""Limits and walls, but no isolation: a process of this machine, for code you trust; must be asked for by name.

Covered: a process and, when we are root, an unprivileged user id of its own; a clean environment; a private folder to
work in; limits on CPU and wall time, memory, processes, file size and output (of the whole tree where control groups
can be made, else of each process); it can't gain privileges; check and solution are kept apart as everywhere.
Where the kernel has Landlock (`landlock.py`): it reads system folders and the interpreter's own, writes to its private
folder, and nothing else; it can neither signal nor trace processes outside, nor read their memory and environment. On
x86_64 and aarch64, a filter of system calls that leaves no sockets but Unix ones (`seccomp.py`).
Not covered: files of the system; the sight of other processes; named Unix sockets; System V shared memory and queues;
how much is written in all; where control groups can't be made and we are not root: processes that leave their session,
and how many there are. Without Landlock, all that the user may read, write and signal.
"""

import shutil

from benchwright.records.execution import Execution, Limits, Readiness, SandboxTier
from benchwright.records.program import Program, ProgramResult
from benchwright.records.task import FunctionTask
from benchwright.sandboxes.backend import Backend, Description, WrappedAttempt, Wrappings
from benchwright.sandboxes.execute import Work
from benchwright.sandboxes.identities import becoming
from benchwright.sandboxes.interpreter import GuestPython
from benchwright.sandboxes.landlock import DEVICES, FILES_SINCE, SCOPES_SINCE, SYSTEM, Rule, Walls, landlock_version
from benchwright.sandboxes.open_folder import open_folder
from benchwright.sandboxes.seccomp import filter_program


class _PlainProcess:
    """The interpreter as it is, without the way to more rights, and dying with us."""

    holds_processes = False
    needs_folder = True
    filter = b""

    def __init__(self, python: GuestPython) -> None:
        rules: tuple[Rule, ...] = (*SYSTEM, (python.prefix, "read"), (".", "write"), *DEVICES)
        self.walls = Walls(rules, filter_program(), landlock_version())

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
    """The sandbox that is no isolation."""

    name = "process"

    def __init__(self, *, python: str | None = None) -> None:
        description = _description()
        self._backend = Backend(description, WrappedAttempt(description, _wrapping, python))

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


_ALWAYS_OPEN = (
    "system files",
    "sight of other processes",
    "named Unix sockets",
    "System V shared memory",
    "disk space",
)


def _description() -> Description:
    version = landlock_version()
    walls = {
        "network": bool(filter_program()),
        "files of users": version >= FILES_SINCE,
        "signals to other processes": version >= SCOPES_SINCE,
    }
    return Description(
        name="process",
        isolated=False,
        covers=("environment", *(name for name, holds in walls.items() if holds)),
        lacks=(*_ALWAYS_OPEN, *(name for name, holds in walls.items() if not holds)),
        probe="print('isolated')",
        mend="apt-get install python3 util-linux",
    )


def _wrapping(python: GuestPython) -> Wrappings:
    return Wrappings(_PlainProcess(python), open_folder)
