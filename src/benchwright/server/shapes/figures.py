"""A candidate's figures, with both denominators and how sure they are."""

from benchwright.server.shapes.shape import Shape, Text, Usd


class IntervalShape(Shape):
    """A confidence interval."""

    low: float
    high: float
    level: float


class Figures(Shape):
    """One candidate's figures over one run, or over many."""

    candidate: Text
    attempts: int
    """Attempts planned: the strict denominator."""
    finished: int
    passed: int
    tasks: int
    """Tasks with at least one verdict."""
    outcome_counts: dict[str, int]
    strict: float | None
    """passed / attempts, infrastructure errors counted as 0; null where nothing has finished."""
    scored_only: float | None
    """passed / attempts that have a verdict; null where none has."""
    ci95: IntervalShape | None
    """Wilson interval of `scored_only` over tasks; null where none has a verdict."""
    infra_error_rate: float
    pass_at_k: dict[int, float]
    """Unbiased pass@k by k; empty where there is one sample."""
    scores: dict[str, float | None]
    """Mean by dimension, 0..1; null: withheld for all."""
    overall: float | None
    cost_usd: Usd | None
    """Null: unknown for as many attempts as `cost_unknown` says."""
    cost_unknown: int
    tokens: int | None
    """Null: the provider did not say for at least one attempt."""
    latency_p50_s: float | None
    latency_p95_s: float | None
