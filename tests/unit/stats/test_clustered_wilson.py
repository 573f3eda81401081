from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.records.summary import SolvedCount
from benchwright.stats.intervals import clustered_wilson, design_effect, wilson

counts = st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(1, 50)).map(
    lambda three: SolvedCount(scored=max(three[:2]), passed=min(three[:2]), tasks=three[2])
)


@given(passed=st.integers(0, 300), failed=st.integers(0, 300))
def test_one_sample_per_task_gives_the_plain_wilson_interval(passed: int, failed: int):
    solved = [SolvedCount(scored=1, passed=1, tasks=passed), SolvedCount(scored=1, passed=0, tasks=failed)]
    interval = clustered_wilson(solved)
    if passed + failed == 0:
        assert interval is None
    else:
        plain = wilson(passed, passed + failed)
        assert interval is not None
        assert (interval.low, interval.high) == pytest.approx((plain.low, plain.high))


@given(solved=st.lists(counts, min_size=1))
def test_clustering_never_makes_the_interval_narrower(solved: list[SolvedCount]):
    interval = clustered_wilson(solved)
    scored = sum(group.scored * group.tasks for group in solved)
    assert design_effect(solved) >= 1
    if interval is not None:
        plain = wilson(sum(group.passed * group.tasks for group in solved), scored)
        assert interval.high - interval.low >= plain.high - plain.low - 1e-12


def test_samples_that_all_agree_count_as_one_for_each_task():
    solved = [SolvedCount(scored=10, passed=10, tasks=60), SolvedCount(scored=10, passed=0, tasks=40)]
    interval, one_each = clustered_wilson(solved), wilson(60, 100)
    assert design_effect(solved) == pytest.approx(10)
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((one_each.low, one_each.high))


def test_the_interval_does_not_jump_between_a_perfect_and_a_nearly_perfect_result():
    perfect = clustered_wilson([SolvedCount(scored=10, passed=10, tasks=10)])
    marred = clustered_wilson([SolvedCount(scored=10, passed=10, tasks=9), SolvedCount(scored=10, passed=9, tasks=1)])
    assert perfect is not None
    assert marred is not None
    assert abs(marred.low - perfect.low) < 0.01
    assert marred.high < perfect.high


def test_tasks_without_a_verdict_change_nothing():
    solved = [SolvedCount(scored=4, passed=1, tasks=7), SolvedCount(scored=4, passed=4, tasks=9)]
    assert clustered_wilson([*solved, SolvedCount(scored=0, passed=0, tasks=30)]) == clustered_wilson(solved)
    assert clustered_wilson([SolvedCount(scored=0, passed=0, tasks=30)]) is None


@pytest.mark.parametrize("strength", [0.5, 5.0])
def test_the_interval_covers_the_true_rate_where_tasks_differ(strength: float):
    draw = Random(7)
    rate, covered = 0.7, 0
    for _ in range(400):
        chances = [draw.betavariate(rate * strength, (1 - rate) * strength) for _ in range(60)]
        solved = [SolvedCount(scored=5, passed=sum(draw.random() < p for _ in range(5)), tasks=1) for p in chances]
        interval = clustered_wilson(solved)
        covered += interval is not None and interval.low <= rate <= interval.high
    assert 0.93 <= covered / 400 <= 0.98
