"""Whether CPU times are compared fairly: identical code and a planted slowdown, with a busy loop for every core."""

import asyncio
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import contextmanager

from benchwright.records.execution import Limits
from benchwright.records.task import Case, FunctionTask
from benchwright.sandboxes.bubblewrap import Bubblewrap
from benchwright.scorers.timing import Comparison, compare

RUNS = 100
SLOWED_RUNS = 20
_STEPS = 600_000
"""About 20 ms on a machine of 2026."""
_CALLS = 5


@contextmanager
def hogs(number: int) -> Generator[None]:
    """Keep so many cores busy."""
    started = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(number)]
    try:
        yield
    finally:
        for hog in started:
            hog.kill()
            hog.wait()


def fair_timing() -> None:
    """Print how often identical code is rated equal, and how often code of twice the steps is found out."""
    number = os.cpu_count() or 1
    with hogs(number):
        same = asyncio.run(_compared(_program(_STEPS), runs=RUNS))
        slowed = asyncio.run(_compared(_program(2 * _STEPS), runs=SLOWED_RUNS))
    load = os.getloadavg()[0]
    print(f"\ntiming: {number} busy loops in the background, load {load:.1f} at the end")
    _tell(f"identical code rated equal (wanted: at least {RUNS * 95 // 100})", "equal", same)
    _tell("code of twice the steps rated slower (wanted: all)", "slower", slowed)
    ratios = sorted(each.ratio for each in slowed)
    print(f"{'its ratio, least, median, most':66}{ratios[0]:.3f} {ratios[len(ratios) // 2]:.3f} {ratios[-1]:.3f}")


def _tell(what: str, wanted: str, found: Sequence[Comparison]) -> None:
    counted = Counter(each.verdict for each in found)
    others = ", ".join(f"{verdict}: {count}" for verdict, count in counted.items() if verdict != wanted)
    print(f"{what:66}{counted[wanted]} of {len(found)}  {others}")


def _program(steps: int) -> str:
    return (
        f"def solve(x):\n    total = 0\n    for i in range({steps // _CALLS}):\n        total += i % 7\n    return x\n"
    )


async def _compared(code: str, *, runs: int) -> list[Comparison]:
    cases = tuple(Case(input=(n,), expected=n) for n in range(_CALLS))
    task = FunctionTask(id="loop", prompt="p", entry_point="solve", cases=cases, reference=_program(_STEPS))
    sandbox = Bubblewrap()
    found: list[Comparison] = []
    for _ in range(runs):
        execution = await sandbox.execute(task, code, limits=Limits(), measure=True)
        if execution.measure is None:
            raise SystemExit(f"the run was not measured: {execution.results}")
        found.append(compare(execution.measure))
    await sandbox.close()
    return found
