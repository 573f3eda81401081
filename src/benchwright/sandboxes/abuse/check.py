"""The whole suite against one sandbox."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence

from benchwright.contracts import Sandbox
from benchwright.records.abuse import Abuse, Containment
from benchwright.sandboxes.abuse.attack import attack
from benchwright.sandboxes.abuse.bait import planted_variable
from benchwright.sandboxes.abuse.cheat import cheat
from benchwright.sandboxes.abuse.traces import child_processes, left_folders, left_groups

PATIENCE_S = 20.0
"""Wall seconds after which a sandbox that has not returned has failed: far above the limits it was given."""
_AT_ONCE = 2


async def check_containment(
    sandbox: Sandbox, programs: Sequence[Abuse], *, patience_s: float = PATIENCE_S
) -> AsyncIterator[Containment]:
    """Yield what came of each program as it is known, then what the sandbox left behind; closes the sandbox."""
    slots = asyncio.Semaphore(_AT_ONCE)
    children = child_processes()

    async def run(abuse: Abuse) -> Containment:
        judge = cheat if abuse.kind == "cheat" else attack
        async with slots:
            return await judge(sandbox, abuse, patience_s=patience_s)

    with planted_variable():
        jobs = [asyncio.ensure_future(run(abuse)) for abuse in programs]
        try:
            for done in asyncio.as_completed(jobs):
                yield await done
        finally:
            for job in jobs:
                job.cancel()
            await asyncio.gather(*jobs, return_exceptions=True)
            await sandbox.close()
    yield _left_behind(children)


def _left_behind(children: set[int]) -> Containment:
    started_s = time.monotonic()
    left = [f"control group {folder}" for folder in left_groups()]
    left += [f"folder {folder}" for folder in left_folders()]
    left += [f"process {pid}" for pid in sorted(child_processes() - children)]
    return Containment(
        name="left_behind",
        title="Nothing of the sandbox itself is left: no process, no control group, no folder",
        kind="attack",
        group="leftovers",
        verdict="not contained" if left else "contained",
        evidence="; ".join(left) or "nothing is left",
        wall_s=time.monotonic() - started_s,
    )
