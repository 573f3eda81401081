"""A check that tells its calls ahead comes to what it comes to when it is asked for nothing but its verdict."""

from collections.abc import AsyncIterator

import pytest

from benchwright.contracts import Sandbox
from benchwright.records.execution import Limits
from benchwright.records.task import CheckProgram, FunctionTask
from benchwright.sandboxes.bubblewrap import Bubblewrap
from benchwright.sandboxes.check_table import as_table
from benchwright.sandboxes.foretelling import rehearsal_of
from tests.integration.sandbox.cheats import CHEATS, KILLING_EVERYTHING
from tests.integration.sandbox.conftest import check_task
from tests.integration.sandbox.test_check_tables import ODD, assert_alike, both_ways, found, never, wrong
from tests.integration.sandbox.test_humaneval_in_the_sandbox import tasks

RIGHT = "def solve(x):\n    return x + 1\n"
MANY = """
def check(candidate):
    import random
    assert candidate(1) == 2
    for _ in range(30):
        x = random.randint(0, 99)
        assert candidate(x) == x + 1
"""


@pytest.fixture
async def warm() -> AsyncIterator[Sandbox]:
    made = Bubblewrap()
    yield made
    await made.close()


@pytest.fixture
def no_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchwright.sandboxes.execute.as_table", never)


def rehearsed(task: FunctionTask) -> bool:
    assert task.check
    return rehearsal_of(task.check) is not None


@pytest.mark.usefixtures("no_tables")
async def test_references_and_mutants_of_humaneval_fare_alike_both_ways(warm: Sandbox, monkeypatch: pytest.MonkeyPatch):
    work = [(task, code) for task in tasks() for code in (task.reference, *wrong(task))]
    assert sum(rehearsed(task) for task in tasks()) >= 155
    foretold, asked = await both_ways(warm, work, monkeypatch)
    assert sum(rehearsed(task) for task in tasks()) >= 155, "some have strayed"
    assert_alike(foretold, asked)
    assert [each[0][1] for each in foretold].count(True) < len(work) - 100


async def test_cheats_and_odd_answers_fare_alike_both_ways(warm: Sandbox, monkeypatch: pytest.MonkeyPatch):
    task = check_task(MANY)
    assert task.check
    assert not as_table(task.check, task.entry_point)
    codes = [*(code for _, code in CHEATS.values()), KILLING_EVERYTHING, *ODD.values()]
    foretold, asked = await both_ways(warm, [(task, code) for code in codes], monkeypatch)
    assert rehearsed(task)
    # Which numbers are drawn differs: what is said of the line that failed does not.
    assert_alike(foretold, asked)
    assert not any(each[0][1] for each in foretold)


async def test_a_solution_is_called_as_often_and_in_the_same_order(warm: Sandbox, monkeypatch: pytest.MonkeyPatch):
    # Prints to its own stdout, which both ways show; random numbers would differ.
    task = check_task("def check(candidate):\n    for x in [3, 1, 2] * 5:\n        assert candidate(x) == x + 1\n")
    code = "def solve(x):\n    print(x)\n    return x + 1\n"
    foretold, asked = await both_ways(warm, [(task, code)], monkeypatch)
    assert foretold == asked
    assert foretold[0][1] == "3\n1\n2\n" * 5


@pytest.mark.parametrize(
    ("source", "passes"),
    [
        ("x = candidate(1)\n    if x == 5:\n        candidate(7)\n    assert x == 2", True),
        ("x = candidate(1)\n    if x != 5:\n        assert candidate(7) == 9", False),
        ("while candidate(1) == 5:\n        pass\n    assert candidate(1) == 2", True),
        ("x = candidate(1)\n    while x == 1:\n        pass\n    assert candidate(x) == 3", True),
        ("import random\n    x = random.SystemRandom().getrandbits(60)\n    assert candidate(x) == x + 1", True),
        ("for x in candidate(1), 4:\n        assert candidate(x) == x + 1", True),
        ("try:\n        assert candidate(object()) == 1\n    except Exception:\n        pass", None),
        ("try:\n        while candidate(1) == 5:\n            pass\n    except BaseException:\n        pass", True),
    ],
)
async def test_a_check_that_calls_otherwise_than_foretold_is_judged_all_the_same(
    warm: Sandbox, monkeypatch: pytest.MonkeyPatch, *, source: str, passes: bool | None
):
    task = check_task(f"def check(candidate):\n    {source}\n")
    assert rehearsed(task)
    if passes is None:
        with pytest.raises(Exception, match="type object"):
            await found(warm, [(task, RIGHT)])
        return
    foretold, asked = await both_ways(warm, [(task, RIGHT)], monkeypatch)
    assert foretold == asked
    assert foretold[0][0][1] is passes


async def test_who_strayed_is_not_asked_again(warm: Sandbox):
    task = check_task("def check(candidate):\n    if candidate(1) == 5:\n        candidate(7)\n    candidate(8)\n")
    assert rehearsed(task)
    await found(warm, [(task, RIGHT)])
    assert not rehearsed(task)
    await found(warm, [(task, RIGHT)])


async def test_replies_that_are_more_than_may_be_held_are_waited_for_one_by_one(warm: Sandbox):
    task = check_task(
        "def check(candidate):\n    for x in range(20):\n        assert len(candidate(x)) == 300_000 + x\n"
    )
    assert rehearsed(task)
    codes = [f"def solve(x):\n    return 'a' * (300_000 + x - (x == {wrong}))\n" for wrong in (99, 1, 19)]
    judged = await found(warm, [(task, code) for code in codes])
    assert [each[0][1] for each in judged] == [True, False, False]
    assert rehearsed(task)


async def test_a_check_of_more_calls_than_are_foretold_makes_all_of_them(warm: Sandbox):
    task = check_task("def check(candidate):\n    for x in range(1_500):\n        assert candidate(x) == x + 1\n")
    code = "def solve(x):\n    return x + 1 + (x == {})\n"
    judged = await found(warm, [(task, code.format(wrong)) for wrong in (9999, 999, 1000, 1499)])
    assert [each[0][1] for each in judged] == [True, False, False, False]
    assert rehearsed(task)


async def test_the_time_of_foretold_calls_is_measured(warm: Sandbox):
    slow = "def solve(x):\n    sum(range(300_000 if x else 30_000))\n    return x + 1\n"
    check = "def check(candidate):\n    for x in range(1, 9):\n        assert candidate(x) == x + 1\n"
    task = check_task(check).model_copy(update={"reference": slow})
    execution = await warm.execute(task, slow, limits=Limits(), measure=True)
    assert execution.passed
    assert execution.measure
    assert execution.measure.reference_cpu_s > 0.01
    assert execution.measure.candidate_cpu_s > 0.01


@pytest.mark.parametrize(
    "program",
    [
        "import os",
        "from os import path",
        "import collections.abc, sys",
        "from random import *",
        "open('x', 'w')",
        "exec('1')",
        "__import__('os')",
        "().__class__",
        "import random\nrandom.seed = None",
        "x = globals()",
        "def (",
    ],
)
def test_a_program_that_could_leave_something_behind_is_not_rehearsed(program: str):
    assert rehearsal_of(CheckProgram(source="def check(candidate): pass", setup=program)) is None
    assert rehearsal_of(CheckProgram(source=f"{program}\ndef check(candidate): pass")) is None


def test_rehearsing_asserts_nothing():
    found = rehearsal_of(CheckProgram(source="def check(c):\n    assert c(1) == 2, 'told'\n    assert c(2)\n"))
    assert found
    assert found.source == "def check(c):\n    c(1) == 2\n    c(2)"
