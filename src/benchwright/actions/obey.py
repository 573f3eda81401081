"""Do what a person wants of a run while it is driven here, from whichever process they ask; and note why it ended."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from benchwright.actions.board import Board
from benchwright.errors import BenchwrightError
from benchwright.records.run import RunStatus
from benchwright.store.store import Store

LOOK_EVERY_S = 0.2


@asynccontextmanager
async def obeying(store: Store, run_id: str, board: Board) -> AsyncGenerator[None]:
    """Watch for wishes for the length of the block; where that breaks, write how the run stands."""
    store.forget_wish(run_id)
    store.finish_run(run_id, RunStatus.RUNNING)
    board.open(run_id)
    watching = asyncio.create_task(_watch(store, run_id, board, asyncio.current_task()))
    try:
        yield
    except (BenchwrightError, asyncio.CancelledError) as error:
        ending = board.stopping or RunStatus.INTERRUPTED
        store.finish_run(run_id, ending, note=str(error) or "stopped before any candidate was asked")
        raise
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        store.forget_wish(run_id)


async def _watch(store: Store, run_id: str, board: Board, driving: asyncio.Task[object] | None) -> None:
    while board.stopping != RunStatus.CANCELLED:
        wish = store.wish(run_id)
        if wish.max_cost_usd is not None and board.budget is not None:
            board.budget.raise_to(wish.max_cost_usd)
        if wish.stop is not None:
            board.stopping = RunStatus.CANCELLED if wish.stop == "cancel" else RunStatus.PAUSED
            board.stop.asked = True
            board.note = "stopping: waiting for the attempts under way" if wish.stop == "pause" else "stopping now"
        if board.stopping == RunStatus.CANCELLED and driving is not None:
            driving.cancel()
        await asyncio.sleep(LOOK_EVERY_S)
