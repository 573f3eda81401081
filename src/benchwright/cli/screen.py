"""How records look in a terminal: tables, money, percentages. Unknown is written as such, never as 0."""

import json
import sys
from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from benchwright.records.controls import without_controls
from benchwright.records.summary import CandidateSummary, RunSummary

UNKNOWN = "unknown"
out = Console(highlight=False)
"""Results: standard output."""
err = Console(stderr=True, highlight=False)
"""Progress, hints and warnings: standard error."""


def untrusted(text: str, most: int = 2000) -> Text:
    """Return text of a candidate or provider as it may be shown, cut at so many characters."""
    return Text(without_controls(text[:most]))


def print_json(document: Any) -> None:
    """Write one JSON document to standard output."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n")


def known(value: object | None) -> str:
    """Write a figure, or that it is unknown."""
    return UNKNOWN if value is None else str(value)


def percent(value: float | None) -> str:
    """Write a share as a percentage."""
    return UNKNOWN if value is None else f"{100 * value:.1f} %"


def count(value: float) -> str:
    """Write a large number short: 950, 12.3k, 4.5M."""
    for limit, unit in ((1e6, "M"), (1e3, "k")):
        if value >= limit:
            return f"{value / limit:.1f}{unit}"
    return f"{value:.0f}"


def points(value: float | None) -> str:
    """Write a score of 0..1 as 0..100."""
    return "withheld" if value is None else f"{100 * value:.1f}"


def usd(value: float | None) -> str:
    """Write money."""
    if value is None:
        return UNKNOWN
    return f"${value:.2f}" if value >= 1 or value == 0 else f"${value:.4f}"


def seconds(value: float | None) -> str:
    """Write a duration."""
    if value is None:
        return UNKNOWN
    return f"{value:.1f} s" if value >= 1 else f"{1000 * value:.0f} ms"


def duration(value: float | None) -> str:
    """Write a longer duration in its largest unit."""
    if value is None:
        return UNKNOWN
    if value < 90:  # noqa: PLR2004 - seconds read well up to a minute and a half
        return f"{value:.0f} s"
    return f"{value / 60:.0f} min" if value < 5400 else f"{value / 3600:.1f} h"  # noqa: PLR2004 - 90 minutes


def rate(summary: CandidateSummary) -> str:
    """Write the pass rate of the attempts that have a verdict, with its 95 % interval."""
    ci = summary.ci95
    if summary.scored_only is None or ci is None:
        return UNKNOWN
    return f"{percent(summary.scored_only)} ({100 * ci.low:.0f}-{100 * ci.high:.0f})"


def plain_table(title: str | None, *columns: str) -> Table:
    """Return an empty table whose first column may fold and whose others are figures."""
    table = Table(
        title=title, title_justify="left", header_style="cyan", title_style="dim", box=None, padding=(0, 2, 0, 0)
    )
    table.add_column(columns[0], overflow="fold", min_width=16, style="bold")
    for name in columns[1:]:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def leaderboard_table(title: str, candidates: Iterable[CandidateSummary]) -> Table:
    """Lay out candidates with both denominators, the 95 % interval, money and time; narrow enough for 80 columns."""
    table = plain_table(title, "candidate", "passed", "scored (95 %)", "strict", "overall", "cost", "p50")
    for row in candidates:
        table.add_row(
            row.candidate,
            f"[green]{row.passed}[/]/{row.attempts}",
            rate(row),
            percent(row.strict),
            points(row.overall),
            usd(row.cost_usd),
            seconds(row.latency_p50_s),
        )
    return table


def scores_table(candidates: Iterable[CandidateSummary]) -> Table | None:
    """Lay out pass@k and the mean of each score, 0 to 100; None where the leaderboard says it all."""
    rows = list(candidates)
    ks = sorted({k for row in rows for k in row.pass_at_k if k > 1})
    dimensions = list(dict.fromkeys(name for row in rows for name in row.scores))
    if len(dimensions) + len(ks) <= 1:
        return None
    table = plain_table(None, "scores, 0 to 100", *(f"pass@{k}" for k in ks), *dimensions)
    for row in rows:
        at_k = (points(row.pass_at_k[k]) if k in row.pass_at_k else UNKNOWN for k in ks)
        table.add_row(row.candidate, *at_k, *(points(row.scores.get(name)) for name in dimensions))
    return table


def print_leaderboard(title: str, candidates: Iterable[CandidateSummary]) -> None:
    """Print candidates in the order given, then their scores, and who was tried on fewer tasks than others."""
    rows = list(candidates)
    out.print(leaderboard_table(title, rows))
    most = max((row.tasks for row in rows), default=0)
    for row in rows:
        if row.tasks < most:
            out.print(f"[yellow]{row.candidate}[/] has verdicts on {row.tasks} of {most} tasks only")
    out.print()
    scores = scores_table(rows)
    if scores is not None:
        out.print(scores)
        out.print()


def print_summary(summary: RunSummary) -> None:
    """Print a run's leaderboard and what went wrong in it."""
    ranked = sorted(summary.candidates, key=lambda c: (-(c.scored_only or 0), -(c.overall or 0)))
    print_leaderboard(f"{summary.suite} · {summary.run_id} · sandbox {summary.sandbox}", ranked)
    counts = ", ".join(f"{name} {count}" for name, count in sorted(summary.outcome_counts.items()))
    out.print(f"{summary.finished} of {summary.planned} attempts: {counts or 'none yet'}")
    for task_id, flaw in summary.quarantined.items():
        out.print(f"[yellow]left out[/] {task_id}:", untrusted(flaw))
    errors = summary.outcome_counts.get("infra_error", 0)
    if errors:
        out.print(f"[yellow]{errors} infrastructure errors[/]: counted as 0 under strict, left out of scored only")
    if summary.spent_usd:
        out.print(f"paid by this run: {usd(summary.spent_usd)} (cost is what the answers cost when bought)")
    if summary.note:
        out.print(f"[yellow]{summary.status}[/]:", untrusted(summary.note))


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
        "spent_usd": summary.spent_usd,
        "candidates": [candidate_document(candidate) for candidate in summary.candidates],
        "quarantined": summary.quarantined,
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
        "tasks": candidate.tasks,
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
