import asyncio
from collections import Counter

import pytest

from benchwright.errors import (
    AuthRejected,
    BadInput,
    ProviderDown,
    ProviderError,
    ProviderTimeout,
    RateLimited,
    RequestRejected,
    UnknownName,
)
from benchwright.models.scripted import Scripted
from benchwright.records.call import ModelRequest
from tests.unit.models.model_requests import TASKS, request_of


async def play(model: Scripted, request: ModelRequest) -> str:
    try:
        response = await model.generate(request, timeout_s=0.01)
    except ProviderError as error:
        return type(error).__name__
    return response.text


@pytest.mark.parametrize(
    ("name", "text", "finish"),
    [
        ("reference", "```python\ndef add(a, b):\n    return a + b\n```\n", "stop"),
        ("empty", "", "stop"),
        ("refuse", "I can't help with that.", "refusal"),
        ("truncate", "```python\ndef add(a, b)", "length"),
        ("slow+reference", "```python\ndef add(a, b):\n    return a + b\n```\n", "stop"),
    ],
)
async def test_an_answer_is_given_as_its_name_says(name: str, text: str, finish: str | None) -> None:
    response = await Scripted(TASKS).generate(request_of(name), timeout_s=1)
    assert (response.text, response.finish_reason) == (text, finish)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("down", ProviderDown),
        ("denied", AuthRejected),
        ("rejected", RequestRejected),
        ("hanging", ProviderTimeout),
        ("broken", ProviderDown),
    ],
)
async def test_a_failure_is_raised_as_its_name_says(name: str, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        await Scripted(TASKS).generate(request_of(name), timeout_s=0.01)


async def test_a_limited_model_answers_on_the_third_try() -> None:
    model = Scripted(TASKS)
    for _ in range(2):
        with pytest.raises(RateLimited) as caught:
            await model.generate(request_of("limited"), timeout_s=1)
        assert caught.value.retry_after_s == 0.01
    assert (await model.generate(request_of("limited"), timeout_s=1)).finish_reason == "stop"


async def test_a_flaky_model_fails_at_its_rates_and_the_same_way_again() -> None:
    requests = [request_of("flaky+empty", task_id=f"t{number}") for number in range(400)]
    first, again = [[await play(model, request) for request in requests] for model in (Scripted({}), Scripted({}))]
    assert first == again
    counts = Counter(first)
    assert 20 <= counts["RateLimited"] <= 60
    assert 20 <= counts["ProviderDown"] <= 60


async def test_another_seed_makes_other_failures() -> None:
    requests = [[request_of("flaky", task_id=f"t{number}", seed=seed) for number in range(60)] for seed in (1, 2)]
    first, other = [[await play(Scripted({}), request) for request in some] for some in requests]
    assert first != other


async def test_calls_and_the_peak_in_flight_are_counted() -> None:
    model = Scripted(TASKS)
    await asyncio.gather(*(model.generate(request_of("slow", sample=sample), timeout_s=0.01) for sample in range(5)))
    assert (model.calls, model.peak_in_flight, model.in_flight) == (5, 5, 0)


@pytest.mark.parametrize(("name", "kind"), [("nonsense", UnknownName), ("empty+refuse", BadInput)])
def test_a_name_that_spells_no_script_is_refused(name: str, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        Scripted(TASKS).body(request_of(name))
