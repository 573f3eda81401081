"""What a program in each language costs in the sandbox, beside the same commands bare."""

import asyncio
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import children_cpu_s
from benchwright.errors import MissingTool
from benchwright.records.program import ProgramResult
from benchwright.sandboxes.bubblewrap import Bubblewrap
from benchwright.sandboxes.toolchains.known import LANGUAGES, toolchain
from benchwright.sandboxes.toolchains.toolchain import Language
from benchwright.sandboxes.toolchains.warming import warmed

TIMES = 5


def language_starts() -> None:
    """Print, for a program that prints `hello`, wall and CPU time of the least of several runs, in one run."""
    print(f"\nlanguages: a program that prints hello, compile and run, the least of {TIMES}")
    print(f"{'language':12} {'bare wall':>10} {'sandbox':>10} {'ratio':>6} {'bare CPU':>10} {'sandbox':>10}")
    for language in LANGUAGES.values():
        try:
            warmed(toolchain(language.name))
            ours = asyncio.run(_sandboxed(language))
            bare_s, bare_cpu_s = _bare(language)
        except MissingTool as error:
            print(f"{language.name:12} {error}")
            continue
        wall_s, cpu_s = (min(each) for each in zip(*ours, strict=True))
        print(
            f"{language.name:12} {1000 * bare_s:7.0f} ms {1000 * wall_s:7.0f} ms {wall_s / bare_s:6.2f}"
            f" {1000 * bare_cpu_s:7.0f} ms {1000 * cpu_s:7.0f} ms"
        )


async def _sandboxed(language: Language) -> list[tuple[float, float]]:
    sandbox = Bubblewrap()
    program = language.program(language.hello)
    runs: list[tuple[float, float]] = []
    try:
        await sandbox.run(program)
        for _ in range(TIMES):
            start = time.perf_counter()
            done = await sandbox.run(program)
            runs.append((time.perf_counter() - start, _cpu_s(done)))
    finally:
        await sandbox.close()
    return runs


def _cpu_s(done: ProgramResult) -> float:
    if not done.succeeded:
        raise SystemExit(f"the program did not succeed: {done}")
    return sum(step.cpu_s or 0.0 for step in done.steps)


def _bare(language: Language) -> tuple[float, float]:
    runs = [_bare_once(language) for _ in range(TIMES)]
    return min(wall for wall, _ in runs), min(cpu for _, cpu in runs)


def _bare_once(language: Language) -> tuple[float, float]:
    """Run it in a folder of its own, beside a copy of the caches: what one run leaves must not help the next."""
    program, tools = language.program(language.hello), toolchain(language.name)
    with tempfile.TemporaryDirectory(prefix="benchwright-bench-") as folder:
        for path, text in program.files.items():
            Path(folder, path).write_text(text)
        caches = {name: shutil.copytree(place, f"{folder}/{name}") for name, place in warmed(tools).items()}
        places = {**tools.folders, **caches, "work": folder, "tmp": folder}
        return _once([step.argv for step in program.steps], folder, tools.environment_in(places))


def _once(commands: Sequence[Sequence[str]], folder: str, environment: dict[str, str]) -> tuple[float, float]:
    start, cpu = time.perf_counter(), children_cpu_s()
    for command in commands:
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start, children_cpu_s() - cpu
