"""An answer in words matches the expected one, or does not."""

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.contracts import Scorer
from benchwright.records.score import Score
from benchwright.records.task import PromptTask
from benchwright.scorers.match import Match
from tests.unit.scorers.score_samples import CHECKED, QUESTION, answer

SCORER: Scorer = Match()
Way = Literal["exact", "contains", "number"]


async def judged(text: str, expected: str, way: Way) -> Score:
    task = PromptTask(id="t", prompt="p", expected=expected, match=way)
    return await SCORER.score(task, answer(text, code=None), None)


@pytest.mark.parametrize(
    ("text", "expected", "way", "value"),
    [
        (" paris\n", "Paris", "exact", 1),
        ("Paris.", "Paris", "exact", 0),
        ("<think>London?</think>\nParis", "Paris", "exact", 1),
        ("London?\n</think>\nParis", "Paris", "exact", 1),
        ("It is PARIS.", "Paris", "contains", 1),
        ("<think>Paris or London?</think>\nLondon", "Paris", "contains", 0),
        ("It is London.", "Paris", "contains", 0),
        ("6 times 7 is 42.", "42", "number", 1),
        ("42, not 43", "42", "number", 0),
        ("$1,234.50", "1234.5", "number", 1),
        ("1.2345e3", "1,234.50", "number", 1),
        ("from 3-5", "5", "number", 1),
        ("it is -5", "-5", "number", 1),
        ("it is \u22125", "-5", "number", 1),
        ("1,2,3", "3", "number", 1),
        ("1,2345", "2345", "number", 1),
        (".5", "0.50", "number", 1),
        ("The answer is 7 (as R2D2 said)", "7", "number", 1),
        ("0.1", "0.10000000000000000001", "number", 0),
        ("about 12 km", "#### 12", "number", 1),
        ("none", "12", "number", 0),
        ("9" * 5000, "12", "number", 0),
        ("", "42", "contains", 0),
        (" \n", "42", "number", 0),
        ("<think>42", "42", "contains", 0),
    ],
)
async def test_an_answer_is_compared_as_the_task_says(text: str, expected: str, way: Way, value: float) -> None:
    score = await judged(text, expected, way)
    assert score.value == value
    assert score.dimension == "correctness"
    assert len(score.explanation) < 250


async def test_an_expected_text_without_a_number_withholds_the_score() -> None:
    assert (await judged("42", "forty-two", "number")).value is None


def test_it_decides_for_prompt_tasks_only() -> None:
    assert SCORER.decides
    assert SCORER.applies(QUESTION)
    assert not SCORER.applies(CHECKED)


@given(st.text(), st.text(min_size=1))
async def test_what_matches_exactly_is_also_contained(text: str, expected: str) -> None:
    exact, contained = await judged(text, expected, "exact"), await judged(text, expected, "contains")
    assert (exact.value or 0) <= (contained.value or 0)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3), st.text(alphabet="abc .,;:-+\n"))
async def test_a_number_is_found_after_any_words(number: object, words: str) -> None:
    assert (await judged(f"{words} = {number}.", str(number), "number")).value == 1


@given(st.text(alphabet="0123456789.,-+eE $x"))
async def test_no_text_breaks_the_number_reading(text: str) -> None:
    assert (await judged(text, "1", "number")).value in {0, 1}
