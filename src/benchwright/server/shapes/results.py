"""Results over many runs: leaderboards, comparisons, figures for charts, money spent."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from benchwright.records.absence import AbsenceReason
from benchwright.server.shapes.figures import Figures, IntervalShape
from benchwright.server.shapes.shape import Question, Shape, Text, Usd


class RankShape(Shape):
    """The places that a candidate's interval leaves open; 1 is best."""

    low: int
    high: int


class BestRunShape(Shape):
    """A candidate's most accurate run, with what that same run cost and took."""

    run_id: str
    summary: Figures


class StandingShape(Shape):
    """One candidate's place; candidates whose ranks overlap can't be told apart."""

    rank: RankShape
    candidate_digest: str
    summary: Figures
    best: BestRunShape | None
    """Null: it was in none of the newest runs."""


class Absent(Shape):
    """A candidate that took part and yet is not listed."""

    suite: Text
    candidate: Text
    candidate_digest: str
    reason: AbsenceReason
    explanation: Text
    runs: tuple[str, ...]


class SuiteBoard(Shape):
    """One suite's candidates, best first."""

    suite: Text
    difficulty: str | None
    language: str | None
    standings: tuple[StandingShape, ...]
    absent: tuple[Absent, ...]


class ContenderRequest(Question):
    """Whose results to compare: a candidate in one run, or as its suite's leaderboard knows it."""

    candidate: str = Field(min_length=1, max_length=300)
    run_id: str | None = Field(default=None, max_length=100)
    suite: str | None = Field(default=None, max_length=300)


class ContenderShape(Shape):
    """A candidate that is compared."""

    candidate: Text
    run_id: str | None
    suite: Text | None


class TaskCell(Shape):
    """One candidate's attempts at one task."""

    finished: int
    scored: int
    passed: int
    overall: float | None


class TaskComparisonShape(Shape):
    """One task, with each contender's figures in the contenders' order."""

    task_id: Text
    difficulty: str
    language: str
    counts: tuple[TaskCell | None, ...]
    """Null: no attempt."""
    verdict: Literal["same", "differs", "incomparable"]


class Difference(Shape):
    """How much better one contender is than another on the tasks that both have a verdict on."""

    first: int
    """Index of a contender."""
    second: int
    tasks: int
    better: int
    worse: int
    difference: float | None
    ci95: IntervalShape | None
    strict_difference: float | None


class ComparisonShape(Shape):
    """Two to four candidates side by side."""

    contenders: tuple[ContenderShape, ...]
    names: tuple[Text, ...]
    pairs: tuple[Difference, ...]
    tasks: tuple[TaskComparisonShape, ...]
    edited: int
    """Tasks left out because the contenders met them in different forms."""


class LatencyBandShape(Shape):
    """How many calls took at most so long, and longer than the band below."""

    up_to_s: float
    calls: int


class LatencyShape(Shape):
    """How calls' latencies are spread."""

    calls: int
    p50_s: float | None
    p75_s: float | None
    p90_s: float | None
    p95_s: float | None
    p99_s: float | None
    bands: tuple[LatencyBandShape, ...]


class AnalyticsCellShape(Shape):
    """One candidate's figures over all tasks, or over those of one difficulty or language."""

    candidate_digest: str
    difficulty: str | None
    language: str | None
    summary: Figures
    scored: int
    input_tokens: int
    output_tokens: int
    tokens_unknown: int
    cost_per_passed_usd: Usd | None
    latency: LatencyShape


class AnalyticsShape(Shape):
    """The figures behind the charts, of one run or of a suite's leaderboard."""

    run_id: str | None
    suite: Text
    cells: tuple[AnalyticsCellShape, ...]


class MoneyShape(Shape):
    """What was paid in some time."""

    usd: Usd
    calls: int
    unpriced: int
    """Calls whose price nobody knows: not in `usd`."""


class DayShape(Shape):
    """What was paid on one day, in UTC."""

    day: date
    money: MoneyShape


class SpendingShape(Shape):
    """What was paid today, this month and ever."""

    today: MoneyShape
    month: MoneyShape
    all: MoneyShape
    days: tuple[DayShape, ...]


class SuiteResults(Shape):
    """A suite that runs were made of."""

    suite: Text
    runs: int
    tasks: int
    """Tasks with at least one verdict."""
    candidates: int
    languages: tuple[Text, ...]
    """Of those tasks, by name."""
    last_run_at: datetime


class TaskResults(Shape):
    """A task over all candidates, in the form that its suite's newest run knew it in."""

    suite: Text
    task_id: Text
    task_digest: str
    difficulty: str
    language: str
    candidates: int
    finished: int
    scored: int
    passed: int
    strict: float | None
    scored_only: float | None
    cost_usd: Usd
    cost_unknown: int
