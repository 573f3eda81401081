"""One execution from start to end: guests up together, a judgement, and nothing left of them, whatever happens."""

import asyncio
import time
from dataclasses import dataclass

from benchwright.errors import SandboxError
from benchwright.records.execution import CaseResult, Execution, LimitName, Limits, SandboxTier
from benchwright.records.task import CheckProgram, FunctionTask
from benchwright.sandboxes.attribution import attributed
from benchwright.sandboxes.cases import Findings, judge_cases, not_run
from benchwright.sandboxes.check_program import judge_check, judge_in_process, judge_table
from benchwright.sandboxes.check_table import Table, as_table
from benchwright.sandboxes.crew import Crew
from benchwright.sandboxes.guest import Ended
from benchwright.sandboxes.launch import Launcher, Role
from benchwright.sandboxes.pair import Pair
from benchwright.sandboxes.rounds import Contest, time_rounds
from benchwright.sandboxes.solution import Lost, Solution


@dataclass(frozen=True)
class Work:
    """What is to be executed."""

    task: FunctionTask
    code: str
    limits: Limits
    measure: bool

    @property
    def check(self) -> CheckProgram | None:
        """The check program, where the task has one."""
        return self.task.check

    @property
    def in_process(self) -> bool:
        """Whether check and solution have to share a process."""
        return self.check is not None and self.check.isolation == "in_process"

    @property
    def table(self) -> Table | None:
        """The check program, where it is nothing but a table and needs no process."""
        return as_table(self.check, self.task.entry_point) if self.check is not None else None

    @property
    def measured(self) -> bool:
        """Whether a reference runs beside the candidate."""
        return self.measure and bool(self.task.reference) and not self.in_process

    @property
    def effective_limits(self) -> Limits:
        """The run's limits, with the task's own where it has some."""
        own = {name: value for name, value in self.task.limits if value is not None}
        return self.limits.model_copy(update=own) if own else self.limits


async def execute(launcher: Launcher, tier: SandboxTier, work: Work) -> Execution:
    """Run the work in fresh guests and judge it."""
    crew = Crew()
    roles: list[Role] = ["solution"] * (1 + work.measured)
    if work.check is not None and not work.in_process and work.table is None:
        roles.append("check")
    try:
        await crew.gather(launcher, work.effective_limits, roles)
        started_s = time.monotonic()
        judged = await _run(crew, tier, work, started_s)
    finally:
        await crew.dismiss()
    execution = await _timed_again(judged, launcher, work)
    return await attributed(execution, work.task, work.code, launcher=launcher, limits=work.effective_limits)


async def _timed_again(judged: "_Judged", launcher: Launcher, work: Work) -> Execution:
    """Repeat the calls in fresh guests where the programs ran long enough to be compared."""
    execution = judged.execution
    if execution.measure is None or execution.measure.uncounted:
        return execution
    contest = Contest(work.task, work.code, work.effective_limits)
    measure = await time_rounds(launcher, contest, judged.pair, first=execution.measure)
    return execution.model_copy(update={"measure": measure})


@dataclass(frozen=True)
class _Judged:
    execution: Execution
    pair: Pair


async def _run(crew: Crew, tier: SandboxTier, work: Work, started_s: float) -> _Judged:
    candidate, *others = [Solution(guest) for guest in crew.guests]
    reference = others.pop(0) if work.measured else None
    pair = Pair(candidate, reference)
    findings = await _load_and_judge(work, pair, reference=reference, checker=others[0] if others else None)
    wrong = not all(result.passed for result in findings.results)
    if not findings.tampered and await candidate.spoke_unasked(wrong=wrong):
        findings = Findings(findings.results, findings.limit, "forged-frame")
    wall_s = time.monotonic() - started_s
    # Nothing is learned from how one goes that has passed; but no leftover work may disturb what is timed next.
    soon = not wrong and not findings.tampered and not work.measured
    ended = dict(zip(crew.guests, await crew.dismiss(soon=soon), strict=True))
    if any(one.lost for one in ended.values()):
        raise SandboxError("a sandboxed process was killed from outside; is the machine short of memory?")
    ran = ended[candidate.guest]
    execution = Execution(
        sandbox=tier,
        results=findings.results,
        planned=len(work.task.cases) or 1,
        load_error=findings.load_error,
        limit=_limit(findings, ran, [ended[other.guest] for other in others]),
        tampered=findings.tampered,
        in_process=work.in_process,
        stdout=ran.stdout,
        stderr=ran.stderr,
        cpu_s=ran.cpu_s,
        wall_s=wall_s,
        memory_mb=ran.memory_mb,
    )
    if not execution.passed or reference is None:
        return _Judged(execution, pair)
    measure = pair.measure(ran, ended[reference.guest])
    return _Judged(execution.model_copy(update={"measure": measure}), pair)


async def _load_and_judge(work: Work, pair: Pair, *, reference: Solution | None, checker: Solution | None) -> Findings:
    task = work.task
    if work.check is not None and work.in_process:
        return await judge_in_process(task, work.check, work.code, guest=pair.candidate)
    loads = [pair.candidate.load(work.code, task.entry_point)]
    if reference is not None:
        loads.append(reference.load(task.reference, task.entry_point))
    lost, *reference_lost = await asyncio.gather(*loads)
    if any(reference_lost):
        pair.drop_reference()
    if lost is not None:
        return _unloaded(task, lost)
    if work.check is not None and checker is not None:
        return await judge_check(task, work.check, pair=pair, checker=checker)
    if work.table is not None:
        return await judge_table(work.table, pair=pair)
    return await judge_cases(task, pair)


def _unloaded(task: FunctionTask, lost: Lost) -> Findings:
    results = tuple(not_run(index, case, lost.text) for index, case in enumerate(task.cases))
    alone = (CaseResult(index=0, passed=False, error=f"not run: {lost.text}"),)
    return Findings(results or alone, None, lost.tampered, lost.text)


def _limit(findings: Findings, candidate: Ended, others: list[Ended]) -> LimitName | None:
    """Name the limit that was hit: by the candidate first, else by the check that had to deal with its values."""
    hits: list[LimitName | None] = [candidate.limit, findings.limit, *(other.limit for other in others)]
    return next((hit for hit in hits if hit is not None), None)
