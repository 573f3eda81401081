from fractions import Fraction
from itertools import combinations
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.records.summary import SolvedCount
from benchwright.stats.pass_at_k import mean_pass_at_k, pass_at_k


@given(n=st.integers(1, 400), data=st.data())
def test_the_estimate_is_the_exact_fraction_correctly_rounded(n: int, data: st.DataObject):
    c, k = data.draw(st.integers(0, n)), data.draw(st.integers(1, n))
    assert pass_at_k(n, c, k) == float(1 - Fraction(comb(n - c, k), comb(n, k)))


@given(n=st.integers(1, 7), data=st.data())
def test_the_estimate_is_the_share_of_k_subsets_that_hold_a_pass(n: int, data: st.DataObject):
    c, k = data.draw(st.integers(0, n)), data.draw(st.integers(1, n))
    subsets = list(combinations([True] * c + [False] * (n - c), k))
    assert pass_at_k(n, c, k) == float(Fraction(sum(map(any, subsets)), len(subsets)))


def test_a_thousand_samples_do_not_overflow():
    assert pass_at_k(1000, 0, 500) == 0.0
    assert pass_at_k(1000, 1, 1000) == 1.0
    assert pass_at_k(1000, 1, 100) == 0.1


@pytest.mark.parametrize(("n", "c", "k"), [(5, 1, 6), (5, 6, 1), (5, -1, 1), (5, 1, 0)])
def test_counts_that_have_no_estimate_are_rejected(n: int, c: int, k: int):
    with pytest.raises(ValueError, match="no pass@"):
        pass_at_k(n, c, k)


def test_the_mean_weighs_every_task_the_same():
    solved = [SolvedCount(scored=2, passed=2, tasks=1), SolvedCount(scored=4, passed=0, tasks=3)]
    assert mean_pass_at_k(solved, (1, 2)) == {1: 0.25, 2: 0.25}


def test_k_ends_at_the_smallest_number_of_scored_samples():
    solved = [SolvedCount(scored=5, passed=1, tasks=9), SolvedCount(scored=2, passed=1, tasks=1)]
    assert list(mean_pass_at_k(solved, (1, 2, 5))) == [1, 2]


def test_tasks_without_a_scored_sample_take_no_part_in_the_mean():
    solved = [SolvedCount(scored=2, passed=1, tasks=4), SolvedCount(scored=0, passed=0, tasks=1)]
    assert mean_pass_at_k(solved, (1, 2)) == {1: 0.5, 2: 1.0}
    assert mean_pass_at_k([], (1, 2)) == {}
