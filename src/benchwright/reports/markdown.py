"""A run as a Markdown page for people: leaderboard, scores, outcomes, and why attempts failed."""

import re
from collections.abc import Iterable, Iterator, Sequence

from benchwright.records.attempt import Attempt, Outcome
from benchwright.records.controls import without_controls
from benchwright.records.summary import CandidateSummary, Interval, RunSummary
from benchwright.reports.reasons import reason

UNKNOWN = "unknown"
_LONGEST_CELL = 300


def to_markdown(summary: RunSummary, attempts: Iterable[Attempt]) -> str:
    """Return the page; what is unknown says so, and text from answers can't become markup."""
    ranked = sorted(summary.candidates, key=_place)
    sections = (
        _head(summary),
        _leaderboard(ranked),
        _scores(ranked),
        _pass_at_k(ranked),
        _outcomes(ranked),
        _failures(attempts),
    )
    return "\n\n".join(section for section in sections if section) + "\n"


def _place(candidate: CandidateSummary) -> tuple[bool, float, str]:
    return (candidate.strict is None, -(candidate.strict or 0.0), candidate.candidate)


def _head(summary: RunSummary) -> str:
    lines = [
        f"# Run {_text(summary.run_id)}\n",
        f"- Suite: {_text(summary.suite)}",
        f"- Status: {_text(summary.status)}, {summary.finished} of {summary.planned} attempts finished",
        f"- Sandbox: {_text(summary.sandbox)}",
    ]
    return "\n".join([*lines, f"- Note: {_text(summary.note)}"] if summary.note else lines)


def _leaderboard(ranked: Sequence[CandidateSummary]) -> str:
    head = ("Candidate", "Passed", "Strict", "Scored only", "95 % interval", "Infra errors", "Overall")
    rows = [
        (
            _text(c.candidate),
            f"{c.passed}/{c.attempts}",
            _percent(c.strict),
            _percent(c.scored_only),
            _interval(c.ci95),
            _percent(c.infra_error_rate),
            _points(c.overall),
            _cost(c),
            UNKNOWN if c.tokens is None else f"{c.tokens:,}",
            f"{_seconds(c.latency_p50_s)} / {_seconds(c.latency_p95_s)}",
        )
        for c in ranked
    ]
    note = (
        "Strict divides by all planned attempts; scored only by those with a verdict, and the interval is Wilson's "
        "around that. Overall is 0 to 100."
    )
    table = _table((*head, "Cost", "Tokens", "Latency p50 / p95"), rows)
    return f"## Leaderboard\n\n{table}\n\n{note}"


def _scores(ranked: Sequence[CandidateSummary]) -> str:
    dimensions = list(dict.fromkeys(name for c in ranked for name in c.scores))
    rows = [(_text(c.candidate), *(_points(c.scores.get(name)) for name in dimensions)) for c in ranked]
    head = ("Candidate", *(_text(name) for name in dimensions))
    return f"## Scores (0 to 100)\n\n{_table(head, rows)}" if dimensions else ""


def _pass_at_k(ranked: Sequence[CandidateSummary]) -> str:
    ks = sorted({k for c in ranked for k in c.pass_at_k})
    rows = [(_text(c.candidate), *(_percent(c.pass_at_k.get(k)) for k in ks)) for c in ranked]
    head = ("Candidate", *(f"pass@{k}" for k in ks))
    return f"## pass@k\n\n{_table(head, rows)}" if ks else ""


def _outcomes(ranked: Sequence[CandidateSummary]) -> str:
    seen = [outcome for outcome in Outcome if any(c.outcome_counts.get(outcome) for c in ranked)]
    rows = [(_text(c.candidate), *(str(c.outcome_counts.get(outcome, 0)) for outcome in seen)) for c in ranked]
    head = ("Candidate", *(outcome.replace("_", " ") for outcome in seen))
    return f"## Outcomes\n\n{_table(head, rows)}" if seen else ""


def _failures(attempts: Iterable[Attempt]) -> str:
    rows = list(_failure_rows(attempts))
    head = ("Candidate", "Task", "Sample", "Outcome", "Reason", "Attempt")
    return f"## Attempts that did not pass\n\n{_table(head, rows)}" if rows else ""


def _failure_rows(attempts: Iterable[Attempt]) -> Iterator[tuple[str, ...]]:
    for attempt in attempts:
        if attempt.outcome is Outcome.PASSED:
            continue
        named = (_text(attempt.candidate), _text(attempt.task_id), str(attempt.sample))
        yield (*named, attempt.outcome.replace("_", " "), _text(reason(attempt)), _text(attempt.id))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _text(text: str) -> str:
    flat = " ".join(without_controls(text.encode("utf-8", "replace").decode("utf-8")).split())
    cut = flat if len(flat) <= _LONGEST_CELL else f"{flat[: _LONGEST_CELL - 1]}…"
    return re.sub(r"([\\`*\[\]<>|&~$])", r"\\\1", cut)


def _percent(rate: float | None) -> str:
    return UNKNOWN if rate is None else f"{100 * rate:.1f} %"


def _points(score: float | None) -> str:
    return UNKNOWN if score is None else f"{100 * score:.1f}"


def _interval(interval: Interval | None) -> str:
    return UNKNOWN if interval is None else f"{100 * interval.low:.1f} to {100 * interval.high:.1f} %"


def _seconds(seconds: float | None) -> str:
    return UNKNOWN if seconds is None else f"{seconds:.2f} s"


def _cost(candidate: CandidateSummary) -> str:
    if candidate.cost_usd is not None:
        return f"${candidate.cost_usd:.4f}"
    return f"{UNKNOWN} ({candidate.cost_unknown} attempts without a price or usage)"
