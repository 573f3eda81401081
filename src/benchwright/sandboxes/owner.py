"""Whose a control group, folder or container is: a mark in its name, by which what the dead left behind is told apart.

A process id alone would not do, since ids are used again: the mark adds the time it started, the space its id is
counted in, and the boot of the machine.
"""

import os
import re
from pathlib import Path

PREFIX = "benchwright-"
_NAME = re.compile(PREFIX + r"(\d+-\d+-\d+-[0-9a-f]{8})-.")
_BOOT_DIGITS = 8
_STATE, _START = 0, 19
"""Places in /proc/PID/stat after the name of the program: fields 3 and 22 (proc(5))."""


def own_mark() -> str:
    """Return the mark of this process."""
    pid = os.getpid()
    return f"{pid}-{_start_of(pid)}-{_space()}-{_boot()}"


def mark_in(name: str) -> str | None:
    """Return the mark that a name made by Benchwright starts with."""
    found = _NAME.match(name)
    return found[1] if found else None


def is_dead(mark: str) -> bool:
    """Say whether the process of that mark is no more; one that can't be seen from here counts as alive."""
    pid, start, space, boot = mark.split("-")
    if boot != _boot():
        return True
    return space == str(_space()) and _start_of(int(pid)) != start


def is_left_over(name: str) -> bool:
    """Say whether a name is of something whose owner is dead."""
    mark = mark_in(name)
    return mark is not None and is_dead(mark)


def _start_of(pid: int) -> str | None:
    """Return when a process started, in the kernel's ticks; None where it is gone or only waits to be collected."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[_STATE] in "ZX" else fields[_START]


def _space() -> int:
    return Path("/proc/self/ns/pid").stat().st_ino


def _boot() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text()[:_BOOT_DIGITS]
