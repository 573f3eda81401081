"""Tasks: one thing to do. A task is identified by the digest of its content."""

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from benchwright.records.digest import digest_of
from benchwright.records.record import Record


class Difficulty(StrEnum):
    """How hard a task is for a competent programmer."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"
    EXTREME = "extreme"


Comparison = Literal["exact", "approx", "unordered", "set", "text"]
"""How a returned value is compared with the expected one.

exact: equal, type for type (1 is not True); an expected list takes a tuple too, since JSON has no tuples · approx:
numbers within `tolerance`, also inside containers · unordered: equal as multisets at the top level · set: equal once
duplicates are dropped · text: equal as text once white space at the ends of lines and of the whole is dropped.
"""

Identifier = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_./-]{0,119}$")]


class Case(Record):
    """One call of the entry point and what it must return."""

    input: tuple[Any, ...] | dict[str, Any]
    """Positional arguments as a list, or keyword arguments as a mapping."""
    expected: Any = None
    """The value that must come back; never sent into the sandbox."""
    raises: str | None = None
    """Name of the built-in exception that the call must raise instead of returning."""
    comparison: Comparison = "exact"
    tolerance: float = Field(default=1e-6, ge=0)
    """For `approx`: absolute and relative tolerance."""
    timeout_s: float | None = Field(default=None, gt=0)
    """CPU seconds for this call; None: the task's."""
    weight: float = Field(default=1.0, gt=0)
    """Share of this case in the correctness score."""


class CheckProgram(Record):
    """An assert-style test: a program that defines `check(candidate)`."""

    source: str
    setup: str = ""
    """Code run before `source` in the check's own process: imports and the helpers the prompt defines."""
    isolation: Literal["proxy", "in_process"] = "proxy"
    """proxy: check and solution in separate sandboxes. in_process: for tasks whose values can't be passed as plain
    values; a property of the task, never chosen by an answer."""


class TaskLimits(Record):
    """Limits of one execution of a task's code; the run's own limits apply where these are None."""

    cpu_s: float | None = Field(default=None, gt=0)
    wall_s: float | None = Field(default=None, gt=0)
    memory_mb: int | None = Field(default=None, gt=0)


class FunctionTask(Record):
    """A function to write, judged by cases or by a check program."""

    kind: Literal["function"] = "function"
    id: Identifier
    difficulty: Difficulty = Difficulty.MEDIUM
    language: Literal["python"] = "python"
    prompt: str = Field(min_length=1)
    entry_point: str = Field(min_length=1, pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")
    signature: str = ""
    """The line(s) the function starts with, shown to the candidate; may be empty where the prompt holds it."""
    starter: str = ""
    """Code that stands before the answer when it is only a body or uses the prompt's helpers (HumanEval's prompt)."""
    cases: tuple[Case, ...] = ()
    check: CheckProgram | None = None
    reference: str = ""
    """A complete, correct program; never shown to a candidate."""
    mutants: tuple[str, ...] = ()
    """Hand-written wrong programs that the cases must fail."""
    equivalent_mutants: tuple[str, ...] = ()
    """Ids of generated mutants that behave like the reference, each looked at by a person."""
    hints: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    limits: TaskLimits = TaskLimits()
    metadata: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _has_one_kind_of_judge(self) -> "FunctionTask":
        if bool(self.cases) == (self.check is not None):
            raise ValueError("a function task needs either `cases` or a `check` program, and not both")
        return self

    @cached_property
    def digest(self) -> str:
        """Digest of everything the task holds."""
        return digest_of(self.model_dump(mode="json"))


class PromptTask(Record):
    """A prompt to answer in words, matched against an expected answer."""

    kind: Literal["prompt"] = "prompt"
    id: Identifier
    difficulty: Difficulty = Difficulty.MEDIUM
    language: Literal["text"] = "text"
    prompt: str = Field(min_length=1)
    expected: str
    match: Literal["exact", "contains", "number"] = "exact"
    """exact: equal once case and outer white space are dropped · contains: the expected text occurs, whatever the case
    · number: the last number in the answer equals the expected one."""
    tags: tuple[str, ...] = ()
    metadata: dict[str, Any] = Field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """Digest of everything the task holds."""
        return digest_of(self.model_dump(mode="json"))


Task = FunctionTask | PromptTask
AnyTask = Annotated[Task, Field(discriminator="kind")]


class Suite(Record):
    """A named, versioned set of tasks."""

    name: str
    version: str = "1"
    title: str = ""
    description: str = ""
    license: str = ""
    source: str = ""
    """Where the tasks come from, for imported suites."""
    location: str = ""
    """Path it was read from; not part of its identity."""
    tasks: tuple[AnyTask, ...]

    @cached_property
    def digest(self) -> str:
        """Digest of the tasks' digests, in order."""
        return digest_of([task.digest for task in self.tasks])
