"""Records to store: the smallest that are still true to life."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TypedDict, Unpack

from benchwright.records.answer import Answer
from benchwright.records.attempt import Attempt, Outcome, attempt_id
from benchwright.records.call import ModelResponse, StoredCall
from benchwright.records.candidate import GenerationSettings, ModelCandidate
from benchwright.records.digest import digest_of
from benchwright.records.execution import CaseResult, Execution, SandboxTier
from benchwright.records.run import Run, RunSpec
from benchwright.records.score import Score
from benchwright.records.usage import Usage

NOON = datetime(2026, 1, 2, 12, 0, 0, 123457, tzinfo=UTC)


def candidate(name: str = "gpt-5", temperature: float | None = None) -> ModelCandidate:
    return ModelCandidate(provider="openai", model=name, settings=GenerationSettings(temperature=temperature))


def run(run_id: str, *candidates: ModelCandidate, planned: int = 4, minute: int = 0) -> Run:
    return Run(
        id=run_id,
        spec=RunSpec(suite="assistant", candidates=candidates or (candidate(),)),
        suite="assistant",
        suite_digest=digest_of("suite"),
        solver="completion@1",
        planned=planned,
        created_at=NOON + timedelta(minutes=minute),
    )


def answer(text: str = "use this", *, cost_usd: float | None = 0.25, latency_s: float = 1.0) -> Answer:
    return Answer(
        prompt="Add one.",
        text=text,
        code="def add_one(x):\n    return x + 1\n",
        usage=Usage(input_tokens=10, output_tokens=20),
        cost_usd=cost_usd,
        latency_s=latency_s,
    )


def execution(stdout: str = "") -> Execution:
    tier = SandboxTier(backend="bubblewrap", isolated=True, covers=("network",))
    return Execution(sandbox=tier, results=(CaseResult(index=0, passed=True),), planned=1, stdout=stdout)


def score(value: float | None = 1.0, *, dimension: str = "correctness", version: str = "1") -> Score:
    return Score(
        dimension=dimension, value=value, explanation="1 of 1", scorer=dimension, version=version, parameters={"k": 1}
    )


class Given(TypedDict, total=False):
    outcome: Outcome
    by: ModelCandidate
    sample: int
    task_digest: str
    reply: Answer
    scores: Sequence[Score]


def attempt(run_id: str, task_id: str = "tasks/add-one", **given: Unpack[Given]) -> Attempt:
    by, sample, task_digest = given.get("by", candidate()), given.get("sample", 0), given.get("task_digest", "digest")
    outcome = given.get("outcome", Outcome.PASSED)
    key = digest_of([task_id, task_digest, by.digest, sample])
    return Attempt(
        id=attempt_id(run_id, key),
        run_id=run_id,
        key=key,
        task_id=task_id,
        task_digest=task_digest,
        candidate=by.name,
        candidate_digest=by.digest,
        sample=sample,
        outcome=outcome,
        difficulty="easy",
        language="python",
        answer=given.get("reply", answer()),
        execution=execution(),
        scores=tuple(given.get("scores", ())),
        overall=1.0 if outcome is Outcome.PASSED else 0.0,
        started_at=NOON,
        finished_at=NOON + timedelta(seconds=3),
    )


def call(key: str = "c1", text: str = "use this", *, cost_usd: float | None = 0.5) -> StoredCall:
    usage = Usage(input_tokens=10, output_tokens=20)
    response = ModelResponse(text=text, usage=usage, latency_s=2.0, raw={"id": "r-1", "choices": [1, None]})
    return StoredCall(key=key, provider="openai", model="gpt-5", response=response, cost_usd=cost_usd, tries=2)
