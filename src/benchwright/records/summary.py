"""Summaries: what a run or a leaderboard says about a candidate, uncertainty included."""

from pydantic import Field

from benchwright.records.record import Record


class Interval(Record):
    """A confidence interval of a proportion."""

    low: float
    high: float
    level: float = 0.95


class CandidateSummary(Record):
    """One candidate's figures over one run, or over many."""

    candidate: str
    attempts: int
    """Attempts planned: the strict denominator."""
    finished: int
    passed: int
    tasks: int = 0
    """Tasks with at least one verdict."""
    outcome_counts: dict[str, int]
    strict: float | None
    """passed / attempts, infrastructure errors counted as 0; None where nothing has finished."""
    scored_only: float | None
    """passed / attempts that have a verdict; None where none has."""
    ci95: Interval | None
    """Wilson interval of `scored_only` over tasks; None where none has a verdict."""
    infra_error_rate: float
    pass_at_k: dict[int, float]
    """Unbiased pass@k by k; empty where there is one sample."""
    scores: dict[str, float | None]
    """Mean by dimension, 0..1; None: withheld for all."""
    overall: float | None
    cost_usd: float | None
    """None: unknown for at least one call."""
    cost_unknown: int
    """How many attempts have no known cost."""
    tokens: int | None
    latency_p50_s: float | None
    latency_p95_s: float | None


class RunSummary(Record):
    """What a run says."""

    run_id: str
    suite: str
    status: str
    sandbox: str
    """Backend in force, with a warning where it does not isolate."""
    planned: int
    finished: int
    outcome_counts: dict[str, int]
    candidates: tuple[CandidateSummary, ...]
    spent_usd: float = 0.0
    """What this run itself paid, failed calls that may have been billed included; stored answers cost it nothing."""
    quarantined: dict[str, str] = Field(default_factory=dict)
    """Tasks left out, with the reason: not in any denominator."""
    note: str = ""


class SolvedCount(Record):
    """How many tasks had this many scored attempts, of which this many passed: all that pass@k and intervals need."""

    scored: int
    passed: int
    tasks: int


class Tally(Record):
    """What the store counts for one candidate; the statistics turn it into a CandidateSummary."""

    candidate: str
    attempts: int
    """Attempts planned."""
    outcome_counts: dict[str, int]
    solved: tuple[SolvedCount, ...]
    score_means: dict[str, float | None]
    overall: float | None
    """Mean of the attempts' overall figures, 0..1."""
    cost_usd: float
    """Sum of the known costs."""
    cost_unknown: int
    tokens: int | None
    """Input and output together; None where the usage of at least one attempt is unknown."""
    latency_p50_s: float | None
    latency_p95_s: float | None
