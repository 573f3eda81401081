import time

import pytest

from benchwright.contracts import Sandbox
from benchwright.records.execution import Limits
from benchwright.records.task import Case, FunctionTask
from tests.integration.sandbox.conftest import case_task, check_task, run

TIGHT = Limits(cpu_s=0.4, wall_s=5, memory_mb=100, processes=12, file_mb=4, output_kb=64)
TREE = "limits on the whole process tree"
ANY = case_task(Case(input=(), expected=1), Case(input=(), expected=1))
CHECK = check_task("def check(candidate):\n    assert candidate() == 1\n")

BREAKERS = {
    "cpu": "def solve():\n    while True:\n        pass\n",
    "memory": "def solve():\n    kept = []\n    while True:\n        kept.append(bytearray(8 << 20))\n",
    "processes": (
        "import threading, time\ndef solve():\n    while True:\n"
        "        threading.Thread(target=time.sleep, args=(9,), daemon=True).start()\n"
    ),
    "output": "def solve():\n    while True:\n        print('x' * 1000)\n",
    "file_size": "def solve():\n    file = open('big', 'wb')\n    while True:\n        file.write(bytes(1 << 20))\n",
}


@pytest.mark.usefixtures("accounting")
@pytest.mark.parametrize("limit", BREAKERS)
@pytest.mark.parametrize("task", [ANY, CHECK], ids=["cases", "check"])
async def test_a_program_that_passes_a_limit_is_ended_and_the_limit_named(
    sandbox: Sandbox, limit: str, task: FunctionTask
):
    started = time.monotonic()
    execution = await run(sandbox, task, BREAKERS[limit], limits=TIGHT)
    assert execution.limit == limit, execution.model_dump()
    assert not execution.passed
    assert not execution.tampered
    assert len(execution.results) == execution.planned
    assert time.monotonic() - started < 20


async def test_a_program_that_sleeps_is_ended_by_the_wall(sandbox: Sandbox):
    limits = TIGHT.model_copy(update={"wall_s": 0.3})
    execution = await run(sandbox, ANY, "import time\ndef solve():\n    time.sleep(60)\n", limits=limits)
    assert execution.limit == "wall"
    assert execution.wall_s < 3


async def test_a_limit_holds_while_the_program_is_loaded(sandbox: Sandbox):
    execution = await run(sandbox, ANY, "while True:\n    pass\n", limits=TIGHT)
    assert execution.limit == "cpu"
    assert execution.load_error


def needs_the_whole_tree(sandbox: Sandbox) -> None:
    """Skip where no control group can be made: then limits hold for each process only, as the tier says."""
    if TREE not in sandbox.tier().covers:
        pytest.skip(f"{sandbox.name} has no control groups on this machine")


async def test_the_cpu_time_of_children_counts(sandbox: Sandbox):
    needs_the_whole_tree(sandbox)
    code = (
        "import os\ndef solve():\n    for _ in range(4):\n        if not os.fork():\n"
        "            while True:\n                pass\n    os.wait()\n"
    )
    execution = await run(sandbox, ANY, code, limits=TIGHT.model_copy(update={"cpu_s": 1.0, "wall_s": 30}))
    assert execution.limit == "cpu"
    assert 0.9 < (execution.cpu_s or 0) < 3


async def test_memory_used_up_by_children_is_seen_though_the_parent_goes_on(sandbox: Sandbox):
    needs_the_whole_tree(sandbox)
    code = (
        "import os\ndef solve():\n    for _ in range(3):\n        if not os.fork():\n"
        "            kept = b'x' * (300 << 20)\n            os._exit(0)\n        os.wait()\n    return 1\n"
    )
    execution = await run(sandbox, ANY, code, limits=TIGHT.model_copy(update={"cpu_s": 5.0}))
    assert execution.limit == "memory"


async def test_a_fork_bomb_is_held(sandbox: Sandbox):
    needs_the_whole_tree(sandbox)
    code = (
        "import os\ndef solve():\n    while True:\n        try:\n            os.fork()\n"
        "        except OSError:\n            pass\n"
    )
    execution = await run(sandbox, ANY, code, limits=TIGHT)
    assert execution.limit in ("cpu", "processes")
    assert not execution.passed


async def test_filling_the_private_folder_ends_at_its_size(isolating: Sandbox):
    code = (
        "def solve():\n    for place in ('/tmp', '/dev/shm'):\n        for n in range(99):\n"
        "            with open(f'{place}/{n}', 'wb') as file:\n                file.write(bytes(1 << 20))\n"
    )
    assert (await run(isolating, ANY, code, limits=TIGHT)).limit == "file_size"


async def test_a_cases_own_cpu_time_ends_that_case(sandbox: Sandbox):
    cases = (Case(input=(0,), expected=0), Case(input=(9,), expected=0, timeout_s=0.2))
    code = "def solve(n):\n    while n:\n        pass\n    return 0\n"
    execution = await run(sandbox, case_task(*cases), code, limits=Limits(cpu_s=30, wall_s=60))
    assert [result.passed for result in execution.results] == [True, False]
    assert execution.limit == "cpu"
    assert (execution.cpu_s or 0) < 2


async def test_a_cases_own_cpu_time_does_not_bind_the_next(sandbox: Sandbox):
    cases = (Case(input=(0,), expected=0, timeout_s=0.1), Case(input=(0.4,), expected=0))
    code = (
        "import time\ndef solve(s):\n    end = time.process_time() + s\n"
        "    while time.process_time() < end: pass\n    return 0\n"
    )
    assert (await run(sandbox, case_task(*cases), code)).passed


async def test_reserving_memory_without_using_it_is_no_offence(isolating: Sandbox):
    code = "import mmap\ndef solve():\n    space = mmap.mmap(-1, 1 << 30)\n    return 1\n"
    needs_the_whole_tree(isolating)
    assert (await run(isolating, ANY, code, limits=TIGHT)).passed


async def test_a_value_too_large_to_pass_fails_without_blame(sandbox: Sandbox):
    execution = await run(sandbox, ANY, "def solve():\n    return 'x' * (9 << 20)\n")
    assert not execution.passed
    assert not execution.tampered
    assert "more than" in execution.results[0].error


@pytest.mark.parametrize("folder", ["/tmp", "/dev/shm"])  # noqa: S108 - the sandbox's own
async def test_a_million_files_do_not_fit(isolating: Sandbox, folder: str):
    code = (
        "import os\ndef solve():\n    try:\n"
        f"        for n in range(30000): os.mknod('{folder}/%d' % n)\n"
        "    except OSError as error: return error.errno\n"
    )
    execution = await run(isolating, case_task(Case(input=(), expected=28)), code)
    assert execution.passed, execution
