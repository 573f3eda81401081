"""Runs: candidates x tasks x samples, with limits, a profile and a budget."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import Field

from benchwright.records.candidate import ModelCandidate
from benchwright.records.execution import Limits, SandboxTier
from benchwright.records.record import Record
from benchwright.records.score import Profile


class Selection(Record):
    """Which tasks of a suite take part; everything that is set must hold."""

    task_ids: tuple[str, ...] = ()
    difficulties: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    limit: int | None = Field(default=None, gt=0)
    """At most this many, drawn with the seed; None: all."""
    seed: int = 0


class EngineLimits(Record):
    """How hard the engine may push."""

    provider_concurrency: int = Field(default=8, gt=0)
    """Calls under way at once for each provider."""
    sandbox_concurrency: int | None = Field(default=None, gt=0)
    """Executions under way at once; None: two for each core."""
    max_tries: int = Field(default=6, gt=0)
    """Requests for one call, the first included."""
    call_timeout_s: float = Field(default=600.0, gt=0)
    max_backoff_s: float = Field(default=60.0, gt=0)
    max_infra_error_rate: float = Field(default=0.05, ge=0, le=1)
    """Above this share of infrastructure errors a run's result is invalid (exit code 3)."""


class RunSpec(Record):
    """What a person asked for."""

    suite: str
    """Name of a suite, or a path to one."""
    candidates: tuple[ModelCandidate, ...] = Field(min_length=1)
    samples: int = Field(default=1, gt=0, le=1000)
    selection: Selection = Selection()
    profile: Profile = Profile()
    limits: Limits = Limits()
    engine: EngineLimits = EngineLimits()
    max_cost_usd: float | None = Field(default=None, ge=0)
    """Never passed, not even by one call; None: no budget."""
    sandbox: str = "auto"
    fresh: bool = False
    """Whether to buy new answers even where stored ones fit."""


class Proof(Record):
    """What trying a task on this machine showed."""

    task_id: str
    flaw: str
    """Why the task can't be trusted here; empty: its reference passes and its starter fails."""


class RunStatus(StrEnum):
    """Where a run stands."""

    RUNNING = "running"
    FINISHED = "finished"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"
    BUDGET_EXHAUSTED = "budget_exhausted"
    INVALID = "invalid"


class Wish(Record):
    """What a person wants of a run that is under way."""

    stop: Literal["pause", "cancel"] | None = None
    """pause: finish the attempts under way, then stop · cancel: drop them and stop now."""
    max_cost_usd: float | None = None
    """A raised budget."""


class Run(Record):
    """A run as it is stored."""

    id: str
    spec: RunSpec
    suite: str
    """Name of the suite."""
    suite_digest: str
    solver: str
    """Name and version of the solver, as `name@version`."""
    sandbox: SandboxTier | None = None
    """The sandbox in force; None where no task needs one."""
    abuse_digest: str = ""
    """Digest of the abuse suite of this version, which `benchwright sandbox check` tries sandboxes with."""
    quarantined: tuple[Proof, ...] = ()
    """Tasks left out because they can't be trusted on this machine."""
    planned: int
    status: RunStatus = RunStatus.RUNNING
    created_at: datetime
    finished_at: datetime | None = None
    note: str = ""
