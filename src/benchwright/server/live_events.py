"""Live events, read from the store: what another process does shows as well as what this one does."""

import asyncio
from collections.abc import AsyncIterator

from fastapi.concurrency import run_in_threadpool
from fastapi.sse import ServerSentEvent

from benchwright.actions.watch_changes import watch_changes
from benchwright.server.context import Context
from benchwright.server.shapes.event import ChangeEvent, HelloEvent, ProgressEvent
from benchwright.server.shapes.run import progress_of

LOOK_EVERY_S = 0.25
PROGRESS_EVERY_S = 1.0
RETRY_MS = 1000
"""How long a browser waits before it connects again."""


async def stream(here: Context, known: int | None) -> AsyncIterator[ServerSentEvent]:
    """Yield a greeting, everything after the change that is known, and then what happens."""
    feed = await run_in_threadpool(watch_changes, here.store, -1 if known is None else known)
    hello = HelloEvent(server=here.name, last=feed.last if known is None else known, gap=feed.gap)
    yield ServerSentEvent(event="hello", data=hello, retry=RETRY_MS)
    told = 0.0
    clock = asyncio.get_running_loop().time
    while True:
        for change in feed.changes:
            yield ServerSentEvent(event="change", id=str(change.number), data=ChangeEvent.of(change))
        if clock() - told >= PROGRESS_EVERY_S:
            told = clock()
            for board in here.runner.boards():
                progress = ProgressEvent(run_id=board.run_id, progress=progress_of(board))
                yield ServerSentEvent(event="progress", data=progress)
        if not feed.more:
            await asyncio.sleep(LOOK_EVERY_S)
        feed = await run_in_threadpool(watch_changes, here.store, feed.last)
