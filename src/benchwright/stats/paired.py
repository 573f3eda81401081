"""How much better one candidate is than another on the same tasks."""

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist

from benchwright.records.summary import Interval


def paired_interval(differences: Sequence[float], level: float = 0.95) -> Interval | None:
    """Return the interval of the mean of per-task differences in pass rate (each -1..1); None where there is none.

    Half a task is added to each of the four ways in which two answers to one task can end (both pass, either one,
    none): an interval of width zero would claim certainty wherever all differences are the same, and for few tasks the
    plain one covers less than it says. With one sample for each task this is the interval of A. Agresti and Y. Min,
    "Simple improved confidence intervals for comparing matched proportions", Statistics in Medicine 24 (2005),
    729-740; with several, the differences are means, and the same four halves are added to them.
    """
    if not differences:
        return None
    n = len(differences) + 2
    mean = sum(differences) / n
    variance = (sum(difference * difference for difference in differences) + 1) / n - mean * mean
    half = NormalDist().inv_cdf((1 + level) / 2) * sqrt(variance / n)
    plain = sum(differences) / len(differences)
    return Interval(low=max(-1.0, min(mean - half, plain)), high=min(1.0, max(mean + half, plain)), level=level)
