"""A run as a report: leaderboard, scores, outcomes, and why attempts failed."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from benchwright.records.attempt import Attempt, Outcome
from benchwright.records.summary import CandidateSummary, RunSummary
from benchwright.reports.document import (
    UNKNOWN,
    Bar,
    Document,
    Section,
    Table,
    interval,
    percent,
    plain,
    points,
    seconds,
)
from benchwright.reports.reasons import reason


def run_document(summary: RunSummary, attempts: Iterable[Attempt], *, most_failures: int | None = None) -> Document:
    """Return the report; what is unknown says so. At most so many failures are listed; None: all."""
    ranked = sorted(summary.candidates, key=_place)
    facts = [
        ("Suite", plain(summary.suite)),
        ("Status", f"{plain(summary.status)}, {summary.finished} of {summary.planned} attempts finished"),
        ("Sandbox", plain(summary.sandbox)),
    ]
    sections = (
        _leaderboard(ranked),
        _scores(ranked),
        _pass_at_k(ranked),
        _outcomes(ranked),
        _failures(attempts, most_failures),
    )
    return Document(
        title=f"Run {plain(summary.run_id)}",
        facts=tuple([*facts, ("Note", plain(summary.note))] if summary.note else facts),
        sections=tuple(section for section in sections if section.table.rows),
    )


def _place(candidate: CandidateSummary) -> tuple[bool, float, str]:
    return (candidate.strict is None, -(candidate.strict or 0.0), candidate.candidate)


def _leaderboard(ranked: Sequence[CandidateSummary]) -> Section:
    head = (
        "Candidate", "Passed", "Strict", "Scored only", "95 % interval", "Infra errors", "Overall", "Cost", "Tokens",
        "Latency p50 / p95",
    )  # fmt: skip
    rows = tuple(
        (
            plain(c.candidate),
            f"{c.passed}/{c.attempts}",
            percent(c.strict),
            percent(c.scored_only),
            interval(c.ci95),
            percent(c.infra_error_rate),
            points(c.overall),
            _cost(c),
            UNKNOWN if c.tokens is None else f"{c.tokens:,}",
            f"{seconds(c.latency_p50_s)} / {seconds(c.latency_p95_s)}",
        )
        for c in ranked
    )
    note = (
        "Strict divides by all planned attempts; scored only by those with a verdict, and the interval is Wilson's "
        "around that. Overall is 0 to 100."
    )
    scored = (c for c in ranked if c.scored_only is not None)
    bars = tuple(Bar(label=plain(c.candidate), rate=c.scored_only or 0.0, interval=c.ci95) for c in scored)
    return Section(title="Leaderboard", table=Table(head=head, rows=rows), note=note, bars=bars)


def _scores(ranked: Sequence[CandidateSummary]) -> Section:
    dimensions = tuple(dict.fromkeys(name for c in ranked for name in c.scores))
    rows = tuple((plain(c.candidate), *(points(c.scores.get(name)) for name in dimensions)) for c in ranked)
    head = ("Candidate", *(plain(name) for name in dimensions))
    return Section(title="Scores (0 to 100)", table=Table(head=head, rows=rows if dimensions else ()))


def _pass_at_k(ranked: Sequence[CandidateSummary]) -> Section:
    ks = sorted({k for c in ranked for k in c.pass_at_k})
    rows = tuple((plain(c.candidate), *(percent(c.pass_at_k.get(k)) for k in ks)) for c in ranked)
    head = ("Candidate", *(f"pass@{k}" for k in ks))
    return Section(title="pass@k", table=Table(head=head, rows=rows if ks else ()))


def _outcomes(ranked: Sequence[CandidateSummary]) -> Section:
    seen = [outcome for outcome in Outcome if any(c.outcome_counts.get(outcome) for c in ranked)]
    rows = tuple((plain(c.candidate), *(str(c.outcome_counts.get(one, 0)) for one in seen)) for c in ranked)
    head = ("Candidate", *(outcome.replace("_", " ") for outcome in seen))
    return Section(title="Outcomes", table=Table(head=head, rows=rows if seen else ()))


def _failures(attempts: Iterable[Attempt], most: int | None) -> Section:
    failed = _failure_rows(attempts)
    rows = tuple(islice(failed, most))
    more = next(failed, None) is not None
    head = ("Candidate", "Task", "Sample", "Outcome", "Reason", "Attempt")
    note = f"The first {most}; the Markdown and CSV exports list all." if more else ""
    return Section(title="Attempts that did not pass", table=Table(head=head, rows=rows), note=note)


def _failure_rows(attempts: Iterable[Attempt]) -> Iterator[tuple[str, ...]]:
    for attempt in attempts:
        if attempt.outcome is Outcome.PASSED:
            continue
        named = (plain(attempt.candidate), plain(attempt.task_id), str(attempt.sample))
        yield (*named, attempt.outcome.replace("_", " "), plain(reason(attempt)), plain(attempt.id))


def _cost(candidate: CandidateSummary) -> str:
    if candidate.cost_usd is not None:
        return f"${candidate.cost_usd:.4f}"
    return f"{UNKNOWN} ({candidate.cost_unknown} attempts without a price or usage)"
