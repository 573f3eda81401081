"""Answers and executions the scorers' tests judge."""

from collections.abc import Sequence
from statistics import median

from benchwright.records.answer import Answer
from benchwright.records.execution import CaseResult, Execution, LimitName, Measure, SandboxTier
from benchwright.records.task import Case, CheckProgram, FunctionTask, PromptTask

TIER = SandboxTier(backend="process", isolated=False)
CHECKED = FunctionTask(id="checked", prompt="p", entry_point="f", check=CheckProgram(source="def check(c): ..."))
QUESTION = PromptTask(id="question", prompt="p", expected="42")
PROGRAM = "def f(x):\n    return x\n"


def answer(text: str = "text", *, code: str | None = PROGRAM, latency_s: float = 0.0) -> Answer:
    """Make an answer."""
    return Answer(prompt="p", text=text, code=code, latency_s=latency_s)


def cases(*weights: float) -> FunctionTask:
    """Make a task with cases of these weights."""
    made = tuple(Case(input=(n,), expected=n, weight=weight) for n, weight in enumerate(weights))
    return FunctionTask(id="cases", prompt="p", entry_point="f", cases=made)


def execution(
    verdicts: Sequence[bool],
    *,
    planned: int | None = None,
    limit: LimitName | None = None,
    measure: Measure | None = None,
) -> Execution:
    """Make an execution with these verdicts."""
    results = tuple(
        CaseResult(index=n, passed=passed, got="1", expected="2" if not passed else "1")
        for n, passed in enumerate(verdicts)
    )
    return Execution(
        sandbox=TIER,
        results=results,
        planned=len(results) if planned is None else planned,
        limit=limit,
        measure=measure,
    )


def measured(candidate_s: Sequence[float], reference_s: Sequence[float], *, ended: str = "") -> Measure:
    """Make a measure of these rounds."""
    return Measure(
        candidate_cpu_s=median(candidate_s),
        reference_cpu_s=median(reference_s),
        rounds=len(candidate_s),
        candidate_rounds_s=tuple(candidate_s),
        reference_rounds_s=tuple(reference_s),
        rounds_ended=ended,
    )
