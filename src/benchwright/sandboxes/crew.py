"""Guests that start together and go together."""

import asyncio
from dataclasses import dataclass, field

from benchwright.records.execution import Limits
from benchwright.sandboxes.guest import Ended, Guest
from benchwright.sandboxes.launch import Launcher


@dataclass
class Crew:
    """The guests of one execution."""

    guests: list[Guest] = field(default_factory=list[Guest])

    async def gather(self, launcher: Launcher, limits: Limits, number: int) -> None:
        """Start that many at once; where one fails, all are ended."""
        starts = [asyncio.ensure_future(launcher.start(limits)) for _ in range(number)]
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

    async def dismiss(self) -> list[Ended]:
        """Kill all of them at once and wait until they are gone."""
        return list(await asyncio.gather(*(guest.end() for guest in self.guests)))
