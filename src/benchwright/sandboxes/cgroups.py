"""Control groups: limits and accounts of a whole process tree, v1 and v2, where this process may make them."""

import asyncio
import os
import re
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Protocol

from benchwright.errors import SandboxError
from benchwright.records.execution import LimitName, Limits

_PREFIX = "benchwright"
_REMOVAL_TRIES = 500
_REMOVAL_PAUSE_S = 0.004


class Ledger(Protocol):
    """What one version of control groups calls its files."""

    def limit(self, folders: tuple[Path, ...], limits: Limits) -> None:
        """Write the limits."""
        ...

    def cpu_s(self, folders: tuple[Path, ...]) -> float:
        """Return the CPU seconds used."""
        ...

    def memory_mb(self, folders: tuple[Path, ...]) -> float | None:
        """Return the peak of memory; None where the kernel keeps none."""
        ...

    def hit(self, folders: tuple[Path, ...]) -> LimitName | None:
        """Return the limit that was hit, if one was."""
        ...


@dataclass(frozen=True)
class Group:
    """The control group of one guest: a folder for each hierarchy it needs."""

    folders: tuple[Path, ...]
    ledger: Ledger

    def join(self, pid: int) -> None:
        """Put a process in; what it starts from now on is in as well. It may wait for the kernel for milliseconds."""
        for folder in self.folders:
            (folder / "cgroup.procs").write_text(str(pid))

    def cpu_s(self) -> float:
        """Return the CPU seconds of everything that is or was in it."""
        return self.ledger.cpu_s(self.folders)

    def memory_mb(self) -> float | None:
        """Return the peak of memory."""
        return self.ledger.memory_mb(self.folders)

    def hit(self) -> LimitName | None:
        """Return the limit the kernel says was hit, if one was."""
        return self.ledger.hit(self.folders)

    async def remove(self) -> None:
        """Kill what is left in it and remove it."""
        for _ in range(_REMOVAL_TRIES):
            if self._try_to_remove():
                return
            await asyncio.sleep(_REMOVAL_PAUSE_S)
        raise SandboxError(f"the control group {self.folders[0]} can't be emptied; look for processes stuck in it")

    def discard(self) -> None:
        """Remove it where nothing ever joined; it is gone already where `remove` came first."""
        for folder in self.folders:
            _remove_if_empty(folder)

    def _try_to_remove(self) -> bool:
        for folder in self.folders:
            try:
                folder.rmdir()
            except FileNotFoundError:
                continue
            except OSError:
                self._kill()
                return False
        return True

    def _kill(self) -> None:
        for pid in self._pids():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue

    def _pids(self) -> set[int]:
        found: set[int] = set()
        for folder in self.folders:
            try:
                found.update(int(line) for line in (folder / "cgroup.procs").read_text().split())
            except FileNotFoundError:
                continue
        return found


class ControlGroups:
    """Makes groups below the folders it was given."""

    def __init__(self, parents: tuple[Path, ...], ledger: Ledger) -> None:
        self._parents = parents
        self._ledger = ledger
        self._numbers = count()

    def create(self, limits: Limits) -> Group:
        """Make a group with these limits."""
        name = f"{_PREFIX}-{os.getpid()}-{id(self):x}-{next(self._numbers)}"
        group = Group(tuple(parent / name for parent in self._parents), self._ledger)
        for folder in group.folders:
            folder.mkdir()
        self._ledger.limit(group.folders, limits)
        return group

    def sweep(self) -> None:
        """Remove the empty groups that killed runs left behind."""
        for parent in self._parents:
            for folder in parent.glob(f"{_PREFIX}-*-*"):
                if not Path("/proc", folder.name.split("-")[1]).exists():
                    _remove_if_empty(folder)


class _Version1:
    """memory, pids and cpuacct, in this order, each a hierarchy of its own."""

    def limit(self, folders: tuple[Path, ...], limits: Limits) -> None:
        memory, pids, _ = folders
        size = str(limits.memory_mb << 20)
        (memory / "memory.limit_in_bytes").write_text(size)
        with_swap = memory / "memory.memsw.limit_in_bytes"
        if with_swap.exists():
            with_swap.write_text(size)
        (pids / "pids.max").write_text(str(limits.processes))

    def cpu_s(self, folders: tuple[Path, ...]) -> float:
        return int((folders[2] / "cpuacct.usage").read_text()) / 1e9

    def memory_mb(self, folders: tuple[Path, ...]) -> float | None:
        return int((folders[0] / "memory.max_usage_in_bytes").read_text()) / (1 << 20)

    def hit(self, folders: tuple[Path, ...]) -> LimitName | None:
        memory, pids, _ = folders
        if _counter(memory / "memory.oom_control", "oom_kill"):
            return "memory"
        return "processes" if _counter(pids / "pids.events", "max") else None


class _Version2:
    """One hierarchy for everything."""

    def limit(self, folders: tuple[Path, ...], limits: Limits) -> None:
        (folder,) = folders
        (folder / "memory.max").write_text(str(limits.memory_mb << 20))
        swap = folder / "memory.swap.max"
        if swap.exists():
            swap.write_text("0")
        (folder / "pids.max").write_text(str(limits.processes))

    def cpu_s(self, folders: tuple[Path, ...]) -> float:
        return _counter(folders[0] / "cpu.stat", "usage_usec") / 1e6

    def memory_mb(self, folders: tuple[Path, ...]) -> float | None:
        peak = folders[0] / "memory.peak"
        return int(peak.read_text()) / (1 << 20) if peak.exists() else None

    def hit(self, folders: tuple[Path, ...]) -> LimitName | None:
        if _counter(folders[0] / "memory.events", "oom_kill"):
            return "memory"
        return "processes" if _counter(folders[0] / "pids.events", "max") else None


def find_control_groups() -> ControlGroups | None:
    """Return control groups that were seen to work here, or None."""
    mounts = Path("/proc/self/mountinfo").read_text()
    own = Path("/proc/self/cgroup").read_text()
    for propose in (_second, _first):
        for groups in propose(mounts, own):
            if _works(groups):
                groups.sweep()
                return groups
    return None


def _first(mounts: str, own: str) -> list[ControlGroups]:
    parents = [
        _own_folder(mounts, own, kind="cgroup", has=lambda names, wanted=name: wanted in names.split(","), line=name)
        for name in ("memory", "pids", "cpuacct")
    ]
    found = tuple(parent for parent in parents if parent is not None)
    return [ControlGroups(found, _Version1())] if len(found) == len(parents) else []


def _second(mounts: str, own: str) -> list[ControlGroups]:
    folder = _own_folder(mounts, own, kind="cgroup2", has=lambda _: True, line="")
    if folder is None:
        return []
    return [
        ControlGroups((each,), _Version2()) for each in (folder, *folder.parents) if (each / "cgroup.procs").exists()
    ]


def _own_folder(mounts: str, own: str, *, kind: str, has: Callable[[str], bool], line: str) -> Path | None:
    """Find this process's own group in the mounted hierarchy that fits."""
    path = next((each.split(":", 2)[2] for each in own.splitlines() if line in each.split(":", 2)[1].split(",")), None)
    for mount in mounts.splitlines():
        fields, _, rest = mount.partition(" - ")
        file_system, _, options = rest.split(" ", 2)
        if path is not None and file_system == kind and has(options):
            root, point = fields.split(" ")[3:5]
            inner = path.removeprefix(root) if root != "/" else path
            folder = Path(point, inner.lstrip("/"))
            return folder if folder.is_dir() else Path(point)
    return None


def _works(groups: ControlGroups) -> bool:
    """Put a sleeping process into a fresh group, and take both away again."""
    try:
        group = groups.create(Limits())
    except OSError:
        _forget(groups)
        return False
    sleeper = subprocess.Popen(["sleep", "10"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        group.join(sleeper.pid)
        works = group.cpu_s() >= 0 and group.hit() is None
    except (OSError, ValueError):
        works = False
    finally:
        sleeper.kill()
        sleeper.wait()
        for folder in group.folders:
            _remove_if_empty(folder)
    return works


def _forget(groups: ControlGroups) -> None:
    """Remove the folders of a group that could only be half made."""
    for parent in groups._parents:  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        for folder in parent.glob(f"{_PREFIX}-{os.getpid()}-{id(groups):x}-*"):
            _remove_if_empty(folder)


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return


def _counter(file: Path, name: str) -> int:
    found = re.search(rf"^{name} (\d+)$", file.read_text(), re.MULTILINE)
    return int(found[1]) if found else 0
