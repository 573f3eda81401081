"""Efficiency is the reference's use over the candidate's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.contracts import Scorer
from benchwright.records.execution import Measure
from benchwright.records.score import Score
from benchwright.scorers.efficiency import Efficiency
from tests.unit.scorers.score_samples import CHECKED, QUESTION, answer, execution, measured

SCORER: Scorer = Efficiency()
SECONDS = st.floats(0, 1e5)
MEGABYTES = st.floats(0, 1e5) | st.none()


async def judged(ours_s: float, theirs_s: float, ours_mb: float | None = None, theirs_mb: float | None = None) -> Score:
    measure = measured([theirs_s] * 3, [ours_s] * 3)
    measure = measure.model_copy(update={"candidate_memory_mb": theirs_mb, "reference_memory_mb": ours_mb})
    return await SCORER.score(CHECKED, answer(), execution([True], measure=measure))


async def test_a_program_as_quick_as_the_reference_earns_full_marks() -> None:
    assert (await judged(0.5, 0.5, 20, 20)).value == 1
    assert (await judged(0.5, 0.1, 20, 10)).value == 1


async def test_time_and_memory_count_seven_to_three() -> None:
    # 10 / 20 = 0.5 of the time; (8 + 8) / (56 + 8) = 0.25 of the memory
    assert (await judged(0.010, 0.020, 8, 56)).value == pytest.approx(0.7 * 0.5 + 0.3 * 0.25)


async def test_time_alone_counts_where_memory_is_unknown() -> None:
    score = await judged(0.010, 0.020)
    assert score.value == pytest.approx(0.5)
    assert "memory is unknown" in score.explanation


async def test_tiny_programs_are_equal() -> None:
    score = await judged(0.000_01, 0.004)
    assert score.value == 1
    assert "less than 5 ms" in score.explanation


async def test_a_ratio_that_is_too_noisy_is_withheld_with_the_reason() -> None:
    measure = measured([0.02, 0.04, 0.03, 0.06, 0.02, 0.05, 0.03], [0.02] * 7)
    score = await SCORER.score(CHECKED, answer(), execution([True], measure=measure))
    assert score.value is None
    assert "above 25% there is no score" in score.explanation


async def test_a_program_that_did_not_pass_has_no_efficiency() -> None:
    measure = Measure(candidate_cpu_s=0.1, reference_cpu_s=0.1, rounds=1)
    for ran in (execution([False], measure=measure), execution([True], limit="cpu", measure=measure)):
        score = await SCORER.score(CHECKED, answer(), ran)
        assert score.value == 0
        assert "a wrong program has no efficiency" in score.explanation


async def test_what_was_not_measured_is_withheld_with_the_reason() -> None:
    score = await SCORER.score(CHECKED, answer(), execution([True]))
    assert (score.value, score.explanation) == (None, "The program was not measured beside the reference.")
    assert (await SCORER.score(CHECKED, answer(), None)).value is None


async def test_no_program_scores_nothing() -> None:
    assert (await SCORER.score(CHECKED, answer(code=None), None)).value == 0


def test_it_applies_to_programs_only() -> None:
    assert SCORER.applies(CHECKED)
    assert not SCORER.applies(QUESTION)


@given(SECONDS, SECONDS, MEGABYTES, MEGABYTES, SECONDS)
async def test_using_more_never_scores_more(
    ours_s: float, theirs_s: float, ours_mb: float | None, theirs_mb: float | None, extra_s: float
) -> None:
    less = (await judged(ours_s, theirs_s, ours_mb, theirs_mb)).value
    more = (await judged(ours_s, theirs_s + extra_s, ours_mb, theirs_mb)).value
    assert less is not None
    assert more is not None
    assert 0 <= more <= less <= 1
