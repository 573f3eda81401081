"""A candidate's solution beside the task's reference: the same calls, one at a time, in alternating order.

CPU time is what the kernel counts for each process during its calls; loading is left out. Each call is made once, so
that a result kept from an earlier round helps neither side: further rounds are made in fresh processes (`rounds.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchwright.records.execution import Measure
from benchwright.sandboxes.guest import Ended
from benchwright.sandboxes.solution import Lost, Raised, Reply, Returned, Solution

MOST_KEPT_CALLS = 20_000
"""Calls that are kept for further rounds; who makes more is timed once."""
_UNCOUNTED = "it started processes, and without control groups their CPU time can't be counted"


@dataclass(frozen=True)
class Timed:
    """A reply with the CPU seconds it took."""

    reply: Reply
    cpu_s: float


@dataclass(frozen=True)
class Call:
    """A call that was made, so that it can be made again."""

    arguments: Sequence[object]
    keywords: Mapping[str, object]
    answer: int
    """Fingerprint of the candidate's reply."""


class Pair:
    """Calls the candidate and, as long as both come through, the reference."""

    def __init__(self, candidate: Solution, reference: Solution | None, *, reference_first: bool = False) -> None:
        self.candidate = candidate
        self.calls: list[Call] = []
        """What was called, as far as it is kept."""
        self._reference = reference
        self._reference_first = reference_first
        self._calls = 0
        self.candidate_cpu_s = 0.0
        self.reference_cpu_s = 0.0

    @property
    def is_measured(self) -> bool:
        """Whether the reference came through all calls so far."""
        return self._reference is not None

    async def call(self, arguments: Sequence[object], keywords: Mapping[str, object]) -> Timed:
        """Call both and return the candidate's reply."""
        reference_first = self._calls % 2 == (not self._reference_first)
        self._calls += 1
        if reference_first:
            await self._call_reference(arguments, keywords)
        timed = await _timed(self.candidate, arguments, keywords)
        self.candidate_cpu_s += timed.cpu_s
        if isinstance(timed.reply, Lost):
            self._reference = None
        if not reference_first:
            await self._call_reference(arguments, keywords)
        if self._reference is not None and len(self.calls) < MOST_KEPT_CALLS:
            self.calls.append(Call(arguments, keywords, _fingerprint(timed.reply)))
        return timed

    async def reply_to(self, arguments: Sequence[object], keywords: Mapping[str, object]) -> Reply:
        """Call like `call` where only the reply matters: without a reference, nobody asks for the time."""
        if self._reference is None:
            return await self.candidate.call(arguments, keywords)
        return (await self.call(arguments, keywords)).reply

    @property
    def has_all_calls(self) -> bool:
        """Whether all calls were kept."""
        return len(self.calls) == self._calls

    def drop_reference(self) -> None:
        """Stop measuring."""
        self._reference = None

    def measure(self, candidate: Ended, reference: Ended | None) -> Measure | None:
        """Return what both used; None where the reference did not come through all calls."""
        if self._reference is None or reference is None or not self._calls:
            return None
        return Measure(
            candidate_cpu_s=self.candidate_cpu_s,
            reference_cpu_s=self.reference_cpu_s,
            candidate_memory_mb=candidate.memory_mb,
            reference_memory_mb=reference.memory_mb,
            rounds=1,
            uncounted="" if candidate.counted and reference.counted else _UNCOUNTED,
        )

    async def _call_reference(self, arguments: Sequence[object], keywords: Mapping[str, object]) -> None:
        if self._reference is not None:
            timed = await _timed(self._reference, arguments, keywords)
            self.reference_cpu_s += timed.cpu_s
            if isinstance(timed.reply, Lost):
                self._reference = None


def _fingerprint(reply: Reply) -> int:
    """Return what tells two replies apart; messages are left out, for they may hold addresses."""
    match reply:
        case Returned(value):
            return hash(repr(value))
        case Raised(name=name):
            return hash(name)
        case _:
            return 0


async def _timed(solution: Solution, arguments: Sequence[object], keywords: Mapping[str, object]) -> Timed:
    before_s = solution.guest.cpu_s()
    reply = await solution.call(arguments, keywords)
    return Timed(reply, solution.guest.cpu_s() - before_s)
