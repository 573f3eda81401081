"""Correctness is the weighted share of passed cases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.contracts import Scorer
from benchwright.records.execution import CaseResult, Execution
from benchwright.records.score import Score
from benchwright.records.task import Task
from benchwright.scorers.correctness import Correctness
from tests.unit.scorers.score_samples import CHECKED, PROGRAM, QUESTION, answer, cases, execution

SCORER: Scorer = Correctness()


async def judged(task: Task, ran: Execution | None, *, code: str | None = PROGRAM) -> Score:
    return await SCORER.score(task, answer(code=code), ran)


async def test_all_cases_passed_is_exactly_one() -> None:
    score = await judged(cases(0.1, 0.2, 0.3, 0.7), execution([True] * 4))
    assert score.value == 1.0
    assert score.explanation == "4 of 4 cases passed (weight 1.3 of 1.3)."


async def test_a_case_counts_by_its_weight_and_the_first_failure_is_shown() -> None:
    score = await judged(cases(1.0, 3.0), execution([True, False]))
    assert score.value == 0.25
    assert score.explanation == "1 of 2 cases passed (weight 1 of 4); case 2: got 1, expected 2."


async def test_equal_weights_are_not_mentioned() -> None:
    assert (await judged(cases(1, 1), execution([True, True]))).explanation == "2 of 2 cases passed."


async def test_an_error_is_shown_in_place_of_values_and_cut() -> None:
    result = CaseResult(index=0, passed=False, error="ValueError:\n" + "x" * 300)
    score = await judged(cases(1.0), execution([]).model_copy(update={"results": (result,), "planned": 1}))
    assert "case 1: ValueError: xxx" in score.explanation
    assert len(score.explanation) < 200


async def test_missing_results_without_a_limit_score_nothing() -> None:
    score = await judged(cases(1, 1, 1), execution([True, True], planned=3))
    assert score.value == 0
    assert "Only 2 of 3" in score.explanation


async def test_an_execution_that_planned_too_little_scores_nothing() -> None:
    assert (await judged(cases(1, 1, 1), execution([True, True]))).value == 0


async def test_results_named_twice_do_not_stand_in_for_missing_ones() -> None:
    one = CaseResult(index=0, passed=True)
    doubled = execution([]).model_copy(update={"results": (one, one), "planned": 2})
    assert (await judged(cases(1, 1), doubled)).value == 0


async def test_a_limit_keeps_the_cases_passed_before_it() -> None:
    score = await judged(cases(1, 1, 2), execution([True, True], planned=3, limit="cpu"))
    assert score.value == 0.5
    assert "the cpu limit ended the program" in score.explanation


async def test_a_limit_after_all_cases_is_never_a_full_score() -> None:
    assert (await judged(cases(1, 3), execution([True, True], limit="output"))).value == 0.75
    assert (await judged(cases(1), execution([True], limit="memory"))).value == 0


@pytest.mark.parametrize("field", ["tampered", "load_error"])
async def test_a_tampered_or_unloadable_program_scores_nothing(field: str) -> None:
    for task in (cases(1), CHECKED):
        score = await judged(task, execution([True]).model_copy(update={field: "the reason"}))
        assert score.value == 0
        assert "the reason" in score.explanation


async def test_a_check_program_is_all_or_nothing() -> None:
    assert (await judged(CHECKED, execution([True]))).value == 1
    assert (await judged(CHECKED, execution([False]))).value == 0
    assert (await judged(CHECKED, execution([], planned=1))).value == 0
    assert (await judged(CHECKED, execution([], planned=1))).explanation == "The check program failed without a result."
    limited = await judged(CHECKED, execution([True], limit="wall"))
    assert (limited.value, "wall limit" in limited.explanation) == (0, True)


async def test_no_program_is_wrong_but_an_unexecuted_one_is_unknown() -> None:
    assert (await judged(cases(1), None, code=None)).value == 0
    assert (await judged(cases(1), execution([True]), code=" \n")).value == 0
    assert (await judged(cases(1), None)).value is None


def test_it_applies_to_programs_only() -> None:
    assert SCORER.applies(CHECKED)
    assert not SCORER.applies(QUESTION)


@given(st.lists(st.tuples(st.floats(1e-6, 1e6), st.booleans()), min_size=1, max_size=12), st.data())
async def test_passing_more_never_scores_less_and_only_all_is_full(
    drawn: list[tuple[float, bool]], data: st.DataObject
) -> None:
    task = cases(*(weight for weight, _ in drawn))
    verdicts = [passed for _, passed in drawn]
    more = list(verdicts)
    more[data.draw(st.integers(0, len(more) - 1))] = True
    less_value = (await judged(task, execution(verdicts))).value
    more_value = (await judged(task, execution(more))).value
    assert less_value is not None
    assert more_value is not None
    assert 0 <= less_value <= more_value <= 1
    assert (more_value == 1) == all(more)
