"""How many times the reference's CPU time a program takes, and how sure that is.

Each round gives one ratio, of candidate over reference; times below the clock's resolution count as the resolution,
so that two tiny programs have a ratio of 1. The ratio is the median over the rounds. Its interval is the percentile
bootstrap (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, section 13.3), with a fixed seed. Of 7
rounds it reaches from the second-smallest ratio to the second-largest, so that one spoilt round does no harm; of 3,
which is where they agreed at once, from the smallest to the largest.
A program is called slower or faster only where the whole interval lies beyond 1 by more than a margin.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from benchwright.records.execution import TIMING_RESOLUTION_S, Measure

LEVEL = 0.95
MARGIN = 0.05
"""Differences this small are called equal: where a program lies in memory alone makes as much (Mytkowicz 2009)."""
NOISE_BOUND = 0.25
"""Half the interval's width over the ratio; above it there is no score."""
FEWEST_ROUNDS = 3
RESAMPLES = 2000
_SEED = 20_090_307

Verdict = Literal["equal", "faster", "slower", "unknown"]


@dataclass(frozen=True)
class Comparison:
    """A candidate's CPU time beside the reference's."""

    verdict: Verdict
    ratio: float
    """Candidate over reference."""
    low: float
    high: float
    reason: str
    """In words."""

    @property
    def score(self) -> float | None:
        """From 0 to 1: 1 where it is not slower; None where nothing can be said."""
        if self.verdict == "unknown":
            return None
        return 1 / self.ratio if self.verdict == "slower" else 1.0


def compare(measure: Measure) -> Comparison:
    """Compare the CPU times of a measure."""
    if max(measure.candidate_cpu_s, measure.reference_cpu_s) < TIMING_RESOLUTION_S:
        least = f"both took less than {TIMING_RESOLUTION_S * 1000:g} ms of CPU, which tells nothing apart: equal"
        return Comparison("equal", 1.0, 1.0, 1.0, least)
    if measure.candidate_cpu_s < TIMING_RESOLUTION_S and not measure.candidate_rounds_s:
        return Comparison("faster", *_single(measure), f"{_times(measure)}, too little to ask for more rounds: faster")
    ratios = [
        _floored(candidate) / _floored(reference)
        for candidate, reference in zip(measure.candidate_rounds_s, measure.reference_rounds_s, strict=True)
    ]
    if len(ratios) < FEWEST_ROUNDS:
        why = f" ({measure.rounds_ended})" if measure.rounds_ended else ""
        told = f"{_times(measure)}, in {len(ratios) or 1} of at least {FEWEST_ROUNDS} rounds{why}: too few to compare"
        return Comparison("unknown", *_single(measure), told)
    return _judged(measure, ratios)


def interval(values: Sequence[float], *, level: float = LEVEL) -> tuple[float, float]:
    """Return the percentile bootstrap interval of the median."""
    draw = random.Random(_SEED)  # noqa: S311 - statistics, and the same each time
    medians = sorted(median(draw.choices(values, k=len(values))) for _ in range(RESAMPLES))
    tail = int((1 - level) / 2 * RESAMPLES)
    return medians[tail], medians[-1 - tail]


def _judged(measure: Measure, ratios: Sequence[float]) -> Comparison:
    ratio = median(ratios)
    low, high = interval(ratios)
    told = f"{_times(measure)}, {ratio:.3g} times (from {low:.3g} to {high:.3g} in {len(ratios)} rounds)"
    noise = (high - low) / 2 / ratio
    if noise > NOISE_BOUND:
        bound = f"uncertain by {noise:.0%}, and above {NOISE_BOUND:.0%} there is no score"
        return Comparison("unknown", ratio, low, high, f"{told}: {bound}")
    verdict = _verdict(low, high)
    return Comparison(verdict, ratio, low, high, f"{told}: {verdict}")


def _verdict(low: float, high: float) -> Verdict:
    if low > 1 + MARGIN:
        return "slower"
    return "faster" if high < 1 / (1 + MARGIN) else "equal"


def _single(measure: Measure) -> tuple[float, float, float]:
    ratio = _floored(measure.candidate_cpu_s) / _floored(measure.reference_cpu_s)
    return ratio, ratio, ratio


def _floored(seconds: float) -> float:
    return max(seconds, TIMING_RESOLUTION_S)


def _times(measure: Measure) -> str:
    return f"CPU {measure.candidate_cpu_s * 1000:.4g} ms, the reference {measure.reference_cpu_s * 1000:.4g} ms"
