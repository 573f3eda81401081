import os

import pytest

from benchwright.contracts import Sandbox
from benchwright.records.execution import Execution, Measure
from benchwright.records.task import Case
from benchwright.sandboxes.bubblewrap import Bubblewrap
from benchwright.sandboxes.cores import claim_core
from benchwright.scorers.timing import compare
from tests.integration.sandbox.conftest import case_task, check_task, run

CASES = tuple(Case(input=(number,), expected=number) for number in range(3))
ANYTHING_GOES = "def check(candidate):\n    candidate(1)\n    candidate(1)\n"


def loop(steps: int) -> str:
    return f"def solve(x):\n    total = 0\n    for i in range({steps}):\n        total += i % 7\n    return x\n"


REFERENCE = loop(200_000)


def measure_of(execution: Execution) -> Measure:
    assert execution.passed, execution
    assert execution.measure
    return execution.measure


async def test_a_planted_slowdown_is_found_in_rounds_on_one_core(sandbox: Sandbox):
    task = case_task(*CASES, reference=REFERENCE)
    measure = measure_of(await run(sandbox, task, loop(600_000), measure=True))
    assert measure.rounds == len(measure.candidate_rounds_s) == len(measure.reference_rounds_s)
    assert 3 <= measure.rounds <= 7
    assert measure.same_core
    assert not measure.rounds_ended
    assert compare(measure).verdict == "slower"


async def test_a_planted_slowdown_is_found_in_a_table(bubblewrap: Bubblewrap):
    source = "def check(candidate):\n    assert candidate(1) == 1\n    assert candidate(2) == 2\n"
    task = check_task(source, reference=REFERENCE)
    slower = measure_of(await run(bubblewrap, task, loop(600_000), measure=True))
    equal = measure_of(await run(bubblewrap, task, REFERENCE, measure=True))
    assert compare(slower).verdict == "slower"
    assert compare(equal).verdict == "equal"


async def test_programs_that_hardly_run_are_called_once_only(sandbox: Sandbox):
    task = case_task(*CASES, reference=loop(10))
    measure = measure_of(await run(sandbox, task, loop(10), measure=True))
    assert (measure.rounds, measure.candidate_rounds_s) == (1, ())
    assert compare(measure).verdict == "equal"


async def test_results_that_are_kept_do_not_make_later_rounds_quicker(bubblewrap: Bubblewrap):
    keeps = (
        "import functools, os\n" + loop(600_000).replace("def solve", "@functools.cache\ndef work") + "def solve(x):\n"
        "    if not os.path.exists('/tmp/done'):\n"
        "        work(x)\n"
        "        open('/tmp/done', 'w').close()\n"
        "    return x\n"
    )
    task = check_task("def check(candidate):\n    assert candidate(1) == 1\n", reference=REFERENCE)
    measure = measure_of(await run(bubblewrap, task, keeps, measure=True))
    assert compare(measure).verdict == "slower"


async def test_a_program_that_answers_otherwise_the_next_time_is_not_compared(bubblewrap: Bubblewrap):
    code = "import os\n" + loop(400_000).replace("return x", "return int.from_bytes(os.urandom(8), 'big')")
    measure = measure_of(await run(bubblewrap, check_task(ANYTHING_GOES, reference=REFERENCE), code, measure=True))
    assert measure.rounds_ended == "the program answered otherwise than when it was judged"
    assert compare(measure).score is None


@pytest.mark.parametrize("fault", ["raise SystemExit", "while True: pass"])
async def test_a_program_that_breaks_the_next_time_keeps_its_verdict_without_a_comparison(
    bubblewrap: Bubblewrap, fault: str
):
    # It tells the rounds from the judged run by the one core that it may use there.
    broken = f"if len(os.sched_getaffinity(0)) == 1:\n    def solve(x):\n        {fault}\n"
    code = f"import os\n{loop(400_000)}{broken}"
    measure = measure_of(await run(bubblewrap, check_task(ANYTHING_GOES, reference=REFERENCE), code, measure=True))
    assert measure.rounds_ended == "a program that came through once did not come through again"
    assert compare(measure).score is None


async def test_both_programs_of_a_round_may_use_one_core_only(bubblewrap: Bubblewrap):
    code = "import os\n" + loop(400_000).replace("return x", "return len(os.sched_getaffinity(0))")
    measure = measure_of(await run(bubblewrap, check_task(ANYTHING_GOES, reference=REFERENCE), code, measure=True))
    several = len(os.sched_getaffinity(0)) > 1
    assert bool(measure.rounds_ended) == several


def test_two_comparisons_get_two_cores_as_long_as_there_are_some():
    claimed = [claim_core() for _ in range(len(os.sched_getaffinity(0)) + 1)]
    try:
        numbers = [core.number for core in claimed if core.lock is not None]
        assert len(set(numbers)) == len(numbers)
        assert claimed[-1].lock is None
    finally:
        for core in claimed:
            core.release()
