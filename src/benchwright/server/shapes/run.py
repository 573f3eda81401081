"""Runs: what is asked for one, how lists show it, and all there is to know of it."""

import shlex
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from benchwright.actions.board import Board
from benchwright.actions.view_run import RunPage
from benchwright.records.candidate import Candidate
from benchwright.records.plan import Estimate, RunPlan
from benchwright.records.run import Run, RunStatus
from benchwright.records.run_row import RunRow
from benchwright.server.shapes.figures import Figures
from benchwright.server.shapes.shape import Question, Shape, Text, Usd, usd


class SettingsRequest(Question):
    """How a model is called; null: as its saved config says, else the provider's default."""

    temperature: float | None = Field(default=None, ge=0, le=2)
    top_p: float | None = Field(default=None, gt=0, le=1)
    max_tokens: int | None = Field(default=None, gt=0, le=10_000_000)
    seed: int | None = Field(default=None, ge=-(2**63), lt=2**63)
    reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | None = None
    verbosity: Literal["low", "medium", "high"] | None = None
    system: str | None = Field(default=None, max_length=200_000)
    api: Literal["chat", "responses"] | None = None
    stream: bool | None = None


class CandidateRequest(Question):
    """A candidate by name: a saved config's, or `provider/model`."""

    name: str = Field(min_length=1, max_length=300)
    settings: SettingsRequest = SettingsRequest()


class SelectionRequest(Question):
    """Which tasks take part; everything that is set must hold."""

    task_ids: tuple[str, ...] = Field(default=(), max_length=10_000)
    difficulties: tuple[Literal["easy", "medium", "hard", "extreme"], ...] = Field(default=(), max_length=4)
    tags: tuple[str, ...] = Field(default=(), max_length=100)
    limit: int | None = Field(default=None, gt=0, le=1_000_000)
    """At most this many, drawn with the seed; null: all."""
    seed: int = Field(default=0, ge=-(2**63), lt=2**63)


class RunRequest(Question):
    """A run to plan or to start."""

    suite: str = Field(min_length=1, max_length=300)
    """Name of a suite."""
    candidates: tuple[CandidateRequest, ...] = Field(min_length=1, max_length=50)
    samples: int = Field(default=1, gt=0, le=1000)
    selection: SelectionRequest = SelectionRequest()
    weights: dict[str, float] | None = Field(default=None, max_length=50)
    """Weight of each score dimension; null: as the workspace says."""
    max_cost_usd: str | None = Field(default=None, pattern=r"^[0-9]{1,9}(\.[0-9]{1,12})?$", examples=["2.50"])
    """Budget; never passed, not even by one call. Null: none."""
    sandbox: str = Field(default="auto", max_length=50)
    provider_concurrency: int | None = Field(default=None, gt=0, le=1000)
    """Calls at once for each provider; null: as the workspace says."""
    fresh: bool = False
    """Whether to buy new answers even where stored ones fit."""


Tag = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50, pattern=r"\S")]
"""A word to find runs by."""


class RunEditRequest(Question):
    """What a person changes of a run; null: stays as it is."""

    name: str | None = Field(default=None, max_length=200)
    notes: str | None = Field(default=None, max_length=20_000)
    tags: tuple[Tag, ...] | None = Field(default=None, max_length=20)


class BudgetRequest(Question):
    """A raised budget."""

    max_cost_usd: str = Field(pattern=r"^[0-9]{1,9}(\.[0-9]{1,12})?$", examples=["5"])


class RunLine(Shape):
    """A run as lists show it."""

    id: str
    name: Text
    """What a person calls it; empty: it has no name."""
    tags: tuple[Text, ...]
    version: int
    """Rises with every change by a person; its ETag is made of it."""
    suite: Text
    status: RunStatus
    note: Text
    """How it ended, in words."""
    candidates: tuple[Text, ...]
    samples: int
    planned: int
    """Attempts planned: the strict denominator."""
    finished: int
    scored: int
    """Attempts with a verdict: the other denominator."""
    passed: int
    infra_errors: int
    strict: float | None
    scored_only: float | None
    cost_usd: Usd
    """Sum of the known costs of its answers, those from the cache included."""
    cost_unknown: int
    """Attempts without a known cost: not in `cost_usd`."""
    spent_usd: Usd
    """What the run itself paid."""
    max_cost_usd: Usd | None
    created_at: datetime
    finished_at: datetime | None
    deleted_at: datetime | None


class Quarantined(Shape):
    """A task left out because it can't be trusted on this machine."""

    task_id: Text
    reason: Text


class SandboxShape(Shape):
    """The isolation that was in force."""

    backend: str
    isolated: bool
    covers: tuple[str, ...]
    lacks: tuple[str, ...]
    start: str


class CandidateShape(Shape):
    """A candidate as it took part."""

    name: Text
    kind: str
    provider: Text
    model: Text
    digest: str
    settings: dict[str, object]
    """Only what is set."""


class Steps(Shape):
    """What can be done with a run now."""

    pause: bool
    cancel: bool
    resume: bool
    retry_errors: bool
    rescore: bool


class RunDetail(RunLine):
    """A run in full."""

    notes: Text
    suite_digest: str
    solver: str
    sandbox: SandboxShape | None
    """Null: no task needs one."""
    weights: dict[str, float]
    profile: Text
    task_ids: tuple[Text, ...]
    difficulties: tuple[str, ...]
    task_tags: tuple[Text, ...]
    task_limit: int | None
    seed: int
    fresh: bool
    quarantined: tuple[Quarantined, ...]
    outcome_counts: dict[str, int]
    figures: tuple[Figures, ...]
    """One for each candidate."""
    competitors: tuple[CandidateShape, ...]
    steps: Steps
    progress: "Progress | None"
    """What this server knows of a run that it drives itself; null for others."""
    command: Text
    """The same run on the command line."""


class Waiting(Shape):
    """A provider that asked us to wait."""

    provider: Text
    seconds: float


class Progress(Shape):
    """How a run under way in this server comes along."""

    note: Text
    eta_s: float | None
    waiting: tuple[Waiting, ...]


class EstimateShape(Shape):
    """A figure that is not known yet."""

    low: float
    expected: float
    high: float


class CostEstimate(Shape):
    """What something may cost."""

    low: Usd
    expected: Usd
    high: Usd


class CandidatePlanShape(Shape):
    """One candidate's share of a plan."""

    candidate: Text
    attempts: int
    finished: int
    stored_answers: int
    """Attempts whose answer is stored: run in the sandbox again, not bought again."""
    calls: int
    input_tokens: EstimateShape
    output_tokens: EstimateShape
    cost_usd: CostEstimate | None
    """Null: the price is unknown, as `price_source` says."""
    price_source: Text
    seconds: EstimateShape


class Plan(Shape):
    """What a run would do and cost; nothing was spent to find out."""

    suite: Text
    tasks: int
    samples: int
    attempts: int
    calls: int
    solver: str
    sandbox: str
    candidates: tuple[CandidatePlanShape, ...]
    cost_usd: CostEstimate | None
    """Of all candidates whose price is known; null: of none."""
    unpriced: tuple[Text, ...]
    """Candidates whose price is unknown: not in `cost_usd`."""
    assumptions: tuple[str, ...]


def plan_of(plan: RunPlan) -> Plan:
    """Return a plan with its totals."""
    priced = [one.cost_usd for one in plan.candidates if one.cost_usd is not None]
    total = Estimate(
        low=sum(cost.low for cost in priced),
        expected=sum(cost.expected for cost in priced),
        high=sum(cost.high for cost in priced),
    )
    return Plan(
        suite=plan.suite,
        tasks=plan.tasks,
        samples=plan.samples,
        attempts=sum(one.attempts for one in plan.candidates),
        calls=sum(one.calls for one in plan.candidates),
        solver=plan.solver,
        sandbox=plan.sandbox,
        candidates=tuple(CandidatePlanShape.of(one) for one in plan.candidates),
        cost_usd=CostEstimate.of(total) if priced else None,
        unpriced=tuple(one.candidate for one in plan.candidates if one.cost_usd is None),
        assumptions=plan.assumptions,
    )


def run_detail(page: RunPage, board: Board | None) -> RunDetail:
    """Return a run in full; `board` is there for a run that this server drives."""
    row, run, spec = page.row, page.run, page.run.spec
    return RunDetail(
        **RunLine.of(row).model_dump(),
        notes=row.notes,
        suite_digest=run.suite_digest,
        solver=run.solver,
        sandbox=None if run.sandbox is None else SandboxShape.of(run.sandbox),
        weights=spec.profile.weights,
        profile=spec.profile.name,
        task_ids=spec.selection.task_ids,
        difficulties=spec.selection.difficulties,
        task_tags=spec.selection.tags,
        task_limit=spec.selection.limit,
        seed=spec.selection.seed,
        fresh=spec.fresh,
        quarantined=tuple(Quarantined(task_id=one.task_id, reason=one.flaw) for one in run.quarantined),
        outcome_counts=page.summary.outcome_counts,
        figures=tuple(Figures.of(one) for one in page.summary.candidates),
        competitors=tuple(_candidate(one) for one in spec.candidates),
        steps=_steps(row),
        progress=None if board is None else progress_of(board),
        command=_command(run),
    )


def progress_of(board: Board) -> Progress:
    """Return how a run comes along that this server drives."""
    left = [eta for row in board.rows.values() if (eta := board.eta_s(row)) is not None]
    return Progress(
        note=board.note,
        eta_s=max(left, default=None),
        waiting=tuple(Waiting(provider=name, seconds=seconds) for name, seconds in board.paused.items()),
    )


def _candidate(candidate: Candidate) -> CandidateShape:
    return CandidateShape(
        name=candidate.name,
        kind=candidate.kind,
        provider=candidate.provider,
        model=candidate.model,
        digest=candidate.digest,
        settings=candidate.settings.model_dump(mode="json", exclude_defaults=True),
    )


def _steps(row: RunRow) -> Steps:
    running = row.status is RunStatus.RUNNING
    idle = not running and row.deleted_at is None
    return Steps(
        pause=running,
        cancel=running,
        resume=idle and row.finished < row.planned,
        retry_errors=idle and row.infra_errors > 0,
        rescore=idle and row.finished > 0,
    )


def _command(run: Run) -> str:
    spec, words = run.spec, ["benchwright", "run", run.spec.suite]
    for candidate in spec.candidates:
        words += ["--model", candidate.name]
    chosen = [("--task", one) for one in spec.selection.task_ids]
    chosen += [("--difficulty", one) for one in spec.selection.difficulties]
    chosen += [("--tag", one) for one in spec.selection.tags]
    for option, value in chosen:
        words += [option, value]
    if spec.samples > 1:
        words += ["--samples", str(spec.samples)]
    if spec.selection.limit is not None:
        words += ["--limit", str(spec.selection.limit), "--seed", str(spec.selection.seed)]
    if spec.max_cost_usd is not None:
        words += ["--max-cost", usd(spec.max_cost_usd)]
    if spec.sandbox != "auto":
        words += ["--sandbox", spec.sandbox]
    return shlex.join([*words, "--fresh"] if spec.fresh else words)
