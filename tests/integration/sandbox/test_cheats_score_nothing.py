"""Each cheat, on both task forms and in both backends: whatever it reaches, it is not a pass."""

from pathlib import Path

import pytest

from benchwright.contracts import Sandbox
from benchwright.records.task import Case, FunctionTask
from tests.integration.sandbox.cheats import ANSWERING_TWICE, CHEATS, KILLING_EVERYTHING, READING_AHEAD
from tests.integration.sandbox.conftest import case_task, check_task, run

SECRET = 424242
CASES = case_task(
    Case(input=(1,), expected=SECRET), Case(input=(2,), expected=SECRET + 1), reference="def solve(x): pass"
)
CHECK = check_task(
    f"def check(candidate):\n    assert candidate(1) == {SECRET}\n    assert candidate(2) == {SECRET} + 1\n",
    reference="def solve(x): pass",
)


@pytest.mark.parametrize("name", CHEATS)
@pytest.mark.parametrize("task", [CASES, CHECK], ids=["cases", "check"])
async def test_a_cheat_scores_nothing_and_never_hangs_the_host(sandbox: Sandbox, task: FunctionTask, name: str):
    technique, code = CHEATS[name]
    execution = await run(sandbox, task, code, measure=True)
    assert not execution.passed
    assert not any(result.passed for result in execution.results)
    assert len(execution.results) == execution.planned
    if technique:
        assert execution.tampered == technique
    assert execution.wall_s < 5


@pytest.mark.parametrize("calls", [1, 2])
async def test_an_answer_to_a_call_not_made_is_a_forged_frame(sandbox: Sandbox, calls: int):
    task = case_task(*[Case(input=(0,), expected=1)] * calls)
    execution = await run(sandbox, task, ANSWERING_TWICE)
    assert execution.tampered == "forged-frame"
    assert not execution.passed


AHEAD = [("first", False), ("second", False), ("latecomer", True)]
LINES = "".join(f"    assert candidate({word!r}) is {known}\n" for word, known in AHEAD)
IN_TURN = {
    "cases": case_task(*(Case(input=(word,), expected=known) for word, known in AHEAD)),
    "table": check_task(f"def check(candidate):\n{LINES}"),
    "check": check_task(
        f"def check(candidate):\n    for word, known in {AHEAD}:\n        assert candidate(word) is known\n"
    ),
}


@pytest.mark.parametrize("measure", [False, True], ids=["alone", "measured"])
@pytest.mark.parametrize("form", IN_TURN)
async def test_no_call_is_known_before_the_one_before_is_answered(sandbox: Sandbox, form: str, measure: bool):  # noqa: FBT001
    task = IN_TURN[form].model_copy(update={"reference": "def solve(x):\n    return x == 'latecomer'\n"})
    execution = await run(sandbox, task, READING_AHEAD, measure=measure)
    assert execution.passed, execution.results


async def test_killing_everything_reaches_nothing_outside(isolating: Sandbox):
    execution = await run(isolating, CASES, KILLING_EVERYTHING)
    assert not any(result.passed for result in execution.results)


async def test_reading_the_test_files_finds_none(isolating: Sandbox):
    package = Path(__file__).parents[3] / "src" / "benchwright"
    code = (
        f"import os\nPLACES = [{str(package)!r}, '/usr/local', '/opt', '/srv', '/mnt', '/work']\n"
        "def solve(x):\n    return [p for p in PLACES if os.path.isdir(p) and os.listdir(p)]\n"
    )
    execution = await run(isolating, CASES, code)
    assert execution.results[0].got == "[]"
    assert not execution.passed


@pytest.mark.parametrize(
    "code",
    [
        "def solve(x):\n    raise ValueError('no')\n",
        "import ctypes\ndef solve(x):\n    ctypes.string_at(0)\n",
        "def solve(x):\n    return solve(x)\n",
        "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\ndef solve(x):\n    return P(x)\n",
        "class P:\n    def __eq__(self, other): return isinstance(other, P)\ndef solve(x):\n    return P()\n",
        "def solve(x):\n    while True: pass\n",
    ],
)
@pytest.mark.parametrize("task", [CASES, CHECK], ids=["cases", "check"])
async def test_an_honest_failure_is_no_tampering(sandbox: Sandbox, task: FunctionTask, code: str):
    execution = await run(sandbox, task, code)
    assert not execution.passed
    assert execution.tampered == ""
