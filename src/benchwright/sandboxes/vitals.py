"""What the kernel says of one process by its id: CPU time, memory, and whether it has started others."""

import time
from pathlib import Path

_PAGE = 4096
_FAULTS_OF_CHILDREN = 8
"""Place in /proc/PID/stat after the name of the program: field 11, page faults of children waited for (proc(5))."""
_CHILD_ENDED = 1 << 16
"""The bit of SIGCHLD in the masks of /proc/PID/status."""


def clock_s(pid: int) -> float:
    """Return the CPU seconds of a process with all its threads; 0 once it is gone.

    The kernel makes a clock of every process id: `~pid << 3 | 2` (linux/posix-timers.h, CPUCLOCK_SCHED). Unlike the
    files under /proc it counts up to this moment, even while the process runs.
    """
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0


def peak_memory_mb(pid: int) -> float | None:
    """Return the largest resident size of a process; None once it has ended."""
    try:
        with open(f"/proc/{pid}/status", "rb", buffering=0) as file:  # noqa: PTH123 - a third of what a Path costs
            _, found, rest = file.read(_PAGE).partition(b"VmHWM:")
    except OSError:
        return None
    return int(rest.split(None, 1)[0]) / 1024 if found else None


def may_have_children(pid: int) -> bool:
    """Say whether a process has started others, or had the kernel collect them so that no account of them is left.

    Not seen: one that had them collected so and took that back.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        status = Path(f"/proc/{pid}/status").read_text()
        living = any((task / "children").read_text() for task in Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        return True
    ignored = int(status.partition("SigIgn:")[2].split(None, 1)[0], 16)
    return living or int(fields[_FAULTS_OF_CHILDREN]) > 0 or bool(ignored & _CHILD_ENDED)
