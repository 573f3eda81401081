"""What a language is, and what was found of it on this machine."""

import hashlib
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchwright.errors import MissingTool
from benchwright.records.execution import Limits
from benchwright.records.program import Program, Step

INSIDE = "/toolchains"
"""Where the sandbox shows folders that do not lie in /usr, and caches."""

COMPILE_LIMITS = Limits(cpu_s=20, wall_s=60, memory_mb=1024, processes=64, file_mb=64)
RUN_LIMITS = Limits(cpu_s=5, wall_s=20, memory_mb=512, processes=64, file_mb=16)
"""What single-file programs get; a task sets its own."""


@dataclass(frozen=True)
class Cache:
    """What a tool chain makes once and programs find warm."""

    name: str
    key: str
    """What it depends on, such as a version."""
    warm: Callable[[Path], None]
    """Fills an empty folder; raises OSError or SubprocessError where it can't."""
    private: bool = False
    """Whether the tool has to write into it: each program then gets a view of its own, gone with the program."""


@dataclass(frozen=True)
class Toolchain:
    """A language's tools on this machine.

    Texts may name a folder as `{name}`: it stands elsewhere in the sandbox than on the host. `{work}` is the program's.
    """

    name: str
    version: str
    folders: Mapping[str, str] = field(default_factory=dict[str, str])
    """Folders of the host that the sandbox shows read-only, by name."""
    shown: tuple[str, ...] = ()
    """Folders of the host that the sandbox shows read-only under their own path, such as /etc/alternatives."""
    path: tuple[str, ...] = ()
    """Where programs are looked for, before /usr/bin and /bin."""
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    caches: tuple[Cache, ...] = ()
    """Their names stand for folders too."""

    @property
    def identity(self) -> str:
        """What tells it from another of the same version: a digest of where it lies and how it is set up."""
        told = repr((self.name, self.version, sorted(self.folders.items()), sorted(self.environment.items())))
        return hashlib.sha256(told.encode()).hexdigest()[:12]

    def environment_in(self, places: Mapping[str, str]) -> dict[str, str]:
        """Return all that a step's environment holds, with the folders where they are for it."""
        path = [each.format_map(places) for each in self.path]
        own = {name: value.format_map(places) for name, value in self.environment.items()}
        basic = {"LANG": "C.UTF-8", "HOME": places["tmp"], "TMPDIR": places["tmp"]}
        return {"PATH": ":".join([*path, "/usr/bin", "/bin"]), **basic, **own}


@dataclass(frozen=True)
class Language:
    """A language, and how a program of a single file is made and run."""

    name: str
    extensions: tuple[str, ...]
    find: Callable[[], Toolchain]
    """Returns what is found on this machine; raises MissingTool with the command that installs it."""
    hello: str
    """A program that prints `hello`."""
    run: Callable[[str], tuple[str, ...]]
    """The command that runs the program made of that file."""
    compile: Callable[[str], tuple[str, ...]] | None = None
    """The command that makes it; None where nothing has to be made."""
    compile_limits: Limits = COMPILE_LIMITS
    run_limits: Limits = RUN_LIMITS
    file: str = ""
    """The only file name it can be; empty: any."""

    def program(self, source: str, *, stdin: str = "") -> Program:
        """Return the program of one source file."""
        file = self.file or f"main{self.extensions[0]}"
        run = Step(name="run", argv=self.run(file), limits=self.run_limits, stdin=stdin)
        if self.compile is None:
            return Program(language=self.name, files={file: source}, steps=(run,))
        make = Step(name="compile", argv=self.compile(file), limits=self.compile_limits)
        return Program(language=self.name, files={file: source}, steps=(make, run))


def found(name: str, *, install: str) -> Path:
    """Return where a program is; raise MissingTool with the command that installs it."""
    path = shutil.which(name)
    if path is None:
        raise MissingTool(f"{name} is not installed; {install}")
    return Path(path)


def said(*command: str, install: str) -> str:
    """Return the first line that a command prints; raise MissingTool where it can't be run."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError) as error:
        raise MissingTool(f"{command[0]} does not work ({error}); {install}") from error
    lines = (done.stdout or done.stderr).strip().splitlines()
    return lines[0] if lines else ""


def outside_usr(binary: Path, name: str) -> dict[str, str]:
    """Return the folder that holds a program's installation, where the sandbox does not show it with /usr anyway."""
    real = binary.resolve()
    if real.is_relative_to("/usr") and not real.is_relative_to("/usr/local"):
        return {}
    return {name: str(real.parent.parent)}
