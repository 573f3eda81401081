"""A lane: the calls to one provider. It bounds how many are under way and pauses all of them when asked to."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager


class Lane:
    """Bounded concurrency for one provider and address, with one shared pause for rate limits."""

    def __init__(self, name: str, *, width: int) -> None:
        self.name = name
        self.calls = 0
        """Requests made, failed ones included."""
        self.rate_limited = 0
        self.retried = 0
        self._slots = asyncio.Semaphore(width)
        self._resume_at = 0.0

    @property
    def paused_s(self) -> float:
        """Seconds until calls go on; 0 while the lane is open."""
        return max(0.0, self._resume_at - time.monotonic())

    def pause(self, seconds: float) -> None:
        """Hold every new call of this lane back for so long."""
        self._resume_at = max(self._resume_at, time.monotonic() + seconds)

    @asynccontextmanager
    async def slot(self) -> AsyncGenerator[None]:
        """Wait for a place and for the end of any pause, then hold the place."""
        async with self._slots:
            while wait_s := self.paused_s:  # noqa: ASYNC110 - the end is a time, and may move while it is slept through
                await asyncio.sleep(wait_s)
            self.calls += 1
            yield
