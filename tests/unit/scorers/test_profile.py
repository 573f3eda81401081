"""A profile combines scores into one overall figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from benchwright.records.score import Profile, Score

DIMENSIONS = ("correctness", "speed", "quality", "efficiency")


def scores(*values: float | None) -> tuple[Score, ...]:
    return tuple(
        Score(dimension=dimension, value=value, explanation="e", scorer=dimension, version="1")
        for dimension, value in zip(DIMENSIONS, values, strict=False)
    )


def test_the_default_weights_are_those_of_the_assistant_profile() -> None:
    assert Profile().overall(scores(1, 0, 0, 0)) == pytest.approx(0.40)
    assert Profile().overall(scores(0, 1, 0, 0)) == pytest.approx(0.20)
    assert Profile().overall(scores(0, 0, 1, 0)) == pytest.approx(0.25)
    assert Profile().overall(scores(0, 0, 0, 1)) == pytest.approx(0.15)


def test_a_withheld_score_takes_its_weight_with_it() -> None:
    assert Profile().overall(scores(1, 0.5, None, None)) == pytest.approx((0.4 + 0.1) / 0.6)


def test_nothing_to_weigh_gives_no_figure() -> None:
    assert Profile().overall(()) is None
    assert Profile().overall(scores(None, None)) is None
    assert Profile(weights={"other": 1}).overall(scores(1, 1)) is None


@pytest.mark.parametrize("weights", [{}, {"speed": 0}, {"speed": 2, "quality": -1}])
def test_unusable_weights_are_refused(weights: dict[str, float]) -> None:
    with pytest.raises(ValidationError, match="weights"):
        Profile(weights=weights)


@given(st.lists(st.floats(0, 1) | st.none(), min_size=4, max_size=4))
def test_the_overall_figure_lies_between_the_scores(values: list[float | None]) -> None:
    known = [value for value in values if value is not None]
    overall = Profile().overall(scores(*values))
    if not known:
        assert overall is None
    else:
        assert overall is not None
        assert min(known) - 1e-9 <= overall <= max(known) + 1e-9
