"""What each version of control groups calls its files."""

import os
import re
from pathlib import Path
from typing import Protocol

from benchwright.records.execution import LimitName, Limits

_PAGE = 4096
_RESIDUE = 256
"""A group is as good as empty where it is charged less than this part of its limit."""
_PERIOD_US = 100_000
"""The kernel's own period for CPU rates, and so what one core gives in it."""


class Ledger(Protocol):
    """What one version of control groups calls its files."""

    def limit(self, folders: tuple[Path, ...], limits: Limits) -> None:
        """Write the limits."""
        ...

    def hold_to_one_core(self, folders: tuple[Path, ...]) -> None:
        """Limit the rate of CPU time to one core's, where the controller for it is here as well."""
        ...

    def cpu_file(self, folders: tuple[Path, ...]) -> Path:
        """Return the file that tells the CPU time used."""
        ...

    def cpu_s(self, told: bytes) -> float:
        """Return the CPU seconds that its content stands for."""
        ...

    def memory_mb(self, folders: tuple[Path, ...]) -> float | None:
        """Return the peak of memory; None where the kernel keeps none."""
        ...

    def hit(self, folders: tuple[Path, ...]) -> LimitName | None:
        """Return the limit that was hit, if one was."""
        ...

    def renew(self, folders: tuple[Path, ...]) -> bool:
        """Begin the account of memory anew and say so, where nothing is left of those that were in it."""
        ...


class Version1:
    """memory, pids and cpuacct, in this order, each a hierarchy of its own."""

    def limit(self, folders: tuple[Path, ...], limits: Limits) -> None:
        """Write the limits."""
        memory, pids, _ = folders
        size = limits.memory_mb << 20
        write_number(memory / "memory.limit_in_bytes", size)
        with_swap = memory / "memory.memsw.limit_in_bytes"
        if with_swap.exists():
            write_number(with_swap, size)
        write_number(pids / "pids.max", limits.processes)

    def hold_to_one_core(self, folders: tuple[Path, ...]) -> None:
        """Limit the rate of CPU time to one core's, where the controller for it is here as well."""
        quota = folders[2] / "cpu.cfs_quota_us"
        if quota.exists():
            write_number(folders[2] / "cpu.cfs_period_us", _PERIOD_US)
            write_number(quota, _PERIOD_US)

    def cpu_file(self, folders: tuple[Path, ...]) -> Path:
        """Return the file that tells the CPU time used."""
        return folders[2] / "cpuacct.usage"

    def cpu_s(self, told: bytes) -> float:
        """Return the CPU seconds that its content stands for."""
        return int(told) / 1e9

    def memory_mb(self, folders: tuple[Path, ...]) -> float | None:
        """Return the peak of memory; None where the kernel keeps none."""
        return _number(folders[0] / "memory.max_usage_in_bytes") / (1 << 20)

    def hit(self, folders: tuple[Path, ...]) -> LimitName | None:
        """Return the limit that was hit, if one was."""
        memory, pids, _ = folders
        if _counter(memory / "memory.oom_control", "oom_kill"):
            return "memory"
        return "processes" if _counter(pids / "pids.events", "max") else None

    def renew(self, folders: tuple[Path, ...]) -> bool:
        """Begin the account of memory anew and say so, where nothing is left of those that were in it."""
        memory, pids, _ = folders
        limit, used = (_number(memory / f"memory.{name}_in_bytes") for name in ("limit", "usage"))
        # What is charged is rounded up for each processor, so that an empty group's memory is not quite 0.
        if _number(pids / "pids.current") or used * _RESIDUE > limit or self.hit(folders) is not None:
            return False
        write_number(memory / "memory.max_usage_in_bytes", 0)
        return True


class Version2:
    """One hierarchy for everything."""

    def limit(self, folders: tuple[Path, ...], limits: Limits) -> None:
        """Write the limits."""
        (folder,) = folders
        write_number(folder / "memory.max", limits.memory_mb << 20)
        swap = folder / "memory.swap.max"
        if swap.exists():
            write_number(swap, 0)
        write_number(folder / "pids.max", limits.processes)

    def hold_to_one_core(self, folders: tuple[Path, ...]) -> None:
        """Limit the rate of CPU time to one core's, where the controller for it is here as well."""
        rate = folders[0] / "cpu.max"
        if rate.exists():
            write_number(rate, _PERIOD_US)

    def cpu_file(self, folders: tuple[Path, ...]) -> Path:
        """Return the file that tells the CPU time used."""
        return folders[0] / "cpu.stat"

    def cpu_s(self, told: bytes) -> float:
        """Return the CPU seconds that its content stands for."""
        return _count(told, b"usage_usec") / 1e6

    def memory_mb(self, folders: tuple[Path, ...]) -> float | None:
        """Return the peak of memory; None where the kernel keeps none."""
        peak = folders[0] / "memory.peak"
        return _number(peak) / (1 << 20) if peak.exists() else None

    def hit(self, folders: tuple[Path, ...]) -> LimitName | None:
        """Return the limit that was hit, if one was."""
        if _counter(folders[0] / "memory.events", "oom_kill"):
            return "memory"
        return "processes" if _counter(folders[0] / "pids.events", "max") else None

    def renew(self, folders: tuple[Path, ...]) -> bool:  # noqa: ARG002 - none is
        """Say no: one hierarchy is made and removed quickly, and before Linux 6.12 its peak of memory is for good."""
        return False


def _number(file: Path) -> int:
    return int(_content(file))


def _content(file: Path) -> bytes:
    """Read a control file, without the layers that make reading convenient."""
    descriptor = os.open(file, os.O_RDONLY)
    try:
        return os.read(descriptor, _PAGE)
    finally:
        os.close(descriptor)


def _counter(file: Path, name: str) -> int:
    return _count(_content(file), name.encode())


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
