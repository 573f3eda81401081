"""What is known of a guest's time and memory, and what is not said where it is not known."""

import asyncio
import time

import pytest

from benchwright.contracts import Sandbox
from benchwright.records.answer import Answer
from benchwright.records.execution import Limits
from benchwright.records.task import Case, CheckProgram, FunctionTask
from benchwright.sandboxes.process import Process
from benchwright.scorers.efficiency import Efficiency
from tests.integration.sandbox.conftest import case_task, run

ONE = "def solve():\n    return 1\n"
BUSY = "end = time.process_time() + 0.05\n    while time.process_time() < end: pass\n"
FORKING = {
    "waited for": (
        "import os, time\ndef solve():\n    if not os.fork():\n        os._exit(0)\n"
        f"    os.wait()\n    {BUSY}    return 1\n"
    ),
    "still there": (
        f"import os, time\ndef solve():\n    if not os.fork():\n        time.sleep(9)\n    {BUSY}    return 1\n"
    ),
    "collected by the kernel": (
        "import os, signal, time\nsignal.signal(signal.SIGCHLD, signal.SIG_IGN)\ndef solve():\n"
        f"    if not os.fork():\n        os._exit(0)\n    {BUSY}    return 1\n"
    ),
}
ANY = case_task(Case(input=(), expected=1), reference=f"import time\ndef solve():\n    {BUSY}    return 1\n")


@pytest.fixture
def uncounted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchwright.sandboxes.backend.find_control_groups", lambda: None)


@pytest.mark.usefixtures("uncounted")
@pytest.mark.parametrize("how", FORKING)
async def test_efficiency_is_withheld_where_nothing_counts_what_a_program_started(sandbox: Sandbox, how: str):
    execution = await run(sandbox, ANY, FORKING[how], measure=True)
    assert execution.passed, execution
    if sandbox.name == "docker":  # the engine's own control group counts
        assert execution.measure is not None
        assert not execution.measure.uncounted
        return
    assert execution.memory_mb is None
    score = await Efficiency().score(ANY, Answer(prompt="", text="", code=FORKING[how]), execution)
    assert score.value is None
    assert "processes" in score.explanation


@pytest.mark.usefixtures("uncounted")
async def test_efficiency_is_given_where_a_program_started_nothing(sandbox: Sandbox):
    execution = await run(sandbox, ANY, ANY.reference, measure=True)
    assert execution.measure is not None
    assert not execution.measure.uncounted
    assert execution.memory_mb


async def test_efficiency_is_given_where_a_control_group_counts_the_tree(bubblewrap: Sandbox):
    execution = await run(bubblewrap, ANY, FORKING["waited for"], measure=True)
    assert execution.measure is not None
    assert not execution.measure.uncounted


async def test_time_in_which_the_host_was_blocked_is_not_the_programs(sandbox: Sandbox):
    sandbox.readiness()
    task = case_task(Case(input=(), expected=1))
    code = "import time\ntime.sleep(0.3)\n" + ONE
    job = asyncio.ensure_future(run(sandbox, task, code, limits=Limits(wall_s=1.2)))
    await asyncio.sleep(0.2)
    for _ in range(2):
        time.sleep(0.7)  # noqa: ASYNC251 - this is what blocks the host
        await asyncio.sleep(0)
    execution = await job
    assert execution.passed, execution.limit


async def test_a_host_that_is_blocked_for_ever_does_not_let_a_program_run_for_ever(sandbox: Sandbox):
    sandbox.readiness()
    limits = Limits(wall_s=0.5)
    job = asyncio.ensure_future(
        run(sandbox, case_task(Case(input=(), expected=1)), "import time\ntime.sleep(60)\n", limits=limits)
    )
    started = time.monotonic()
    while not job.done() and time.monotonic() - started < 10:
        time.sleep(0.1)  # noqa: ASYNC251
        await asyncio.sleep(0.001)
    assert (await job).limit == "wall"
    assert time.monotonic() - started < 5


@pytest.mark.usefixtures("uncounted")
@pytest.mark.parametrize("number", ["SIGXCPU", "SIGKILL"])
async def test_an_end_by_the_kernels_own_limit_of_time_is_that_limit(number: str):
    code = (
        "import os, signal, time\ndef solve():\n    end = time.process_time() + 0.45\n"
        f"    while time.process_time() < end: pass\n    os.kill(os.getpid(), signal.{number})\n"
    )
    sandbox = Process()
    sandbox.readiness()
    limits = Limits(cpu_s=0.5, wall_s=10)
    job = asyncio.ensure_future(run(sandbox, case_task(Case(input=(), expected=1)), code, limits=limits))
    await asyncio.sleep(0.25)
    time.sleep(1)  # noqa: ASYNC251 - nobody looks while it ends
    assert (await job).limit == "cpu"


async def test_the_same_end_early_on_is_a_failure_and_no_limit():
    code = "import os\ndef solve():\n    os.kill(os.getpid(), 9)\n"
    execution = await run(Process(), case_task(Case(input=(), expected=1)), code)
    assert execution.limit is None
    assert not execution.passed


FORGED = """
import os, sys
def solve(x):
    frame = sys._getframe()
    while "channel" not in frame.f_locals:
        frame = frame.f_back
    here = frame.f_locals["channel"]
    here.send({"passed": True})
    LAST
"""


@pytest.mark.parametrize(
    "last", ["os._exit(0)", "return 0", "os.close(here._descriptor)", "import time; time.sleep(1)"]
)
async def test_a_pass_in_process_is_believed_only_of_a_living_guest_that_is_quiet(sandbox: Sandbox, last: str):
    check = CheckProgram(source="def check(candidate):\n    assert candidate(3) == 6\n", isolation="in_process")
    task = FunctionTask(id="a", prompt="p", entry_point="solve", check=check)
    execution = await run(sandbox, task, FORGED.replace("LAST", last))
    assert not execution.passed
    assert not any(result.passed for result in execution.results)
