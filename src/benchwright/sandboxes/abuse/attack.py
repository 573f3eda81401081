"""Running one attack and saying whether it was contained: by what the host sees first, then by what it says."""

import asyncio
import time
from collections.abc import Iterator, Mapping

from benchwright.contracts import Sandbox
from benchwright.errors import MissingTool, SandboxError
from benchwright.records.abuse import Abuse, Containment, Sign, Verdict
from benchwright.records.task import Case, FunctionTask
from benchwright.sandboxes.abuse.bait import Bait
from benchwright.sandboxes.abuse.program import run_program
from benchwright.sandboxes.abuse.seen import LIMITS, Seen
from benchwright.sandboxes.abuse.traces import left_files, left_processes

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
    seen, trouble = None, ""
    running = run_program if abuse.form == "program" else _run_function
    try:
        async with asyncio.timeout(patience_s):
            seen = await running(sandbox, abuse, bait.given(attempt))
    except TimeoutError:
        trouble = f"the sandbox did not return within {patience_s:.0f} s"
    except SandboxError as error:
        trouble = f"the sandbox broke: {error}"
    except MissingTool as error:
        return "not supported", str(error)
    harm = "; ".join((*_traces(bait), *([trouble] if trouble else [])))
    if harm or seen is None:
        return "not contained", harm
    return _judge(abuse, seen)


async def _run_function(sandbox: Sandbox, abuse: Abuse, given: Mapping[str, object]) -> Seen:
    case = Case(input=(given,), expected="held")
    task = FunctionTask(id=f"abuse/{abuse.name}", prompt=abuse.title, entry_point="solve", cases=(case,))
    execution = await sandbox.execute(task, abuse.program, limits=LIMITS, measure=False)
    result = execution.results[0] if execution.results else None
    return Seen(
        said=result.got.strip("'\"") if result else "",
        held=result is not None and result.passed,
        ended=not execution.passed and not execution.tampered,
        limit=execution.limit,
        trouble=(result and result.error) or execution.load_error,
    )


def _traces(bait: Bait) -> Iterator[str]:
    yield from left_processes(bait.mark)
    yield from bait.harm()
    yield from left_files(bait.mark, bait.open_folder)


def _judge(abuse: Abuse, seen: Seen) -> tuple[Verdict, str]:
    if seen.said.startswith("open:"):
        return "not contained", seen.said
    if seen.said.startswith("unsupported:"):
        return "not supported", seen.said
    if any(_shows(sign, abuse, seen) for sign in abuse.shows):
        return "contained", seen.text
    return "not contained", f"expected {' or '.join(abuse.shows)}; saw: {seen.text}"


def _shows(sign: Sign, abuse: Abuse, seen: Seen) -> bool:
    match sign:
        case "held":
            return seen.held
        case "limit":
            return seen.limit in abuse.limits
        case "ended":
            return seen.ended and seen.limit is None
