"""Control groups: limits and accounts of a whole process tree, v1 and v2, where this process may make them."""

import asyncio
import os
import signal
import subprocess
from collections.abc import Callable
from itertools import count
from pathlib import Path

from benchwright.errors import SandboxError
from benchwright.records.execution import LimitName, Limits
from benchwright.sandboxes.ledgers import Ledger, Version1, Version2, write_number

_PREFIX = "benchwright"
_PAGE = 4096
_REMOVAL_TRIES = 500
_REMOVAL_PAUSE_S = 0.004


class Group:
    """The control group of one guest: a folder for each hierarchy it needs."""

    def __init__(self, folders: tuple[Path, ...], ledger: Ledger, limits: Limits) -> None:
        self.folders = folders
        self._ledger = ledger
        self._usage: int | None = None
        try:
            for folder in folders:
                folder.mkdir()
            ledger.limit(folders, limits)
            # Kept open: it is read around every call, and opening is most of what reading costs.
            self._usage = os.open(ledger.cpu_file(folders), os.O_RDONLY)
        except OSError:
            self.discard()
            raise

    def join(self, pid: int) -> None:
        """Put a process in; what it starts from now on is in as well. It may wait for the kernel for milliseconds."""
        for folder in self.folders:
            write_number(folder / "cgroup.procs", pid)

    def cpu_s(self) -> float:
        """Return the CPU seconds of everything that is or was in it."""
        return self._ledger.cpu_s(os.pread(self._usage, _PAGE, 0)) if self._usage is not None else 0.0

    def memory_mb(self) -> float | None:
        """Return the peak of memory."""
        return self._ledger.memory_mb(self.folders)

    def hit(self) -> LimitName | None:
        """Return the limit the kernel says was hit, if one was."""
        return self._ledger.hit(self.folders)

    async def remove(self) -> None:
        """Kill what is left in it and remove it."""
        self._close()
        for _ in range(_REMOVAL_TRIES):
            if self._try_to_remove():
                return
            await asyncio.sleep(_REMOVAL_PAUSE_S)
        raise SandboxError(f"the control group {self.folders[0]} can't be emptied; look for processes stuck in it")

    def discard(self) -> None:
        """Remove it where nothing ever joined; it is gone already where `remove` came first."""
        self._close()
        for folder in self.folders:
            _remove_if_empty(folder)

    def _close(self) -> None:
        if self._usage is not None:
            os.close(self._usage)
            self._usage = None

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
        return Group(tuple(parent / name for parent in self._parents), self._ledger, limits)

    def sweep(self) -> None:
        """Remove the empty groups that killed runs left behind."""
        for parent in self._parents:
            for folder in parent.glob(f"{_PREFIX}-*-*"):
                if not Path("/proc", folder.name.split("-")[1]).exists():
                    _remove_if_empty(folder)


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
    return [ControlGroups(found, Version1())] if len(found) == len(parents) else []


def _second(mounts: str, own: str) -> list[ControlGroups]:
    folder = _own_folder(mounts, own, kind="cgroup2", has=lambda _: True, line="")
    if folder is None:
        return []
    return [
        ControlGroups((each,), Version2()) for each in (folder, *folder.parents) if (each / "cgroup.procs").exists()
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
        group.discard()
    return works


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return
