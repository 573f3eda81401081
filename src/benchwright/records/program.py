"""Programs in any language: files, and the steps that make and run them in a sandbox."""

from pathlib import PurePosixPath
from typing import Annotated, Self

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from benchwright.records.execution import LimitName, Limits, SandboxTier
from benchwright.records.record import Record


def _inner(path: str) -> str:
    """Accept a path that stays inside the folder, written in one way only."""
    pure = PurePosixPath(path)
    plain = str(pure) == path and not pure.is_absolute() and path != "."
    if not plain or ".." in pure.parts or "\0" in path or any(len(part.encode()) > 255 for part in pure.parts):  # noqa: PLR2004
        raise ValueError(f"'{path}' is no path inside the program's folder, such as src/main.c")
    return path


InnerPath = Annotated[str, AfterValidator(_inner)]
"""A path relative to the program's folder: no `..`, no leading or doubled slash."""

StepName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,30}$")]


class Step(Record):
    """One command of a program, such as `compile` or `test`."""

    name: StepName
    argv: tuple[str, ...] = Field(min_length=1)
    """The command; found on the toolchain's PATH, never read by a shell."""
    limits: Limits = Limits()
    stdin: str = Field(default="", max_length=1 << 20)
    protected: tuple[InnerPath, ...] = ()
    """Files and folders of the program that are put back before this step, and that it can read only."""


class Program(Record):
    """Files, and the steps that are run on them one after the other until one does not succeed.

    The steps share the folder; everything a step started is dead before the next begins.
    """

    language: str
    """Name of the toolchain that the sandbox has to offer."""
    files: dict[InnerPath, str]
    steps: tuple[Step, ...] = Field(min_length=1)
    artifacts: tuple[InnerPath, ...] = ()
    """Files to bring back from the folder, and folders to bring back with all their files."""
    artifact_kb: int = Field(default=1024, gt=0, le=1 << 14)
    """Largest artifact, and the most that all artifacts together may hold; what is above is refused."""
    folder_mb: int = Field(default=256, gt=0)
    """Size of the private folder, where the backend can limit it."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        names = [step.name for step in self.steps]
        if len(set(names)) < len(names):
            raise ValueError(f"two steps have one name: {', '.join(names)}")
        for path in self.files:
            if any(str(parent) in self.files for parent in PurePosixPath(path).parents):
                raise ValueError(f"'{path}' lies in a file, not in a folder")
        for step in self.steps:
            for path in step.protected:
                if not self.holding(path):
                    raise ValueError(f"step '{step.name}' protects '{path}', which is none of the program's files")
        return self

    def holding(self, path: str) -> tuple[str, ...]:
        """Return the program's files at a path: the one of that name, or those in the folder of that name."""
        return tuple(file for file in self.files if file == path or file.startswith(f"{path}/"))


class StepResult(Record):
    """How one step went; figures come from the kernel, of the whole process tree where the backend can."""

    name: str
    exit_code: int | None
    """None where it was ended from outside; 128 + n for signal n."""
    limit: LimitName | None = None
    """The limit that ended it or was hit, if one was."""
    cpu_s: float | None = None
    wall_s: float
    memory_mb: float | None = None
    """Peak memory; None where nobody counts it."""
    stdout: str = ""
    stderr: str = ""

    @property
    def succeeded(self) -> bool:
        """Whether it ended by itself, with code 0 and within all limits."""
        return self.exit_code == 0 and self.limit is None


class Artifact(Record):
    """A regular file that a program left."""

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    path: str
    content: bytes


class RefusedArtifact(Record):
    """Something that was to be brought back and was not."""

    path: str
    reason: str


class ProgramResult(Record):
    """What came of a program."""

    sandbox: SandboxTier
    steps: tuple[StepResult, ...]
    """Those that were run; the last of them is the one that did not succeed, where one did not."""
    planned: int
    """How many steps a complete run has."""
    artifacts: tuple[Artifact, ...] = ()
    refused: tuple[RefusedArtifact, ...] = ()

    @property
    def succeeded(self) -> bool:
        """Whether every step was run and succeeded. What a program prints or returns is its own word: no verdict."""
        return len(self.steps) == self.planned and all(step.succeeded for step in self.steps)


class LanguageState(Record):
    """Whether programs in a language can be run here, and what the smallest costs."""

    language: str
    version: str = ""
    """Empty where it was not found."""
    ready: bool
    detail: str = ""
    """What is wrong, and what mends it."""
    steps: tuple[StepResult, ...] = ()
    """How the steps of a program that prints `hello` went."""
