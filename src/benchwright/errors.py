"""Every error Benchwright raises on purpose, and the side each is blamed on.

BenchwrightError
├── UserMistake              the person asked for something that can't be done; exit code 2
│   ├── UnknownName          no suite, model, run … of that name; lists the known ones
│   ├── BadInput             a file or value is malformed; names file, line and field where known
│   │   └── BadField         one field of a form; names it
│   │       └── NameTaken    something else has the name
│   ├── EditConflict         somebody else changed it first; load it again
│   ├── RunBusy              a process works on the run
│   ├── RunIdle              no process works on the run
│   ├── NoBudget             the run was started without a budget
│   ├── MissingKey           a provider needs a key that is not in the environment
│   └── MissingTool          a program this machine lacks; names the command that installs it
├── ProviderError            a model provider did not do its part
│   ├── RateLimited          429; carries Retry-After
│   ├── ProviderDown         5xx, refused connection, broken stream: worth another try
│   ├── ProviderTimeout      no answer in time; it may have been billed
│   ├── RequestRejected      400, 404, 422: the same request will fail again
│   └── AuthRejected         401, 403: every request of this candidate will fail
├── SandboxError             the sandbox itself broke; never the candidate's fault
│   └── NoSandbox            no isolating backend works on this machine
├── TaskError                the task itself is broken (its reference fails, its check can't run)
├── CandidateError           the candidate's answer broke a rule
├── BudgetExhausted          the next call could pass the budget; exit code 4
└── Cancelled                the person stopped it; exit code 130
"""

from enum import StrEnum
from types import TracebackType
from typing import Self


class Blame(StrEnum):
    """The side a failure is attributed to."""

    CANDIDATE = "candidate"
    TASK = "task"
    PROVIDER = "provider"
    SANDBOX = "sandbox"
    USER = "user"
    US = "us"


class BenchwrightError(Exception):
    """Anything Benchwright raises on purpose."""

    exit_code = 1
    side = Blame.US


class UserMistake(BenchwrightError):
    """The person asked for something that can't be done as asked."""

    exit_code = 2
    side = Blame.USER


class UnknownName(UserMistake):
    """A name that stands for nothing here."""

    def __init__(self, kind: str, name: str, known: list[str] | tuple[str, ...], hint: str = "") -> None:
        listed = ", ".join(known) if known else "none yet"
        super().__init__(f"unknown {kind} '{name}'. Known: {listed}.{' ' + hint if hint else ''}")
        self.name = name


class BadInput(UserMistake):
    """A file, line or value that does not fit its form."""


class BadField(BadInput):
    """A field of a form holds what it can't."""

    def __init__(self, field: str, value: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.value = value


class NameTaken(BadField):
    """Something else has the name."""


class EditConflict(UserMistake):
    """An edit was made from a version that is no longer the newest."""


class RunBusy(UserMistake):
    """A process works on the run."""


class RunIdle(UserMistake):
    """No process works on the run."""


class NoBudget(UserMistake):
    """The run was started without a budget, so that there is none to raise."""


class MissingKey(UserMistake):
    """A provider's key is not set."""


class MissingTool(UserMistake):
    """A program that this machine lacks."""


class ProviderError(BenchwrightError):
    """A model provider did not do its part."""

    exit_code = 3
    side = Blame.PROVIDER
    retryable = False
    maybe_billed = False


class RateLimited(ProviderError):
    """The provider asked us to slow down."""

    retryable = True

    def __init__(self, message: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class ProviderDown(ProviderError):
    """The provider failed in a way that another try may get past."""

    retryable = True

    def __init__(self, message: str, *, maybe_billed: bool = False) -> None:
        super().__init__(message)
        self.maybe_billed = maybe_billed


class ProviderTimeout(ProviderError):
    """The provider did not answer in time; the call may have been billed."""

    retryable = True
    maybe_billed = True


class RequestRejected(ProviderError):
    """The provider will refuse this very request every time."""


class AuthRejected(ProviderError):
    """The provider refuses the key, so every request of this candidate fails."""


class SandboxError(BenchwrightError):
    """The sandbox itself broke."""

    exit_code = 3
    side = Blame.SANDBOX


class NoSandbox(SandboxError):
    """No isolating sandbox works on this machine."""

    exit_code = 2


class TaskError(BenchwrightError):
    """The task itself is broken."""

    side = Blame.TASK


class CandidateError(BenchwrightError):
    """The candidate's answer broke a rule."""

    side = Blame.CANDIDATE


class BudgetExhausted(BenchwrightError):
    """The next call could pass the budget."""

    exit_code = 4
    side = Blame.USER


class Cancelled(BenchwrightError):
    """The person stopped the work."""

    exit_code = 130
    side = Blame.USER


def blame(error: BaseException) -> Blame:
    """Attribute a failure to a side; what nobody raised on purpose is our own fault."""
    if isinstance(error, BenchwrightError):
        return error.side
    if isinstance(error, KeyboardInterrupt):
        return Blame.USER
    return Blame.US


class Caught:
    """Keep whatever fails inside the block as data, so that a bad attempt is not a crash.

    Errors of the types it was given pass through, and so do cancellation and interrupts.
    """

    def __init__(self, *passing: type[Exception]) -> None:
        self.error: Exception | None = None
        self._passing = passing

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        if not isinstance(error, Exception) or isinstance(error, self._passing):
            return False
        self.error = error
        return True
