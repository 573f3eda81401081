import ast
import gzip
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchwright.errors import BadInput
from benchwright.records.task import FunctionTask, Suite
from benchwright.suites.humaneval import HumanEval
from benchwright.suites.mutants import mutate

ROW: dict[str, Any] = {
    "task_id": "HumanEval/900",
    "prompt": 'def half(x: float) -> float:\n    """Return half of x."""\n',
    "entry_point": "half",
    "canonical_solution": "    return x / 2\n",
    "test": "\n\nMETADATA = {}\n\n\ndef check(candidate):\n    assert candidate(4.0) == 2.0\n",
}
PLUS = {"contract": "    assert isinstance(x, float)\n", "base_input": [[4.0]], "plus_input": [[9.0]], "atol": 0}


@pytest.fixture(autouse=True)
def _no_stand_in_is_left_behind() -> Iterator[None]:
    yield
    if not hasattr(sys.modules.get("numpy"), "__version__"):
        sys.modules.pop("numpy", None)


def shared_file() -> Path:
    beside = Path(__file__).parents[4] / "shared"
    return Path(os.environ.get("BENCHWRIGHT_SHARED", beside)) / "data" / "HumanEval.jsonl.gz"


def imported(tmp_path: Path, *rows: dict[str, Any]) -> Suite:
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows))
    return HumanEval().read(file, name="he")


def only_task(suite: Suite) -> FunctionTask:
    (task,) = suite.tasks
    assert isinstance(task, FunctionTask)
    return task


def run_check(task: FunctionTask, program: str) -> None:
    """Run a check as a sandbox does, but here: only for programs this file wrote or the published references."""
    assert task.check is not None
    solution: dict[str, Any] = {}
    exec(program, solution)  # noqa: S102
    own: dict[str, Any] = {}
    exec(task.check.setup, own)  # noqa: S102
    own[task.entry_point] = solution[task.entry_point]
    exec(task.check.source, own)  # noqa: S102
    check: Callable[[object], None] = own["check"]
    check(solution[task.entry_point])


def test_the_published_file_gives_its_164_tasks():
    suite = HumanEval().read(shared_file(), name="humaneval")
    assert (suite.name, suite.title, len(suite.tasks)) == ("humaneval", "HumanEval", 164)
    assert suite.tasks[0].id == "HumanEval/0"
    for task in suite.tasks:
        assert isinstance(task, FunctionTask)
        assert task.check is not None
        assert task.starter == task.prompt == task.check.setup
        assert task.reference.startswith(task.prompt)


def test_every_published_reference_has_a_wrong_version():
    for task in HumanEval().read(shared_file(), name="humaneval").tasks:
        assert isinstance(task, FunctionTask)
        assert mutate(task.reference, 0) != ast.unparse(ast.parse(task.reference))


def test_a_row_s_reference_passes_and_a_wrong_one_fails(tmp_path: Path):
    task = only_task(imported(tmp_path, ROW))
    run_check(task, task.reference)
    with pytest.raises(AssertionError):
        run_check(task, "def half(x): return x")


def test_further_inputs_are_compared_with_the_reference(tmp_path: Path):
    task = only_task(imported(tmp_path, ROW | PLUS))
    run_check(task, task.reference)
    run_check(task, "def half(x): return x / 2 + (1e-9 if x > 5 else 0)")
    with pytest.raises(AssertionError, match="differs from the reference"):
        run_check(task, "def half(x): return 2.0 if x == 4 else 0.0")
    with pytest.raises(AssertionError):
        run_check(task, "def half(x): return x if x == 4 else x / 2")
    assert task.metadata["contract"] == PLUS["contract"]


def test_further_inputs_do_without_a_published_test(tmp_path: Path):
    task = only_task(imported(tmp_path, {key: value for key, value in (ROW | PLUS).items() if key != "test"}))
    run_check(task, task.reference)
    with pytest.raises(AssertionError):
        run_check(task, "def half(x): return x")


def test_a_published_test_that_holds_the_results_stands_alone_and_needs_no_numpy(tmp_path: Path):
    test = (
        "import numpy as np\ndef check(candidate):\n    inputs = [[9.0], [[4.0]]]\n    results = [4.5]\n"
        "    for given, result in zip(inputs, results):\n"
        "        assert np.allclose(candidate(*given), result, rtol=1e-07, atol=1e-06)\n"
        "        assert np.allclose([candidate(*given)], (result,))\n"
        "        assert not isinstance(result, np.ndarray)\n"
    )
    task = only_task(imported(tmp_path, ROW | PLUS | {"test": test}))
    assert task.check is not None
    assert task.check.source == test
    run_check(task, task.reference)
    with pytest.raises(AssertionError):
        run_check(task, "def half(x): return x")


def test_gzipped_and_bare_files_give_the_same(tmp_path: Path):
    with gzip.open(tmp_path / "rows.jsonl.gz", "wt") as stream:
        stream.write(json.dumps(ROW))
    assert HumanEval().read(tmp_path / "rows.jsonl.gz", name="he").digest == imported(tmp_path, ROW).digest


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"prompt": "x"}, "rows.jsonl:2: task_id: this field is missing"),
        (ROW, "rows.jsonl:2: the task_id 'HumanEval/900' is taken by"),
        (ROW | {"task_id": "a b"}, "rows.jsonl:2: task_id: must match pattern"),
        (ROW | {"task_id": "b", "test": ""}, "rows.jsonl:2: a function task needs either"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_with_its_line(tmp_path: Path, row: dict[str, Any], said: str):
    with pytest.raises(BadInput, match=said):
        imported(tmp_path, ROW, row)


def test_a_file_that_is_not_gzip_or_empty_is_refused(tmp_path: Path):
    (tmp_path / "a.jsonl.gz").write_text("plain")
    (tmp_path / "b.jsonl").write_text("")
    with pytest.raises(BadInput, match="can't be read"):
        HumanEval().read(tmp_path / "a.jsonl.gz", name="a")
    with pytest.raises(BadInput, match="no task in it"):
        HumanEval().read(tmp_path / "b.jsonl", name="b")
