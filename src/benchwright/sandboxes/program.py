"""A program from start to end: its workroom, its steps one after the other, its artifacts, and nothing left of it."""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from benchwright.records.execution import Limits, SandboxTier
from benchwright.records.program import Artifact, Program, ProgramResult, RefusedArtifact, StepResult
from benchwright.sandboxes.cgroups import ControlGroups
from benchwright.sandboxes.identities import claim_identity
from benchwright.sandboxes.interpreter import GuestPython
from benchwright.sandboxes.step import run_step
from benchwright.sandboxes.toolchains.toolchain import Toolchain
from benchwright.sandboxes.toolchains.warming import warmed
from benchwright.sandboxes.workroom import OpensWorkrooms, Tenancy, Workroom


@dataclass(frozen=True)
class Site:
    """What a backend runs programs on."""

    open_workroom: OpensWorkrooms
    python: GuestPython
    groups: ControlGroups | None
    as_others: bool
    """Whether programs get user ids of their own, because this process is root."""
    bounding: Callable[[Limits], list[str]]
    """Starts a command line that puts limits on each process."""
    clear_user: Callable[[int], None] | None = None
    """Kills every process of a program's user, where nothing else would."""


async def run_program(site: Site, tier: SandboxTier, program: Program, toolchain: Toolchain) -> ProgramResult:
    """Run all steps in a fresh workroom, until one does not succeed; then take the artifacts."""
    caches = await asyncio.to_thread(warmed, toolchain)
    with ExitStack() as undo:
        uid = None
        if site.as_others:
            identity = claim_identity()
            undo.callback(identity.release)
            uid = identity.uid
            if site.groups is None and site.clear_user is not None:
                undo.callback(site.clear_user, uid)
        room = await site.open_workroom(Tenancy(program, toolchain, site.python, caches, uid))
        try:
            return await _run(site, tier, program, room, uid)
        finally:
            await room.close()


async def _run(site: Site, tier: SandboxTier, program: Program, room: Workroom, uid: int | None) -> ProgramResult:
    steps: list[StepResult] = []
    for step in program.steps:
        steps.append(await run_step(room, step, site.groups, site.bounding))
        if uid is not None and site.groups is None and site.clear_user is not None:
            site.clear_user(uid)
        if not steps[-1].succeeded:
            break
    taken = await room.take(program.artifacts, program.artifact_kb << 10)
    return ProgramResult(
        sandbox=tier,
        steps=tuple(steps),
        planned=len(program.steps),
        artifacts=tuple(Artifact(path=path, content=content) for path, content in taken.files.items()),
        refused=tuple(RefusedArtifact(path=path, reason=reason) for path, reason in taken.refused.items()),
    )
