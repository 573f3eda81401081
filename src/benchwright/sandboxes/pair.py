"""A candidate's solution beside the task's reference: the same calls, one at a time, in alternating order.

CPU time is what the kernel counts for each process during its calls; loading is left out, and each call is made once,
so that a result kept from an earlier round helps neither side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchwright.records.execution import Measure
from benchwright.sandboxes.guest import Ended
from benchwright.sandboxes.solution import Lost, Reply, Solution


@dataclass(frozen=True)
class Timed:
    """A reply with the CPU seconds it took."""

    reply: Reply
    cpu_s: float


class Pair:
    """Calls the candidate and, as long as both come through, the reference."""

    def __init__(self, candidate: Solution, reference: Solution | None) -> None:
        self.candidate = candidate
        self._reference = reference
        self._calls = 0
        self._candidate_cpu_s = 0.0
        self._reference_cpu_s = 0.0

    async def call(self, arguments: Sequence[object], keywords: Mapping[str, object]) -> Timed:
        """Call both and return the candidate's reply."""
        self._calls += 1
        reference_first = self._calls % 2 == 0
        if reference_first:
            await self._call_reference(arguments, keywords)
        timed = await _timed(self.candidate, arguments, keywords)
        self._candidate_cpu_s += timed.cpu_s
        if isinstance(timed.reply, Lost):
            self._reference = None
        if not reference_first:
            await self._call_reference(arguments, keywords)
        return timed

    def drop_reference(self) -> None:
        """Stop measuring."""
        self._reference = None

    def measure(self, candidate: Ended, reference: Ended | None) -> Measure | None:
        """Return what both used; None where the reference did not come through all calls."""
        if self._reference is None or reference is None or not self._calls:
            return None
        return Measure(
            candidate_cpu_s=self._candidate_cpu_s,
            reference_cpu_s=self._reference_cpu_s,
            candidate_memory_mb=candidate.memory_mb,
            reference_memory_mb=reference.memory_mb,
            rounds=1,
        )

    async def _call_reference(self, arguments: Sequence[object], keywords: Mapping[str, object]) -> None:
        if self._reference is not None:
            timed = await _timed(self._reference, arguments, keywords)
            self._reference_cpu_s += timed.cpu_s
            if isinstance(timed.reply, Lost):
                self._reference = None


async def _timed(solution: Solution, arguments: Sequence[object], keywords: Mapping[str, object]) -> Timed:
    before_s = solution.guest.cpu_s()
    reply = await solution.call(arguments, keywords)
    return Timed(reply, solution.guest.cpu_s() - before_s)
