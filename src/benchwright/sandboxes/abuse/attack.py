"""Running one attack and saying whether it was contained: by what the host sees first, then by what it says."""

import asyncio
import time
from collections.abc import Iterator

from benchwright.contracts import Sandbox
from benchwright.errors import SandboxError
from benchwright.records.abuse import Abuse, Containment, Sign, Verdict
from benchwright.records.execution import Execution, Limits
from benchwright.records.task import Case, FunctionTask
from benchwright.sandboxes.abuse.bait import Bait
from benchwright.sandboxes.abuse.traces import left_files, left_processes

LIMITS = Limits(cpu_s=1.0, wall_s=3.0, memory_mb=128, processes=24, file_mb=4, output_kb=64)
"""Tight, so that attacks which stop by themselves soon after still pass them by far."""
_SHOWN = 200


async def attack(sandbox: Sandbox, abuse: Abuse, *, patience_s: float) -> Containment:
    """Run an attack, all its rounds; whatever it left is ended and removed."""
    started_s = time.monotonic()
    verdict: Verdict = "not contained"
    evidence = ""
    with Bait() as bait:
        for attempt in range(1, abuse.rounds + 1):
            verdict, evidence = await _try(sandbox, abuse, bait, attempt=attempt, patience_s=patience_s)
            if verdict != "contained":
                break
    return finding(abuse, verdict, evidence, started_s)


def finding(abuse: Abuse, verdict: Verdict, evidence: str, started_s: float) -> Containment:
    """Return the record of what came of a program."""
    return Containment(
        name=abuse.name,
        title=abuse.title,
        kind=abuse.kind,
        group=abuse.group,
        verdict=verdict,
        evidence=evidence[:_SHOWN],
        wall_s=time.monotonic() - started_s,
    )


async def _try(sandbox: Sandbox, abuse: Abuse, bait: Bait, *, attempt: int, patience_s: float) -> tuple[Verdict, str]:
    case = Case(input=(bait.given(attempt),), expected="held")
    task = FunctionTask(id=f"abuse/{abuse.name}", prompt=abuse.title, entry_point="solve", cases=(case,))
    execution, trouble = None, ""
    try:
        async with asyncio.timeout(patience_s):
            execution = await sandbox.execute(task, abuse.program, limits=LIMITS, measure=False)
    except TimeoutError:
        trouble = f"the sandbox did not return within {patience_s:.0f} s"
    except SandboxError as error:
        trouble = f"the sandbox broke: {error}"
    harm = "; ".join((*_traces(bait), *([trouble] if trouble else [])))
    if harm or execution is None:
        return "not contained", harm
    return _judge(abuse, execution)


def _traces(bait: Bait) -> Iterator[str]:
    yield from left_processes(bait.mark)
    yield from bait.harm()
    yield from left_files(bait.mark, bait.open_folder)


def _judge(abuse: Abuse, execution: Execution) -> tuple[Verdict, str]:
    said = execution.results[0].got.strip("'\"") if execution.results else ""
    if said.startswith("open:"):
        return "not contained", said
    if said.startswith("unsupported:"):
        return "not supported", said
    if any(_shows(sign, abuse, execution) for sign in abuse.shows):
        return "contained", _seen(execution)
    return "not contained", f"expected {' or '.join(abuse.shows)}; saw: {_seen(execution)}"


def _shows(sign: Sign, abuse: Abuse, execution: Execution) -> bool:
    match sign:
        case "held":
            return bool(execution.results) and execution.results[0].passed
        case "limit":
            return execution.limit in abuse.limits
        case "ended":
            return not execution.passed and execution.limit is None and not execution.tampered


def _seen(execution: Execution) -> str:
    if execution.limit:
        return f"limit: {execution.limit.replace('_', ' ')}"
    result = execution.results[0] if execution.results else None
    return (result and (result.error or result.got.strip("'\""))) or execution.load_error or "nothing"
