"""What holds a step back until it is in its control group, and tells how it ends."""

import asyncio
import contextlib
import fcntl
import json
import os
import socket
from typing import Protocol

from benchwright.errors import SandboxError
from benchwright.sandboxes.meeting import Meeting, peer_of

_SEALS = fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE
_NUMBER_BYTES = 16


class Gate(Protocol):
    """What a step waits at."""

    async def first_process(self, exited: asyncio.Future[int | None], *, within_s: float) -> int | None:
        """Wait until the sandbox's first process is there, and return its id; None where it ends before."""
        ...

    def open(self) -> None:
        """Let the step begin; one that is dead already is as good."""
        ...

    async def over(self, exited: asyncio.Future[int | None]) -> int | None:
        """Wait until the step's program has ended and return its exit code; None where that can't be known."""
        ...

    def release_inner_ends(self) -> None:
        """Close our copies of what the step has now."""
        ...

    def close(self) -> None:
        """Close everything."""
        ...


class PipedGate:
    """A gate of descriptors that the step inherits."""

    def __init__(self, stdin: str) -> None:
        self.waits, self._opens = os.pipe()
        self._hears, self.tells = os.pipe()
        self.stdin = sealed(stdin.encode())
        self._inner = [self.waits, self.tells, self.stdin]

    def hand_over(self, content: bytes) -> int:
        """Return a descriptor that the step reads this from, once: no more than a pipe takes at a time."""
        reading, writing = os.pipe()
        self._inner.append(reading)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(content)
        return reading

    async def first_process(self, exited: asyncio.Future[int | None], *, within_s: float) -> int | None:  # noqa: ARG002
        """Hear it from bubblewrap, whose end closes the pipe."""
        return await asyncio.get_running_loop().run_in_executor(None, self._told)

    def open(self) -> None:
        """Let the step begin; one that is dead already is as good."""
        with contextlib.suppress(BrokenPipeError):
            os.write(self._opens, b"\n")

    async def over(self, exited: asyncio.Future[int | None]) -> int | None:
        """Take the outermost process at its word: it ends as the program does."""
        return await exited

    def release_inner_ends(self) -> None:
        """Close our copies of what the step has now."""
        _close_all(self._inner)

    def close(self) -> None:
        """Close everything."""
        self.release_inner_ends()
        for each in (self._opens, self._hears):
            os.close(each)

    def _told(self) -> int | None:
        told = b""
        while b"}" not in told:
            chunk = os.read(self._hears, 1 << 12)
            if not chunk:
                return None
            told += chunk
        return int(json.loads(told)["child-pid"])


class MetGate:
    """A gate at a meeting place: a container's first process comes there, waits, and tells how the program ended."""

    def __init__(self, stdin: str, meeting: Meeting) -> None:
        self.stdin = sealed(stdin.encode())
        self._inner = [self.stdin]
        self._meeting = meeting
        self._came: socket.socket | None = None

    async def first_process(self, exited: asyncio.Future[int | None], *, within_s: float) -> int | None:
        """Wait for whoever comes; None where the container ends before."""
        try:
            self._came = await self._meeting.guest(exited, within_s=within_s)
        except SandboxError:
            return None
        return peer_of(self._came)

    def open(self) -> None:
        """Let the step begin; one that is dead already is as good."""
        if self._came is not None:
            with contextlib.suppress(OSError):
                self._came.send(b".")

    async def over(self, exited: asyncio.Future[int | None]) -> int | None:  # noqa: ARG002 - it is told sooner
        """Hear from the first process how the program ended; nothing is told where it was killed."""
        if self._came is None:
            return None
        try:
            told = await asyncio.get_running_loop().sock_recv(self._came, _NUMBER_BYTES)
        except OSError:
            return None
        return int(told) if told else None

    def release_inner_ends(self) -> None:
        """Close our copies of what the step has now."""
        _close_all(self._inner)

    def close(self) -> None:
        """Close everything, upon which the first process ends where it is still there."""
        self.release_inner_ends()
        if self._came is not None:
            self._came.close()


def _close_all(descriptors: list[int]) -> None:
    """Close each once, however often it is asked for."""
    while descriptors:
        os.close(descriptors.pop())


def sealed(content: bytes) -> int:
    """Return a descriptor of a file in memory that nobody can change."""
    file = os.memfd_create("stdin", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    with os.fdopen(os.dup(file), "wb") as writing:
        writing.write(content)
    os.lseek(file, 0, os.SEEK_SET)
    fcntl.fcntl(file, fcntl.F_ADD_SEALS, _SEALS)
    return file
