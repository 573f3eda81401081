"""Confidence intervals of a pass rate, for one sample per task and for several."""

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist

from benchwright.records.summary import Interval, SolvedCount


def wilson(passed: int, n: int, level: float = 0.95) -> Interval:
    """Return the Wilson score interval of `passed` out of `n` independent attempts.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22 (1927), 209-212; without continuity correction.
    """
    if not 0 <= passed <= n or n == 0:
        raise ValueError(f"no interval for {passed} passed of {n}: needs 0 <= passed <= n and n > 0")
    return _wilson(passed / n, n, level)


def clustered_wilson(solved: Sequence[SolvedCount], level: float = 0.95) -> Interval | None:
    """Return the Wilson interval where tasks may have several samples each; None where nothing has a verdict.

    Samples of one task resemble each other, so that n attempts tell less than n independent ones would: the interval
    is taken at the effective sample size n / deff. With one sample per task this is `wilson`.

    Source of the effective size: L. Kish, "Survey Sampling" (Wiley, 1965), chapters 5 and 8; see `design_effect`.
    """
    scored = sum(group.scored * group.tasks for group in solved)
    if scored == 0:
        return None
    passed = sum(group.passed * group.tasks for group in solved)
    return _wilson(passed / scored, scored / design_effect(solved), level)


def design_effect(solved: Sequence[SolvedCount]) -> float:
    """Return how many times larger the variance of the pass rate is than that of independent attempts; at least 1.

    It is the variance of the ratio estimate over whole tasks, sum((passed_i - scored_i * p)^2), divided by its value
    for independent attempts, n * p * (1 - p). Source: W. G. Cochran, "Sampling Techniques" (3rd edition, Wiley, 1977),
    section 9.7, and Kish (1965), section 8.2.

    Two made-up tasks of average size, one always solved and one never, take part in the estimate. They keep it
    defined where everything passed or failed, and keep it from claiming independence on the word of a few tasks: in
    simulations with 10 tasks of 5 samples the 95 % interval covered 96 % or more with them, down to 89 % without.
    The idea of adding two successes and two failures is that of A. Agresti and B. A. Coull, "Approximate is better
    than 'exact' for interval estimation of binomial proportions", The American Statistician 52 (1998), 119-126.
    """
    tasks = sum(group.tasks for group in solved if group.scored)
    scored = sum(group.scored * group.tasks for group in solved)
    if tasks == 0:
        return 1.0
    size = scored / tasks
    total = scored + 2 * size
    rate = (sum(group.passed * group.tasks for group in solved) + size) / total
    spread = sum(group.tasks * (group.passed - group.scored * rate) ** 2 for group in solved)
    spread += (size - size * rate) ** 2 + (size * rate) ** 2
    return max(1.0, spread / (total * rate * (1 - rate)))


def _wilson(rate: float, n: float, level: float) -> Interval:
    z = NormalDist().inv_cdf((1 + level) / 2)
    scale = 1 + z * z / n
    centre = (rate + z * z / (2 * n)) / scale
    half = z / scale * sqrt(rate * (1 - rate) / n + z * z / (4 * n * n))
    # The formula gives exactly 0 and 1 at the ends; rounding must not push past the rate or out of 0..1.
    return Interval(low=max(0.0, min(centre - half, rate)), high=min(1.0, max(centre + half, rate)), level=level)
