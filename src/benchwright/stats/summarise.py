"""From what the store counted to what is said about a candidate."""

from functools import lru_cache

from benchwright.records.attempt import UNSCORED, Outcome
from benchwright.records.summary import CandidateSummary, Interval, SolvedCount, Tally
from benchwright.stats.intervals import clustered_wilson
from benchwright.stats.pass_at_k import mean_pass_at_k

SHOWN_K = (1, 2, 5, 10, 100)
"""The k that summaries show, as far as there are samples."""


def summarise(tally: Tally) -> CandidateSummary:
    """Turn one candidate's counts into its figures, unknown ones left unknown.

    `strict` divides by the attempts planned, `scored_only` by those with a verdict; the infrastructure-error rate is
    the share of the attempts that have ended. Source: this project's own convention, docs/explanations/scores.md;
    the interval and pass@k cite theirs in `clustered_wilson` and `mean_pass_at_k`.
    """
    counts = tally.outcome_counts
    finished = sum(counts.values())
    passed = counts.get(Outcome.PASSED, 0)
    scored = finished - sum(counts.get(outcome, 0) for outcome in UNSCORED)
    ci95, pass_at_k = _over_tasks(tally.solved)
    return CandidateSummary(
        candidate=tally.candidate,
        attempts=tally.attempts,
        finished=finished,
        passed=passed,
        tasks=sum(group.tasks for group in tally.solved),
        outcome_counts=counts,
        strict=passed / tally.attempts if finished and tally.attempts else None,
        scored_only=passed / scored if scored else None,
        ci95=ci95,
        infra_error_rate=counts.get(Outcome.INFRA_ERROR, 0) / finished if finished else 0.0,
        pass_at_k=dict(pass_at_k),
        scores=tally.score_means,
        overall=tally.overall,
        cost_usd=None if tally.cost_unknown else tally.cost_usd,
        cost_unknown=tally.cost_unknown,
        tokens=tally.tokens,
        latency_p50_s=tally.latency_p50_s,
        latency_p95_s=tally.latency_p95_s,
    )


@lru_cache(maxsize=2048)
def _over_tasks(solved: tuple[SolvedCount, ...]) -> tuple[Interval | None, dict[int, float]]:
    """Return the interval and pass@k; leaderboards ask for those of the same few counts again and again."""
    return clustered_wilson(solved), _pass_at_k(solved)


def _pass_at_k(solved: tuple[SolvedCount, ...]) -> dict[int, float]:
    if max((group.scored for group in solved), default=0) < 2:  # noqa: PLR2004 - with one sample it is the rate
        return {}
    return mean_pass_at_k(solved, SHOWN_K)
