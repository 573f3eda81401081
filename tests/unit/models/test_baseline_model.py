from typing import Any

import pytest

from benchwright.errors import BadInput, UnknownName
from benchwright.models.baseline import Baseline
from benchwright.models.offline import fenced
from tests.unit.models.model_requests import ADD, TASKS, request_of


def mutate(program: str, seed: int) -> str:
    return f"{program}# {seed}\n"


async def answer(model: str, **about: Any) -> str:
    response = await Baseline(TASKS, mutate).generate(request_of(model, **about), timeout_s=1)
    return response.text


async def test_the_reference_answers_a_function_task_with_a_fenced_program() -> None:
    assert await answer("reference") == "```python\ndef add(a, b):\n    return a + b\n```\n"


async def test_the_reference_answers_a_prompt_task_with_the_expected_text() -> None:
    assert await answer("reference", task_id="capital") == "Paris"


async def test_the_empty_baseline_says_nothing() -> None:
    assert await answer("empty") == ""


async def test_a_mutant_is_the_same_every_time_and_differs_by_sample() -> None:
    first, again, other = [await answer("mutant", sample=sample) for sample in (0, 0, 1)]
    assert first == again
    assert first != other


def test_another_model_is_told_the_known_ones() -> None:
    with pytest.raises(UnknownName, match="mutant"):
        Baseline(TASKS, mutate).body(request_of("best"))


def test_a_task_outside_the_suite_is_refused_by_name() -> None:
    with pytest.raises(BadInput, match="'gone'"):
        Baseline(TASKS, mutate).body(request_of("reference", task_id="gone"))


def test_a_task_without_a_reference_is_refused_before_the_run() -> None:
    tasks = {"add": ADD.model_copy(update={"reference": ""})}
    with pytest.raises(BadInput, match="add"):
        Baseline(tasks, mutate).body(request_of("reference"))


def test_a_program_with_fences_gets_a_longer_one() -> None:
    assert fenced('"""```"""').startswith("````python\n")
