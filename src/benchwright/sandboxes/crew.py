"""Guests that start together and go together."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchwright.records.execution import Limits
from benchwright.sandboxes.guest import Ended, Guest
from benchwright.sandboxes.launch import Launcher, Role


@dataclass
class Crew:
    """The guests of one execution."""

    guests: list[Guest] = field(default_factory=list[Guest])

    async def gather(self, launcher: Launcher, limits: Limits, roles: Sequence[Role]) -> None:
        """Start them all at once; where one fails, all are ended."""
        if len(roles) == 1:
            self.guests = [await launcher.start(limits, roles[0])]
            return
        starts = [asyncio.ensure_future(launcher.start(limits, role)) for role in roles]
        try:
            await asyncio.gather(*starts, return_exceptions=True)
        finally:
            for start in starts:
                start.cancel()
            settled = await asyncio.gather(*starts, return_exceptions=True)
            self.guests = [one for one in settled if isinstance(one, Guest)]
        for one in settled:
            if isinstance(one, BaseException):
                raise one

    async def dismiss(self, *, soon: bool = False) -> list[Ended]:
        """Kill all of them at once and wait until they are gone; `soon`: until nothing of them can run any more."""
        ends = [guest.end_soon() if soon else guest.end() for guest in self.guests]
        ended = [await ends[0]] if len(ends) == 1 else list(await asyncio.gather(*ends))
        self.guests = []
        return ended
