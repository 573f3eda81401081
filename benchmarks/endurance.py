"""Whether the sandbox stays as it is over very many programs: memory, descriptors and control groups of a long run."""

import asyncio
import os
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

from benchmarks.isolation import tasks_of, work_through
from benchmarks.programs import WORKERS, humaneval_file, read_problems
from benchwright.records.task import FunctionTask
from benchwright.sandboxes.bubblewrap import Bubblewrap

LOOKS = 5
"""How often it is looked at, the start not counted: that is when everything is warm."""


def sandbox_endurance() -> None:
    """Print what this process holds as programs go by: as many as $PROGRAMS says."""
    file = humaneval_file()
    if file is None:
        print("\nendurance: no HumanEval.jsonl.gz; put it into $BENCHWRIGHT_SHARED/data")
        return
    count = int(os.environ.get("PROGRAMS", "50000"))
    print(f"\nendurance: {count:,} programs through one warm sandbox (wanted: less than 10 MB more at the end)")
    asyncio.run(_endure(tasks_of(read_problems(file)), count))


async def _endure(tasks: Sequence[FunctionTask], count: int) -> None:
    sandbox = Bubblewrap()
    waiting = cycle(tasks)
    await _through(sandbox, list(islice(waiting, 4 * len(tasks))))
    start_mb = _resident_mb()
    _show(0, 0.0)
    for look in range(1, LOOKS + 1):
        start_s = time.perf_counter()
        await _through(sandbox, list(islice(waiting, count // LOOKS)))
        _show(look * (count // LOOKS), (count // LOOKS) / (time.perf_counter() - start_s))
    await sandbox.close()
    print(f"growth: {_resident_mb() - start_mb:.1f} MB")


async def _through(sandbox: Bubblewrap, tasks: Sequence[FunctionTask]) -> None:
    shared = iter(tasks)
    await asyncio.gather(*(work_through(sandbox, shared) for _ in range(WORKERS)))


def _show(programs: int, rate_per_s: float) -> None:
    held = len(list(Path("/proc/self/fd").iterdir()))
    print(f"{programs:8,} programs{_resident_mb():8.1f} MB{held:5} descriptors{rate_per_s:8.1f} a second", flush=True)


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
