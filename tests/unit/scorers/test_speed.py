"""Speed is the baseline over the response time."""

from hypothesis import given
from hypothesis import strategies as st

from benchwright.contracts import Scorer
from benchwright.scorers.speed import Speed
from tests.unit.scorers.score_samples import CHECKED, QUESTION, answer

SECONDS = st.floats(0, 1e9)


async def value(latency_s: float, *, baseline_s: float = 10.0, text: str = "text") -> float:
    score = await Speed(baseline_s=baseline_s).score(QUESTION, answer(text, latency_s=latency_s), None)
    assert score.value is not None
    return score.value


async def test_the_baseline_earns_full_marks_and_twice_as_long_half() -> None:
    assert await value(10) == 1
    assert await value(2) == 1
    assert await value(20) == 0.5


async def test_the_baseline_is_told_and_kept() -> None:
    score = await Speed(baseline_s=4).score(QUESTION, answer(latency_s=8), None)
    assert score.explanation == "The response took 8 s against a baseline of 4 s."
    assert score.parameters == {"baseline_s": 4}


async def test_no_text_is_worth_nothing_however_soon_it_came() -> None:
    assert await value(0.1, text="") == 0
    assert await value(0, text=" \n") == 0


async def test_an_unknown_time_takes_nothing_off_and_says_so() -> None:
    score = await Speed().score(QUESTION, answer(), None)
    assert score.value == 1
    assert "no response time" in score.explanation
    assert await value(float("nan")) == 1


def test_it_applies_to_every_task_and_decides_none() -> None:
    scorer: Scorer = Speed()
    assert scorer.applies(QUESTION)
    assert scorer.applies(CHECKED)
    assert not scorer.decides


@given(SECONDS, SECONDS, st.floats(1e-3, 1e6))
async def test_slower_never_scores_more(one_s: float, other_s: float, baseline_s: float) -> None:
    fast, slow = sorted((one_s, other_s))
    assert 0 <= await value(slow, baseline_s=baseline_s) <= await value(fast, baseline_s=baseline_s) <= 1
