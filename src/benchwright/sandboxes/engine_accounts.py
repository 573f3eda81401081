"""The control group that an engine made for a container, read where we can make none of our own."""

import re
from contextlib import closing, suppress
from pathlib import Path

from benchwright.records.execution import LimitName
from benchwright.sandboxes.cgroups import groups_of, kill_all_in
from benchwright.sandboxes.containers import ask_quietly, remove
from benchwright.sandboxes.ledgers import Files, Ledger

_ID = re.compile(r"[0-9a-f]{64}")


class EngineAccounts:
    """The control group that the engine made for a container, read where we can make none of our own."""

    def __init__(self) -> None:
        self._found: tuple[tuple[Path, ...], Ledger] | None = None
        self._cpu_before_s = 0.0
        self._memory_mb: float | None = None
        self._hit: LimitName | None = None

    def join(self, pid: int) -> None:
        """Find the group that the process is in."""
        self._found = engine_groups_of(pid)
        if self._found is not None:
            self._cpu_before_s = self._read_cpu_s()

    def cpu_s(self) -> float:
        """Return the CPU seconds used since it joined."""
        return self._read_cpu_s() - self._cpu_before_s

    def memory_mb(self) -> float | None:
        """Return the peak of memory, as last seen."""
        self.note()
        return self._memory_mb

    def hit(self) -> LimitName | None:
        """Return the limit that was hit, as last seen."""
        self.note()
        return self._hit

    def has_one_left(self) -> bool:
        """Say no: it is not known."""
        return False

    def note(self) -> None:
        """Take down what the group says while it is there: it goes with the last process."""
        found = self._found
        if found is None:
            return
        folders, ledger = found
        with suppress(OSError), closing(Files(folders)) as files:
            self._memory_mb = ledger.memory_mb(files)
            self._hit = ledger.hit(files) or self._hit

    def kill(self) -> None:
        """Kill all that is in the group, where that is ours to do: who came may be a helper of the program's kernel."""
        found = self._found
        if found is not None:
            kill_all_in(found[0][0])

    def settle(self, name: str) -> None:
        """Ask the engine what it saw of the kernel's doings, and have the container removed."""
        self._found = None
        if ask_quietly("inspect", "--format={{.State.OOMKilled}}", name) == "true":
            self._hit = "memory"
        remove(name)

    async def remove(self) -> None:
        """Leave it to the engine, which made it."""

    def _read_cpu_s(self) -> float:
        found = self._found
        if found is None:
            return 0.0
        folders, ledger = found
        try:
            with closing(Files(folders)) as files:
                return ledger.cpu_s(files)
        except OSError:
            return 0.0


def engine_groups_of(pid: int) -> tuple[tuple[Path, ...], Ledger] | None:
    """Return the control group that the engine made for the container of a process, where it can be read."""
    found = groups_of(pid)
    return found if found is not None and all(_ID.search(folder.name) for folder in found[0]) else None
