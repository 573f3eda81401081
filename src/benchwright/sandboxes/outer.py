"""What is outermost of a guest, by which its end is known: a process of ours, or a fork that its zygote tells of."""

import asyncio
import os
import signal
import subprocess
from typing import Protocol


class Outer(Protocol):
    """What is outermost of a guest."""

    exited: asyncio.Future[int | None]
    """Its exit code, negative for a signal; None where it went down with what it lived in."""
    only_from_outside: bool
    """Whether SIGKILL can't have come from the guest itself."""
    patience_s: float
    """How long its end may take to be known once the guest is dead."""

    def kill(self, inner: int | None) -> None:
        """End it, where killing the guest's own process (None: not known yet) is not enough."""
        ...

    def kill_for_good(self) -> None:
        """End it together with all it lives in."""
        ...


class Spawned:
    """A process that was started for this guest alone, around it or being it."""

    patience_s = 5.0

    def __init__(self, process: subprocess.Popen[bytes], *, only_from_outside: bool) -> None:
        self._process = process
        self.only_from_outside = only_from_outside
        self.exited: asyncio.Future[int | None] = exit_of(process)

    def kill(self, inner: int | None) -> None:
        """End it, unless it is only around the guest: then it ends by itself, after everything inside."""
        if inner in (None, self._process.pid) and not self.exited.done():
            self.kill_for_good()

    def kill_for_good(self) -> None:
        """End it and its process group."""
        kill_group(self._process.pid)


def spawned(process: subprocess.Popen[bytes]) -> Spawned:
    """Return a process that was started for a step alone, which may be killed from inside too."""
    return Spawned(process, only_from_outside=False)


def exit_of(process: subprocess.Popen[bytes]) -> asyncio.Future[int | None]:
    """Return a future of the exit code that needs neither a thread nor a signal handler."""
    loop = asyncio.get_running_loop()
    exited: asyncio.Future[int | None] = loop.create_future()
    pidfd = os.pidfd_open(process.pid)

    def reap() -> None:
        loop.remove_reader(pidfd)
        os.close(pidfd)
        exited.set_result(process.wait())

    loop.add_reader(pidfd, reap)
    return exited


def kill_group(pid: int) -> None:
    """Kill a process group; one that is gone already is as good."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
