"""What each version of control groups calls its files, and how they are read."""

import os
import re
from pathlib import Path
from typing import Protocol

from benchwright.records.execution import LimitName, Limits

_PAGE = 4096
_MEMORY, _PIDS, _CPU = range(3)
"""The order of the first version's hierarchies."""
_RESIDUE = 256
"""A group is as good as empty where it is charged less than this part of its limit."""
_PERIOD_US = 100_000
"""The kernel's own period for CPU rates, and so what one core gives in it."""


class Files:
    """The control files of a group, each opened once: opening one is most of what reading it costs."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._folders = folders
        self._opened: dict[tuple[int, str], int] = {}
        self.closed = False

    def has(self, folder: int, name: str) -> bool:
        """Say whether there is such a file in the folder of that number."""
        return (self._folders[folder] / name).exists()

    def read(self, folder: int, name: str) -> bytes:
        """Return what a file says now."""
        return os.pread(self._descriptor(folder, name), _PAGE, 0)

    def number(self, folder: int, name: str) -> int:
        """Return the number that a file holds now."""
        return int(self.read(folder, name))

    def write(self, folder: int, name: str, number: int) -> None:
        """Write a number to a file, which is opened for this alone."""
        write_number(self._folders[folder] / name, number)

    def close(self) -> None:
        """Close all; nothing is asked of them any more."""
        self.closed = True
        while self._opened:
            os.close(self._opened.popitem()[1])

    def _descriptor(self, folder: int, name: str) -> int:
        opened = self._opened.get((folder, name))
        if opened is None:
            if self.closed:
                raise FileNotFoundError(f"{self._folders[folder] / name} is closed")
            opened = self._opened[folder, name] = os.open(self._folders[folder] / name, os.O_RDONLY)
        return opened


class Ledger(Protocol):
    """What one version of control groups calls its files."""

    def limit(self, files: Files, limits: Limits) -> None:
        """Write the limits."""
        ...

    def hold_to_one_core(self, files: Files) -> None:
        """Limit the rate of CPU time to one core's, where the controller for it is here as well."""
        ...

    @property
    def door(self) -> str:
        """The file by which a process of one thread puts itself in, at the least cost: it writes 0."""
        ...

    def cpu_s(self, files: Files) -> float:
        """Return the CPU seconds used."""
        ...

    def memory_mb(self, files: Files) -> float | None:
        """Return the peak of memory; None where the kernel keeps none."""
        ...

    def hit(self, files: Files) -> LimitName | None:
        """Return the limit that was hit, if one was."""
        ...

    def count(self, files: Files) -> int:
        """Return how many threads are in it, and are about to be."""
        ...

    def renew(self, files: Files) -> bool:
        """Begin the account of memory anew and say so, where nothing is left of those that were in it."""
        ...


class Version1:
    """memory, pids and cpuacct, in this order, each a hierarchy of its own."""

    door = "tasks"
    """Who enters alone and by itself holds up nobody; `cgroup.procs` would stop every fork on the machine meanwhile."""

    def limit(self, files: Files, limits: Limits) -> None:
        """Write the limits."""
        size = limits.memory_mb << 20
        files.write(_MEMORY, "memory.limit_in_bytes", size)
        if files.has(_MEMORY, "memory.memsw.limit_in_bytes"):
            files.write(_MEMORY, "memory.memsw.limit_in_bytes", size)
        files.write(_PIDS, "pids.max", limits.processes)

    def hold_to_one_core(self, files: Files) -> None:
        """Limit the rate of CPU time to one core's, where the controller for it is here as well."""
        if files.has(_CPU, "cpu.cfs_quota_us"):
            files.write(_CPU, "cpu.cfs_period_us", _PERIOD_US)
            files.write(_CPU, "cpu.cfs_quota_us", _PERIOD_US)

    def cpu_s(self, files: Files) -> float:
        """Return the CPU seconds used."""
        return files.number(_CPU, "cpuacct.usage") / 1e9

    def memory_mb(self, files: Files) -> float | None:
        """Return the peak of memory; None where the kernel keeps none."""
        return files.number(_MEMORY, "memory.max_usage_in_bytes") / (1 << 20)

    def hit(self, files: Files) -> LimitName | None:
        """Return the limit that was hit, if one was."""
        if _count(files.read(_MEMORY, "memory.oom_control"), b"oom_kill"):
            return "memory"
        return "processes" if _count(files.read(_PIDS, "pids.events"), b"max") else None

    def count(self, files: Files) -> int:
        """Return how many threads are in it, and are about to be."""
        return files.number(_PIDS, "pids.current")

    def renew(self, files: Files) -> bool:
        """Begin the account of memory anew and say so, where nothing is left of those that were in it."""
        limit, used = (files.number(_MEMORY, f"memory.{name}_in_bytes") for name in ("limit", "usage"))
        # What is charged is rounded up for each processor, so that an empty group's memory is not quite 0.
        if self.count(files) or used * _RESIDUE > limit or self.hit(files) is not None:
            return False
        files.write(_MEMORY, "memory.max_usage_in_bytes", 0)
        return True


class Version2:
    """One hierarchy for everything."""

    door = "cgroup.procs"

    def limit(self, files: Files, limits: Limits) -> None:
        """Write the limits."""
        files.write(0, "memory.max", limits.memory_mb << 20)
        if files.has(0, "memory.swap.max"):
            files.write(0, "memory.swap.max", 0)
        files.write(0, "pids.max", limits.processes)

    def hold_to_one_core(self, files: Files) -> None:
        """Limit the rate of CPU time to one core's, where the controller for it is here as well."""
        if files.has(0, "cpu.max"):
            files.write(0, "cpu.max", _PERIOD_US)

    def cpu_s(self, files: Files) -> float:
        """Return the CPU seconds used."""
        return _count(files.read(0, "cpu.stat"), b"usage_usec") / 1e6

    def memory_mb(self, files: Files) -> float | None:
        """Return the peak of memory; None where the kernel keeps none."""
        return files.number(0, "memory.peak") / (1 << 20) if files.has(0, "memory.peak") else None

    def hit(self, files: Files) -> LimitName | None:
        """Return the limit that was hit, if one was."""
        if _count(files.read(0, "memory.events"), b"oom_kill"):
            return "memory"
        return "processes" if _count(files.read(0, "pids.events"), b"max") else None

    def count(self, files: Files) -> int:
        """Return how many threads are in it, and are about to be."""
        return files.number(0, "pids.current")

    def renew(self, files: Files) -> bool:  # noqa: ARG002 - none is
        """Say no: one hierarchy is made and removed quickly, and before Linux 6.12 its peak of memory is for good."""
        return False


def _count(told: bytes, name: bytes) -> int:
    found = re.search(rb"^%s (\d+)$" % name, told, re.MULTILINE)
    return int(found[1]) if found else 0


def write_number(file: Path, number: int) -> None:
    """Write a number to a control file, without the layers that make writing a text convenient."""
    descriptor = os.open(file, os.O_WRONLY)
    try:
        os.write(descriptor, str(number).encode())
    finally:
        os.close(descriptor)
