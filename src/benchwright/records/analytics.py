"""Figures for charts: one cell for each candidate, difficulty and language, sums included."""

from benchwright.records.record import Record
from benchwright.records.summary import CandidateSummary, Tally


class LatencyBand(Record):
    """How many calls took at most so long, and longer than the band below."""

    up_to_s: float
    calls: int


class Latency(Record):
    """How calls' latencies are spread; percentiles are exact for few calls and within 1 % beyond."""

    calls: int
    p50_s: float | None
    p75_s: float | None
    p90_s: float | None
    p95_s: float | None
    p99_s: float | None
    bands: tuple[LatencyBand, ...]
    """From the shortest to the longest; bounds double from one to the next. Empty but over all tasks."""


class AnalyticsCell(Record):
    """One candidate's figures, over all tasks or those of one difficulty or language."""

    candidate_digest: str
    difficulty: str | None
    """None: over all."""
    language: str | None
    """None: over all."""
    summary: CandidateSummary
    scored: int
    input_tokens: int
    """Sum of those that are known."""
    output_tokens: int
    tokens_unknown: int
    """Attempts without known usage."""
    cost_per_passed_usd: float | None
    """Known cost / passed; None where nothing passed or a cost is unknown."""
    latency: Latency


class Analytics(Record):
    """The cells of one run, or of a suite's leaderboard."""

    run_id: str | None
    suite: str
    cells: tuple[AnalyticsCell, ...]


class Cell(Record):
    """One cell as the store counted it; the statistics make an AnalyticsCell of it."""

    suite: str
    candidate_digest: str
    difficulty: str | None
    language: str | None
    tally: Tally
    scored: int
    input_tokens: int
    output_tokens: int
    tokens_unknown: int
    latency: Latency
