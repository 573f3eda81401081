"""Executions: what happened when an answer's code ran in a sandbox."""

from typing import Literal

from pydantic import Field

from benchwright.records.record import Record

LimitName = Literal["cpu", "wall", "memory", "processes", "output", "file_size"]

TIMING_RESOLUTION_S = 0.005
"""CPU seconds below which programs are not told apart: there the trip to the sandbox and back weighs as much."""


class Limits(Record):
    """Limits of one sandboxed program, on its whole process tree where the backend can."""

    cpu_s: float = Field(default=5.0, gt=0)
    """CPU seconds: the limit that decides."""
    wall_s: float = Field(default=20.0, gt=0)
    """Wall seconds: the backstop for programs that sleep."""
    memory_mb: int = Field(default=512, gt=0)
    processes: int = Field(default=32, gt=0)
    """Processes and threads together."""
    file_mb: int = Field(default=16, gt=0)
    """Largest file, and the size of the private /tmp."""
    output_kb: int = Field(default=256, gt=0)
    """Bytes of stdout and of stderr each that are kept; more ends the program."""


class ContainerOptions(Record):
    """What containers are made of, for backends that use them."""

    image: str = ""
    """An image with Python 3.8 or newer that is there already; empty: one is made of this machine's Python."""
    runtime: str = ""
    """A runtime that the engine knows, such as runsc; empty: the engine's default."""


class SandboxTier(Record):
    """What isolation is in force, stated in every result."""

    backend: str
    isolated: bool
    """Whether code in it is kept from the host's files, network and processes."""
    covers: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    image: str = ""
    """Identity of what the code runs on: interpreter and version."""
    start: Literal["cold", "warm"] = "cold"
    """How programs start: each in an interpreter of its own, or forked from one that has started already."""


class Readiness(Record):
    """Whether a part can be used on this machine, and how to mend it where not."""

    name: str
    ready: bool
    detail: str
    mend: str = ""
    """The command that makes it ready; empty where it is."""


class CaseResult(Record):
    """How one case went."""

    index: int
    passed: bool
    weight: float = 1.0
    got: str = ""
    """What came back, as text, cut at 500 characters."""
    expected: str = ""
    """What was expected, as text, cut at 500 characters."""
    error: str = ""
    """The exception it raised, or why it was not run."""
    cpu_s: float | None = None


class Measure(Record):
    """What a program used on the same calls, reference beside candidate."""

    candidate_cpu_s: float
    reference_cpu_s: float
    candidate_memory_mb: float | None = None
    reference_memory_mb: float | None = None
    rounds: int
    """How many interleaved rounds the CPU times are medians of."""
    candidate_rounds_s: tuple[float, ...] = ()
    """CPU seconds of each round, in fresh processes; empty where the calls were made once only."""
    reference_rounds_s: tuple[float, ...] = ()
    """The reference's, round by round beside the candidate's."""
    same_core: bool = False
    """Whether both sides of all rounds were held on one core."""
    uncounted: str = ""
    """Why the figures are not those of everything a side started; empty where they are."""
    rounds_ended: str = ""
    """Why there are fewer rounds than planned; empty where there are not."""


class Execution(Record):
    """What happened when an answer's code ran in a sandbox."""

    sandbox: SandboxTier
    results: tuple[CaseResult, ...]
    planned: int
    """How many results a complete execution has: anything less is not a pass."""
    load_error: str = ""
    """Why the program could not be loaded at all."""
    limit: LimitName | None = None
    """The limit that ended it, if one did."""
    tampered: str = ""
    """Name of the technique where the program reached for the verdict; empty: nothing seen."""
    in_process: bool = False
    """Whether check and solution shared a process (a task property): the verdict is then only as strong as that."""
    stdout: str = ""
    stderr: str = ""
    cpu_s: float | None = None
    wall_s: float = 0.0
    memory_mb: float | None = None
    """Peak memory of the process tree."""
    measure: Measure | None = None
    """Reference and candidate side by side; None where it was not measured."""

    @property
    def cases_passed(self) -> int:
        """How many cases count as passed: none where the program reached for the verdict."""
        return 0 if self.tampered else sum(result.passed for result in self.results)

    @property
    def passed(self) -> bool:
        """Whether every expected case was run and passed, and nothing was wrong besides."""
        complete = len(self.results) == self.planned and self.planned > 0
        clean = not (self.load_error or self.limit or self.tampered)
        return complete and clean and all(result.passed for result in self.results)
