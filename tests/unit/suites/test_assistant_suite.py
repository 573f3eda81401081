"""The shipped suite as data: complete, explained, and true to its own reference programs.

That its cases also kill every mutant takes minutes, and is what `benchwright suites validate assistant` shows.
"""

import json
import re
import runpy
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from benchwright.records.plain import decode, encode
from benchwright.records.task import Case, FunctionTask
from benchwright.suites.find import SHIPPED
from benchwright.suites.reading import read_suite

SUITE = read_suite(SHIPPED / "assistant")
TASKS = [task for task in SUITE.tasks if isinstance(task, FunctionTask)]
MOST_INPUT_BYTES = 20_000
every_task = pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)


def test_there_are_six_tasks_of_each_difficulty():
    assert len(TASKS) == len(SUITE.tasks)
    assert Counter(task.difficulty.value for task in TASKS) == {"easy": 6, "medium": 6, "hard": 6, "extreme": 6}


def test_each_file_is_named_for_the_task_it_holds():
    files = {path.stem for path in (SHIPPED / "assistant" / "tasks").iterdir()}
    assert files == {task.id for task in TASKS}


@every_task
def test_a_prompt_names_its_function_and_works_an_example(task: FunctionTask):
    assert f"`{task.entry_point}(" in task.prompt
    assert re.search(r"^Examples?\b", task.prompt, re.MULTILINE)
    assert task.signature.startswith(f"def {task.entry_point}(")


@every_task
def test_a_task_has_enough_cases_and_little_input(task: FunctionTask):
    assert 8 <= len(task.cases) <= 20
    assert len(json.dumps([case.input for case in task.cases])) <= MOST_INPUT_BYTES


@every_task
def test_a_task_has_wrong_programs_that_look_right(task: FunctionTask):
    assert len(set(task.mutants) - {task.reference}) >= 2


@every_task
def test_every_equivalent_mutant_has_a_reason(task: FunctionTask):
    assert set(task.equivalent_mutants) == set(task.metadata.get("equivalence", {}))


@every_task
def test_the_reference_gives_what_each_case_expects(task: FunctionTask, tmp_path: Path):
    program = tmp_path / "reference.py"
    program.write_text(task.reference, encoding="utf-8")
    function = runpy.run_path(str(program))[task.entry_point]
    wrong = [index for index, case in enumerate(task.cases) if outcome(function, case) != wanted(case)]
    assert wrong == []


def outcome(function: Any, case: Case) -> tuple[str, Any]:
    given: Any = decode(deepcopy(case.input if isinstance(case.input, dict) else list(case.input)))
    try:
        result = function(**given) if isinstance(given, dict) else function(*given)
    except ValueError as error:
        return "raised", type(error).__name__
    return "returned", encode(result)


def wanted(case: Case) -> tuple[str, Any]:
    return ("raised", case.raises) if case.raises else ("returned", case.expected)
