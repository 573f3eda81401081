import random

import pytest

from benchwright.store.latencies import ERROR, EXACT, Latencies, quantile


def _values(count: int, seed: int = 1) -> list[float]:
    dice = random.Random(seed)
    return [dice.lognormvariate(1, 1) for _ in range(count)]


def test_few_values_are_exact() -> None:
    latencies = Latencies()
    latencies.add([1.0, 2.0, 4.0, 8.0])
    assert latencies.percentiles([0.25, 0.5, 0.95]) == [1.75, 3.0, pytest.approx(7.4)]
    assert Latencies().percentiles([0.5]) == [None]


def test_many_values_are_within_the_promised_error() -> None:
    values = _values(20_000)
    latencies = Latencies()
    latencies.add(values)
    ordered = sorted(values)
    for share, found in zip((0.01, 0.5, 0.9, 0.99), latencies.percentiles((0.01, 0.5, 0.9, 0.99)), strict=True):
        assert found == pytest.approx(quantile(ordered, share), rel=1.5 * ERROR)


@pytest.mark.parametrize("parts", [[EXACT], [EXACT, 1], [1, EXACT], [100, 300, 5], [1000, 1000]])
def test_the_order_of_adding_and_merging_makes_no_difference(parts: list[int]) -> None:
    values = _values(sum(parts))
    merged, whole = Latencies(), Latencies()
    start = 0
    for count in parts:
        part = Latencies()
        part.add(values[start : start + count])
        merged.merge(Latencies.load(part.dump()))
        start += count
    for value in reversed(values):
        whole.add([value])
    assert (sorted(merged.values), merged.bins) == (sorted(whole.values), whole.bins)
    assert len(merged) == len(values)


def test_bands_double_and_hold_every_value() -> None:
    latencies = Latencies()
    latencies.add([0.3, 0.5, 0.6, 3.0])
    assert list(latencies.bands()) == [(0.5, 2), (1.0, 1), (2.0, 0), (4.0, 1)]
    latencies.add(_values(1000))
    assert sum(calls for _, calls in latencies.bands()) == 1004
