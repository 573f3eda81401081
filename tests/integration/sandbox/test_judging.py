import pytest

from benchwright.contracts import Sandbox
from benchwright.errors import NoSandbox, TaskError
from benchwright.records.execution import Limits
from benchwright.records.task import Case, CheckProgram, FunctionTask, TaskLimits
from benchwright.sandboxes.bubblewrap import Bubblewrap
from tests.integration.sandbox.conftest import case_task, check_task, run

DOUBLE = "def solve(x):\n    return 2 * x\n"
CASES = (Case(input=(1,), expected=2), Case(input={"x": [1]}, expected=[1, 1]), Case(input=(None,), raises="TypeError"))
CHECK = "def check(candidate):\n    assert candidate(1) == 2\n    assert candidate([1]) == [1, 1]\n"


async def test_the_reference_passes_and_is_measured_beside_itself(sandbox: Sandbox):
    for task in (case_task(*CASES, reference=DOUBLE), check_task(CHECK, reference=DOUBLE)):
        execution = await run(sandbox, task, DOUBLE, measure=True)
        assert execution.passed
        assert execution.measure
        assert execution.measure.candidate_cpu_s > 0
        assert execution.measure.reference_cpu_s > 0
        assert (execution.memory_mb or 0) > 1
        assert (execution.cpu_s or 0) > 0


async def test_a_wrong_solution_fails_with_what_came_back(sandbox: Sandbox):
    execution = await run(sandbox, case_task(*CASES), "def solve(x):\n    return 3\n", measure=True)
    assert [result.passed for result in execution.results] == [False, False, False]
    assert (execution.results[0].got, execution.results[0].expected) == ("3", "2")
    assert execution.measure is None
    assert not execution.tampered


async def test_a_failed_check_names_its_line(sandbox: Sandbox):
    execution = await run(sandbox, check_task(CHECK), "def solve(x):\n    return 2\n")
    assert not execution.passed
    assert "assert candidate([1]) == [1, 1]" in execution.results[0].error
    assert len(execution.results) == execution.planned == 1


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("def solve(x:\n", "SyntaxError"),
        ("def other(x):\n    return 2\n", "no function 'solve'"),
        ("import no_such_module\n", "ModuleNotFoundError"),
        ("", "no function 'solve'"),
        ("raise ValueError('so')", "ValueError: so (line 1)"),
    ],
)
async def test_what_can_not_be_loaded_fails_every_case_and_says_why(sandbox: Sandbox, code: str, error: str):
    for task in (case_task(*CASES), check_task(CHECK)):
        execution = await run(sandbox, task, code)
        assert error in execution.load_error
        assert len(execution.results) == execution.planned
        assert not any(result.passed for result in execution.results)
        assert not execution.tampered


async def test_a_crash_in_one_case_leaves_the_later_ones_not_run(sandbox: Sandbox):
    code = "import ctypes\ndef solve(x):\n    if type(x) is list:\n        ctypes.string_at(0)\n    return 2 * x\n"
    execution = await run(sandbox, case_task(*CASES), code)
    assert [result.passed for result in execution.results] == [True, False, False]
    assert "not run" in execution.results[2].error
    assert not execution.tampered


async def test_prints_are_kept_and_never_matter(sandbox: Sandbox):
    code = 'print("loading")\ndef solve(x):\n    print("{}", x)\n    return 2 * x\n'
    execution = await run(sandbox, check_task(CHECK), code)
    assert execution.passed
    assert execution.stdout == "loading\n{} 1\n{} [1]\n"


async def test_values_of_every_plain_type_go_in_and_come_back(sandbox: Sandbox):
    notation: list[object] = [
        1,
        "ä\ud800",
        None,
        True,
        1.5,
        {"$float": "nan"},
        {"$tuple": [1]},
        {"$set": [1]},
        {"$bytes": "00ff"},
    ]
    notation += [{"$dict": [[1, {"$complex": [1, 2]}]]}, {"$frozenset": []}, {"$float": "-inf"}, 10**300]
    task = case_task(*(Case(input=(value,), expected=value) for value in notation))
    assert (await run(sandbox, task, "def solve(x):\n    return x\n")).passed


async def test_arguments_are_copies_that_the_solution_may_change(sandbox: Sandbox):
    check = "def check(candidate):\n    given = [1]\n    assert candidate(given) == [1, 1]\n    assert given == [1]\n"
    code = "def solve(x):\n    x.append(1)\n    return x\n"
    assert (await run(sandbox, check_task(check), code)).passed


async def test_a_check_sees_the_exception_that_the_solution_raises(sandbox: Sandbox):
    check = (
        "def check(candidate):\n    try:\n        candidate(-1)\n    except ValueError as error:\n"
        "        assert str(error) == 'below'\n    else:\n        assert False\n"
    )
    code = "class Below(ValueError):\n    pass\ndef solve(x):\n    raise Below('below')\n"
    assert (await run(sandbox, check_task(check), code)).passed
    assert not (await run(sandbox, check_task(check), code.replace("ValueError", "KeyError"))).passed


async def test_a_check_uses_the_helpers_of_its_setup(sandbox: Sandbox):
    setup = "import math\ndef helper(x):\n    return math.floor(x)\ndef solve(x):\n    '''the prompt'''\n"
    task = check_task("def check(candidate):\n    assert helper(candidate(1)) == 2\n", setup=setup)
    assert (await run(sandbox, task, DOUBLE)).passed


async def test_a_check_that_can_not_run_is_the_fault_of_the_task(sandbox: Sandbox):
    for source in ("def check(candidate:\n", "pass", "def check(candidate):\n    candidate(lambda: 1)\n"):
        with pytest.raises(TaskError):
            await run(sandbox, check_task(source), DOUBLE)


async def test_a_value_that_is_not_plain_fails(sandbox: Sandbox):
    for task in (case_task(*CASES), check_task(CHECK)):
        execution = await run(sandbox, task, "def solve(x):\n    return (y for y in [x])\n")
        assert not execution.passed
        assert "generator" in execution.results[0].error
        assert not execution.tampered


async def test_a_task_of_one_process_says_so_in_its_result(sandbox: Sandbox):
    check = CheckProgram(source="def check(candidate):\n    assert candidate(3)() == 6\n", isolation="in_process")
    task = FunctionTask(id="closure", prompt="p", entry_point="solve", check=check)
    right = await run(sandbox, task, "def solve(x):\n    return lambda: 2 * x\n")
    assert right.passed
    assert right.in_process
    assert not (await run(sandbox, task, "def solve(x):\n    return lambda: x\n")).passed
    assert (await run(sandbox, task, "import os\nos._exit(0)")).tampered == "early-exit"
    assert "SyntaxError" in (await run(sandbox, task, "def solve(")).load_error


async def test_many_executions_at_once_do_not_get_in_each_others_way(sandbox: Sandbox):
    import asyncio

    runs = [run(sandbox, case_task(Case(input=(n,), expected=2 * n)), DOUBLE) for n in range(8)]
    assert all(execution.passed for execution in await asyncio.gather(*runs))


async def test_the_tasks_own_limits_win_over_the_runs(sandbox: Sandbox):
    task = case_task(*CASES).model_copy(update={"limits": TaskLimits(wall_s=0.3)})
    execution = await run(sandbox, task, "import time\ndef solve(x):\n    time.sleep(9)\n", limits=Limits(wall_s=60))
    assert execution.limit == "wall"


async def test_a_python_that_is_not_there_is_said_before_anything_runs():
    sandbox = Bubblewrap(python="/no/such/python3")
    readiness = sandbox.readiness()
    assert not readiness.ready
    assert "/no/such/python3" in readiness.detail
    assert readiness.mend
    with pytest.raises(NoSandbox, match="/no/such/python3"):
        await run(sandbox, case_task(*CASES), DOUBLE)
    await sandbox.close()
