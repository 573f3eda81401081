"""Attempts: a lean line for lists, and everything that is stored of one."""

import shlex
from datetime import datetime
from urllib.parse import quote

from benchwright.errors import Blame
from benchwright.records.answer import Answer
from benchwright.records.attempt import Attempt, Outcome
from benchwright.records.attempt_row import AttemptView
from benchwright.records.execution import Execution
from benchwright.server.shapes.run import SandboxShape
from benchwright.server.shapes.shape import LongText, Shape, Text, Usd, long_text, usd


class AttemptLine(Shape):
    """One attempt as lists show it."""

    id: str
    run_id: str
    task_id: Text
    candidate: Text
    sample: int
    outcome: Outcome
    difficulty: str
    language: str
    overall: float | None
    scores: dict[str, float | None]
    """By dimension, 0..1; null: withheld."""
    cost_usd: Usd | None
    """Null: unknown."""
    input_tokens: int | None
    output_tokens: int | None
    latency_s: float | None
    started_at: datetime
    finished_at: datetime


class AttemptErrorShape(Shape):
    """Why an attempt has no verdict."""

    kind: str
    message: Text
    blame: Blame


class UsageShape(Shape):
    """Tokens as the provider counted them; null: it did not say."""

    input_tokens: int | None
    output_tokens: int | None
    reasoning_tokens: int | None
    cached_tokens: int | None


class AnswerShape(Shape):
    """What the candidate gave back."""

    prompt: LongText
    text: LongText
    code: LongText | None
    """The program taken from the text; null where the task wants none or none was found."""
    steps: tuple[Text, ...]
    """How the code was found, step by step."""
    finish_reason: str
    usage: UsageShape
    cost_usd: Usd | None
    latency_s: float
    first_token_s: float | None
    """Null: the answer was not streamed."""
    model_version: Text
    cached: bool
    """Whether the answer came from the cache, at no cost now."""
    tries: int


class CaseShape(Shape):
    """How one test of a task went."""

    index: int
    passed: bool
    weight: float
    got: Text
    expected: Text
    error: Text
    cpu_s: float | None


class ExecutionShape(Shape):
    """What happened when the answer's code ran."""

    sandbox: SandboxShape
    results: tuple[CaseShape, ...]
    planned: int
    load_error: Text
    limit: str | None
    tampered: Text
    in_process: bool
    stdout: LongText
    stderr: LongText
    cpu_s: float | None
    wall_s: float
    memory_mb: float | None


class ScoreShape(Shape):
    """One dimension's value."""

    dimension: str
    value: float | None
    """0..1; null: withheld, and the explanation says why."""
    explanation: Text
    scorer: str
    version: str


class ArtifactLink(Shape):
    """A stored file."""

    name: Text
    href: str


class AttemptDetail(AttemptLine):
    """One attempt in full."""

    suite: Text
    task_digest: str
    candidate_digest: str
    error: AttemptErrorShape | None
    answer: AnswerShape | None
    execution: ExecutionShape | None
    """Null: no code ran."""
    score_details: tuple[ScoreShape, ...]
    artifacts: tuple[ArtifactLink, ...]
    command: Text
    """The same attempt on the command line."""


def attempt_detail(view: AttemptView) -> AttemptDetail:
    """Return one attempt in full."""
    attempt, answer = view.attempt, view.attempt.answer
    return AttemptDetail(
        **_line(attempt).model_dump(),
        suite=view.suite,
        task_digest=attempt.task_digest,
        candidate_digest=attempt.candidate_digest,
        error=None if attempt.error is None else AttemptErrorShape.of(attempt.error),
        answer=None if answer is None else _answer(answer),
        execution=None if attempt.execution is None else _execution(attempt.execution),
        score_details=tuple(ScoreShape.of(score) for score in attempt.scores),
        artifacts=tuple(_link(attempt, name) for name in view.artifacts),
        command=shlex.join(["benchwright", "attempts", "show", attempt.id]),
    )


def _line(attempt: Attempt) -> AttemptLine:
    answer = attempt.answer
    return AttemptLine(
        id=attempt.id,
        run_id=attempt.run_id,
        task_id=attempt.task_id,
        candidate=attempt.candidate,
        sample=attempt.sample,
        outcome=attempt.outcome,
        difficulty=attempt.difficulty,
        language=attempt.language,
        overall=attempt.overall,
        scores={score.dimension: score.value for score in attempt.scores},
        cost_usd=None if answer is None or answer.cost_usd is None else usd(answer.cost_usd),
        input_tokens=None if answer is None else answer.usage.input_tokens,
        output_tokens=None if answer is None else answer.usage.output_tokens,
        latency_s=None if answer is None else answer.latency_s,
        started_at=attempt.started_at,
        finished_at=attempt.finished_at,
    )


def _answer(answer: Answer) -> AnswerShape:
    return AnswerShape(
        prompt=long_text(answer.prompt),
        text=long_text(answer.text),
        code=None if answer.code is None else long_text(answer.code),
        steps=answer.steps,
        finish_reason=answer.finish_reason,
        usage=UsageShape.of(answer.usage),
        cost_usd=None if answer.cost_usd is None else usd(answer.cost_usd),
        latency_s=answer.latency_s,
        first_token_s=answer.first_token_s,
        model_version=answer.model_version,
        cached=answer.cached,
        tries=answer.tries,
    )


def _execution(execution: Execution) -> ExecutionShape:
    return ExecutionShape(
        sandbox=SandboxShape.of(execution.sandbox),
        results=tuple(CaseShape.of(result) for result in execution.results),
        planned=execution.planned,
        load_error=execution.load_error,
        limit=execution.limit,
        tampered=execution.tampered,
        in_process=execution.in_process,
        stdout=long_text(execution.stdout),
        stderr=long_text(execution.stderr),
        cpu_s=execution.cpu_s,
        wall_s=execution.wall_s,
        memory_mb=execution.memory_mb,
    )


def _link(attempt: Attempt, name: str) -> ArtifactLink:
    return ArtifactLink(name=name, href=f"/artifacts/{quote(attempt.run_id)}/{quote(attempt.id)}/{quote(name)}")
