"""`make bench`: every figure beside its yardstick, in one run. Name some to run only them: see BENCHMARKS."""

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.endurance import sandbox_endurance
from benchmarks.engine import engine_cost, memory_growth
from benchmarks.languages import language_starts
from benchmarks.page import page_speed
from benchmarks.programs import program_rates
from benchmarks.server import server_latency
from benchmarks.store import store_questions
from benchmarks.timing import fair_timing

BENCHMARKS: dict[str, Callable[[Path], None]] = {
    "programs": program_rates,
    "languages": lambda _: language_starts(),
    "timing": lambda _: fair_timing(),
    "engine": lambda folder: engine_cost(folder, count=10_000),
    "memory": memory_growth,
    "endurance": lambda _: sandbox_endurance(),
    "server": lambda folder: server_latency(folder / "server"),
    "store": store_questions,
    "page": page_speed,
}


def main(wanted: list[str]) -> None:
    """Run the benchmarks that are named, or all."""
    unknown = set(wanted) - set(BENCHMARKS)
    if unknown:
        raise SystemExit(f"no benchmark {min(unknown)}; there are: {', '.join(BENCHMARKS)}")
    folder = Path(tempfile.mkdtemp(prefix="benchwright-bench-"))
    try:
        for name, measure in BENCHMARKS.items():
            if name in (wanted or BENCHMARKS):
                measure(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1:])
