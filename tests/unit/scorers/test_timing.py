"""A ratio of CPU times is only told where the rounds bear it out."""

import itertools
import random
from statistics import median

import pytest

from benchwright.records.execution import Measure
from benchwright.scorers.timing import NOISE_BOUND, compare, interval
from tests.unit.scorers.score_samples import measured


def test_a_program_that_is_slower_in_every_round_is_slower_by_the_median_ratio() -> None:
    compared = compare(measured([0.041, 0.040, 0.039, 0.042, 0.040, 0.040, 0.038], [0.020] * 7))
    assert compared.verdict == "slower"
    assert compared.ratio == pytest.approx(2)
    assert compared.score == pytest.approx(0.5)
    assert compared.low < 2 < compared.high


def test_a_faster_program_has_full_marks_and_no_more() -> None:
    compared = compare(measured([0.010] * 7, [0.020] * 7))
    assert (compared.verdict, compared.score) == ("faster", 1)


def test_an_interval_that_holds_one_is_equal() -> None:
    compared = compare(measured([0.022, 0.018, 0.023, 0.021, 0.019, 0.020, 0.022], [0.020] * 7))
    assert compared.low < 1 < compared.high
    assert (compared.verdict, compared.score) == ("equal", 1)


def test_differences_within_the_margin_are_equal_however_steady() -> None:
    assert compare(measured([0.0208] * 7, [0.020] * 7)).verdict == "equal"
    assert compare(measured([0.0212] * 7, [0.020] * 7)).verdict == "slower"


def test_one_spoilt_round_does_not_matter() -> None:
    compared = compare(measured([0.040, 0.040, 0.300, 0.041, 0.039, 0.040, 0.040], [0.020] * 7))
    assert compared.verdict == "slower"
    assert compared.score == pytest.approx(0.5)


def test_rounds_that_disagree_give_no_score() -> None:
    compared = compare(measured([0.02, 0.04, 0.03, 0.06, 0.02, 0.05, 0.03], [0.02] * 7))
    assert (compared.high - compared.low) / 2 / compared.ratio > NOISE_BOUND
    assert (compared.verdict, compared.score) == ("unknown", None)


def test_two_programs_under_the_resolution_are_equal_and_one_above_it_is_compared_with_the_resolution() -> None:
    assert compare(Measure(candidate_cpu_s=0.0049, reference_cpu_s=0.0001, rounds=1)).verdict == "equal"
    compared = compare(measured([0.010] * 7, [0.0001] * 7))
    assert compared.ratio == pytest.approx(2)


def test_a_quick_candidate_needs_no_rounds_to_be_no_slower() -> None:
    assert compare(Measure(candidate_cpu_s=0.001, reference_cpu_s=0.1, rounds=1)).score == 1


def test_a_single_round_and_rounds_that_broke_off_give_no_score_and_say_why() -> None:
    once = compare(Measure(candidate_cpu_s=0.04, reference_cpu_s=0.02, rounds=1))
    assert (once.verdict, once.score) == ("unknown", None)
    broken = compare(measured([0.04, 0.04], [0.02, 0.02], ended="it answered otherwise"))
    assert broken.score is None
    assert "in 2 of at least 3 rounds (it answered otherwise)" in broken.reason


def test_the_resampled_interval_is_the_exact_one() -> None:
    """Of 7 values all 7^7 resamples can be counted: Efron (1979), section 3, gives their median's distribution."""
    values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]
    at_most_first = (
        sum(median(draw) <= 1 for draw in itertools.product(range(1, 8), repeat=7) if draw.count(1) >= 4) / 7**7
    )
    assert at_most_first == pytest.approx(0.0102, abs=1e-4)  # so 2.5 % of them reach beyond the first value
    assert interval(values) == (2.0, 6.0)


def test_identical_programs_are_equal_under_noise_that_was_drawn_two_hundred_times() -> None:
    draw = random.Random(7)

    def time_s() -> float:
        return 0.02 * draw.lognormvariate(0, 0.03) * (1.3 if draw.random() < 0.1 else 1)

    verdicts = [
        compare(measured([time_s() for _ in range(7)], [time_s() for _ in range(7)])).verdict for _ in range(200)
    ]
    assert verdicts.count("equal") >= 0.95 * len(verdicts)
