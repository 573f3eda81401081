from math import isclose
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.stats.intervals import wilson


# The examples are those of Newcombe, "Two-sided confidence intervals for the single proportion: comparison of seven
# methods", Statistics in Medicine 17 (1998), pages 857 to 872: table I, method 3 (score, no continuity correction).
@pytest.mark.parametrize(
    ("passed", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_wilson_interval_equals_the_published_worked_examples(passed: int, n: int, low: float, high: float):
    interval = wilson(passed, n)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@given(n=st.integers(1, 5000), data=st.data())
def test_the_interval_holds_the_rate_and_mirrors_for_failures(n: int, data: st.DataObject):
    passed = data.draw(st.integers(0, n))
    interval, mirrored = wilson(passed, n), wilson(n - passed, n)
    assert 0 <= interval.low <= passed / n <= interval.high <= 1
    assert isclose(interval.low, 1 - mirrored.high, abs_tol=1e-12)


def test_the_ends_are_exact_where_nothing_or_everything_passes():
    assert wilson(0, 164).low == 0.0
    assert wilson(164, 164).high == 1.0


def test_more_confidence_makes_a_wider_interval():
    narrow, wide = wilson(40, 100, 0.90), wilson(40, 100, 0.99)
    assert wide.low < narrow.low
    assert narrow.high < wide.high
    assert wide.level == 0.99


@pytest.mark.parametrize(("passed", "n"), [(0, 0), (3, 2), (-1, 5)])
def test_impossible_counts_are_rejected_with_their_values(passed: int, n: int):
    with pytest.raises(ValueError, match=f"{passed} passed of {n}"):
        wilson(passed, n)


@pytest.mark.parametrize("rate", [0.2, 0.5, 0.9])
def test_the_95_percent_interval_covers_the_true_rate_93_to_97_times_in_100(rate: float):
    draw = Random(20)
    intervals = [wilson(sum(draw.random() < rate for _ in range(164)), 164) for _ in range(1000)]
    covered = sum(interval.low <= rate <= interval.high for interval in intervals)
    assert 930 <= covered <= 970
