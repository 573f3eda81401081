"""`make bench`: every figure beside its yardstick, in one run. Name some to run only them: see ALL."""

import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.endurance import sandbox_endurance
from benchmarks.engine import engine_cost, memory_growth
from benchmarks.programs import program_rates
from benchmarks.server import server_latency
from benchmarks.store import store_questions
from benchmarks.timing import fair_timing

ALL = ("programs", "timing", "engine", "memory", "endurance", "server", "store")


def main(wanted: list[str]) -> None:
    """Run the benchmarks that are named, or all."""
    unknown = set(wanted) - set(ALL)
    if unknown:
        raise SystemExit(f"no benchmark {min(unknown)}; there are: {', '.join(ALL)}")
    folder = Path(tempfile.mkdtemp(prefix="benchwright-bench-"))
    try:
        if "programs" in (wanted or ALL):
            program_rates(folder)
        if "timing" in (wanted or ALL):
            fair_timing()
        if "engine" in (wanted or ALL):
            engine_cost(folder, count=10_000)
        if "memory" in (wanted or ALL):
            memory_growth(folder)
        if "endurance" in (wanted or ALL):
            sandbox_endurance()
        if "server" in (wanted or ALL):
            server_latency(folder / "server")
        if "store" in (wanted or ALL):
            store_questions(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1:])
