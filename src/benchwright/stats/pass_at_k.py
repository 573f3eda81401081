"""pass@k: the chance that at least one of k samples of a task passes."""

from collections.abc import Iterable, Sequence
from math import comb

from benchwright.records.summary import SolvedCount


def pass_at_k(n: int, c: int, k: int) -> float:
    """Return the unbiased estimate 1 - C(n - c, k) / C(n, k) from `c` passed of `n` samples of one task.

    Source: M. Chen et al., "Evaluating Large Language Models Trained on Code" (2021), arXiv:2107.03374, equation 1.
    """
    if not (0 <= c <= n and 1 <= k <= n):
        raise ValueError(f"no pass@{k} from {c} passed of {n} samples: needs 0 <= c <= n and 1 <= k <= n")
    ways = comb(n, k)
    return (ways - comb(n - c, k)) / ways  # one rounding: Python divides whole numbers of any size correctly


def mean_pass_at_k(solved: Sequence[SolvedCount], ks: Iterable[int]) -> dict[int, float]:
    """Return the mean of `pass_at_k` over tasks, for those of `ks` that every task has samples enough for.

    A k beyond the smallest number of scored samples is left out: the estimate is not defined for that task, and a
    mean over the other tasks would be a figure for a different suite. Tasks without any scored sample have no verdict
    and take no part, as under `scored_only`.

    Source: Chen et al. (2021), arXiv:2107.03374, section 2.1: the expectation over problems.
    """
    groups = [group for group in solved if group.scored and group.tasks]
    if not groups:
        return {}
    smallest = min(group.scored for group in groups)
    return {k: _mean(groups, k) for k in ks if k <= smallest}


def _mean(groups: Sequence[SolvedCount], k: int) -> float:
    total = sum(group.tasks * pass_at_k(group.scored, group.passed, k) for group in groups)
    return total / sum(group.tasks for group in groups)
