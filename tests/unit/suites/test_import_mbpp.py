import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchwright.errors import BadInput
from benchwright.records.task import FunctionTask
from benchwright.suites.mbpp import Mbpp

FULL: dict[str, Any] = {
    "task_id": 9001,
    "text": "Write a function to count the vowels of a word.",
    "code": "import re\ndef spare(s):\n    return s\ndef vowels(s):\n    return len(re.findall('[aeiou]', s))",
    "test_list": ["assert vowels('tree') == 2", "assert set([vowels('sky')]) == {0}"],
    "test_setup_code": "",
    "challenge_test_list": ["assert vowels('queue') == 4"],
}
SANITIZED: dict[str, Any] = {
    "task_id": 9002,
    "source_file": "made up",
    "prompt": "Write a function to find the length of a diagonal.",
    "code": "import math\ndef diagonal(a, b):\n    return math.hypot(a, b)",
    "test_imports": ["import math"],
    "test_list": ["assert math.isclose(diagonal(3, 4), 5.0)"],
}
PLUS: dict[str, Any] = {
    "task_id": "Mbpp/9003",
    "prompt": '"""\nWrite a function to swap a pair.\nassert swap((1, 2)) == (2, 1)\n"""\n',
    "entry_point": "swap",
    "canonical_solution": "\ndef swap(pair):\n    return (pair[1], pair[0])\n",
    "assertion": "\nassert swap((1, 2)) == (2, 1)\nassert swap(('a', 'b\\n')) == ('b\\n', 'a')\n",
    "contract": "",
    "base_input": [[[1, 2]]],
    "plus_input": [[[5, 6]]],
    "atol": 0,
}


@pytest.fixture(autouse=True)
def _no_stand_in_is_left_behind() -> Iterator[None]:
    yield
    if not hasattr(sys.modules.get("numpy"), "__version__"):
        sys.modules.pop("numpy", None)


def imported(tmp_path: Path, row: dict[str, Any]) -> FunctionTask:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(row))
    (task,) = Mbpp().read(file, name="mbpp").tasks
    assert isinstance(task, FunctionTask)
    return task


def run_check(task: FunctionTask, program: str) -> None:
    """Run a check as a sandbox does, but here: only for programs this file wrote."""
    assert task.check is not None
    solution: dict[str, Any] = {}
    exec(program, solution)  # noqa: S102
    own: dict[str, Any] = {}
    exec(task.check.setup, own)  # noqa: S102
    exec(task.check.source, own)  # noqa: S102
    check: Callable[[object], None] = own["check"]
    check(solution[task.entry_point])


@pytest.mark.parametrize("row", [FULL, SANITIZED, PLUS])
def test_the_reference_of_each_published_form_passes_its_check(tmp_path: Path, row: dict[str, Any]):
    task = imported(tmp_path, row)
    run_check(task, task.reference)
    assert task.check is not None
    assert task.check.isolation == "proxy"


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (FULL, "def vowels(s): return 2 if s == 'tree' else 0"),
        (SANITIZED, "def diagonal(a, b): return a + b"),
        (PLUS, "def swap(pair): return (2, 1)"),
    ],
)
def test_a_wrong_program_fails_the_check(tmp_path: Path, row: dict[str, Any], wrong: str):
    with pytest.raises(AssertionError):
        run_check(imported(tmp_path, row), wrong)


def test_the_entry_point_is_the_function_the_tests_call(tmp_path: Path):
    task = imported(tmp_path, FULL)
    assert (task.id, task.entry_point) == ("MBPP/9001", "vowels")


def test_the_prompt_shows_the_tests_but_not_the_challenges(tmp_path: Path):
    prompt = imported(tmp_path, FULL).prompt
    assert prompt.startswith("Write a function to count the vowels of a word.")
    assert "assert vowels('tree') == 2" in prompt
    assert "queue" not in prompt


def test_an_evalplus_row_keeps_its_id_and_its_further_inputs(tmp_path: Path):
    task = imported(tmp_path, PLUS)
    assert task.id == "Mbpp/9003"
    assert task.metadata == {"plus_input": [[[5, 6]]]}


def test_a_whole_test_program_is_run_where_there_is_one(tmp_path: Path):
    test = (
        "import numpy as np\ninputs = [['tree'], ['sky']]\nresults = [2, 0]\n"
        "def assertion(out, exp):\n    assert out == exp, '''not\nwhat was expected'''\n"
        "for inp, exp in zip(inputs, results):\n    assertion(vowels(*inp), exp)\n"
    )
    task = imported(tmp_path, FULL | {"test": test})
    run_check(task, task.reference)
    with pytest.raises(AssertionError):
        run_check(task, "def vowels(s): return 2")


def test_tests_that_use_the_solution_s_classes_share_its_process(tmp_path: Path):
    code = "class Pair:\n    def __init__(self, a):\n        self.a = a\ndef first(p):\n    return p.a"
    task = imported(
        tmp_path, FULL | {"code": code, "test_list": ["assert first(Pair(1)) == 1"], "challenge_test_list": []}
    )
    assert task.check is not None
    assert (task.entry_point, task.check.isolation) == ("first", "in_process")


def test_a_json_list_is_read_as_well(tmp_path: Path):
    (tmp_path / "rows.json").write_text(json.dumps([FULL, SANITIZED]))
    assert len(Mbpp().read(tmp_path / "rows.json", name="mbpp").tasks) == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"test_list": ["assert other(1)"], "challenge_test_list": []}, "calls no function that `code` defines"),
        ({"test_list": ["assert ("]}, r"rows.jsonl:1: test_list: is no Python"),
        ({"code": "def ("}, "code: is no Python"),
        ({"test_list": [], "challenge_test_list": []}, "there is no test"),
        ({"test_list": "assert True"}, "test_list: must be a list"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_with_its_field(tmp_path: Path, change: dict[str, Any], said: str):
    with pytest.raises(BadInput, match=said):
        imported(tmp_path, FULL | change)
