"""A process that keeps calls and attempts for ever and says what is durable; for tests that kill it."""

import asyncio
import sys
from pathlib import Path

from benchwright.store.store import Store
from tests.unit.store import made


async def _work(store: Store, run_id: str) -> None:
    calls = store.calls(run_id)

    async def put(lane: int) -> None:
        number = 0
        while True:
            key = f"{run_id}-{lane}-{number}"
            await calls.put(made.call(key))
            _say("call", key)
            number += 1

    async def add() -> None:
        number = 0
        while True:
            added = [made.attempt(run_id, f"task-{number + more}", scores=[made.score()]) for more in range(5)]
            for attempt in added:
                await store.add(attempt)
            await store.flush()
            for attempt in added:
                _say("attempt", attempt.id)
            number += 5

    await asyncio.gather(add(), *(put(lane) for lane in range(4)))


def _say(kind: str, name: str) -> None:
    sys.stdout.write(f"{kind} {name}\n")
    sys.stdout.flush()


def main(folder: Path, run_id: str) -> None:
    store = Store.open(f"sqlite:///{folder}/bench.db", artifacts=folder / "runs")
    store.create_run(made.run(run_id))
    asyncio.run(_work(store, run_id))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
