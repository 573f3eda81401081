"""Sums over attempts that can be added to each other: the one arithmetic behind every table, list and chart."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from benchwright.records.attempt import UNSCORED, Outcome
from benchwright.records.summary import SolvedCount, Tally
from benchwright.store.latencies import Latencies

COLUMNS = (
    "cost_usd",
    "cost_unknown",
    "input_tokens",
    "output_tokens",
    "tokens_unknown",
    "overall_total",
    "overall_count",
    "detail",
)
"""The columns that `Figures.load` reads; a summary table has others besides, for lists that add up."""


@dataclass(slots=True)
class Mean:
    """A sum of values and how many they are."""

    total: float = 0.0
    count: int = 0

    @property
    def value(self) -> float | None:
        """The mean; None where there is no value."""
        return self.total / self.count if self.count else None


@dataclass(slots=True)
class Figures:
    """What was counted over some attempts."""

    outcomes: Counter[str] = field(default_factory=Counter[str])
    cost_usd: float = 0.0
    """Sum of the known costs."""
    cost_unknown: int = 0
    input_tokens: int = 0
    """Sum over the attempts whose usage is known."""
    output_tokens: int = 0
    tokens_unknown: int = 0
    overall: Mean = field(default_factory=Mean)
    scores: dict[str, Mean] = field(default_factory=dict[str, Mean])
    """By dimension; a mean of no values: withheld for all."""
    solved: Counter[tuple[int, int]] = field(default_factory=Counter[tuple[int, int]])
    """Number of tasks by (attempts with a verdict, attempts passed)."""
    latencies: Latencies = field(default_factory=Latencies)

    @property
    def finished(self) -> int:
        """Attempts that have ended."""
        return self.outcomes.total()

    @property
    def scored(self) -> int:
        """Attempts with a verdict."""
        return self.finished - sum(self.outcomes[outcome] for outcome in UNSCORED)

    @property
    def passed(self) -> int:
        """Attempts that passed."""
        return self.outcomes[Outcome.PASSED]

    @property
    def infra_errors(self) -> int:
        """Attempts that ended in an infrastructure error."""
        return self.outcomes[Outcome.INFRA_ERROR]

    def merge(self, other: "Figures") -> None:
        """Add another's sums."""
        self.outcomes.update(other.outcomes)
        self.cost_usd += other.cost_usd
        self.cost_unknown += other.cost_unknown
        self.input_tokens += other.input_tokens
        self.output_tokens += other.output_tokens
        self.tokens_unknown += other.tokens_unknown
        self.overall = Mean(self.overall.total + other.overall.total, self.overall.count + other.overall.count)
        for dimension, mean in other.scores.items():
            mine = self.scores.get(dimension, Mean())
            self.scores[dimension] = Mean(mine.total + mean.total, mine.count + mean.count)
        self.solved.update(other.solved)
        self.latencies.merge(other.latencies)

    def tally(self, candidate: str, planned: int) -> Tally:
        """Return what the statistics need."""
        p50, p95 = self.latencies.percentiles((0.50, 0.95))
        return Tally(
            candidate=candidate,
            attempts=planned,
            outcome_counts=dict(self.outcomes),
            solved=tuple(
                SolvedCount(scored=scored, passed=passed, tasks=self.solved[scored, passed])
                for scored, passed in sorted(self.solved)
            ),
            score_means={dimension: self.scores[dimension].value for dimension in sorted(self.scores)},
            overall=self.overall.value,
            cost_usd=self.cost_usd,
            cost_unknown=self.cost_unknown,
            tokens=None if self.tokens_unknown or not self.outcomes else self.input_tokens + self.output_tokens,
            latency_p50_s=p50,
            latency_p95_s=p95,
        )

    def columns(self) -> dict[str, Any]:
        """Return the values of a summary table's columns."""
        return {
            "finished": self.finished,
            "scored": self.scored,
            "passed": self.passed,
            "infra_errors": self.infra_errors,
            "cost_usd": self.cost_usd,
            "cost_unknown": self.cost_unknown,
            "input_tokens": self.input_tokens,
            "output_tokens": self.output_tokens,
            "tokens_unknown": self.tokens_unknown,
            "overall_total": self.overall.total,
            "overall_count": self.overall.count,
            "detail": json.dumps(
                {
                    "outcomes": self.outcomes,
                    "scores": {name: [mean.total, mean.count] for name, mean in self.scores.items()},
                    "solved": [[*group, tasks] for group, tasks in self.solved.items()],
                    "latencies": self.latencies.dump(),
                },
                separators=(",", ":"),
            ),
        }

    @classmethod
    def load(cls, row: Mapping[Any, Any]) -> "Figures":
        """Return the figures of a summary table's row."""
        detail = json.loads(row["detail"])
        return cls(
            outcomes=Counter(detail["outcomes"]),
            cost_usd=row["cost_usd"],
            cost_unknown=row["cost_unknown"],
            input_tokens=row["input_tokens"],
            output_tokens=row["output_tokens"],
            tokens_unknown=row["tokens_unknown"],
            overall=Mean(row["overall_total"], row["overall_count"]),
            scores={name: Mean(*mean) for name, mean in detail["scores"].items()},
            solved=Counter({(scored, passed): tasks for scored, passed, tasks in detail["solved"]}),
            latencies=Latencies.load(detail["latencies"]),
        )
