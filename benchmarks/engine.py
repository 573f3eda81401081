"""The engine's own cost: one-question tasks against a loopback server, everything stored, beside a bare loop."""

import json
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.measure import Used, measure, tool

ROUNDS = 3


@contextmanager
def loopback_server() -> Generator[str]:
    """Yield the address of a server that answers 42 at once."""
    command = [sys.executable, "-m", "benchwright.models.scripted_server", "--port", "0", "--answer", "42"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None  # noqa: S101 - it was asked for
    try:
        yield process.stdout.readline().removeprefix("listening on ").strip() + "/v1"
    finally:
        process.terminate()
        process.wait()


def engine_cost(folder: Path, *, count: int) -> None:
    """Print CPU per sample of the bare loop and of a whole run, and their ratio, rounds interleaved."""
    bare: list[Used] = []
    ours: list[Used] = []
    suite = write_suite(folder, count)
    for number in range(ROUNDS):
        with loopback_server() as url:
            loop = [sys.executable, str(Path(__file__).with_name("bare_loop.py")), url, str(count)]
            bare.append(measure(loop, cwd=folder))
            ours.append(run(folder, suite, url, name=f"cost-{number}"))
    print(f"\nengine: {count:,} one-question tasks, concurrency 100, median of {ROUNDS} interleaved rounds")
    print(f"{'':34}{'CPU ms/sample':>14}{'samples/s':>12}{'peak MB':>10}")
    for name, used in (("bare loop over the openai SDK", bare), ("benchwright run, stored durably", ours)):
        cpu_ms = median(u.cpu_s for u in used) / count * 1000
        rate = count / median(u.wall_s for u in used)
        print(f"{name:34}{cpu_ms:14.3f}{rate:12,.0f}{median(u.peak_mb for u in used):10.0f}")
    ratio = median(o.cpu_s / b.cpu_s for o, b in zip(ours, bare, strict=True))
    print(f"ratio of CPU per sample, start-up included: {ratio:.2f} (wanted: at most 1.5)")


def memory_growth(folder: Path, *, few: int = 2_000, many: int = 20_000) -> None:
    """Print how much a run's peak memory grows with ten times the samples."""
    with loopback_server() as url:
        small = run(folder, write_suite(folder, few), url, name="few")
        large = run(folder, write_suite(folder, many), url, name="many")
    growth = large.peak_mb - small.peak_mb
    print(f"\nmemory: {small.peak_mb:.0f} MB at {few:,} samples, {large.peak_mb:.0f} MB at {many:,}")
    print(f"growth: {growth:.0f} MB (wanted: less than 50)")


def write_suite(folder: Path, count: int) -> Path:
    """Write a suite of so many questions."""
    path = folder / f"questions-{count}.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            prompt = f"Question {number}: what is 6 x 7?"
            out.write(json.dumps({"kind": "prompt", "id": f"q{number}", "prompt": prompt, "expected": "42"}) + "\n")
    return path


def run(folder: Path, suite: Path, url: str, *, name: str) -> Used:
    """Run a suite of questions in a workspace of its own."""
    where = folder / name
    where.mkdir()
    command = [tool("benchwright"), "run", str(suite), "--model", "openai-compatible/bench", "--base-url", url]
    return measure([*command, "--concurrency", "100", "--fail-under", "1.0", "--json"], cwd=where)
