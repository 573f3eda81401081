import asyncio
from collections.abc import Iterator

import pytest

from benchwright.contracts import Generate
from benchwright.engine.execute import Bench, Group, Stop, execute
from benchwright.engine.plan import plan_candidate, without
from benchwright.errors import BudgetExhausted, ProviderDown
from benchwright.records.answer import Answer
from benchwright.records.attempt import Attempt, Outcome, PlannedAttempt
from benchwright.records.call import Generated, Message, ModelRequest, ModelResponse
from benchwright.records.candidate import ModelCandidate
from benchwright.records.execution import Execution, Limits
from benchwright.records.score import Profile, Score
from benchwright.records.task import PromptTask, Task

CANDIDATE = ModelCandidate(provider="scripted", model="fixed")
TASKS = tuple(PromptTask(id=f"t{number}", prompt=f"say {number}", expected=str(number)) for number in range(10))


class Echo:
    """A solver whose answer is whatever the way to the model gives."""

    name, version = "echo", "1"

    def request(self, task: Task, candidate: ModelCandidate, sample: int) -> ModelRequest:
        return ModelRequest(
            model=candidate.model,
            messages=(Message(role="user", content=task.prompt),),
            settings=candidate.settings,
            task_id=task.id,
            sample=sample,
        )

    async def solve(self, task: Task, request: ModelRequest, generate: Generate) -> Answer:
        return Answer(prompt=task.prompt, text=(await generate(request)).response.text)


class Numbers:
    """Answers a task's number, but breaks as told at some tasks."""

    def __init__(self, faults: dict[str, Exception] | None = None) -> None:
        self.faults = faults or {}
        self.asked: list[str] = []

    async def __call__(self, request: ModelRequest) -> Generated:
        self.asked.append(request.task_id)
        await asyncio.sleep(0)
        if fault := self.faults.get(request.task_id):
            raise fault
        return Generated(ModelResponse(text=request.task_id[1:]), 0.0, "", cached=False, tries=1)


class Equal:
    """A scorer that decides by equality."""

    name, dimension, version, decides = "equal", "match", "1", True

    def applies(self, task: Task) -> bool:
        return isinstance(task, PromptTask)

    async def score(self, task: Task, answer: Answer, execution: Execution | None) -> Score:
        assert isinstance(task, PromptTask)
        assert execution is None
        value = 1.0 if answer.text == task.expected else 0.0
        return Score(dimension="match", value=value, explanation="equal", scorer="equal", version="1")


def planned(done: frozenset[str] = frozenset(), samples: int = 1) -> Iterator[PlannedAttempt]:
    everything = plan_candidate(TASKS, (0, CANDIDATE), samples=samples, solver="echo@1", image_of=lambda _: "")
    return without(everything, done)


def bench() -> Bench:
    return Bench(
        run_id="run_test",
        tasks={task.id: task for task in TASKS},
        solver=Echo(),
        scorers=(Equal(),),
        profile=Profile(weights={"match": 1.0}),
        limits=Limits(),
        sandbox=None,
        measure=False,
        sandbox_slots=asyncio.Semaphore(1),
    )


async def run(
    numbers: Numbers,
    *,
    width: int = 3,
    stop: Stop | None = None,
    done: frozenset[str] = frozenset(),
    samples: int = 1,
) -> list[Attempt]:
    group = Group(CANDIDATE, planned(done, samples), numbers, width)
    return [attempt async for attempt in execute([group], bench(), stop or Stop())]


async def test_every_planned_attempt_is_yielded_once_and_scored() -> None:
    attempts = await run(Numbers(), samples=2)
    assert len({attempt.key for attempt in attempts}) == len(attempts) == 20
    assert {attempt.outcome for attempt in attempts} == {Outcome.PASSED}
    assert {attempt.overall for attempt in attempts} == {1.0}


async def test_a_broken_attempt_is_recorded_and_the_rest_still_runs() -> None:
    attempts = await run(Numbers({"t3": ProviderDown("gone"), "t4": ZeroDivisionError("a bug")}))
    by_task = {attempt.task_id: attempt for attempt in attempts}
    assert len(by_task) == 10
    assert by_task["t3"].outcome is Outcome.INFRA_ERROR
    assert by_task["t3"].error is not None
    assert by_task["t3"].error.blame == "provider"
    assert by_task["t4"].error is not None
    assert by_task["t4"].error.blame == "us"
    assert by_task["t5"].outcome is Outcome.PASSED


async def test_what_is_done_is_not_done_again() -> None:
    first = await run(Numbers())
    done = frozenset(attempt.key for attempt in first if attempt.task_id != "t7")
    numbers = Numbers()
    await run(numbers, done=done)
    assert numbers.asked == ["t7"]


async def test_an_exhausted_budget_stops_handing_out_and_says_so() -> None:
    stop = Stop()
    attempts = await run(Numbers({"t2": BudgetExhausted("no money")}), width=1, stop=stop)
    assert [attempt.task_id for attempt in attempts] == ["t0", "t1"]
    assert stop.budget is not None


async def test_asking_to_stop_finishes_what_is_under_way() -> None:
    stop, seen = Stop(), 0
    group = Group(CANDIDATE, planned(samples=100), Numbers(), 4)
    async for _ in execute([group], bench(), stop):
        seen += 1
        stop.asked = True
    assert 1 <= seen <= 3 * 4  # four under way, and what had finished before the wish was seen


async def test_closing_the_stream_leaves_no_task_behind() -> None:
    before = len(asyncio.all_tasks())
    stream = execute([Group(CANDIDATE, planned(samples=100), Numbers(), 4)], bench(), Stop())
    async for _ in stream:
        break
    await stream.aclose()
    assert len(asyncio.all_tasks()) == before


@pytest.mark.parametrize("change", [{"prompt": "other"}, {"expected": "other"}])
def test_editing_a_task_changes_its_attempts_key(change: dict[str, str]) -> None:
    def key(task: Task) -> str:
        (one,) = plan_candidate((task,), (0, CANDIDATE), samples=1, solver="echo@1", image_of=lambda _: "")
        return one.key

    assert key(TASKS[0]) != key(TASKS[0].model_copy(update=change))


def test_renaming_a_candidate_does_not_change_its_attempts_key() -> None:
    renamed = CANDIDATE.model_copy(update={"label": "other"})
    keys = [
        [one.key for one in plan_candidate(TASKS, (0, who), samples=1, solver="s@1", image_of=lambda _: "")]
        for who in (CANDIDATE, renamed)
    ]
    assert keys[0] == keys[1]
