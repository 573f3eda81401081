"""Put two to four candidates side by side, task by task."""

from collections.abc import Sequence

from benchwright.errors import BadInput
from benchwright.records.comparison import Comparison, Contender
from benchwright.stats.compare import compare
from benchwright.store.store import Store

FEWEST, MOST = 2, 4


def compare_candidates(store: Store, contenders: Sequence[Contender]) -> Comparison:
    """Compare candidates of one or several runs, or of a suite's leaderboard, on the tasks they share."""
    if not FEWEST <= len(contenders) <= MOST:
        raise BadInput(f"{len(contenders)} contenders can't be compared: give {FEWEST} to {MOST}")
    if len(set(contenders)) < len(contenders):
        raise BadInput("a contender is given twice: compare it with another one, or with itself in another run")
    return store.remember(("comparison", *contenders), lambda: _compare(store, contenders))


def _compare(store: Store, contenders: Sequence[Contender]) -> Comparison:
    return compare(contenders, [one.candidate for one in contenders], [store.task_counts(one) for one in contenders])
