"""Isolation by Linux namespaces, with bubblewrap (bwrap); the default on Linux.

Covered: no network; no file of the host but the interpreter's installation, read-only, without this package; a private
/tmp of limited size; a clean environment; own process, user, IPC and host-name spaces, so that nothing outside can be
seen or signalled and everything inside dies with its first process; no capabilities, no further user namespaces;
started from an unprivileged user id of its own when we are root; limits on CPU and wall time, memory, processes, file
size and output (of the whole tree where control groups can be made, else of each process); on x86_64 and aarch64, a
filter of system calls, which also leaves no sockets but Unix ones (`seccomp.py`); where the kernel has Landlock, a
second wall around files, devices and signals that each guest puts up itself (`landlock.py`).
Starts are warm where the self-check finds a forked guest isolated too (see `warm`), else cold.
Not covered: the kernel is shared, so a hole in what is left of it is a way out; side channels such as timing and CPU
caches; how much of the disk's or memory's bandwidth is used; the number of files, but for the memory they take, where
starts are cold and `counted` can't be had.
"""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchwright.errors import MissingTool
from benchwright.records.execution import Execution, Limits, Readiness, SandboxTier
from benchwright.records.program import Program, ProgramResult
from benchwright.records.task import FunctionTask
from benchwright.sandboxes.backend import Backend, Description, WrappedAttempt, Wrappings
from benchwright.sandboxes.counted import PLACES, can_count, counting
from benchwright.sandboxes.execute import Work
from benchwright.sandboxes.held import Bwrap, open_held
from benchwright.sandboxes.identities import becoming
from benchwright.sandboxes.interpreter import GuestPython
from benchwright.sandboxes.landlock import Rule, Walls, landlock_version
from benchwright.sandboxes.seccomp import filter_program
from benchwright.sandboxes.shown import shown_of_this_machine
from benchwright.sandboxes.workroom import VIEWS, WORK

_RULES: tuple[Rule, ...] = (
    ("/", "read"),
    ("/tmp", "write"),  # noqa: S108
    ("/dev/shm", "write"),  # noqa: S108
    ("/dev", "devices"),
    ("/dev/pts", "terminals"),
)
"""Landlock's, over what the mounts show."""

_PROBE = """\
import os
said = []
def claim(ok, text):
    if not ok:
        said.append(text)
claim(not any(map(os.path.exists, ('/etc/passwd', '/root', '/home'))), 'host files are visible')
names = [line.split(':')[0].strip() for line in open('/proc/net/dev').readlines()[2:]]
claim(names in ([], ['lo']), 'it has a network')
claim(os.getpid() < 3, 'it sees other processes')
status = open('/proc/self/status').read()
claim('CapEff:\\t0000000000000000' in status, 'it has capabilities')
claim('Seccomp:\\t2' in status or os.uname().machine not in ('x86_64', 'aarch64'), 'system calls are not filtered')
for path in ('/usr/probe', '/probe', '/proc/sys/kernel/core_pattern'):
    try:
        open(path, 'r+' if path.startswith('/proc') else 'w').close()
        said.append(path + ' is writable')
    except OSError:
        pass
print('; '.join(said) or 'isolated')
"""


class _Namespaces:
    """The command line of bwrap."""

    holds_processes = True
    needs_folder = False

    def __init__(self, bwrap: str, shown: Sequence[str], *, forks: bool, counted: bool = False) -> None:
        # What forks guests has to make namespaces for them; each puts the filter in force on itself.
        self.filter = b"" if forks else filter_program()
        self.walls = Walls(_RULES, filter_program() if forks else b"", landlock_version())
        self._bwrap = bwrap
        # A zygote's guests get user spaces of their own, and see to it that these are the last.
        self._user_space = ["--unshare-user", *([] if forks else ["--disable-userns"])]
        self._shown = shown
        # A zygote's guests mount folders of their own.
        self._counted = counted

    def command(self, inner: list[str], *, uid: int | None, limits: Limits, filter_descriptor: int | None) -> list[str]:
        size = str(limits.file_mb << 20)
        temporary, shared = (
            ["--bind", PLACES[place], place] if self._counted else ["--size", size, "--tmpfs", place]
            for place in PLACES
        )
        # As pid 1, the guest takes everything it started with it; the sizes keep each tmpfs from being a memory hole.
        return [
            *(becoming(uid) if uid is not None else []),
            *(counting(size) if self._counted else []),
            *(self._bwrap, "--unshare-all", *self._user_space, "--die-with-parent", "--new-session"),
            *("--cap-drop", "ALL", "--as-pid-1", "--hostname", "sandbox", "--uid", "1000", "--gid", "1000"),
            *self._shown,
            *("--proc", "/proc", "--dev", "/dev", *shared, "--remount-ro", "/dev", *temporary, "--remount-ro", "/"),
            *("--chdir", "/tmp"),  # noqa: S108
            *(("--seccomp", str(filter_descriptor)) if filter_descriptor is not None else ()),
            "--",
            *inner,
        ]


class Bubblewrap:
    """The sandbox made of bubblewrap."""

    name = "bubblewrap"

    def __init__(self, *, python: str | None = None, warm: bool = True, hidden: Sequence[Path] = ()) -> None:
        """Hide folders, such as workspaces and suites, that lie where the sandbox shows the tool chain."""
        wrap = _warm if warm else _cold
        self._backend = Backend(_DESCRIPTION, WrappedAttempt(_DESCRIPTION, partial(wrap, hidden=hidden), python))

    def readiness(self) -> Readiness:
        """Start a guest that looks around, and say what came of it."""
        return self._backend.readiness()

    def tier(self) -> SandboxTier:
        """Say what isolation is in force."""
        return self._backend.tier()

    async def execute(self, task: FunctionTask, code: str, *, limits: Limits, measure: bool) -> Execution:
        """Run code on a task's cases or check and judge it outside."""
        return await self._backend.execute(Work(task, code, limits, measure))

    async def run(self, program: Program) -> ProgramResult:
        """Run a program's steps, each in a sandbox of its own around one private folder."""
        return await self._backend.run(program)

    async def close(self) -> None:
        """Leave nothing behind: executions see to that themselves, here it is their zygotes."""
        await self._backend.close()


_DESCRIPTION = Description(
    name="bubblewrap",
    isolated=True,
    covers=("network", "host files", "environment", "other processes", "leftover processes", "capabilities"),
    lacks=("holes in the shared kernel", "side channels"),
    probe=_PROBE,
    mend=(
        "apt-get install bubblewrap (0.8 or newer); where it is installed, allow user namespaces: "
        "sysctl kernel.unprivileged_userns_clone=1, on Ubuntu also kernel.apparmor_restrict_unprivileged_userns=0"
    ),
)


def _cold(python: GuestPython, *, hidden: Sequence[Path]) -> Wrappings:
    shown = _shown(python, hidden)
    walls = Walls((*_RULES, (WORK, "write"), (VIEWS, "write")), b"", landlock_version())
    bwrap = Bwrap(_bwrap(), shown, filter_program(), walls)
    guest = _Namespaces(bwrap.path, shown, forks=False, counted=can_count())
    return Wrappings(guest, lambda tenancy: open_held(bwrap, tenancy))


def _warm(python: GuestPython, *, hidden: Sequence[Path]) -> Wrappings:
    return replace(_cold(python, hidden=hidden), zygote=_Namespaces(_bwrap(), _shown(python, hidden), forks=True))


def _bwrap() -> str:
    found = shutil.which("bwrap")
    if found is None:
        raise MissingTool("bwrap is not installed")
    return found


def _shown(python: GuestPython, hidden: Sequence[Path]) -> Sequence[str]:
    """Return the mounts of the tool chain."""
    shown = shown_of_this_machine(python, hidden)
    return [
        *(part for folder in shown.folders for part in ("--ro-bind", folder, folder)),
        *(part for path, target in shown.links.items() for part in ("--symlink", target, path)),
        *(part for folder in shown.emptied for part in ("--tmpfs", folder)),
    ]
