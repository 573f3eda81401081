"""What the host sees of an attack, whatever form it has, and the limits that it is given."""

from dataclasses import dataclass

from benchwright.records.execution import LimitName, Limits

LIMITS = Limits(cpu_s=1.0, wall_s=3.0, memory_mb=128, processes=24, file_mb=4, output_kb=64)
"""Tight, so that attacks which stop by themselves soon after still pass them by far."""


@dataclass(frozen=True)
class Seen:
    """How an attack went."""

    said: str
    """Its own words."""
    held: bool
    """Whether it came back as one that was kept from what it tried."""
    ended: bool
    """Whether it came to nothing."""
    limit: LimitName | None
    """The limit that was named, if one was."""
    trouble: str = ""
    """What went wrong for it."""

    @property
    def text(self) -> str:
        """Return the most telling of it in a line."""
        if self.limit:
            return f"limit: {self.limit.replace('_', ' ')}"
        return self.trouble or self.said or "nothing"
