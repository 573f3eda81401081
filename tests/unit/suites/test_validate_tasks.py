import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from benchwright.errors import SandboxError
from benchwright.records.execution import CaseResult, Execution, Limits, Readiness, SandboxTier
from benchwright.records.program import Program, ProgramResult
from benchwright.records.task import Case, FunctionTask, PromptTask, TaskLimits
from benchwright.records.validation import TaskValidation
from benchwright.suites.validating import validate_suite, validate_task

TIER = SandboxTier(backend="here", isolated=False)
TASK = FunctionTask(
    id="smaller",
    prompt="Return the smaller one.",
    entry_point="smaller",
    reference="def smaller(a, b):\n    return a if a < b else b\n",
    cases=(Case(input=(1, 2), expected=1), Case(input=(3, 2), expected=2)),
    limits=TaskLimits(cpu_s=30),
)
EQUIVALENT = ("L2:compare:lt-lte",)


class HereSandbox:
    """Runs this file's own programs in this process."""

    name = "here"

    def __init__(self, *, reference_cpu_s: float = 0.0, broken: bool = False) -> None:
        self.reference_cpu_s = reference_cpu_s
        self.broken = broken
        self.seen: list[tuple[FunctionTask, Limits]] = []
        self.running = 0
        self.most_running = 0

    def readiness(self) -> Readiness:
        return Readiness(name=self.name, ready=True, detail="")

    def tier(self) -> SandboxTier:
        return TIER

    async def run(self, program: Program) -> ProgramResult:
        raise NotImplementedError(program)

    async def close(self) -> None:
        """Hold nothing."""

    async def execute(self, task: FunctionTask, code: str, *, limits: Limits, measure: bool) -> Execution:
        assert not measure
        if self.broken:
            raise SandboxError("no room")
        self.seen.append((task, limits))
        self.running += 1
        self.most_running = max(self.most_running, self.running)
        await asyncio.sleep(0)
        self.running -= 1
        return self._execution(task, code)

    def _execution(self, task: FunctionTask, code: str) -> Execution:
        space: dict[str, Any] = {}
        exec(code, space)  # noqa: S102
        function: Callable[..., object] | None = space.get(task.entry_point)
        planned = len(task.cases)
        if function is None:
            return Execution(sandbox=TIER, results=(), planned=planned, load_error="no such function")
        values = [function(*case.input) for case in task.cases]
        results = tuple(
            CaseResult(
                index=index,
                passed=value == task.cases[index].expected,
                got=repr(value),
                expected=repr(task.cases[index].expected),
            )
            for index, value in enumerate(values)
        )
        return Execution(sandbox=TIER, results=results, planned=planned, cpu_s=self.reference_cpu_s)


async def proof(task: FunctionTask, sandbox: HereSandbox | None = None) -> TaskValidation:
    return await validate_task(task, sandbox or HereSandbox(), Limits())


async def test_a_task_whose_cases_kill_every_mutant_is_proved():
    validation = await proof(TASK.model_copy(update={"equivalent_mutants": EQUIVALENT}))
    assert validation.proved
    assert validation.killed == validation.mutants == 4


async def test_survivors_are_named_and_counted():
    weak = TASK.model_copy(update={"cases": TASK.cases[:1], "mutants": ("def smaller(a, b): return a",)})
    validation = await proof(weak)
    assert not validation.proved
    assert validation.survivors == ("shipped:1", "L2:branch:always", "L2:compare:lt-lte")
    assert (validation.mutants, validation.killed) == (6, 3)


async def test_a_reference_that_fails_is_told_with_the_case():
    validation = await proof(TASK.model_copy(update={"reference": "def smaller(a, b):\n    return b\n"}))
    assert not validation.reference_passed
    assert validation.errors == ("the reference does not pass: case 0: got 2, expected 1",)


async def test_a_task_without_a_reference_is_not_proved():
    assert (await proof(TASK.model_copy(update={"reference": ""}))).errors == ("the task has no reference; add one",)


async def test_a_starter_that_already_passes_is_an_error():
    validation = await proof(TASK.model_copy(update={"starter": TASK.reference}))
    assert validation.reference_passed
    assert not validation.empty_failed
    assert "starter" in validation.errors[0]


async def test_mutants_run_under_short_limits_whatever_the_task_allows():
    sandbox = HereSandbox()
    await proof(TASK, sandbox)
    reference, empty, *wrong = sandbox.seen
    assert reference[0].limits.cpu_s == empty[0].limits.cpu_s == 30
    assert {(task.limits.cpu_s, limits.cpu_s, limits.wall_s) for task, limits in wrong} == {(None, 2.0, 10.0)}


async def test_mutants_of_a_slow_reference_get_four_times_its_time():
    sandbox = HereSandbox(reference_cpu_s=3.0)
    await proof(TASK, sandbox)
    assert sandbox.seen[-1][1].cpu_s == 12.0


async def test_a_broken_sandbox_is_an_error_of_the_proof_and_not_a_crash():
    validation = await proof(TASK, HereSandbox(broken=True))
    assert validation.errors == ("SandboxError: no room",)
    assert not validation.proved


@pytest.mark.parametrize(
    ("expected", "match", "proved"), [("4", "number", True), ("four", "number", False), (" ", "contains", False)]
)
async def test_a_question_is_proved_by_its_expected_answer(expected: str, match: str, proved: bool):  # noqa: FBT001
    task = PromptTask.model_validate({"id": "q", "prompt": "?", "expected": expected, "match": match})
    assert (await validate_task(task, HereSandbox(), Limits())).proved is proved


async def test_all_tasks_are_tried_and_no_more_at_once_than_allowed():
    tasks = [TASK.model_copy(update={"id": f"t{number}"}) for number in range(7)]
    sandbox = HereSandbox()
    seen = [validation.task_id async for validation in validate_suite(tasks, sandbox, Limits(), concurrency=3)]
    assert sorted(seen) == [task.id for task in tasks]
    assert sandbox.most_running == 3


async def test_leaving_early_stops_the_rest():
    tasks = [TASK.model_copy(update={"id": f"t{number}"}) for number in range(20)]
    sandbox = HereSandbox()
    proofs = validate_suite(tasks, sandbox, Limits(), concurrency=1)
    await anext(proofs)
    await proofs.aclose()
    tried = len(sandbox.seen)
    await asyncio.sleep(0.01)
    assert len(sandbox.seen) == tried < 40
