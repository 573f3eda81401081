"""Techniques are named where a naive harness would have been taken in, and never for honest programs."""

import pytest

from benchwright.contracts import Sandbox
from benchwright.records.task import Case, FunctionTask
from tests.integration.sandbox.conftest import case_task, check_task, run

CASES = case_task(Case(input=(3,), expected=9), Case(input=(-2,), expected=4))
CHECK = check_task("def check(candidate):\n    assert candidate(3) == 9\n    assert candidate(-2) == 4\n")

WRONG_BUT_HONEST = {
    "frames": "import sys\ndef solve(x):\n    return sys._getframe().f_lineno + x\n",
    "skipping": "import unittest\n@unittest.skip('later')\nclass T: pass\ndef solve(x):\n    return x\n",
    "files": "def solve(x):\n    with open('notes.txt', 'w') as file:\n        file.write(str(x))\n    return x\n",
    "own print": "import builtins\nbuiltins.print = lambda *_: None\ndef solve(x):\n    return x\n",
    "almost": "import gc\ndef solve(x):\n    gc.get_objects()\n    return x * x if x > 0 else -x * x\n",
    "crash": "import sys\ndef solve(x):\n    sys._getframe()\n    raise RuntimeError\n",
}


@pytest.mark.parametrize("name", WRONG_BUT_HONEST)
@pytest.mark.parametrize("task", [CASES, CHECK], ids=["cases", "check"])
async def test_the_means_alone_are_no_accusation(bubblewrap: Sandbox, task: FunctionTask, name: str):
    execution = await run(bubblewrap, task, WRONG_BUT_HONEST[name])
    assert not execution.passed
    assert execution.tampered == ""


async def test_a_value_of_another_type_is_wrong_and_no_accusation(bubblewrap: Sandbox):
    execution = await run(
        bubblewrap, CASES, "import inspect\ndef solve(x):\n    inspect.stack()\n    return float(x * x)\n"
    )
    assert not execution.passed
    assert execution.tampered == ""


async def test_a_right_answer_keeps_its_pass_whatever_it_holds(bubblewrap: Sandbox):
    code = "import sys, unittest\ndef solve(x):\n    sys._getframe()\n    unittest.SkipTest('no')\n    return x * x\n"
    for task in (CASES, CHECK):
        execution = await run(bubblewrap, task, code)
        assert execution.passed
        assert execution.tampered == ""


async def test_values_no_literal_can_write_are_compared_all_the_same(bubblewrap: Sandbox):
    task = case_task(
        Case(input=({"$float": "inf"},), expected={"$float": "nan"}),
        Case(input=(1,), raises="ValueError"),
        Case(input=({"$set": []},), expected={"$bytes": "00ff"}),
    )
    code = "import unittest\ndef solve(x):\n    raise unittest.SkipTest('never')\n"
    assert (await run(bubblewrap, task, code)).tampered == "skip"
