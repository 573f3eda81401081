"""Control groups: limits and accounts of a whole process tree, v1 and v2, where this process may make them."""

import asyncio
import os
import signal
import subprocess
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

from benchwright.errors import SandboxError
from benchwright.records.execution import LimitName, Limits
from benchwright.sandboxes.ledgers import Files, Ledger, Version1, Version2, write_number
from benchwright.sandboxes.owner import PREFIX, is_left_over, own_mark

_CONTROLLERS = ("memory", "pids", "cpuacct")
"""What the first version needs, each in a hierarchy that may be its own."""
_REMOVAL_TRIES = 500
_REMOVAL_PAUSE_S = 0.004


class Group:
    """The control group of one guest: a folder for each hierarchy it needs."""

    def __init__(self, folders: tuple[Path, ...], ledger: Ledger, limits: Limits) -> None:
        self.folders = folders
        self._ledger = ledger
        self._files = Files(folders)
        self.retire: Callable[[Group], bool] | None = None
        """Says whether someone keeps it for later instead of having it removed."""
        self._retired = False
        try:
            for folder in folders:
                folder.mkdir()
            ledger.limit(self._files, limits)
        except OSError:
            self.discard()
            raise

    def join(self, pid: int) -> None:
        """Put a process in; what it starts from now on is in as well. It may wait for the kernel for milliseconds."""
        for folder in self.folders:
            write_number(folder / "cgroup.procs", pid)

    @contextmanager
    def doors(self) -> Generator[tuple[int, ...]]:
        """Open descriptors by each of which a process of one thread joins: it writes 0."""
        with ExitStack() as undo:
            yield tuple(_opened(folder / self._ledger.door, undo) for folder in self.folders)

    def hold_to_one_core(self) -> None:
        """Give it no more CPU time than one core has, where the kernel lets this group be told so."""
        self._ledger.hold_to_one_core(self._files)

    def cpu_s(self) -> float:
        """Return the CPU seconds of everything that is or was in it; 0 once it is removed."""
        return 0.0 if self._files.closed else self._ledger.cpu_s(self._files)

    def memory_mb(self) -> float | None:
        """Return the peak of memory."""
        return self._ledger.memory_mb(self._files)

    def hit(self) -> LimitName | None:
        """Return the limit the kernel says was hit, if one was."""
        return self._ledger.hit(self._files)

    def has_one_left(self) -> bool:
        """Say whether at most one thread of one process is left."""
        return self._ledger.count(self._files) <= 1

    def renew(self) -> bool:
        """Begin its accounts anew, but for the CPU's; say whether the kernel finds it as empty as a new one."""
        self._retired = False
        return self._ledger.renew(self._files)

    async def remove(self) -> None:
        """Kill what is left in it and remove it, unless it is kept."""
        if self.retire is not None and self.retire(self):
            self._retired = True
            return
        self._files.close()
        for _ in range(_REMOVAL_TRIES):
            if self._try_to_remove():
                return
            await asyncio.sleep(_REMOVAL_PAUSE_S)
        raise SandboxError(f"the control group {self.folders[0]} can't be emptied; look for processes stuck in it")

    def discard(self) -> None:
        """Remove it where nothing ever joined; it is gone already, or kept, where `remove` came first."""
        if self._retired:
            return
        self._files.close()
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
        for folder in self.folders:
            kill_all_in(folder)


class ControlGroups:
    """Makes groups below the folders it was given."""

    def __init__(self, parents: tuple[Path, ...], ledger: Ledger) -> None:
        self._parents = parents
        self._ledger = ledger
        self._numbers = count()
        self._mark = own_mark()

    def create(self, limits: Limits) -> Group:
        """Make a group with these limits."""
        name = f"{PREFIX}{self._mark}-{id(self):x}-{next(self._numbers)}"
        return Group(tuple(parent / name for parent in self._parents), self._ledger, limits)

    def sweep(self) -> None:
        """Remove the groups that killed runs left behind, wherever they were started, with whatever runs in them."""
        for root in {_root_of(parent) for parent in self._parents}:
            # A walk, unlike a glob, takes it well that others remove their groups meanwhile.
            for place, names, _ in os.walk(root, topdown=False):
                for name in filter(is_left_over, names):
                    _remove_with_all(Path(place, name))


def find_control_groups() -> ControlGroups | None:
    """Return control groups that were seen to work here, or None."""
    mounts = Path("/proc/self/mountinfo").read_text()
    own = Path("/proc/self/cgroup").read_text()
    for propose in (_second, _first):
        for groups in propose(mounts, own):
            if _works(groups):
                return groups
    return None


def _first(mounts: str, own: str) -> list[ControlGroups]:
    found = _first_folders(mounts, own)
    return [ControlGroups(found, Version1())] if len(found) == len(_CONTROLLERS) else []


def _first_folders(mounts: str, own: str) -> tuple[Path, ...]:
    folders = [
        _own_folder(mounts, own, kind="cgroup", has=lambda names, wanted=name: wanted in names.split(","), line=name)
        for name in _CONTROLLERS
    ]
    return tuple(folder for folder in folders if folder is not None)


def _second(mounts: str, own: str) -> list[ControlGroups]:
    folder = _second_folder(mounts, own)
    if folder is None:
        return []
    return [
        ControlGroups((each,), Version2()) for each in (folder, *folder.parents) if (each / "cgroup.procs").exists()
    ]


def _second_folder(mounts: str, own: str) -> Path | None:
    return _own_folder(mounts, own, kind="cgroup2", has=lambda _: True, line="")


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


def groups_of(pid: int) -> tuple[tuple[Path, ...], Ledger] | None:
    """Return the groups that a process was put into by someone else; None where they can't be read here."""
    mounts = Path("/proc/self/mountinfo").read_text()
    own = Path(f"/proc/{pid}/cgroup").read_text()
    first, second = _first_folders(mounts, own), _second_folder(mounts, own)
    if len(first) == len(_CONTROLLERS) and all((folder / "cgroup.procs").exists() for folder in first):
        return first, Version1()
    if second is not None and (second / "memory.max").exists():
        return (second,), Version2()
    return None


def _root_of(folder: Path) -> Path:
    """Return the top of a hierarchy."""
    return next(reversed([each for each in (folder, *folder.parents) if (each / "cgroup.procs").exists()]), folder)


def kill_all_in(folder: Path) -> None:
    """Kill the processes of a group that are ours to kill."""
    try:
        pids = [int(line) for line in (folder / "cgroup.procs").read_text().split()]
    except OSError:
        return
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue


def _opened(file: Path, undo: ExitStack) -> int:
    """Open a control file for writing, to be closed with the stack."""
    descriptor = os.open(file, os.O_WRONLY)
    undo.callback(os.close, descriptor)
    return descriptor


def _remove_with_all(folder: Path) -> None:
    for _ in range(_REMOVAL_TRIES):
        try:
            folder.rmdir()
        except FileNotFoundError:
            return
        except OSError:
            kill_all_in(folder)
            time.sleep(_REMOVAL_PAUSE_S)


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return
