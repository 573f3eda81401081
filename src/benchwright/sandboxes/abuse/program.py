"""Running an attack that is a program of files: compiled where its language is, and looked at by what it leaves."""

import json
from collections.abc import Mapping
from pathlib import PurePosixPath

from benchwright.contracts import Sandbox
from benchwright.records.abuse import Abuse
from benchwright.records.execution import Limits
from benchwright.records.program import Program, ProgramResult, StepResult
from benchwright.sandboxes.abuse.seen import LIMITS, Seen
from benchwright.sandboxes.toolchains.known import language

_COMPILE = Limits(cpu_s=2.0, wall_s=6.0, memory_mb=256, processes=24, file_mb=16, output_kb=64)
"""Enough for an honest program of that size, and no more."""
_OUT = "out"
_GOOD = "good"
"""The name that an artifact has to have: whatever else is brought back should not have been."""
_KB, _FOLDER_MB = 64, 32


async def run_program(sandbox: Sandbox, abuse: Abuse, given: Mapping[str, object]) -> Seen:
    """Run it; raise MissingTool where this machine lacks its language."""
    result = await sandbox.run(_limited(abuse, json.dumps(given)))
    last = result.steps[-1]
    taken = [one.path for one in result.artifacts if PurePosixPath(one.path).name != _GOOD]
    if sum(len(one.content) for one in result.artifacts) > _KB << 10:
        taken = ["more than was asked for"]
    if taken:
        return Seen(said=f"open: {taken[0]} was brought back", held=False, ended=False, limit=None)
    compiling = len(result.steps) < result.planned
    said = "" if compiling else last.stdout.strip()
    return Seen(
        said=said,
        held=result.succeeded and said == "held",
        ended=not result.succeeded,
        limit=last.limit,
        trouble=_trouble(result, last),
    )


def _limited(abuse: Abuse, given: str) -> Program:
    made = language(abuse.language).program(abuse.program, stdin=given)
    limits = [_COMPILE] * (len(made.steps) - 1) + [LIMITS]
    steps = [step.model_copy(update={"limits": each}) for step, each in zip(made.steps, limits, strict=True)]
    more = {"steps": tuple(steps), "artifacts": (_OUT,), "artifact_kb": _KB, "folder_mb": _FOLDER_MB}
    return made.model_copy(update=more)


def _trouble(result: ProgramResult, last: StepResult) -> str:
    if not last.succeeded:
        lines = last.stderr.strip().splitlines()
        return f"{last.name} ended with code {last.exit_code}{': ' + lines[-1] if lines else ''}"
    reasons = [f"{one.path}: {one.reason}" for one in result.refused if one.path != _OUT]
    return "; ".join(reasons)
