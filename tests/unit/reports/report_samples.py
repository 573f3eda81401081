from datetime import UTC, datetime, timedelta

from benchwright.errors import Blame
from benchwright.records.answer import Answer
from benchwright.records.attempt import Attempt, ErrorNote, Outcome
from benchwright.records.execution import CaseResult, Execution, SandboxTier
from benchwright.records.score import Score
from benchwright.records.summary import CandidateSummary, Interval, RunSummary
from benchwright.records.usage import Usage

START = datetime(2025, 3, 1, 12, 0, tzinfo=UTC)
TIER = SandboxTier(backend="bubblewrap", isolated=True)

PASSED = Attempt(
    id="a1b2c3d4e5f6",
    run_id="r1",
    key="k1",
    task_id="two_sum",
    task_digest="d1",
    candidate="openai/gpt-5",
    candidate_digest="c1",
    sample=0,
    outcome=Outcome.PASSED,
    difficulty="easy",
    language="python",
    answer=Answer(
        prompt="Add.",
        text="```python\npass\n```",
        code="pass",
        usage=Usage(input_tokens=10, output_tokens=20),
        cost_usd=0.25,
        latency_s=1.5,
    ),
    execution=Execution(sandbox=TIER, results=(CaseResult(index=0, passed=True),), planned=1, wall_s=0.1),
    scores=(
        Score(dimension="correctness", value=1.0, explanation="1 of 1 cases", scorer="correctness", version="1"),
        Score(dimension="speed", value=None, explanation="answered from the cache", scorer="speed", version="1"),
    ),
    overall=1.0,
    started_at=START,
    finished_at=START + timedelta(seconds=2),
)
WRONG = CaseResult(index=2, passed=False, expected="[1, 2]", got="[2, 1]")
FAILED = PASSED.model_copy(
    update={
        "id": "b1b2c3d4e5f6",
        "key": "k2",
        "task_id": "three_sum",
        "outcome": Outcome.FAILED,
        "execution": Execution(sandbox=TIER, results=(CaseResult(index=0, passed=True), WRONG), planned=2),
        "scores": (Score(dimension="correctness", value=0.5, explanation="1 of 2", scorer="correctness", version="1"),),
        "overall": 0.5,
    }
)
LOST = PASSED.model_copy(
    update={
        "id": "c1b2c3d4e5f6",
        "key": "k3",
        "task_id": "four_sum",
        "outcome": Outcome.INFRA_ERROR,
        "error": ErrorNote(kind="ProviderDown", message="503 from the provider", blame=Blame.PROVIDER),
        "answer": None,
        "execution": None,
        "scores": (),
        "overall": None,
    }
)
KNOWN = CandidateSummary(
    candidate="openai/gpt-5",
    attempts=3,
    finished=3,
    passed=1,
    outcome_counts={"passed": 1, "failed": 1, "infra_error": 1},
    strict=1 / 3,
    scored_only=0.5,
    ci95=Interval(low=0.0945, high=0.9055),
    infra_error_rate=1 / 3,
    pass_at_k={},
    scores={"correctness": 0.75, "speed": None},
    overall=0.75,
    cost_usd=0.5,
    cost_unknown=0,
    tokens=60,
    latency_p50_s=1.5,
    latency_p95_s=1.5,
)
BARE = KNOWN.model_copy(
    update={
        "candidate": "vllm/own",
        "finished": 0,
        "passed": 0,
        "outcome_counts": {},
        "strict": None,
        "scored_only": None,
        "ci95": None,
        "infra_error_rate": 0.0,
        "scores": {},
        "overall": None,
        "cost_usd": None,
        "cost_unknown": 3,
        "tokens": None,
        "latency_p50_s": None,
        "latency_p95_s": None,
    }
)
SUMMARY = RunSummary(
    run_id="r1",
    suite="assistant",
    status="finished",
    sandbox="bubblewrap",
    planned=6,
    finished=3,
    outcome_counts={"passed": 1, "failed": 1, "infra_error": 1},
    candidates=(BARE, KNOWN),
)


def failed_with(**changes: object) -> Attempt:
    """Return the failed attempt with some fields changed."""
    return FAILED.model_copy(update=changes)
