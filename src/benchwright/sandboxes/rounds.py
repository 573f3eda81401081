"""Timing rounds: the calls of a judged run again, A-B-A-B on one core, each round in a fresh pair of guests.

Fresh, because a program may keep results: only the first time it does the work. And because where the system puts a
program in memory makes it faster or slower by some percent for as long as it lives (Mytkowicz et al., "Producing wrong
data without doing anything obviously wrong", 2009): a new process draws anew.
Covered: clock speed and neighbours that change from call to call; results kept between rounds; work that is only
pretended (a round whose answers differ from the judged ones ends the comparison).
Not covered: work done while a program is loaded is not counted, and results kept from one call to a later, other call
of the same round are fair play.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from benchwright.errors import SandboxError
from benchwright.records.execution import TIMING_RESOLUTION_S, Limits, Measure
from benchwright.records.task import FunctionTask
from benchwright.sandboxes.cores import Core, claim_core
from benchwright.sandboxes.crew import Crew
from benchwright.sandboxes.launch import Launcher
from benchwright.sandboxes.pair import Call, Pair
from benchwright.sandboxes.solution import Solution

FEWEST_ROUNDS = 3
"""Rounds that are made whatever they cost."""
MOST_ROUNDS = 7
"""Rounds after which there are enough, however much they differ."""
STEADY = 0.05
"""Where all ratios so far lie within this much of their middle, no further round is needed."""
BUDGET_S = 1.0
"""CPU seconds of both sides after which no more than the fewest rounds are begun."""


@dataclass(frozen=True)
class Contest:
    """What is compared."""

    task: FunctionTask
    code: str
    limits: Limits


@dataclass(frozen=True)
class _Round:
    candidate_cpu_s: float
    reference_cpu_s: float
    same_core: bool


class _Unfit(Exception):
    """A round that can't count, and why."""


async def time_rounds(launcher: Launcher, contest: Contest, judged: Pair, *, first: Measure) -> Measure:
    """Return the first measure with rounds added, where the candidate ran long enough for them to tell anything."""
    if first.candidate_cpu_s < TIMING_RESOLUTION_S:
        return first
    if not judged.has_all_calls:
        return first.model_copy(update={"rounds_ended": f"more than {len(judged.calls)} calls"})
    rounds: list[_Round] = []
    ended = ""
    core = claim_core()
    try:
        while len(rounds) < FEWEST_ROUNDS or _wants_more(rounds):
            odd = len(rounds) % 2 == 1
            rounds.append(await _round(launcher, contest, judged.calls, core=core, reference_first=odd))
    except (_Unfit, SandboxError) as error:
        ended = str(error)
    finally:
        core.release()
    return _with(first, rounds, ended)


async def _round(
    launcher: Launcher, contest: Contest, calls: Sequence[Call], *, core: Core, reference_first: bool
) -> _Round:
    crew = Crew()
    try:
        await crew.gather(launcher, contest.limits, ("solution", "solution"))
        held = [guest.hold_on(core.number) for guest in crew.guests]
        candidate, reference = (Solution(guest) for guest in crew.guests)
        await _load(contest, candidate, reference)
        pair = Pair(candidate, reference, reference_first=reference_first)
        for call in calls:
            await _repeat(pair, call)
        return _Round(pair.candidate_cpu_s, pair.reference_cpu_s, same_core=all(held))
    finally:
        await crew.dismiss()


async def _load(contest: Contest, candidate: Solution, reference: Solution) -> None:
    task = contest.task
    lost = await asyncio.gather(
        candidate.load(contest.code, task.entry_point), reference.load(task.reference, task.entry_point)
    )
    reasons = [each.text for each in lost if each is not None]
    if reasons:
        raise _Unfit(f"a program that loaded once did not load again: {reasons[0]}")


async def _repeat(pair: Pair, call: Call) -> None:
    await pair.call(call.arguments, call.keywords)
    if not pair.is_measured:
        raise _Unfit("a program that came through once did not come through again")
    if pair.calls[-1].answer != call.answer:
        raise _Unfit("the program answered otherwise than when it was judged")


def _wants_more(rounds: Sequence[_Round]) -> bool:
    if len(rounds) >= MOST_ROUNDS or _spent_s(rounds) >= BUDGET_S:
        return False
    ratios = [each.candidate_cpu_s / max(each.reference_cpu_s, 1e-9) for each in rounds]
    return max(ratios) - min(ratios) > 2 * STEADY * median(ratios)


def _spent_s(rounds: Sequence[_Round]) -> float:
    return sum(each.candidate_cpu_s + each.reference_cpu_s for each in rounds)


def _with(first: Measure, rounds: Sequence[_Round], ended: str) -> Measure:
    if not rounds:
        return first.model_copy(update={"rounds_ended": ended})
    candidate_s = tuple(each.candidate_cpu_s for each in rounds)
    reference_s = tuple(each.reference_cpu_s for each in rounds)
    return first.model_copy(
        update={
            "candidate_cpu_s": median(candidate_s),
            "reference_cpu_s": median(reference_s),
            "rounds": len(rounds),
            "candidate_rounds_s": candidate_s,
            "reference_rounds_s": reference_s,
            "same_core": all(each.same_core for each in rounds),
            "rounds_ended": ended,
        }
    )
