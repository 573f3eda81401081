"""READ FIRST: the contracts between the rooms. Rooms never import each other; actions hand one to another."""

from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, Protocol

from benchwright.records.answer import Answer
from benchwright.records.call import Generated, ModelRequest, ModelResponse, StoredCall
from benchwright.records.candidate import ModelCandidate
from benchwright.records.execution import Execution, Limits, Readiness, SandboxTier
from benchwright.records.program import Program, ProgramResult
from benchwright.records.score import Score
from benchwright.records.task import FunctionTask, Suite, Task
from benchwright.records.usage import Price


class Model(Protocol):
    """A language-model provider's connection, for one provider and base URL."""

    provider: str
    paid: bool
    """Whether calls cost money or time, so that answers are cached and budgets apply."""

    def body(self, request: ModelRequest) -> dict[str, Any]:
        """Return the full request as it will be sent, without secrets; raise UserMistake for settings it can't take."""
        ...

    async def generate(self, request: ModelRequest, *, timeout_s: float) -> ModelResponse:
        """Make one request, without retries; raise a ProviderError where the provider fails."""
        ...

    async def close(self) -> None:
        """Give back connections."""
        ...


class PriceBook(Protocol):
    """What calls cost."""

    def price(self, candidate: ModelCandidate) -> Price | None:
        """Return the price, or None where it is unknown."""
        ...


class CallStore(Protocol):
    """The response cache: what is put is on disk before `put` returns."""

    async def get(self, key: str) -> StoredCall | None:
        """Return the stored call, or None."""
        ...

    async def put(self, call: StoredCall) -> None:
        """Keep a paid answer; durable once this returns."""
        ...

    def claim(self, key: str) -> AbstractAsyncContextManager[None]:
        """Hold the sole right to buy the answer of a key, once nobody else does."""
        ...

    async def spend(self, cost_usd: float, *, reason: str) -> None:
        """Enter money into the ledger: what a failed call may have cost, or (negative) what was given back."""
        ...


class Generate(Protocol):
    """The engine's way to a model: cache, budget, limits and retries around `Model.generate`."""

    async def __call__(self, request: ModelRequest) -> Generated:
        """Answer a request from the cache or from the provider."""
        ...


class Solver(Protocol):
    """A way to obtain an answer to a task from a candidate."""

    name: str
    version: str

    def request(self, task: Task, candidate: ModelCandidate, sample: int) -> ModelRequest:
        """Return the first request of an attempt: what `plan` prices and a dry run writes."""
        ...

    async def solve(self, task: Task, request: ModelRequest, generate: Generate) -> Answer:
        """Obtain an answer, starting with the request."""
        ...


class Sandbox(Protocol):
    """Where untrusted code runs. Implementations list what they cover and what not."""

    name: str

    def readiness(self) -> Readiness:
        """Say whether it works here (it tries), and how to mend it where not."""
        ...

    def tier(self) -> SandboxTier:
        """Say what isolation is in force."""
        ...

    async def execute(self, task: FunctionTask, code: str, *, limits: Limits, measure: bool) -> Execution:
        """Run code on a task's cases or check and judge it outside; with `measure`, beside the reference.

        Raise SandboxError where the sandbox itself broke; whatever the code does is in the Execution.
        """
        ...

    async def run(self, program: Program) -> ProgramResult:
        """Run a program's steps on its files in a fresh sandbox; judges nothing.

        Raise SandboxError where the sandbox itself broke, MissingTool where the language is not there.
        """
        ...

    async def close(self) -> None:
        """Leave nothing behind: no process, mount, control group or folder."""
        ...


class Scorer(Protocol):
    """A judge of one dimension."""

    name: str
    dimension: str
    version: str
    decides: bool
    """Whether a full score is what makes an attempt `passed`."""

    def applies(self, task: Task) -> bool:
        """Say whether the dimension makes sense for the task."""
        ...

    async def score(self, task: Task, answer: Answer, execution: Execution | None) -> Score:
        """Judge a stored answer and its execution; needs neither model nor sandbox."""
        ...


class SuiteReader(Protocol):
    """A file format that suites come in."""

    def read(self, path: Path, *, name: str) -> Suite:
        """Read a suite; raise BadInput naming file, line and field."""
        ...
