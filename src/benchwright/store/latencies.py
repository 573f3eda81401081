"""Latencies summed up so that sums can be added: exact while they are few, a histogram beyond.

Source of the histogram: C. Masson, J. E. Rim and H. K. Lee, "DDSketch: A fast and fully-mergeable quantile sketch with
relative-error guarantees", PVLDB 12 (2019), 2195-2205.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from math import ceil, floor, log, log2

EXACT = 256
"""Values that are kept as they are; what was added in which order makes no difference to where this ends."""
ERROR = 0.01
"""A percentile of the histogram is at most this share of it off."""
_BASE = (1 + ERROR) / (1 - ERROR)
_SHORTEST_S = 1e-6
"""Anything shorter counts as nothing."""


@dataclass(slots=True)
class Latencies:
    """Any number of latencies in seconds."""

    values: list[float] = field(default_factory=list[float])
    """All of them, in no order; empty once there are more than `EXACT`."""
    bins: Counter[int] = field(default_factory=Counter[int])
    """Otherwise how many lie in (base^(bin - 1), base^bin]."""

    def __len__(self) -> int:
        return len(self.values) or self.bins.total()

    def add(self, seconds: Iterable[float]) -> None:
        """Add values."""
        if self.bins:
            self.bins.update(map(_bin, seconds))
            return
        self.values.extend(seconds)
        if len(self.values) > EXACT:
            self.bins.update(map(_bin, self.values))
            self.values = []

    def merge(self, other: "Latencies") -> None:
        """Add another's values."""
        if other.bins and not self.bins:
            self.bins.update(map(_bin, self.values))
            self.values = []
        self.bins.update(other.bins)
        self.add(other.values)

    def percentiles(self, shares: Iterable[float]) -> list[float | None]:
        """Return the value below which each share of all lies; None where there is no value."""
        if self.bins:
            numbers, counts = zip(*sorted(self.bins.items()), strict=True)
            below = list(accumulate(counts))
            return [_middle(numbers[bisect_right(below, share * (below[-1] - 1))]) for share in shares]
        ordered = sorted(self.values)
        return [quantile(ordered, share) if ordered else None for share in shares]

    def bands(self) -> Iterator[tuple[float, int]]:
        """Yield upper bounds in seconds, each double the one before, and how many lie below them and above the last."""
        counts: Counter[int] = Counter()
        for number, count in self.bins.items():
            counts[ceil((number - 0.5) * log2(_BASE))] += count
        for value in self.values:
            counts[ceil(log2(max(value, _SHORTEST_S)))] += 1
        for power in range(min(counts, default=0), max(counts, default=-1) + 1):
            yield 2.0**power, counts[power]

    def dump(self) -> list[float] | dict[str, int]:
        """Return the values or the bins, as JSON has them."""
        return {str(number): count for number, count in self.bins.items()} if self.bins else self.values

    @classmethod
    def load(cls, dumped: list[float] | dict[str, int]) -> "Latencies":
        """Return what was dumped."""
        if isinstance(dumped, dict):
            return cls(bins=Counter({int(number): count for number, count in dumped.items()}))
        return cls(values=list(dumped))


def quantile(ordered: list[float], share: float) -> float:
    """Return the value below which a share of the ordered values lies, interpolated between neighbours.

    Source: R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996),
    361-365, definition 7.
    """
    place = (len(ordered) - 1) * share
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _bin(seconds: float) -> int:
    return ceil(log(max(seconds, _SHORTEST_S), _BASE))


def _middle(number: int) -> float:
    return 2 * _BASE**number / (_BASE + 1)
