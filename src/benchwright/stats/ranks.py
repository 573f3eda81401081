"""Ranks that say how sure they are: candidates whose intervals overlap can't be told apart."""

from collections.abc import Sequence

from benchwright.records.record import Record
from benchwright.records.summary import Interval


class Rank(Record):
    """A place, and the places that its interval leaves open; 1 is best."""

    low: int
    """The best place it may have: one more than those that are surely better."""
    high: int
    """The worst place it may have: those that are surely worse stand below it."""


def ranks(intervals: Sequence[Interval | None]) -> tuple[Rank, ...]:
    """Return the open places of each candidate by its interval; one without any may have every place.

    Candidates are ordered where their intervals don't overlap. Source: W.-L. Chiang et al., "Chatbot Arena" (2024),
    arXiv:2403.04132, section 5 (approximate ranking): 1 + the number of those whose lower end is above one's upper end.
    """
    return tuple(_rank(one, intervals) for one in intervals)


def _rank(one: Interval | None, all_of_them: Sequence[Interval | None]) -> Rank:
    if one is None:
        return Rank(low=1, high=len(all_of_them))
    better = sum(other is not None and other.low > one.high for other in all_of_them)
    worse = sum(other is not None and other.high < one.low for other in all_of_them)
    return Rank(low=1 + better, high=len(all_of_them) - worse)
