"""How records look in a terminal: tables, money, percentages. Unknown is written as such, never as 0."""

import json
import sys
from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.table import Table

from benchwright.records.summary import CandidateSummary, RunSummary

UNKNOWN = "unknown"
out = Console(highlight=False)
"""Results: standard output."""
err = Console(stderr=True, highlight=False)
"""Progress, hints and warnings: standard error."""


def print_json(document: Any) -> None:
    """Write one JSON document to standard output."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n")


def percent(value: float | None) -> str:
    """Write a share as a percentage."""
    return UNKNOWN if value is None else f"{100 * value:.1f} %"


def points(value: float | None) -> str:
    """Write a score of 0..1 as 0..100."""
    return "withheld" if value is None else f"{100 * value:.1f}"


def usd(value: float | None) -> str:
    """Write money."""
    return UNKNOWN if value is None else f"${value:.4f}"


def seconds(value: float | None) -> str:
    """Write a duration."""
    return UNKNOWN if value is None else f"{value:.2f} s"


def duration(value: float | None) -> str:
    """Write a longer duration in its largest unit."""
    if value is None:
        return UNKNOWN
    if value < 90:  # noqa: PLR2004 - seconds read well up to a minute and a half
        return f"{value:.0f} s"
    return f"{value / 60:.0f} min" if value < 5400 else f"{value / 3600:.1f} h"  # noqa: PLR2004 - 90 minutes


def interval(summary: CandidateSummary) -> str:
    """Write the 95 % interval of the pass rate."""
    ci = summary.ci95
    return UNKNOWN if ci is None else f"{100 * ci.low:.1f} to {100 * ci.high:.1f} %"


def leaderboard_table(title: str, candidates: Iterable[CandidateSummary]) -> Table:
    """Lay out candidates with both denominators, their interval, scores, money and time."""
    rows = list(candidates)
    ks = sorted({k for row in rows for k in row.pass_at_k})
    dimensions = list(dict.fromkeys(name for row in rows for name in row.scores))
    table = Table(title=title, title_justify="left", header_style="bold")
    table.add_column("candidate", overflow="fold", min_width=12)
    for name in ("passed", "scored only", "95 % interval", "strict", *(f"pass@{k}" for k in ks)):
        table.add_column(name, justify="right")
    for name in (*dimensions, "overall", "cost", "p50"):
        table.add_column(name, justify="right")
    for row in rows:
        table.add_row(
            row.candidate,
            f"{row.passed}/{row.attempts}",
            percent(row.scored_only),
            interval(row),
            percent(row.strict),
            *(percent(row.pass_at_k.get(k)) for k in ks),
            *(points(row.scores.get(name)) for name in dimensions),
            points(row.overall),
            usd(row.cost_usd),
            seconds(row.latency_p50_s),
        )
    return table


def print_summary(summary: RunSummary) -> None:
    """Print a run's leaderboard and what went wrong in it."""
    ranked = sorted(summary.candidates, key=lambda c: (-(c.scored_only or 0), -(c.overall or 0)))
    out.print(leaderboard_table(f"{summary.suite} · {summary.run_id} · sandbox {summary.sandbox}", ranked))
    counts = ", ".join(f"{name} {count}" for name, count in sorted(summary.outcome_counts.items()))
    out.print(f"{summary.finished} of {summary.planned} attempts: {counts or 'none yet'}")
    errors = summary.outcome_counts.get("infra_error", 0)
    if errors:
        out.print(f"[yellow]{errors} infrastructure errors[/]: counted as 0 under strict, left out of scored only")
    if summary.note:
        out.print(f"[yellow]{summary.status}[/]: {summary.note}")


def summary_document(summary: RunSummary) -> dict[str, Any]:
    """Return a run's figures as `run --json` prints them."""
    return {
        "run_id": summary.run_id,
        "suite": summary.suite,
        "status": summary.status,
        "sandbox": summary.sandbox,
        "planned": summary.planned,
        "finished": summary.finished,
        "outcome_counts": summary.outcome_counts,
        "candidates": [candidate_document(candidate) for candidate in summary.candidates],
        "note": summary.note,
    }


def candidate_document(candidate: CandidateSummary) -> dict[str, Any]:
    """Return one candidate's figures for machines; unknown is null."""
    ci = candidate.ci95
    return {
        "candidate": candidate.candidate,
        "attempts": candidate.attempts,
        "finished": candidate.finished,
        "passed": candidate.passed,
        "outcome_counts": candidate.outcome_counts,
        "strict": candidate.strict,
        "scored_only": candidate.scored_only,
        "ci95": None if ci is None else [ci.low, ci.high],
        "infra_error_rate": candidate.infra_error_rate,
        "pass_at_k": candidate.pass_at_k,
        "scores": candidate.scores,
        "overall": candidate.overall,
        "cost_usd": candidate.cost_usd,
        "cost_unknown": candidate.cost_unknown,
        "tokens": candidate.tokens,
        "latency_s": {"p50": candidate.latency_p50_s, "p95": candidate.latency_p95_s},
    }
