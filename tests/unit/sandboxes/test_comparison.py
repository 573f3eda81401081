import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.records.plain import decode, encode
from benchwright.records.task import Comparison
from benchwright.sandboxes.comparison import matches

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text() | st.binary()
hashable = st.recursive(scalars, lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=3), max_leaves=5)
values = st.recursive(
    hashable,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(hashable, inner, max_size=3)
        | st.sets(hashable, max_size=3)
    ),
    max_leaves=10,
)


@given(values)
def test_every_plain_value_comes_through_its_notation_unchanged(value: object):
    assert matches(value, decode(encode(value)), "exact")


@given(values, st.sampled_from(["exact", "approx"]))
def test_every_value_equals_itself(value: object, comparison: Comparison):
    assert matches(value, value, comparison, tolerance=0.0)


@given(st.lists(values, max_size=5), st.randoms())
def test_order_does_not_matter_when_unordered(items: list[object], random: object):
    shuffled = list(items)
    getattr(random, "shuffle")(shuffled)  # noqa: B009
    assert matches(items, shuffled, "unordered")
    assert matches(items, shuffled * 2, "set")


@given(values, values)
def test_exact_agrees_with_python_on_values_of_the_same_notation(left: object, right: object):
    if matches(left, right, "exact") and type(left) is type(right):
        assert left == right or "nan" in repr(left)


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (1, True),
        (1, 1.0),
        (0, False),
        ("1", 1),
        ([1, 2], [2, 1]),
        ((1, 2), [1, 2]),
        ({1, 2}, [1, 2]),
        ({1}, {True}),
        ({1: "a"}, {True: "a"}),
        ({1: "a"}, {1: "a", 2: "b"}),
        ([1], [1, 2]),
        (frozenset({1}), {1}),
        (b"a", "a"),
        (None, 0),
    ],
)
def test_exact_is_type_for_type(expected: object, got: object):
    assert not matches(expected, got, "exact")


def test_an_expected_list_takes_a_tuple_also_inside():
    assert matches([[1, 2], 3], ((1, 2), 3), "exact")


def test_nan_equals_nan_and_nothing_else():
    assert matches([math.nan], [math.nan], "exact")
    assert matches({"a": math.nan}, {"a": math.nan}, "approx", tolerance=1.0)
    assert not matches(math.nan, 0.0, "approx", tolerance=1.0)


def test_approx_takes_numbers_within_the_tolerance_inside_containers():
    assert matches(
        {"a": [1, 2.0], "b": (1 + 1j,)}, {"a": [1.0000001, 2], "b": (1.0000001 + 1j,)}, "approx", tolerance=1e-6
    )
    assert matches({1.0, 2.0}, {2.0000001, 1.0}, "approx", tolerance=1e-6)
    assert not matches([1.0], [1.1], "approx", tolerance=1e-6)
    assert not matches([1.0], [True], "approx", tolerance=1e-6)
    assert not matches("1.0", 1.0, "approx", tolerance=1e-6)
    assert matches(10**400, 10**400, "approx", tolerance=1e-6)
    assert not matches(10**400, 1.0, "approx", tolerance=1e-6)


def test_unordered_counts_duplicates_and_set_does_not():
    assert not matches([1, 1, 2], [1, 2, 2], "unordered")
    assert matches([1, 1, 2], [2, 1], "set")
    assert not matches([1, 2], [1, 3], "set")
    assert not matches([1], [True], "unordered")


def test_text_drops_white_space_at_the_ends_of_lines_and_of_the_whole():
    assert matches("a\nb\n", "\na  \nb\t", "text")
    assert not matches("a b", "ab", "text")
    assert not matches("1", 1, "text")


INFINITE, NAN = math.inf, math.nan


@pytest.mark.parametrize(
    ("expected", "got", "near"),
    [
        (INFINITE, INFINITE, True),
        (-INFINITE, -INFINITE, True),
        (INFINITE, -INFINITE, False),
        (INFINITE, 1e308, False),
        (1e308, INFINITE, False),
        (INFINITE, 10**400, False),
        (10**400, INFINITE, False),
        (NAN, NAN, True),
        (NAN, INFINITE, False),
        (NAN, 0.0, False),
        (0.0, NAN, False),
        (complex(INFINITE, 1), complex(INFINITE, 1.0005), True),
        (complex(INFINITE, NAN), complex(INFINITE, NAN), True),
        (complex(NAN, 1), complex(NAN, 2), False),
    ],
)
def test_infinite_numbers_and_nan_are_near_themselves_only(expected: complex, got: complex, *, near: bool):
    assert matches([expected], [got], "approx", tolerance=0.01) is near
