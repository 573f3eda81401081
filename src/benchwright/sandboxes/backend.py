"""What the backends have in common: getting ready once, and starting guests with what was found."""

import asyncio
import subprocess
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchwright.errors import MissingTool, NoSandbox, SandboxError
from benchwright.records.execution import Execution, Limits, Readiness, SandboxTier
from benchwright.sandboxes.cgroups import find_control_groups
from benchwright.sandboxes.execute import Work, execute
from benchwright.sandboxes.identities import becoming, claim_identity, is_needed
from benchwright.sandboxes.interpreter import FLAGS, GuestPython, find_python
from benchwright.sandboxes.launch import ColdLauncher, Launcher, Wrapping, environment, filter_handed_over
from benchwright.sandboxes.reaper import reap

TREE = "limits on the whole process tree"
_LIMITS = ("CPU time", "wall time", "memory", "file size", "output")


@dataclass(frozen=True)
class Description:
    """What a backend says of itself."""

    name: str
    isolated: bool
    covers: tuple[str, ...]
    lacks: tuple[str, ...]
    probe: str
    """A program that prints `isolated` inside, or what it found to be open."""
    mend: str


@dataclass(frozen=True)
class Prepared:
    """A backend that works here."""

    launcher: Launcher
    tier: SandboxTier
    detail: str
    """What it runs guests on, for people to read."""


class Backend:
    """One backend on this machine: prepared at first use, or with the reason why it can't be."""

    def __init__(self, description: Description, attempt: Callable[[], Prepared | str]) -> None:
        """Take what tries to get ready, and returns the reason where it can't."""
        self._description = description
        self._attempt = attempt
        self._state: Prepared | str | None = None
        self._preparing = threading.Lock()

    def readiness(self) -> Readiness:
        """Try it, once, and say what came of it."""
        name = self._description.name
        state = self._prepare()
        if isinstance(state, str):
            return Readiness(name=name, ready=False, detail=state, mend=self._description.mend)
        return Readiness(name=name, ready=True, detail=state.detail)

    def tier(self) -> SandboxTier:
        """Say what isolation is in force; raise NoSandbox where it can't be had."""
        return self._ready().tier

    async def execute(self, work: Work) -> Execution:
        """Run and judge; raise NoSandbox where it can't be had."""
        if self._state is None:
            await asyncio.to_thread(self._prepare)
        ready = self._ready()
        return await execute(ready.launcher, ready.tier, work)

    def _ready(self) -> Prepared:
        state = self._prepare()
        if isinstance(state, str):
            raise NoSandbox(
                f"the sandbox '{self._description.name}' can't be used here: {state}. {self._description.mend}"
            )
        return state

    def _prepare(self) -> Prepared | str:
        with self._preparing:
            if self._state is None:
                try:
                    self._state = self._attempt()
                except (MissingTool, SandboxError, OSError, subprocess.TimeoutExpired) as error:
                    self._state = str(error)
            return self._state


@dataclass(frozen=True)
class ColdAttempt:
    """Gets a backend ready that wraps every guest's process in a command line."""

    description: Description
    wrap: Callable[[GuestPython], Wrapping]
    python: str | None

    def __call__(self) -> Prepared | str:
        """Find an interpreter and see from inside that the isolation holds."""
        groups = find_control_groups()
        reap(groups)
        identity = claim_identity() if is_needed() else None
        uid = identity.uid if identity else None
        try:
            python = find_python(self.python, drop=becoming(uid) if uid is not None else [])
            wrapping = self.wrap(python)
            fault = _look_around(wrapping, python, self.description.probe, uid)
        finally:
            if identity is not None:
                identity.release()
        if fault:
            return fault
        launcher = ColdLauncher(python, wrapping, groups, as_others=is_needed())
        in_force = {
            "number of processes": launcher.limits_processes,
            TREE: groups is not None,
            "a filter of system calls": bool(wrapping.filter),
        }
        tier = tier_of(self.description, in_force, image=f"python-{python.version}")
        tree = TREE if TREE in tier.covers else "limits on each process only"
        return Prepared(launcher, tier, f"Python {python.version} at {python.path}; {tree}")


def tier_of(description: Description, in_force: Mapping[str, bool], *, image: str) -> SandboxTier:
    """Say what isolation is in force; `in_force` tells of the limits that not every machine has."""
    limits = {**dict.fromkeys(_LIMITS, True), **in_force}
    return SandboxTier(
        backend=description.name,
        isolated=description.isolated,
        covers=description.covers + tuple(name for name, holds in limits.items() if holds),
        lacks=description.lacks + tuple(name for name, holds in limits.items() if not holds),
        image=f"{description.name}/{image}",
    )


def _look_around(wrapping: Wrapping, python: GuestPython, probe: str, uid: int | None) -> str:
    """Run the probe inside; return what is wrong, or nothing."""
    inner = [python.path, *FLAGS, "-c", probe]
    with filter_handed_over(wrapping) as given:
        done = subprocess.run(
            wrapping.command(inner, uid=uid, limits=Limits(), filter_descriptor=given),
            capture_output=True,
            check=False,
            text=True,
            timeout=30,
            stdin=subprocess.DEVNULL,
            env=environment(None),
            cwd="/",
            pass_fds=[given] if given is not None else [],
        )
    said = done.stdout.strip()
    if done.returncode:
        return done.stderr.strip() or f"it ended with code {done.returncode}"
    return "" if said == "isolated" else said
