"""Starting guests: the one way both backends and both task forms get a sandboxed process."""

import math
import os
import shutil
import subprocess
import tempfile
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from benchwright.errors import SandboxError
from benchwright.records.execution import Limits
from benchwright.sandboxes.cgroups import ControlGroups
from benchwright.sandboxes.channel import Channel
from benchwright.sandboxes.guest import Guest, Holdings
from benchwright.sandboxes.identities import becoming, claim_identity
from benchwright.sandboxes.interpreter import GuestPython
from benchwright.sandboxes.landlock import Walls
from benchwright.sandboxes.outer import Spawned
from benchwright.sandboxes.owner import PREFIX, own_mark
from benchwright.sandboxes.removal import remove_folder

Role = Literal["solution", "check"]
"""What a guest is for: untrusted code, or a task's own check."""

OPEN_FILES = 256
_KILL_ALL = """\
import os, time
for _ in range(500):
    try:
        os.kill(-1, 9)
    except ProcessLookupError:
        break
    time.sleep(0.002)
"""
"""-1 stands for every process that the user may signal, the sender excepted."""


class Launcher(Protocol):
    """Starts guests; whoever starts one ends it."""

    async def start(self, limits: Limits, role: Role) -> Guest:
        """Return a guest that is ready for its first message; raise SandboxError where none can be had."""
        ...

    def distrust(self) -> None:
        """Start the next guests afresh: what is ready may be about to end."""
        ...

    async def close(self) -> None:
        """End what serves several guests."""
        ...


class Wrapping(Protocol):
    """What a backend puts around the interpreter."""

    holds_processes: bool
    """Whether everything started inside dies with the first process."""
    needs_folder: bool
    """Whether the host has to provide a private folder."""
    filter: bytes
    """The filter of system calls that the command is given on a descriptor; empty: none."""
    walls: Walls
    """What guests put on themselves besides."""

    def command(self, inner: list[str], *, uid: int | None, limits: Limits, filter_descriptor: int | None) -> list[str]:
        """Return the full command line; `uid` is the user to become, None where this process is no root."""
        ...


@dataclass(frozen=True)
class ColdLauncher:
    """Starts a fresh process for every guest."""

    python: GuestPython
    wrapping: Wrapping
    groups: ControlGroups | None
    as_others: bool
    """Whether guests get user ids of their own, because this process is root."""

    async def start(self, limits: Limits, role: Role) -> Guest:  # noqa: ARG002 - all alike
        """Return a guest that is ready for its first message."""
        try:
            guest = self._spawn(limits)
        except OSError as error:
            raise SandboxError(f"the sandbox can't start a process: {error}") from error
        bounds = resource_limits(limits, of_tree=self.groups is not None, count=self.limits_processes)
        return await greeted(guest, self.python.program, bounds)

    def distrust(self) -> None:
        """Do nothing: every guest is started afresh."""

    async def close(self) -> None:
        """Do nothing: each guest is on its own."""

    def _spawn(self, limits: Limits) -> Guest:
        with ExitStack() as undo:
            uid = self._user(undo)
            folder = private_folder(undo, uid=uid) if self.wrapping.needs_folder else None
            group = self.groups.create(limits) if self.groups else None
            if group is not None:
                undo.callback(group.discard)
            channel = Channel()
            undo.callback(channel.close)
            inner = self.python.command(channel.guest_descriptor)
            with filter_handed_over(self.wrapping) as given:
                command = self.wrapping.command(inner, uid=uid, limits=limits, filter_descriptor=given)
                handed_over = [channel.guest_descriptor, *([given] if given is not None else [])]
                process, outputs = open_process(
                    command, environment=environment(folder), folder=folder, descriptors=handed_over
                )
            channel.release_guest_end()
            outer = Spawned(process, only_from_outside=self.wrapping.holds_processes)
            return Guest(outer, channel, Holdings(limits, outputs, group, undo.pop_all().close))

    def _user(self, undo: ExitStack) -> int | None:
        if not self.as_others:
            return None
        identity = claim_identity()
        undo.callback(identity.release)
        if self.groups is None and not self.wrapping.holds_processes:
            undo.callback(kill_all_of, identity.uid, self.python)
        return identity.uid

    @property
    def limits_processes(self) -> bool:
        """Whether their number can be limited: the kernel counts by user, so not for a user who has others running."""
        return self.groups is not None or self.as_others or self.wrapping.holds_processes


async def greeted(guest: Guest, program: bytes, bounds: tuple[tuple[str, int], ...]) -> Guest:
    """Return the guest once it is ready for its first message; where it never is, nothing of it stays."""
    try:
        await guest.greet(program, bounds)
    except BaseException:
        guest.kill()
        await guest.end()
        raise
    return guest


def resource_limits(limits: Limits, *, of_tree: bool, count: bool) -> tuple[tuple[str, int], ...]:
    """Return what a guest sets on itself before it sees any code: all there is without control groups (`of_tree`)."""
    always = (
        ("RLIMIT_CORE", 0),
        ("RLIMIT_CPU", math.ceil(limits.cpu_s) + 1),
        ("RLIMIT_FSIZE", limits.file_mb << 20),
        ("RLIMIT_NOFILE", OPEN_FILES),
    )
    if of_tree:
        return always
    return (*always, ("RLIMIT_AS", limits.memory_mb << 20), *((("RLIMIT_NPROC", limits.processes),) if count else ()))


def environment(folder: Path | None) -> dict[str, str]:
    """Return all that a guest's environment holds."""
    home = str(folder or "/tmp")  # noqa: S108 - the sandbox's own
    return {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": home, "TMPDIR": home, "PYTHONHASHSEED": "0"}


@contextmanager
def filter_handed_over(wrapping: Wrapping) -> Generator[int | None]:
    """Open a descriptor to read the filter from, once: a pipe, since readers of a file would share its position."""
    if not wrapping.filter:
        yield None
        return
    reading, writing = os.pipe()
    try:
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(wrapping.filter)
        yield reading
    finally:
        os.close(reading)


def open_process(
    command: list[str], *, environment: dict[str, str] | None, folder: Path | None, descriptors: Sequence[int] = ()
) -> tuple[subprocess.Popen[bytes], tuple[int, int]]:
    """Start a process (environment None: ours) and return it with our ends of its outputs."""
    out, err = os.pipe(), os.pipe()
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out[1],
            stderr=err[1],
            pass_fds=descriptors,
            cwd=folder or "/",
            env=environment,
            start_new_session=True,
        )
    except OSError:
        os.close(out[0])
        os.close(err[0])
        raise
    finally:
        os.close(out[1])
        os.close(err[1])
    return process, (out[0], err[0])


def dying_with_us() -> list[str]:
    """Return the start of a command line whose process is killed when this one is, where the tool for it is there."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig=KILL"] if setpriv else []


def private_folder(undo: ExitStack, *, uid: int | None = None, suffix: str = "") -> Path:
    """Make a folder that only that user (None: ours) can enter, and have it deleted in the end."""
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{own_mark()}-", suffix=suffix))
    undo.callback(remove_folder, folder)
    if uid is not None:
        os.chown(folder, uid, uid)
    return folder


def kill_all_of(uid: int, python: GuestPython) -> None:
    """Kill every process of a guest's user and wait until they are gone."""
    command = [*becoming(uid), python.path, "-I", "-S", "-c", _KILL_ALL]
    subprocess.run(command, capture_output=True, check=False, timeout=10)
