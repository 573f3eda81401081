"""The board: running counts of a run under way, for a door to draw. Written by one action, read by one door."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchwright.engine.budget import Budget
from benchwright.engine.execute import Stop
from benchwright.engine.lane import Lane
from benchwright.records.attempt import UNSCORED, Attempt, Outcome
from benchwright.records.run import RunStatus


@dataclass
class Row:
    """One candidate's counts."""

    candidate: str
    planned: int
    done: int = 0
    passed: int = 0
    errors: int = 0
    """Infrastructure errors."""
    cached: int = 0
    cost_usd: float = 0.0
    cost_unknown: int = 0
    before: int = 0
    """Attempts that were done before this process started."""

    @property
    def failed(self) -> int:
        """Attempts with a verdict other than passed."""
        return self.done - self.passed - self.errors

    def count(self, outcome: Outcome) -> None:
        """Count a finished attempt's outcome."""
        self.done += 1
        self.passed += outcome is Outcome.PASSED
        self.errors += outcome in UNSCORED


@dataclass
class Board:
    """All candidates' counts, the lanes that serve them, and the wish to stop."""

    run_id: str = ""
    note: str = ""
    """What is going on now, in words."""
    rows: dict[str, Row] = field(default_factory=dict[str, Row])
    lanes: Sequence[Lane] = ()
    stop: Stop = field(default_factory=Stop)
    stopping: RunStatus | None = None
    """How the run will stand once it has stopped; None: nobody asked for that from another door."""
    budget: Budget | None = None
    """What may be spent; None until the attempts begin."""
    opened: Callable[[str], None] | None = None
    """Told the run's id as soon as the store knows it."""
    errors: Counter[str] = field(default_factory=Counter[str])
    """What attempts without a verdict broke of."""
    started: float = field(default_factory=time.monotonic)

    def open(self, run_id: str) -> None:
        """Say which run this is the board of."""
        self.run_id = run_id
        if self.opened is not None:
            self.opened(run_id)

    def count(self, attempt: Attempt) -> None:
        """Count a finished attempt."""
        row = self.rows[attempt.candidate]
        row.count(attempt.outcome)
        if attempt.error is not None:
            self.errors[attempt.error.message] += 1
        if (answer := attempt.answer) is None:
            return
        row.cached += answer.cached
        if answer.cost_usd is None:
            row.cost_unknown += 1
        elif not answer.cached:
            row.cost_usd += answer.cost_usd

    @property
    def paused(self) -> dict[str, float]:
        """Providers that asked us to wait, with the seconds that are left."""
        return {lane.name: lane.paused_s for lane in self.lanes if lane.paused_s > 0}

    def eta_s(self, row: Row) -> float | None:
        """Seconds until a candidate is done at its rate so far; None until there is a rate."""
        fresh = row.done - row.before
        if fresh <= 0:
            return None
        return (time.monotonic() - self.started) / fresh * (row.planned - row.done)
