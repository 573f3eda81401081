"""Where one program lives while its steps run: the contract that each backend fulfils in its own way."""

import contextlib
import fcntl
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from benchwright.records.program import Program, Step
from benchwright.sandboxes.interpreter import GuestPython
from benchwright.sandboxes.toolchains.toolchain import Toolchain

_SEALS = fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE


class Gate:
    """What holds a step back until it is in its control group, and what it reads as its standard input."""

    def __init__(self, stdin: str) -> None:
        self.waits, self._opens = os.pipe()
        self._hears, self.tells = os.pipe()
        self.stdin = _sealed(stdin.encode())
        self._inner = [self.waits, self.tells, self.stdin]

    def hand_over(self, content: bytes) -> int:
        """Return a descriptor that the step reads this from, once: no more than a pipe takes at a time."""
        reading, writing = os.pipe()
        self._inner.append(reading)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(content)
        return reading

    def open(self) -> None:
        """Let the step begin; one that is dead already is as good."""
        with contextlib.suppress(BrokenPipeError):
            os.write(self._opens, b"\n")

    def first_process(self) -> int | None:
        """Wait until the sandbox says which process is its first, and return its id; None where it ends before."""
        told = b""
        while b"}" not in told:
            chunk = os.read(self._hears, 1 << 12)
            if not chunk:
                return None
            told += chunk
        return int(json.loads(told)["child-pid"])

    def release_inner_ends(self) -> None:
        """Close our copies of what the step has now."""
        for each in self._inner:
            os.close(each)
        self._inner.clear()

    def close(self) -> None:
        """Close everything."""
        self.release_inner_ends()
        for each in (self._opens, self._hears):
            os.close(each)


@dataclass(frozen=True)
class Start:
    """How a step's outermost process is started."""

    command: list[str]
    stdin: int
    descriptors: tuple[int, ...]
    """Handed down besides."""
    environment: Mapping[str, str]
    folder: str = "/"
    tells: bool = True
    """Whether the command says on the gate which process is the sandbox's first; else it is the command's own."""


@dataclass(frozen=True)
class Taken:
    """What was brought back of a program's folder."""

    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    refused: Mapping[str, str] = field(default_factory=dict[str, str])
    """Path to reason."""


class Workroom(Protocol):
    """The folder of one program, and the way to run something in it."""

    async def protect(self, step: Step) -> None:
        """Put back the step's protected files; everything started before is dead."""
        ...

    def start(self, step: Step, argv: Sequence[str], gate: Gate) -> Start:
        """Say how to start a step."""
        ...

    async def take(self, paths: Sequence[str], cap_bytes: int) -> Taken:
        """Return the regular files at these paths, so many bytes at most; everything that was started is dead."""
        ...

    async def close(self) -> None:
        """Leave nothing of it."""
        ...


@dataclass(frozen=True)
class Tenancy:
    """What a workroom is made for."""

    program: Program
    toolchain: Toolchain
    python: GuestPython
    caches: Mapping[str, str]
    """Folders of the tool chain's caches by name, to be shown or viewed."""
    uid: int | None
    """The user to become; None where this process is no root."""

    @property
    def views(self) -> tuple[str, ...]:
        """Names of the caches that the program gets a view of its own of."""
        return tuple(cache.name for cache in self.toolchain.caches if cache.private)

    @property
    def shown(self) -> dict[str, str]:
        """All folders that are shown read-only, by name."""
        return {**self.toolchain.folders, **self.caches}


class OpensWorkrooms(Protocol):
    """A backend's way to make workrooms."""

    async def __call__(self, tenancy: Tenancy) -> Workroom:
        """Make one, with the program's files in it; raise SandboxError where that fails."""
        ...


def contents(program: Program, paths: Sequence[str] | None = None) -> dict[str, bytes]:
    """Return the program's files as bytes, or those of them that are at the paths."""
    chosen = program.files if paths is None else [each for path in paths for each in program.holding(path)]
    return {path: program.files[path].encode() for path in chosen}


def _sealed(content: bytes) -> int:
    """Return a descriptor of a file in memory that nobody can change."""
    file = os.memfd_create("stdin", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    with os.fdopen(os.dup(file), "wb") as writing:
        writing.write(content)
    os.lseek(file, 0, os.SEEK_SET)
    fcntl.fcntl(file, fcntl.F_ADD_SEALS, _SEALS)
    return file
