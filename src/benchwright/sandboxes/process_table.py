"""What the kernel tells of the machine's processes."""

from collections.abc import Iterator
from pathlib import Path

_PARENT = 1
"""Place in /proc/PID/stat after the name of the program: field 4 (proc(5))."""


def processes() -> Iterator[int]:
    """Yield the ids of all processes that can be seen from here."""
    return (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())


def user_of(pid: int) -> int:
    """Return the user id of a process; -1 where it is gone.

    Not the owner of its folder in /proc: that is root where a process keeps itself from being looked into.
    """
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return -1
    return int(status.partition("\nUid:\t")[2].split("\t", 1)[0])


def parent_of(pid: int) -> int:
    """Return the parent's id; 0 where there is none that can be seen from here."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0
    return int(stat.rpartition(")")[2].split()[_PARENT])
