"""What a run would do and cost, before anything is spent."""

from benchwright.records.record import Record


class Estimate(Record):
    """A figure that is not known yet: a low, an expected and a high guess."""

    low: float
    expected: float
    high: float


class CandidatePlan(Record):
    """One candidate's share of a plan."""

    candidate: str
    attempts: int
    finished: int
    """Attempts that are done already (when resuming)."""
    stored_answers: int
    """Attempts whose answer is stored: run again in the sandbox, not bought again."""
    calls: int
    """Calls to make."""
    input_tokens: Estimate
    output_tokens: Estimate
    cost_usd: Estimate | None
    """None: the price is unknown; 0 for offline and local candidates."""
    price_source: str
    seconds: Estimate


class RunPlan(Record):
    """What a run would do."""

    suite: str
    tasks: int
    samples: int
    solver: str
    sandbox: str
    candidates: tuple[CandidatePlan, ...]
    assumptions: tuple[str, ...]
    """What the estimates rest on."""


class CallHistory(Record):
    """What a model's stored calls say about its next one."""

    calls: int
    mean_output_tokens: float | None
    mean_latency_s: float | None
