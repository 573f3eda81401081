"""Guests that are started ahead: ready, under their limits and in their control group, with no program seen yet.

A spare serves one program, as any guest does. It only was started while another one ran, so that nobody waits for it.
"""

import asyncio
from collections.abc import Awaitable, Callable

from benchwright.errors import SandboxError
from benchwright.records.execution import Limits
from benchwright.sandboxes.guest import Guest

Start = Callable[[Limits], Awaitable[Guest]]


class _Spare:
    """One guest ahead of its time, held by a task: where that is cancelled, the guest is ended."""

    def __init__(self, start: Start, limits: Limits) -> None:
        self.limits = limits
        self.guest: Guest | None = None
        """None: not ready yet, or it could not be started."""
        loop = asyncio.get_running_loop()
        self._given_away: asyncio.Future[None] = loop.create_future()
        self._task = loop.create_task(self._hold(start))

    @property
    def lost(self) -> bool:
        """Whether it is gone or was never had."""
        return self._task.done() or (self.guest is not None and self.guest.gone)

    def give_away(self) -> None:
        """Leave it to whoever has the guest now."""
        self._given_away.set_result(None)

    def leave(self) -> asyncio.Task[None]:
        """Begin to end it; return what is done then."""
        self._task.cancel()
        return self._task

    async def _hold(self, start: Start) -> None:
        try:
            self.guest = await start(self.limits)
        except SandboxError:
            return  # whoever needs one starts it then, and is told why it can't be
        try:
            await self._given_away
        finally:
            if not self._given_away.done() or self._given_away.cancelled():
                self.guest.kill()
                await self.guest.end()


class Spares:
    """Keeps as many guests ready as were in use at once, up to a bound."""

    def __init__(self, start: Start, *, most: int) -> None:
        self._start = start
        self._most = most
        self._kept: list[_Spare] = []
        self._leaving: set[asyncio.Task[None]] = set()

    def take(self, limits: Limits) -> Guest | None:
        """Return a guest that is ready and has these limits, if there is one, and start another in its place."""
        for spare in [each for each in self._kept if each.lost]:
            self._drop(spare)
        alike = [spare for spare in self._kept if spare.limits == limits]
        ready = next((spare for spare in alike if spare.guest is not None), None)
        if ready is not None:
            self._kept.remove(ready)
            ready.give_away()
        elif not alike and len(self._kept) >= self._most:
            self._drop(self._kept[0])
        if len(self._kept) < self._most:
            self._kept.append(_Spare(self._start, limits))
        return ready.guest if ready is not None else None

    def leave(self) -> None:
        """Begin to end all of them."""
        for spare in list(self._kept):
            self._drop(spare)

    async def close(self) -> None:
        """End all of them."""
        self.leave()
        await asyncio.gather(*self._leaving, return_exceptions=True)

    def _drop(self, spare: _Spare) -> None:
        self._kept.remove(spare)
        task = spare.leave()
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)
