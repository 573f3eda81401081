"""Starting guests: the one way both backends and both task forms get a sandboxed process."""

import math
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from benchwright.records.execution import Limits
from benchwright.sandboxes.cgroups import ControlGroups
from benchwright.sandboxes.channel import Channel
from benchwright.sandboxes.guest import Guest, Holdings
from benchwright.sandboxes.identities import Identities, Identity, becoming
from benchwright.sandboxes.interpreter import GuestPython

_OPEN_FILES = 256


class Launcher(Protocol):
    """Starts guests; whoever starts one ends it."""

    async def start(self, limits: Limits) -> Guest:
        """Return a guest that is ready for its first message; raise SandboxError where none can be had."""
        ...


class Wrapping(Protocol):
    """What a backend puts around the interpreter."""

    holds_processes: bool
    """Whether everything started inside dies with the first process."""
    needs_folder: bool
    """Whether the host has to provide a private folder."""

    def command(self, inner: list[str], *, uid: int | None, limits: Limits) -> list[str]:
        """Return the full command line; `uid` is the user to become, None where this process is no root."""
        ...


@dataclass(frozen=True)
class ColdLauncher:
    """Starts a fresh process for every guest."""

    python: GuestPython
    wrapping: Wrapping
    identities: Identities | None
    groups: ControlGroups | None

    async def start(self, limits: Limits) -> Guest:
        """Return a guest that is ready for its first message."""
        guest = self._spawn(limits)
        try:
            await guest.greet(self.python, self._rlimits(limits))
        except BaseException:
            guest.kill()
            await guest.end()
            raise
        return guest

    def _spawn(self, limits: Limits) -> Guest:
        identity = self.identities.take() if self.identities else None
        uid = identity.uid if identity else None
        folder = _private_folder(uid) if self.wrapping.needs_folder else None
        channel = Channel()
        outputs, theirs = zip(os.pipe(), os.pipe(), strict=True)
        try:
            command = self.wrapping.command(self.python.command(channel.guest_descriptor), uid=uid, limits=limits)
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=theirs[0],
                stderr=theirs[1],
                pass_fds=[channel.guest_descriptor],
                cwd=folder or "/",
                env=environment(folder),
                start_new_session=True,
            )
        finally:
            channel.release_guest_end()
            for descriptor in theirs:
                os.close(descriptor)
        group = self.groups.create(limits) if self.groups else None
        return Guest(process, channel, Holdings(limits, outputs, group, self._release(identity, folder)))

    def _release(self, identity: Identity | None, folder: Path | None) -> Callable[[], None]:
        def release() -> None:
            if identity is not None and self.identities is not None:
                if self.groups is None and not self.wrapping.holds_processes:
                    _kill_all_of(identity.uid, self.python)
                self.identities.put_back(identity)
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)

        return release

    def _rlimits(self, limits: Limits) -> tuple[tuple[str, int], ...]:
        """Return what the guest sets on itself before it sees any code: all there is without control groups."""
        always = (
            ("RLIMIT_CORE", 0),
            ("RLIMIT_CPU", math.ceil(limits.cpu_s) + 1),
            ("RLIMIT_FSIZE", limits.file_mb << 20),
            ("RLIMIT_NOFILE", _OPEN_FILES),
        )
        if self.groups is not None:
            return always
        memory = (("RLIMIT_AS", limits.memory_mb << 20),)
        # The kernel counts processes by user: for a user with other processes the limit would hit those.
        own_user = self.identities is not None or self.wrapping.holds_processes
        return always + memory + ((("RLIMIT_NPROC", limits.processes),) if own_user else ())


def environment(folder: Path | None) -> dict[str, str]:
    """Return all that a guest's environment holds."""
    home = str(folder or "/tmp")  # noqa: S108 - the sandbox's own
    return {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": home, "TMPDIR": home, "PYTHONHASHSEED": "0"}


def _private_folder(uid: int | None) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="benchwright-"))
    if uid is not None:
        os.chown(folder, uid, uid)
    return folder


_kill_everything: Callable[..., subprocess.CompletedProcess[bytes]] = partial(
    subprocess.run, capture_output=True, check=False, timeout=10
)


def _kill_all_of(uid: int, python: GuestPython) -> None:
    """Kill every process of a guest's user: -1 stands for all that this user may signal, the sender excepted."""
    _kill_everything([*becoming(uid), python.path, "-I", "-S", "-c", "import os; os.kill(-1, 9)"])
