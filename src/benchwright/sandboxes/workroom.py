"""Where one program lives while its steps run: the contract that each backend fulfils in its own way."""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Protocol

from benchwright.records.program import Program, Step
from benchwright.sandboxes.gate import Gate
from benchwright.sandboxes.guest import Accounts
from benchwright.sandboxes.interpreter import GuestPython
from benchwright.sandboxes.outer import Outer, spawned
from benchwright.sandboxes.toolchains.toolchain import INSIDE, Toolchain

WORK = "/work"
VIEWS = "/caches"
"""Where sandboxes with a file system of their own show a program its folder, and its views of caches."""


@dataclass(frozen=True)
class Start:
    """How a step's outermost process is started."""

    command: list[str]
    gate: Gate
    """Where it waits to begin."""
    stdin: int
    descriptors: tuple[int, ...]
    """Handed down besides."""
    environment: Mapping[str, str] | None
    """None: ours."""
    folder: str = "/"
    tells: bool = True
    """Whether the gate knows which process is the sandbox's first; else it is the command's own."""
    outer: Callable[[subprocess.Popen[bytes]], Outer] = spawned
    """Makes what is outermost of the step of the command's process."""
    accounts: Accounts | None = None
    """What counts it where we can make no control group."""


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

    def start(self, step: Step, argv: Sequence[str], undo: ExitStack) -> Start:
        """Say how to start a step; what is set up for it goes when `undo` is closed."""
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
    def environment(self) -> dict[str, str]:
        """Return a step's environment in a sandbox with a file system of its own."""
        places = {"work": WORK, "tmp": "/tmp", **{name: f"{INSIDE}/{name}" for name in self.shown}}  # noqa: S108
        return self.toolchain.environment_in({**places, **{name: f"{VIEWS}/{name}" for name in self.views}})

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
